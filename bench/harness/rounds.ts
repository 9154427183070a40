import type { Scale } from './scenario.ts';

/**
 * Measures each contestant once in every round, first in one order and then in the other: what slowly
 * changes on the machine meets all of them. Rounds that do not count come first.
 * @returns what each contestant had in each round, in the order of the contestants
 */
export async function alternate<T>(
  { rounds, warmUps }: Scale,
  contestants: readonly (() => Promise<T>)[],
): Promise<T[][]> {
  const results = contestants.map((): T[] => []);
  for (let round = 0; round < warmUps + rounds; round++) {
    const order = contestants.map((_, i) => (round % 2 === 0 ? i : contestants.length - 1 - i));
    for (const i of order) {
      const result = await contestants[i]?.();
      if (round >= warmUps && result !== undefined) results[i]?.push(result);
    }
  }
  return results;
}
