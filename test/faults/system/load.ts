/** What a task of the load is to do at V1, and what it may say. */
export interface PlannedTask {
  /** Stands in its metadata, and is its idempotency key: one task for each. */
  readonly name: string;
  /** The prompt: no other task has it, so that V1's log tells whose each run is. */
  readonly content: string;
  readonly retry: 'safe' | 'always';
  /**
   * What the runs of it say at V1, the first run's text first; later ones say the last. Null: it is
   * not known, or no run of it can end well.
   */
  readonly texts: readonly string[] | null;
  /** Whether V1 is silent before it speaks, so that the run is claimed and has no output for long. */
  readonly silent: boolean;
  readonly more?: object;
}

export interface Kind {
  /** How many of as many tasks as there are shares; of the usual ones, a hundred. */
  readonly share: number;
  /** Steering words of the simulator. */
  readonly words: string;
  readonly texts: readonly string[] | null;
  readonly silent?: boolean;
  readonly retry?: 'safe' | 'always';
  readonly more?: object;
}

export const words = (count: number): string =>
  Array.from({ length: count }, (_, i) => `word${i + 1}`).join(' ');

/** Short, middling and long ones, and some that are silent first. */
export const MIXED: readonly Kind[] = [
  { share: 45, words: '[tokens 3]', texts: [words(3)] },
  { share: 30, words: '[tokens 20] [every 30ms]', texts: [words(20)] },
  { share: 12, words: '[tokens 50] [every 50ms]', texts: [words(50)] },
  { share: 13, words: '[sleep 1s] [say it is done]', texts: ['it is done'], silent: true },
];

/** A load of so many tasks, its kinds and policies well mixed; the same each time. */
export function planLoad(round: string, count: number, kinds = MIXED): PlannedTask[] {
  const prefix = round.replace(/[^A-Za-z0-9]+/g, '-');
  const deck = kinds.flatMap((kind) => Array<Kind>(kind.share).fill(kind));
  return Array.from({ length: count }, (_, i) => {
    // 37 has no divisor with 100: each hundred meets every card of the deck once.
    const kind = deck[(i * 37) % deck.length] ?? deck[0];
    if (!kind) throw new Error('A load of no kinds');
    return {
      name: `${prefix}.${i}`,
      content: `${prefix} ${i} ${kind.words}`,
      retry: kind.retry ?? (i % 2 === 0 ? 'safe' : 'always'),
      texts: kind.texts,
      silent: kind.silent ?? false,
      ...(kind.more && { more: kind.more }),
    };
  });
}
