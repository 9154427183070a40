import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, ValidationPipe } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { UnrecoverableError } from 'bullmq';
import { IsString } from 'class-validator';
import { throwError } from 'rxjs';
import {
  completionsOf,
  emit,
  failuresOf,
  Inbox,
  jobsIn,
  QueueHarness,
} from '../../test/support/queue-harness.js';
import { QueueContext } from './queue.context.js';
import { QUEUE_TRANSPORT } from './queue.server.js';
import type { QueueClient } from './queue.client.js';

class Greeting {
  @IsString()
  name = '';
}

@Controller()
class GreetingController {
  constructor(private readonly inbox: Inbox) {}

  @EventPattern(['work'], QUEUE_TRANSPORT)
  greet(@Payload() greeting: Greeting, @Ctx() context: QueueContext): unknown {
    return this.inbox.receive(greeting, context);
  }
}

describe('a queue whose handler fails', () => {
  let queue: QueueHarness;
  let client: QueueClient;

  beforeEach(() => {
    queue = new QueueHarness();
    client = queue.client();
  });

  afterEach(() => queue.close());

  it.each([
    [
      'throws',
      () => {
        throw new Error('out of paper');
      },
    ],
    ['rejects', () => Promise.reject(new Error('out of paper'))],
    ['returns an Observable that errors', () => throwError(() => new Error('out of paper'))],
  ])('redelivers when the handler %s, and keeps the error', async (_how, fail) => {
    const server = queue.server();
    const [failures, completions] = [failuresOf(server), completionsOf(server)];
    queue.inbox.handle = ({ context }) => (context.getAttempt() === 1 ? fail() : undefined);
    await queue.listen(server);

    const id = await emit(client, {});

    expect((await failures.take()).message).toBe('out of paper');
    expect(await completions.take()).toBe(id);
    const attempts = (await queue.inbox.takeAll(2)).map(({ context }) => context.getAttempt());
    expect(attempts).toEqual([1, 2]);
    expect(await queue.log.take()).toMatch(/delivery 1.*will be redelivered: out of paper/);
  });

  it('gives up a message after its attempts', async () => {
    const server = queue.server();
    const failures = failuresOf(server);
    queue.inbox.handle = () => Promise.reject(new Error('never'));
    await queue.listen(server);
    const impatient = queue.client({ attempts: 2 });

    await emit(impatient, {});

    expect(await failures.takeAll(2)).toHaveLength(2);
    expect(await queue.log.take()).toMatch('will be redelivered');
    expect(await queue.log.take()).toMatch('is given up');
    expect(await jobsIn(impatient)).toBe(0);
  });

  it('does not redeliver what an UnrecoverableError caused, at any depth', async () => {
    const server = queue.server();
    const failures = failuresOf(server);
    queue.inbox.handle = () => {
      const cause = new Error('inner', { cause: new UnrecoverableError('no use') });
      throw new Error('outer', { cause });
    };
    await queue.listen(server);

    await emit(client, {});

    const failure = await failures.take();
    expect(failure).toBeInstanceOf(UnrecoverableError);
    expect(failure.message).toBe('outer');
    expect(await jobsIn(client)).toBe(0);
  });

  it('does not redeliver a malformed payload, and says what is wrong with it', async () => {
    const server = queue.server();
    const [failures, completions] = [failuresOf(server), completionsOf(server)];
    const app = await queue.app(server, [GreetingController]);
    app.useGlobalPipes(new ValidationPipe());
    await app.listen();

    await emit(client, { name: 7 });

    const failure = await failures.take();
    expect(failure).toBeInstanceOf(UnrecoverableError);
    expect(failure.message).toBe('Malformed payload: name must be a string');
    expect(await queue.log.take()).toMatch('is given up');
    const good = await emit(client, { name: 'Ada' });
    expect(await completions.take()).toBe(good);
    expect(await jobsIn(client)).toBe(0);
  });

  it('fails and logs a message of an unknown pattern', async () => {
    const server = queue.server();
    const failures = failuresOf(server);
    await queue.listen(server);

    await emit(client, {}, 'wrok');

    const failure = await failures.take();
    expect(failure).toBeInstanceOf(UnrecoverableError);
    expect(failure.message).toBe('There is no handler for "wrok"');
    expect(await queue.log.take()).toMatch('There is no handler for "wrok"');
  });
});
