// Checks a running system over plain HTTP; `npm run verify -- --help` tells what and at which cost.
import process from 'node:process';
import { Api } from './verify/api.mjs';
import { HELP, readArguments, WrongArguments } from './verify/arguments.mjs';
import { CHECKS } from './verify/checks.mjs';
import { cleanUp } from './verify/clean-up.mjs';
import { Report } from './verify/report.mjs';
import { Session, Unreachable } from './verify/session.mjs';

const { AbortController } = globalThis;
const EXIT = { well: 0, failed: 1, notPossible: 2, interrupted: 130 };
/** Longest that removing what was made may take, in ms; a second Ctrl-C ends it at once. */
const CLEAN_UP_MS = 15_000;

/** @returns a signal that is aborted by the first Ctrl-C; the second one ends the process */
function untilInterrupted() {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
      interrupted.abort();
    });
  }
  return interrupted.signal;
}

/** @returns what was measured and whether it is as it has to be */
async function perform(check, session) {
  if (check.needsWorker && session.workers.length === 0) {
    return { ok: false, measured: 'not tried: no worker is alive' };
  }
  try {
    return { ok: true, measured: await check.run(session) };
  } catch (error) {
    return { ok: false, measured: error.message };
  }
}

/** Goes through the checks, one after another. @returns whether all hold */
async function performAll(session, report, interrupted) {
  let well = true;
  for (const check of CHECKS) {
    const { ok, measured } = await perform(check, session);
    // What an interrupted check measured is no finding.
    if (interrupted.aborted) return false;
    report.row(check.name, measured, ok);
    well &&= ok;
  }
  return well;
}

/** @returns whether nothing is left behind */
async function removeAll(session, report) {
  const { removed, left } = await cleanUp(session, CLEAN_UP_MS);
  const what = left.length > 0 ? `; still there: ${left.join(', ')}` : '';
  report.row('nothing is left behind', `${removed} tasks removed${what}`, left.length === 0);
  return left.length === 0;
}

async function verify(options) {
  const interrupted = untilInterrupted();
  const api = new Api(options, interrupted);
  try {
    const session = await Session.open(api, options);
    const report = new Report(options.url, CHECKS);
    const well = await performAll(session, report, interrupted);
    if (interrupted.aborted) console.log('Interrupted; removing what was made …');
    const clean = await removeAll(session, report);
    if (interrupted.aborted) return EXIT.interrupted;
    report.summary(well && clean);
    return well && clean ? EXIT.well : EXIT.failed;
  } finally {
    await api.close();
  }
}

async function main() {
  try {
    const options = readArguments(process.argv.slice(2), process.env);
    if (!options.help) return await verify(options);
    console.log(HELP);
    return EXIT.well;
  } catch (error) {
    if (!(error instanceof WrongArguments || error instanceof Unreachable)) throw error;
    console.error(error.message);
    return EXIT.notPossible;
  }
}

process.exitCode = await main();
