import type { History, SeenTask } from '../oracle.js';
import { inParallel } from './client.js';
import { type Kind, type PlannedTask, planLoad } from './load.js';
import { settle } from './settle.js';
import type { FaultSystem } from './system.js';

const CONNECTIONS = 16;
const TERMINAL = ['completed', 'failed', 'cancelled'];

/** All tasks of a round, and what was seen of them. */
export class Book {
  private readonly plan: PlannedTask[] = [];
  private readonly ids = new Map<string, string>();
  private readonly seen = new Map<string, SeenTask[]>();
  private readonly cancelled = new Set<string>();
  private batches = 0;

  constructor(
    private readonly round: string,
    private readonly system: FaultSystem,
  ) {}

  get size(): number {
    return this.plan.length;
  }

  /** Ids of the tasks that were accepted so far. */
  get accepted(): string[] {
    return [...this.ids.values()];
  }

  /** Submits a load, each task until it is answered 202. */
  async submit(count: number, kinds?: readonly Kind[]): Promise<void> {
    const batch = planLoad(`${this.round} ${++this.batches}`, count, kinds);
    this.plan.push(...batch);
    await inParallel(batch, CONNECTIONS, async (task) => {
      this.ids.set(task.name, await this.submitOne(task));
    });
  }

  /** Submits one task many times at once, under one key. @returns the id that each was answered */
  async submitTogether(times: number, kind: Kind): Promise<string[]> {
    const [task] = planLoad(`${this.round} ${++this.batches}`, 1, [kind]);
    if (!task) throw new Error('A load of no task');
    this.plan.push(task);
    const ids = await Promise.all(Array.from({ length: times }, () => this.submitOne(task)));
    this.ids.set(task.name, ids[0] ?? '');
    return ids;
  }

  private submitOne({ name, content, retry, more }: PlannedTask): Promise<string> {
    return this.system.client.submit({ content, retry, metadata: { name }, ...more }, name);
  }

  /** Asks to cancel a task, until that is answered. */
  async cancel(id: string): Promise<void> {
    this.cancelled.add(id);
    await this.system.client.cancel(id);
  }

  /** Ids of the accepted tasks whose prompt has these words. */
  idsWith(words: string): string[] {
    const plans = this.plan.filter(({ content }) => content.includes(words));
    return plans.flatMap(({ name }) => this.ids.get(name) ?? []);
  }

  /** Remembers the outcomes that there are, with or without what the tasks say. */
  async observe(how: { results: boolean }): Promise<void> {
    const listed = await this.system.client.list();
    const ended = listed.filter(({ status }) => TERMINAL.includes(status));
    const seen = how.results
      ? await inParallel(ended, CONNECTIONS, ({ task_id: id }) => this.system.client.read(id))
      : ended;
    for (const task of seen) {
      if (!task) continue;
      const before = this.seen.get(task.task_id) ?? [];
      this.seen.set(task.task_id, [...before, task]);
    }
  }

  /** Reads all, lets everybody come to rest, and reads all again. */
  async close(): Promise<History> {
    const { client, v1 } = this.system;
    const idOf = ({ name }: PlannedTask): string => this.ids.get(name) ?? '';
    const read = () => inParallel(this.plan, CONNECTIONS, (task) => client.read(idOf(task)));
    const ends = await read();
    await settle(this.system);
    const laters = await read();
    const attempts = await inParallel(this.plan, CONNECTIONS, (task) =>
      client.attempts(idOf(task)),
    );
    const stored = Map.groupBy(await client.list(), ({ metadata }) => metadata?.name);
    const tasks = this.plan.map((task, i) => ({
      id: idOf(task),
      prompt: task.content,
      retry: task.retry,
      texts: task.texts,
      grants: 1,
      cancelled: this.cancelled.has(idOf(task)),
      deleted: false,
      copies: stored.get(task.name)?.length ?? 0,
      earlier: this.seen.get(idOf(task)) ?? [],
      end: ends[i] ?? null,
      later: laters[i] ?? null,
      attempts: attempts[i] ?? [],
    }));
    const prompts = new Set(tasks.map(({ prompt }) => prompt));
    return { tasks, runs: v1.runs.filter(({ prompt }) => prompts.has(prompt)) };
  }
}
