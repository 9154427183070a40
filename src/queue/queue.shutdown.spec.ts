import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { emit, QueueHarness } from '../../test/support/queue-harness.js';
import type { QueueClient } from './queue.client.js';

describe('QueueServer on its way down', () => {
  let queue: QueueHarness;
  let client: QueueClient;

  beforeEach(() => {
    queue = new QueueHarness();
    client = queue.client();
  });

  afterEach(() => queue.close());

  /** A handler that holds its message until the test lets it go. */
  const holdMessages = () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    queue.inbox.handle = () => promise;
    return () => {
      resolve(undefined);
    };
  };

  /** Until Redis has the blocking fetch of a server of this queue. */
  const untilItWaits = async () => {
    const redis = queue.redis();
    queue.atEnd(() => redis.quit());
    const isBlocked = (line: string) => line.includes(queue.prefix) && line.includes('bzpopmin');
    const deadline = Date.now() + 10_000;
    for (;;) {
      const clients = String(await redis.client('LIST')).split('\n');
      if (clients.some(isBlocked)) return;
      if (Date.now() > deadline) throw new Error('No server waits for messages.');
    }
  };

  it('waits for the running handler, and takes no more', async () => {
    const release = holdMessages();
    const server = queue.server({ concurrency: 1 });
    const order: string[] = [];
    server.on('completed', () => order.push('completed'));
    const app = await queue.listen(server);
    await emit(client, 1);
    await emit(client, 2);
    await queue.inbox.take();

    const closed = app.close().then(() => order.push('closed'));
    expect(await client.unwrap().getJobCounts('active', 'wait')).toEqual({ active: 1, wait: 1 });
    release();
    await closed;

    expect(order).toEqual(['completed', 'closed']);
    expect(await client.unwrap().getJobCounts('active', 'wait')).toEqual({ active: 0, wait: 1 });
  });

  it('closes twice, and without ever having listened', async () => {
    const server = queue.server();
    await queue.listen(server);

    await Promise.all([server.close(), server.close()]);
    await server.close();
    await queue.server().close();
  });

  it('takes nothing more once it is paused, even out of a fetch that waits', async () => {
    const takers: string[] = [];
    const paused = queue.server();
    paused.on('active', () => takers.push('paused'));
    await queue.listen(paused);
    await untilItWaits();

    await paused.pause();
    await paused.pause();
    await emit(client, 1);
    await emit(client, 2);

    const other = queue.server();
    other.on('active', () => takers.push('other'));
    await queue.listen(other);
    await queue.inbox.takeAll(2);
    expect(takers).toEqual(['other', 'other']);
  });

  it('lets the running handlers finish while it is paused', async () => {
    const release = holdMessages();
    const server = queue.server();
    await queue.listen(server);
    const completed = new Promise((resolve) => {
      server.on('completed', resolve);
    });
    await emit(client, 1);
    await queue.inbox.take();

    await server.pause();
    release();

    await completed;
  });

  it('keeps what it holds from others for as long as the handler runs', async () => {
    const release = holdMessages();
    const lockMs = 200;
    const server = queue.server({ lockMs });
    await queue.listen(server);
    await emit(client, 1);
    await queue.inbox.take();
    await queue.listen(queue.server({ lockMs }));

    const closed = server.close();
    // Longer than a lock lasts that is not renewed.
    for (let n = 0; n < 4; n++) await once(server.unwrap(), 'locksRenewed');
    release();
    await closed;

    expect(await client.unwrap().getJobCounts('active', 'wait')).toEqual({ active: 0, wait: 0 });
    await expect(queue.inbox.take(0)).rejects.toThrow('Nothing arrived');
  });

  it('has a worker to show only while it listens', async () => {
    const server = queue.server();
    expect(() => server.unwrap()).toThrow('before listen');
    await queue.listen(server);
    expect(server.unwrap().name).toBe('work');
  });
});
