import { readFileSync } from 'node:fs';
const manifest = new URL('../../package.json', import.meta.url);
/** This program's version. */
export const VERSION = JSON.parse(readFileSync(manifest, 'utf8')).version;
//# sourceMappingURL=version.js.map