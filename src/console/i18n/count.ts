const plurals = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** How many of something there are, in English words. */
export const count = (n: number, one: string, many: string): string =>
  `${numbers.format(n)} ${plurals.select(n) === 'one' ? one : many}`;
