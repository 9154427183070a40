import { eventually } from '../../support/eventually.js';
import { type Event, followStream, textOf } from '../../support/follow.js';
import type { History } from '../oracle.js';
import { BrokenPromise } from './round.js';
import type { FaultSystem } from './system.js';

const DEADLINE_MS = 180_000;
/** After so many events a watcher's connection is cut, and it comes back for what follows. */
const EVENTS_A_CONNECTION = 6;

interface Watcher {
  readonly id: string;
  readonly told: Promise<Event[]>;
}

/** Clients that follow a task each, from its beginning to its end, over connections that are cut. */
export class Watchers {
  private constructor(
    private readonly all: readonly Watcher[],
    private readonly leaving: AbortController,
  ) {}

  /** Resolves once each of them was told something. */
  static async of({ gateway }: FaultSystem, ids: readonly string[]): Promise<Watchers> {
    const leaving = new AbortController();
    const firsts = ids.map(() => Promise.withResolvers<undefined>());
    const all = ids.map((id, i): Watcher => {
      const told = follow(`${gateway.url}/tasks/${id}/events`, leaving.signal, () => {
        firsts[i]?.resolve(undefined);
      });
      // Awaited at the end; should it fail before, that is no reason to end the process.
      told.catch((error: unknown) => firsts[i]?.reject(error));
      return { id, told };
    });
    await Promise.all(firsts.map(({ promise }) => promise));
    return new Watchers(all, leaving);
  }

  /** Lets those go that were not told the end. */
  leave(): void {
    this.leaving.abort();
  }

  /**
   * Waits until each was told the end.
   * @param mayReset whether V1 said again, and otherwise, what it had said
   * @throws BrokenPromise where one was told otherwise than the task tells
   */
  async expectTold({ tasks }: History, { mayReset }: { mayReset: boolean }): Promise<void> {
    let resets = 0;
    for (const { id, told } of this.all) {
      const events = await told;
      const last = events.findLastIndex(({ event }) => event === 'reset');
      if (last >= 0) resets++;
      const text = textOf(events.slice(last + 1));
      const result = tasks.find((task) => task.id === id)?.end?.result ?? '';
      if (text === result && (mayReset || last < 0)) continue;
      const what = last < 0 ? '' : ', after a reset';
      throw new BrokenPromise(
        `A watcher of ${id} was told ${cut(text)}${what}; it is ${cut(result)}`,
      );
    }
    process.stdout.write(
      `    ${this.all.length} watchers were told each result, ${resets} of them after a reset\n`,
    );
  }
}

const cut = (text: string): string => `"${text.slice(0, 300)}" (${text.length})`;

async function follow(url: string, leaving: AbortSignal, onFirst: () => void): Promise<Event[]> {
  const events: Event[] = [];
  const goOn = async (): Promise<boolean> => {
    if (leaving.aborted) return true;
    const more = await followStream(url, {
      after: events.at(-1)?.id,
      enough: (seen) => {
        onFirst();
        return seen.length >= EVENTS_A_CONNECTION;
      },
    });
    events.push(...more);
    return events.at(-1)?.event === 'done';
  };
  await eventually(`the end at ${url}`, goOn, DEADLINE_MS);
  return events;
}
