import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { emit, Inbox, QueueHarness, WorkController } from '../../test/support/queue-harness.js';
import { QueueContractError } from './queue.errors.js';
import { QueueExceptionFilter } from './queue.exception-filter.js';
import { QUEUE_TRANSPORT, QueueServer } from './queue.server.js';

@Controller()
class EmptyController {}

@Controller()
class SecondController {
  @EventPattern(['work'], QUEUE_TRANSPORT)
  work(): void {
    // There only to be one too many.
  }
}

@Controller()
class ExtraController {
  @EventPattern(['extra'], QUEUE_TRANSPORT)
  extra(): void {
    // There only to be outside the contract.
  }
}

@Controller()
class RequestController {
  @MessagePattern(['work'], QUEUE_TRANSPORT)
  work(): string {
    return 'an answer nobody gets';
  }
}

@Controller()
class ElsewhereController {
  @EventPattern(['elsewhere'], Symbol('another transport'))
  elsewhere(): void {
    // There only to belong to another transport.
  }
}

@Module({})
class Root {}

describe('the contract of a queue', () => {
  let queue: QueueHarness;

  beforeEach(() => {
    queue = new QueueHarness();
  });

  afterEach(() => queue.close());

  const hybrid = async (server: QueueServer, controllers: Type[]) => {
    const app = await NestFactory.create<NestFastifyApplication>(
      {
        module: Root,
        controllers,
        providers: [queue.inboxProvider, { provide: QueueServer, useValue: server }],
      },
      new FastifyAdapter(),
    );
    queue.atEnd(() => app.close());
    app.useGlobalFilters(new QueueExceptionFilter());
    app.connectMicroservice(
      { inject: [QueueServer], useFactory: (strategy: QueueServer) => ({ strategy }) },
      { inheritAppConfig: true },
    );
    await app.init();
    return app;
  };

  it.each([
    ['a pattern without a handler', [EmptyController], '"work" has no handler'],
    ['two handlers', [WorkController, SecondController], '"work" has more than one handler'],
    ['a handler outside of it', [WorkController, ExtraController], '"extra" is handled but is not'],
    ['a request handler', [RequestController], '"work" must be handled by @EventPattern'],
    ['several at once', [ExtraController], '"work" has no handler; "extra" is handled but is not'],
  ])('fails the boot for %s', async (_what, controllers: Type[], message) => {
    const app = await queue.app(queue.server(), controllers);
    const boot = app.listen();

    await expect(boot).rejects.toBeInstanceOf(QueueContractError);
    await expect(boot).rejects.toThrow(message);
  });

  it('fails the boot of a hybrid app', async () => {
    const app = await hybrid(queue.server({ patterns: ['work', 'other'] }), [WorkController]);

    await expect(app.startAllMicroservices()).rejects.toThrow('"other" has no handler');
  });

  it.each([{ maxRetriesPerRequest: 3 }, { commandTimeout: 800 }])(
    'fails the boot for a connection that gives up: %j',
    async (impatient) => {
      const server = queue.server({}, impatient);

      await expect(queue.listen(server)).rejects.toThrow('maxRetriesPerRequest must be null');
    },
  );

  it('holds in a hybrid app, and leaves the handlers of other transports alone', async () => {
    const app = await hybrid(queue.server(), [WorkController, ElsewhereController]);
    await app.startAllMicroservices();

    await emit(queue.client(), 'hello');

    expect((await app.get(Inbox).take()).data).toBe('hello');
  });
});
