/** The value of a JSON text; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A property of a value that may be anything; `undefined` where there is none. */
export const property = (value: unknown, name: string): unknown =>
  isObject(value) ? value[name] : undefined;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const stringOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? value : null;
