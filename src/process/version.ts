import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
}

const manifest = new URL('../../package.json', import.meta.url);

/** This program's version. */
export const VERSION = (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest).version;
