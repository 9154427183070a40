import { parseArgs } from 'node:util';

export interface Arguments {
  /** The one row to run; null: all. */
  readonly only: number | null;
  /** Little of everything: shows that it works, and judges no figure. */
  readonly quick: boolean;
  /** Whether the project's processes leave CPU profiles. */
  readonly profile: boolean;
  readonly help: boolean;
}

export const HELP = `npm run bench -- [--only N] [--quick] [--profile]

  --only N    runs row N alone
  --quick     a smoke: little of everything; its exit code tells whether it works, its figures nothing
  --profile   gateways and workers leave CPU profiles in bench/results/profiles (and are slower)

Exit codes: 0 everything was measured, 1 something did not work, 130 interrupted. A target that is missed
is told in the table and is no failure.`;

/** What was asked for cannot be done. */
export class WrongArguments extends Error {}

/** @throws WrongArguments for what it does not know */
export function readArguments(args: readonly string[], rows: number): Arguments {
  const values = parse(args);
  const only = values.only === undefined ? null : Number(values.only);
  if (only !== null && !(Number.isInteger(only) && only >= 1 && only <= rows)) {
    throw new WrongArguments(`--only takes a row, from 1 to ${rows}`);
  }
  return { ...values, only };
}

function parse(args: readonly string[]) {
  const options = {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongArguments(String(error), { cause: error });
  }
}
