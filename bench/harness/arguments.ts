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

/** @throws Error for what it does not know */
export function readArguments(args: readonly string[], rows: number): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only === undefined ? null : Number(values.only);
  if (only !== null && !(Number.isInteger(only) && only >= 1 && only <= rows)) {
    throw new Error(`--only takes a row, from 1 to ${rows}`);
  }
  return { ...values, only };
}
