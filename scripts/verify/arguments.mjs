import { parseArgs } from 'node:util';

/** The command line asks for what there is not. */
export class WrongArguments extends Error {}

const DEFAULT_URL = 'http://127.0.0.1:8000';
const DEFAULT_MAX_LATENCY_MS = 50;

export const HELP = `Checks that a running OpenClaw V2 does what it is for, over its HTTP API.

  npm run verify -- [url] [--key <secret>] [--deadline <ms>] [--max-latency <ms>]

  url             the gateway, ${DEFAULT_URL} unless given
  --key           one of its API_KEYS; better in the environment, as OPENCLAW_KEY, where no other
                  user of the machine sees it
  --deadline      how long each wait may take; 15000 unless given, 120000 with a real OpenClaw
  --max-latency   the time within which a submit has to be answered (p99), ${DEFAULT_MAX_LATENCY_MS} unless given

It submits about 125 tasks, and cancels and deletes them all at the end, also on Ctrl-C. With the
simulator that costs nothing. With a real OpenClaw five of them reach a model: four long ones, which
are cancelled after a few seconds, and one of a few words. The others never run.

Ends with 0 if all holds, 1 if something does not, 2 if the system cannot be reached or the
arguments are wrong, 130 after Ctrl-C.`;

const OPTIONS = {
  key: { type: 'string' },
  deadline: { type: 'string' },
  'max-latency': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

/** @throws WrongArguments with one line that tells what is wrong */
export function readArguments(args, env) {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new WrongArguments(`One URL, not ${positionals.length}.`);
  return {
    help: values.help ?? false,
    url: readUrl(positionals[0] ?? DEFAULT_URL),
    key: readKey(values.key ?? env.OPENCLAW_KEY),
    /** Undefined: it depends on what the system turns out to be. */
    deadlineMs: readMs('deadline', values.deadline),
    maxLatencyMs: readMs('max-latency', values['max-latency']) ?? DEFAULT_MAX_LATENCY_MS,
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [line] = error.message.split(/\.\s|\n/, 1);
    throw new WrongArguments(`${line}. See --help.`);
  }
}

/** @returns the address without a slash at its end, so that paths can be put behind it */
function readUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!/^https?:$/.test(url?.protocol ?? '') || url.search || url.hash || url.username) {
    throw new WrongArguments(`${JSON.stringify(text)} is no URL like ${DEFAULT_URL}.`);
  }
  return url.href.replace(/\/+$/, '');
}

/** The key is not repeated in the message: it is a secret. */
function readKey(text) {
  if (!text) return null;
  if (!/^[\x21-\x7e]+$/.test(text)) throw new WrongArguments('The key is no visible ASCII text.');
  return text;
}

function readMs(name, text) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new WrongArguments(`--${name} takes milliseconds, 1 to 9999999, not "${text}".`);
  }
  return Number(text);
}
