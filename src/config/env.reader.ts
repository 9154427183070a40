import { ConfigError } from './config.error.js';

/** Looks a variable up; `undefined` where it is not set. */
export type Environment = (name: string) => string | undefined;

/**
 * Reads typed values out of an environment and collects what is wrong with them, so that every bad
 * variable is reported at once. An empty value counts as unset.
 */
export class EnvReader {
  private readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** A whole number from `min` to `max`. */
  integer(name: string, fallback: number, min: number, max: number): number {
    const expected = `a whole number from ${min} to ${max}`;
    return this.parse(name, fallback, expected, (text) => {
      const value = Number(text);
      return /^-?\d+$/.test(text) && value >= min && value <= max ? value : undefined;
    });
  }

  /** A time in milliseconds, at least `min`; at most ten years. */
  duration(name: string, fallback: number, min: number): number {
    const TEN_YEARS_MS = 315_360_000_000;
    return this.integer(name, fallback, min, TEN_YEARS_MS);
  }

  /** A time in milliseconds that a timer has to wait; timers know no more than 25 days. */
  timer(name: string, fallback: number, min: number): number {
    const TWENTY_DAYS_MS = 1_728_000_000;
    return this.integer(name, fallback, min, TWENTY_DAYS_MS);
  }

  /** Text that matches a pattern; `expected` says in words what that is. */
  text<T extends string | null>(name: string, fallback: T, pattern: RegExp, expected: string) {
    return this.parse<string | T>(name, fallback, expected, (text) =>
      pattern.test(text) ? text : undefined,
    );
  }

  /** One of a few words. */
  oneOf<T extends string>(name: string, fallback: T, choices: readonly T[]): T {
    return this.parse(name, fallback, `one of ${choices.join(', ')}`, (text) =>
      choices.find((choice) => choice === text),
    );
  }

  /** An absolute URL with one of the given protocols (written `http:`). */
  url(name: string, fallback: string, protocols: readonly string[]): URL {
    const expected = `a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`;
    return this.parse(name, new URL(fallback), expected, (text) => {
      const url = URL.parse(text);
      return url && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined;
    });
  }

  /** Values between commas, each of which `readItem` understands. */
  list<T>(
    name: string,
    fallback: T[],
    expected: string,
    readItem: (text: string) => T | undefined,
  ) {
    return this.parse(name, fallback, expected, (text) => {
      const items = text.split(',').map((item) => readItem(item.trim()));
      return items.every((item) => item !== undefined) ? items : undefined;
    });
  }

  isSet(name: string): boolean {
    return this.lookUp(name) !== undefined;
  }

  /** Adds a finding that no single variable's form can tell, such as two that contradict. */
  reject(name: string, expected: string): void {
    this.problems.push(`${name}: found ${this.shown(name)}, expected ${expected}`);
  }

  /** @throws ConfigError naming every bad variable read so far */
  throwIfBad(): void {
    if (this.problems.length > 0) throw new ConfigError(this.problems);
  }

  private lookUp(name: string): string | undefined {
    const text = this.environment(name)?.trim();
    return text === '' ? undefined : text;
  }

  private parse<T>(
    name: string,
    fallback: T,
    expected: string,
    read: (text: string) => T | undefined,
  ): T {
    const text = this.lookUp(name);
    if (text === undefined) return fallback;
    const value = read(text);
    if (value === undefined) this.reject(name, expected);
    return value ?? fallback;
  }

  /** Secrets are not echoed: what an operator pasted into the wrong line may be one. */
  private shown(name: string): string {
    const text = this.lookUp(name);
    if (text === undefined) return 'nothing';
    if (/TOKEN|KEY|PASSWORD|SECRET|URL/.test(name) && name !== 'KEY_PREFIX') {
      return `a value of ${text.length} characters (not shown)`;
    }
    return JSON.stringify(text);
  }
}
