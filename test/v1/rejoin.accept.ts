import { afterEach, describe, expect, it } from '@jest/globals';
import { FaultProxy } from '../faults/system/proxy.js';
import { eventually } from '../support/eventually.js';
import { unique } from './contract/target.js';
import { onceAccepted, STAGES, startDoomedWorker } from './crash.points.js';
import { MAX_CONCURRENT } from './openclaw.config.js';
import { atProvider, openClaw, provider, system, tasks } from './stage.js';
import {
  endWorkers,
  expectWhole,
  killed,
  stopped,
  submit,
  untilSaid,
  untilTaken,
  useWorkersOfTests,
} from './taken.up.js';
import { DEADLINE_MS } from './tasks.client.js';

useWorkersOfTests();
afterEach(endWorkers);

const prompts = (count: number, words: string): string[] =>
  Array.from({ length: count }, () => unique(words));
const expectAllWhole = async (ids: string[], contents: string[]): Promise<void> => {
  for (const [i, prompt] of contents.entries()) await expectWhole(ids[i] ?? '', prompt);
};

describe('over its WebSocket, a run on a real OpenClaw', () => {
  it.each(STAGES)('whose worker is killed %s is run once, and whole', async (_, point) => {
    const first = await startDoomedWorker(point);
    const prompt = unique('[tokens 3]');
    const id = await submit(prompt);
    expect(await first.exit(DEADLINE_MS)).toBe('SIGKILL');
    await system.startWorker();
    expect(await expectWhole(id, prompt)).toBe('word1 word2 word3');
  });

  it('whose worker is killed while OpenClaw lets it wait is run once, and whole', async () => {
    const first = await startDoomedWorker(onceAccepted(MAX_CONCURRENT + 1));
    const early = prompts(MAX_CONCURRENT, '[sleep 5s] [say early]');
    const ids = await Promise.all(early.map(submit));
    for (const prompt of early) await atProvider(prompt, 'running');
    const late = unique('[say late]');
    const id = await submit(late);
    expect(await first.exit(DEADLINE_MS)).toBe('SIGKILL');
    await system.startWorker();
    expect(await expectWhole(id, late)).toBe('late');
    await expectAllWhole(ids, early);
  });

  it.each([
    ['speaks', '[tokens 10] [every 400ms]', 'word3', 60],
    ['says 300,000 characters', '[bytes 300000] [every 150ms]', 'openclaw', 300_000],
  ])('that %s as its worker is killed is whole', async (_, words, heard, length) => {
    const first = await system.startWorker();
    const prompt = unique(words);
    const id = await submit(prompt);
    await untilTaken(id, heard);
    await killed(first);
    await system.startWorker();
    expect(await expectWhole(id, prompt)).toHaveLength(length);
  });

  it.each([
    ['by the worker that began it', () => Promise.resolve()],
    ['by another', killed],
  ])('that uses a tool is heard whole %s', async (_, end) => {
    const first = await system.startWorker();
    const tool = '[tool read {"path":"note.txt"}]';
    const prompt = unique(`[say I look.] ${tool} [tokens 10] [every 400ms]`);
    const id = await submit(prompt);
    await untilTaken(id, 'word3');
    await end(first);
    await system.startWorker();
    expect(await expectWhole(id, prompt, 2)).toMatch(/^I look\.word1 .*word10$/);
  });

  it('goes on while its connection is cut and away', async () => {
    const proxy = new FaultProxy(openClaw.port);
    await proxy.open();
    try {
      await system.startWorker({ V1_URL: `http://127.0.0.1:${proxy.port}` });
      const prompt = unique('[tokens 14] [every 400ms]');
      const id = await submit(prompt);
      await untilTaken(id, 'word2');
      expect(proxy.cut(1, () => 0)).toBeGreaterThan(0);
      await untilSaid(prompt, 'word6');
      await proxy.shut();
      await untilSaid(prompt, 'word10');
      await proxy.open();
      await expectWhole(id, prompt);
    } finally {
      await proxy.shut();
    }
  });

  it('is one of 20 that outlive workers restarted one after the other', async () => {
    const workers = [await system.startWorker(), await system.startWorker()];
    const contents = prompts(20, '[tokens 8] [every 500ms]');
    const ids = await Promise.all(contents.map(submit));
    await eventually(
      'some of them at the model',
      () => contents.some((prompt) => provider.callsOf(prompt).length > 0),
      DEADLINE_MS,
    );
    for (const worker of workers) {
      await system.startWorker();
      await stopped(worker);
    }
    await expectAllWhole(ids, contents);
  });

  const ends: [string, typeof killed][] = [
    ['stopped', stopped],
    ['killed', killed],
  ];
  it.each(ends)('is cancelled though who began it was %s', async (_, end) => {
    const first = await system.startWorker();
    const [early, late] = [unique('[tokens 2] [hang]'), unique('[tokens 2] [hang]')];
    const ids = [await submit(early), await submit(late)] as const;
    for (const id of ids) await untilTaken(id, 'word2');
    await end(first);
    // One while no worker lives, one by the worker that took it up.
    await tasks.cancel(ids[0]);
    await system.startWorker();
    await tasks.until(ids[1], 'who takes it up', ({ status }) => status === 'running');
    await tasks.cancel(ids[1]);
    for (const id of ids) {
      expect(await tasks.status(id, 'cancelled')).toMatchObject({ result: 'word1 word2' });
    }
    for (const prompt of [early, late]) {
      await atProvider(prompt, 'aborted');
      expect(provider.callsOf(prompt)).toHaveLength(1);
    }
  });
});
