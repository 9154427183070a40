import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { filter, firstValueFrom } from 'rxjs';
import { RedisGate } from '../../test/support/queue-gate.js';
import { emit, QueueHarness } from '../../test/support/queue-harness.js';
import type { QueueClient } from './queue.client.js';
import { QueueUnavailableError } from './queue.errors.js';
import type { QueueStatus } from './queue.status.js';

describe('a queue whose Redis is away', () => {
  let queue: QueueHarness;
  let gate: RedisGate;

  beforeEach(async () => {
    queue = new QueueHarness();
    gate = new RedisGate(queue.url);
    await gate.open();
    queue.atEnd(() => gate.shut());
  });

  afterEach(() => queue.close());

  const server = () => queue.server({}, { port: gate.port });
  const client = (commandTimeout = 2_000) => queue.client({}, { port: gate.port, commandTimeout });
  const becomes = (side: QueueClient | ReturnType<typeof server>, status: QueueStatus) =>
    firstValueFrom(side.status.pipe(filter((now) => now === status)));

  it('consumes again when it is back, and says once what was wrong', async () => {
    const consumer = server();
    await queue.listen(consumer);
    const direct = queue.client();
    await emit(direct, 'before');
    expect((await queue.inbox.take()).data).toBe('before');

    await gate.shut();
    await becomes(consumer, 'disconnected');
    await emit(direct, 'meanwhile');
    const line = await queue.log.take();
    await gate.open();

    expect((await queue.inbox.take()).data).toBe('meanwhile');
    expect(line).toMatch(/The queue "work" has a problem: .*ECONN/);
    await emit(direct, 'after');
    expect((await queue.inbox.take()).data).toBe('after');
  });

  it('starts without it, and consumes when it comes', async () => {
    await gate.shut();
    await queue.listen(server());
    await emit(queue.client(), 'early');
    expect(await queue.log.take()).toMatch(/The queue "work" has a problem: .*ECONNREFUSED/);
    // Two connections try again every 20 ms.
    await expect(queue.log.take(200)).rejects.toThrow('Nothing arrived');

    await gate.open();

    expect((await queue.inbox.take()).data).toBe('early');
  });

  it.each(['never there', 'gone while idle'])('closes a server whose Redis is %s', async (when) => {
    const consumer = server();
    if (when === 'never there') await gate.shut();
    await queue.listen(consumer);
    if (when === 'gone while idle') {
      await once(consumer.unwrap(), 'drained');
      await gate.shut();
    }
    await queue.log.take();

    await consumer.close();
  });

  it.each(['away', 'hanging'])('redelivers what was handled while it was %s', async (how) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    queue.inbox.handle = () => promise;
    const consumer = queue.server({ lockMs: 500 }, { port: gate.port });
    await queue.listen(consumer);
    await emit(queue.client(), 'unlucky');
    await queue.inbox.take();
    if (how === 'hanging') gate.freeze();
    else {
      await gate.shut();
      await queue.log.take();
    }

    const closed = consumer.close();
    resolve(undefined);
    await closed;
    await queue.listen(queue.server({ lockMs: 500 }));

    const again = await queue.inbox.take();
    expect(again.data).toBe('unlucky');
    expect(again.context.getAttempt()).toBe(2);
  });

  it('refuses to emit at once while there is no connection, and emits when there is', async () => {
    await gate.shut();
    const producer = client();
    await expect(emit(producer, 'lost')).rejects.toBeInstanceOf(QueueUnavailableError);
    await expect(emit(producer, 'lost')).rejects.toBeInstanceOf(QueueUnavailableError);
    await expect(producer.remove('a.1')).rejects.toBeInstanceOf(QueueUnavailableError);

    await gate.open();
    await becomes(producer, 'connected');
    await emit(producer, 'kept');

    await queue.listen();
    expect((await queue.inbox.take()).data).toBe('kept');
  });

  it('does not wait longer than the command timeout for a Redis that hangs', async () => {
    const producer = client(300);
    await emit(producer, 'fine');
    gate.freeze();
    const start = performance.now();

    await expect(emit(producer, 'hangs')).rejects.toThrow('Command timed out');

    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('does not wait longer than the command timeout for the first connection', async () => {
    const silent = createServer((socket) => {
      queue.atEnd(() => Promise.resolve(socket.destroy()));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    queue.atEnd(() => once(silent.close(), 'close'));
    const { port } = silent.address() as AddressInfo;
    const producer = queue.client({}, { port, commandTimeout: 300 });

    await expect(emit(producer, 'hangs')).rejects.toThrow('Redis did not answer within 300 ms');
  });
});
