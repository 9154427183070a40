import { appendFileSync } from 'node:fs';
import type { Moment } from './moment.js';

/** What is told of a round. */
export interface RoundRecord {
  readonly fault: string;
  readonly tasks: number;
  readonly moment?: Moment;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly runs: number;
  /** Attempts of which V1 heard nothing. */
  readonly unheard: number;
  readonly lost: number;
  readonly doubled: number;
}

/** Prints a round in one line, and writes it down for the total. */
export function record(round: RoundRecord): void {
  const { fault, tasks, moment, completed, failed, cancelled, runs, unheard, lost, doubled } =
    round;
  const at = moment
    ? ` | at the fault: ${moment.waiting} waiting, ${moment.claimed} claimed, ` +
      `${moment.streaming} streaming, ${moment.finishing} just ended`
    : '';
  process.stdout.write(
    `    ${fault}: ${tasks} tasks${at} | ${completed} completed, ${failed} failed, ` +
      `${cancelled} cancelled | ${runs} runs, ${unheard} unheard | lost ${lost}, doubled ${doubled}\n`,
  );
  const file = process.env.FAULTS_RECORD;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(round)}\n`);
}
