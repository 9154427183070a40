/**
 * A server, bare: Nest on Fastify with one module, one controller and one route. JavaScript, and its
 * decorators called as functions, so that it starts as a compiled app does.
 */
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

class StatusController {
  status() {
    return { status: 'ok' };
  }
}
const { prototype } = StatusController;
Get('status')(prototype, 'status', Object.getOwnPropertyDescriptor(prototype, 'status'));
Controller()(StatusController);

class AppModule {}
Module({ controllers: [StatusController] })(AppModule);

const app = await NestFactory.create(AppModule, new FastifyAdapter());
await app.listen(0, '127.0.0.1');
process.on('disconnect', () => process.exit());
process.send({ readyAt: await app.getUrl() });
