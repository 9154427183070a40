// Measures the project against bare implementations; `npm run bench -- --help` tells how.
import { setTimeout as delay } from 'node:timers/promises';
import { type Arguments, HELP, readArguments, WrongArguments } from './harness/arguments.ts';
import { machineOf } from './harness/report/machine.ts';
import { writeResults } from './harness/report/results.ts';
import { type Row, rowOf } from './harness/report/row.ts';
import { tableOf } from './harness/report/table.ts';
import { QUICK, REAL, type Scale, type Scenario } from './harness/scenario.ts';
import { Stage } from './harness/stage.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';

const EXIT = { well: 0, failed: 1, interrupted: 130 };
const DEADLINE_MS = 1_200_000;
const QUICK_DEADLINE_MS = 120_000;

/** Ends everything with this process, however it is told to end. */
function endWithThisProcess(stage: Stage): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stage.kill();
      process.exit(EXIT.interrupted);
    });
  }
  process.on('exit', () => {
    stage.kill();
  });
}

/** Runs a scenario to its end or its deadline. That it fails is told in its row. */
async function perform(scenario: Scenario, stage: Stage, scale: Scale): Promise<Row> {
  console.error(`${scenario.number} ${scenario.title} …`);
  const settled = new AbortController();
  const late = delay(scale.pick(DEADLINE_MS, QUICK_DEADLINE_MS), undefined, {
    signal: settled.signal,
  }).then(() => {
    throw new Error('It took too long');
  });
  late.catch(() => undefined);
  try {
    await stage.prepare();
    const measurements = await Promise.race([scenario.run(stage, scale), late]);
    return rowOf(scenario, measurements, stage.takeRemarks());
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    console.error(error);
    const reason = cause instanceof Error ? cause.message : String(cause);
    return rowOf(scenario, [], stage.takeRemarks(), reason);
  } finally {
    settled.abort();
    await stage.clear();
  }
}

async function bench({ only, quick, profile }: Arguments): Promise<number> {
  const stage = await Stage.open(profile);
  endWithThisProcess(stage);
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    if (only !== null && scenario.number !== only) continue;
    rows.push(await perform(scenario, stage, quick ? QUICK : REAL));
  }
  const machine = await machineOf(stage.redis);
  await stage.close();
  const page = writeResults(rows, machine, !quick);
  console.log(`${tableOf(rows, !quick)}\n\n${page}`);
  return rows.some(({ failure }) => failure !== null) ? EXIT.failed : EXIT.well;
}

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args, SCENARIOS.length);
    if (!asked.help) return await bench(asked);
    console.log(HELP);
    return EXIT.well;
  } catch (error) {
    console.error(error instanceof WrongArguments ? `${error.message}\n\n${HELP}` : error);
    return EXIT.failed;
  }
}

// Whatever failed may have left something open.
process.exit(await main(process.argv.slice(2)));
