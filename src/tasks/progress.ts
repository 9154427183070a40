export const PROGRESS_KINDS = ['tool', 'note'] as const;
export const PROGRESS_STATES = ['running', 'completed', 'failed', 'blocked', 'unknown'] as const;

/** What a run does besides speaking: it uses a tool, or tells what it is about to do. */
export interface Doing {
  /** Names the thing done: what comes later under the same id is news of it. */
  readonly id: string;
  readonly kind: (typeof PROGRESS_KINDS)[number];
  readonly state: (typeof PROGRESS_STATES)[number];
  /** Of the tool. */
  readonly name: string | null;
  /** In words: what a note says, or what a tool is used for; of a tool only where details are shown. */
  readonly text: string | null;
  /** What the tool was asked, as JSON, and what it answered; cut, and only where details are shown. */
  readonly args: string | null;
  readonly result: string | null;
}

/** One step of a run, as it is kept. */
export interface Progress extends Doing {
  /** When it was heard, by the worker's clock, in ms since 1970. */
  readonly at: number;
  /** UTF-8 bytes of output that stand before it. */
  readonly offset: number;
}

/** Steps of a task that are kept, the newest. */
export const PROGRESS_KEPT = 200;
