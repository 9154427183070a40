import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppConfig } from '../config/app.config.js';
import { BurstServer } from '../messaging/burst.transport.js';
import { ControlServer } from '../messaging/control.transport.js';
import { WORK_QUEUE } from '../messaging/messaging.module.js';
import { boundClosing } from '../process/closing.js';
import { listen, PortTakenError } from '../process/listen.js';
import { QueueServer } from '../queue/queue.server.js';
import { Keys } from '../redis/keys.js';
import { WorkerModule } from './worker.module.js';

const DEFAULT_PORT = 8001;
const PORTS_TO_TRY = 100;

/**
 * Boots a worker: its handlers on all transports, and a small HTTP port for its health.
 * @throws ConfigError, RedisUnreachableError, PortTakenError, QueueContractError
 */
export async function createWorker(): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule, new FastifyAdapter(), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  boundClosing(app);
  const config = app.get(AppConfig);

  app.connectMicroservice({ strategy: app.get(QueueServer) });
  app.connectMicroservice({ strategy: app.get(BurstServer) });
  app.connectMicroservice({
    strategy: new ControlServer(config.redis, app.get(Keys).channelPrefix()),
  });
  try {
    // In this order: a run begins only once nothing can fail any more.
    await app.init();
    await listenForHealth(app, config);
    await app.startAllMicroservices();
  } catch (error) {
    await app.close();
    throw error;
  }

  new NestLogger('Worker').log(
    `Consumes ${WORK_QUEUE}, up to ${config.workerConcurrency} runs at once; V1 is at ` +
      `${config.v1Url}; health at ${await app.getUrl()}/health/ready`,
  );
  return app;
}

async function listenForHealth(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const { workerHost, workerPort } = config;
  if (workerPort !== null) {
    await listen(app, 'WORKER_PORT', workerHost, workerPort);
    return;
  }
  for (let port = DEFAULT_PORT; ; port++) {
    try {
      await listen(app, 'WORKER_PORT', workerHost, port);
      return;
    } catch (error) {
      const goOn = error instanceof PortTakenError && port < DEFAULT_PORT + PORTS_TO_TRY;
      if (!goOn) throw error;
    }
  }
}
