import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emit, jobsIn, QueueHarness } from '../../test/support/queue-harness.js';
import { Mailbox } from '../../test/support/queue-mailbox.js';
import type { QueueClient } from './queue.client.js';
import { QueueRecordBuilder } from './queue.record.js';

describe('QueueServer', () => {
  let queue: QueueHarness;
  let client: QueueClient;

  beforeEach(() => {
    queue = new QueueHarness();
    client = queue.client();
  });

  afterEach(() => queue.close());

  it('gives each message to one of two servers', async () => {
    const servers = [queue.server(), queue.server()];
    const completions = new Mailbox();
    for (const server of servers) {
      server.on('completed', () => {
        completions.put(true);
      });
      await queue.listen(server);
    }
    const sent = Array.from({ length: 40 }, (_, n) => n);

    await Promise.all(sent.map((n) => emit(client, { n })));
    await completions.takeAll(sent.length);

    const got = await queue.inbox.takeAll(sent.length);
    expect(new Set(got.map(({ data }) => data))).toEqual(new Set(sent.map((n) => ({ n }))));
    expect(await jobsIn(client)).toBe(0);
  });

  it('tells the handler which message it holds', async () => {
    await queue.listen();
    await emit(client, new QueueRecordBuilder('payload').setJobId('a.1').build());

    const { data, context } = await queue.inbox.take();

    expect(data).toBe('payload');
    expect(context.getJobId()).toBe('a.1');
    expect(context.getPattern()).toBe('work');
    expect(context.getAttempt()).toBe(1);
  });

  it('delivers a delayed message when it is due', async () => {
    await queue.listen();
    const due = Date.now() + 300;
    await emit(client, new QueueRecordBuilder('later').setDelay(300).build());
    await emit(client, 'now');

    expect((await queue.inbox.take()).data).toBe('now');
    expect((await queue.inbox.take()).data).toBe('later');
    expect(Date.now()).toBeGreaterThanOrEqual(due);
  });

  it('on hold takes nothing, and takes it up again, also while a handler runs', async () => {
    const server = queue.server();
    await queue.listen(server);
    await emit(client, 'first');
    expect((await queue.inbox.take()).data).toBe('first');
    await server.hold();
    // One may have been on its way.
    await emit(client, 'slips through');
    await emit(client, 'waits');
    await server.resume();
    expect((await queue.inbox.take()).data).toBe('slips through');
    expect((await queue.inbox.take()).data).toBe('waits');
  });

  it('delivers by priority', async () => {
    const withPriority = (n: number) => new QueueRecordBuilder(n).setPriority(n).build();
    for (const n of [5, 9, 1]) await emit(client, withPriority(n));
    await queue.listen(queue.server({ concurrency: 1 }));

    const order = (await queue.inbox.takeAll(3)).map(({ data }) => data);

    expect(order).toEqual([1, 5, 9]);
  });

  it('delivers once what was emitted twice under one id', async () => {
    const once = new QueueRecordBuilder('once').setJobId('once').build();
    await emit(client, once);
    await emit(client, once);
    await emit(client, 'end');
    await queue.listen(queue.server({ concurrency: 1 }));

    const got = (await queue.inbox.takeAll(2)).map(({ data }) => data);

    expect(got).toEqual(['once', 'end']);
  });

  it('holds the global bound over two servers, and lifts it with 0', async () => {
    const releases = new Mailbox<() => void>();
    let running = 0;
    let most = 0;
    queue.inbox.handle = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => {
        releases.put(resolve);
      });
      running -= 1;
    };
    await queue.listen(queue.server({ globalConcurrency: 2 }));
    await queue.listen(queue.server({ globalConcurrency: 2 }));
    await Promise.all(Array.from({ length: 8 }, (_, n) => emit(client, n)));

    const held = await releases.takeAll(2);
    for (let n = 2; n < 8; n++) {
      held.shift()?.();
      held.push(await releases.take());
    }
    for (const release of held) release();

    expect(most).toBe(2);
    await queue.listen(queue.server({ globalConcurrency: 0 }));
    await Promise.all(Array.from({ length: 6 }, (_, n) => emit(client, n)));
    const all = await releases.takeAll(6);
    expect(running).toBe(6);
    for (const release of all) release();
  });
});
