import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { property, stringOrNull } from '../v1/json.js';
import { ConnectError } from './connect.error.js';

export type Settings = Readonly<Record<string, string>>;

const OWNER_ONLY = 0o600;
const NEW_FILE = `# Settings of OpenClaw V2, written by npm run connect. All there are stand in .env.example.

# --- OpenClaw (V1) ---
`;

/**
 * The text of a `.env` file; empty where there is none.
 * @throws ConnectError `env_file_unfit`
 */
export async function readEnvFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (property(error, 'code') === 'ENOENT') return '';
    throw failed(path, 'read', error);
  });
}

/** The variables that the text of a `.env` file sets. */
export const settingsOf = (text: string): NodeJS.Dict<string> => parseEnv(text);

/**
 * Sets variables in the text of a `.env` file. One that is there is replaced in its line; one that
 * stands in a comment, as in `.env.example`, comes after that; others come at the end. All other
 * lines stay as they are.
 * @throws ConnectError `env_file_unfit` where the text would not be read back like that
 */
export function withSettings(text: string, settings: Settings): string {
  const before = settingsOf(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = (text === '' ? NEW_FILE : text).replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [name, value] of Object.entries(settings)) {
    if (before[name] !== value) setLine(lines, name, value);
  }
  const after = lines.join(eol) + eol;
  if (!isSame(settingsOf(after), { ...before, ...settings })) {
    const names = Object.keys(settings).join(', ');
    throw new ConnectError('env_file_unfit', `Set ${names} yourself: the form of .env is unusual.`);
  }
  return after;
}

/**
 * Writes the file as a whole, for its owner alone; a crash leaves the old one or the new one.
 * @throws ConnectError `env_file_unfit`
 */
export async function writeEnvFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    await using file = await open(draft, 'wx', OWNER_ONLY);
    await file.writeFile(text);
    await file.sync();
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw failed(path, 'written', error);
  }
}

const failed = (path: string, what: string, error: unknown) =>
  new ConnectError(
    'env_file_unfit',
    `${path} cannot be ${what}: ${stringOrNull(property(error, 'message')) ?? 'unknown error'}`,
  );

/** The last line that sets a variable is the one that counts. */
function setLine(lines: string[], name: string, value: string): void {
  const line = `${name}=${quoted(value)}`;
  const current = lines.findLastIndex((each) => setting(name).test(each));
  if (current >= 0) {
    lines[current] = line;
    return;
  }
  const template = lines.findLastIndex((each) => commented(name).test(each));
  lines.splice(template >= 0 ? template + 1 : lines.length, 0, line);
}

const setting = (name: string) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`);
const commented = (name: string) => new RegExp(`^\\s*#\\s*${name}\\s*=`);

/** As it is, or in the quotes in which every reader of such files finds it again. */
function quoted(value: string): string {
  if (/^[^\s#'"`$\\]*$/.test(value)) return value;
  // Only double quotes know escapes; what holds a backslash is better off in others.
  const quote = [`'`, '`', '"'].find((each) => !value.includes(each) && !value.endsWith('\\'));
  return quote === undefined ? value : quote + value + quote;
}

function isSame(a: NodeJS.Dict<string>, b: NodeJS.Dict<string>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
