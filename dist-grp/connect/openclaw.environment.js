import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { isObject, property } from '../v1/json.js';
/**
 * The variables as OpenClaw sees them: those of the environment, then those of its own files, then
 * those of its configuration, each only where the ones before lack it. What only the environment of
 * its service has, nobody else can see.
 */
export async function openClawEnvironment(env, paths, config) {
    const files = await Promise.all(paths.map(readVariables));
    const block = property(config, 'env');
    const written = [property(block, 'vars'), block].map(textsOf);
    return [env, ...files, ...written].reduceRight((below, above) => ({ ...below, ...onlySet(above) }), {});
}
async function readVariables(path) {
    return parseEnv(await readFile(path, 'utf8').catch(() => ''));
}
const textsOf = (block) => Object.fromEntries(Object.entries(isObject(block) ? block : {}).filter((entry) => typeof entry[1] === 'string'));
const onlySet = (variables) => Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
//# sourceMappingURL=openclaw.environment.js.map