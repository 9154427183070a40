import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { isObject, property } from '../v1/json.js';
import type { Variables } from './openclaw.location.js';

/**
 * The variables as OpenClaw sees them: those of the environment, then those of its own files, then
 * those of its configuration, each only where the ones before lack it. What only the environment of
 * its service has, nobody else can see.
 */
export async function openClawEnvironment(
  env: Variables,
  paths: readonly string[],
  config: unknown,
): Promise<Variables> {
  const files = await Promise.all(paths.map(readVariables));
  const block = property(config, 'env');
  const written = [property(block, 'vars'), block].map(textsOf);
  return [env, ...files, ...written].reduceRight<Variables>(
    (below, above) => ({ ...below, ...onlySet(above) }),
    {},
  );
}

async function readVariables(path: string): Promise<Variables> {
  return parseEnv(await readFile(path, 'utf8').catch(() => ''));
}

const textsOf = (block: unknown): Variables =>
  Object.fromEntries(
    Object.entries(isObject(block) ? block : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

const onlySet = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
