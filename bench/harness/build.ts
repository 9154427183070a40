import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** An entry file of the build. */
export const entry = (name: 'gateway' | 'worker'): string => join(DIST, `${name}.js`);

/** Loads a module of the build; its types are those of its source. */
export const built = async <T>(path: string): Promise<T> =>
  (await import(pathToFileURL(join(DIST, path)).href)) as T;
