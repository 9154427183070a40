import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lastValueFrom } from 'rxjs';
import { emit, QueueHarness } from '../../test/support/queue-harness.js';
import { QueueRequestError, QueueUnavailableError } from './queue.errors.js';
import { QueueRecordBuilder } from './queue.record.js';
import type { QueueClient } from './queue.client.js';

describe('QueueClient', () => {
  let queue: QueueHarness;
  let client: QueueClient;

  beforeEach(() => {
    queue = new QueueHarness();
    client = queue.client();
  });

  afterEach(() => queue.close());

  const record = (jobId: string) => new QueueRecordBuilder({}).setJobId(jobId).build();

  it('emits the id of the message', async () => {
    expect(await emit(client, record('a.1'))).toBe('a.1');
    expect(await emit(client, {})).toMatch(/./);
  });

  it('queues with the options of the record and its own', async () => {
    const message = new QueueRecordBuilder({ n: 1 })
      .setData({ n: 2 })
      .setJobId('a.1')
      .setDelay(60_000)
      .setPriority(3)
      .build();
    const patient = queue.client({ backoffMs: 250, attempts: 7 });
    await emit(patient, message);

    const job = await patient.unwrap().getJob('a.1');

    expect(job).toMatchObject({ name: 'work', data: { n: 2 }, delay: 60_000, priority: 3 });
    expect(job?.opts).toMatchObject({
      attempts: 7,
      backoff: { type: 'fixed', delay: 250 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  });

  it('takes back a message that waits, not one that is being handled', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    queue.inbox.handle = () => promise;
    await queue.listen(queue.server({ concurrency: 1 }));
    await emit(client, record('held'));
    await queue.inbox.take();
    await emit(client, record('waits'));

    expect(await client.remove('held')).toBe(false);
    expect(await client.remove('waits')).toBe(true);
    expect(await client.unwrap().getJobCounts('active', 'wait')).toEqual({ active: 1, wait: 0 });
    resolve(undefined);
  });

  it('refuses requests', async () => {
    await expect(lastValueFrom(client.send('work', {}))).rejects.toBeInstanceOf(QueueRequestError);
  });

  it('closes twice, before it ever connected too, and refuses what comes after', async () => {
    await queue.client().close();
    await emit(client, {});
    await Promise.all([client.close(), client.close()]);

    await expect(emit(client, {})).rejects.toBeInstanceOf(QueueUnavailableError);
  });

  it('connects when it is first used, not before', () => {
    let connections = 0;
    const unused = queue.client({
      connect: () => {
        connections += 1;
        return queue.redis();
      },
    });

    expect(unused).toBeDefined();
    expect(connections).toBe(0);
  });
});
