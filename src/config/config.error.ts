/** The environment holds values that cannot be used; the message has a line for each of them. */
export class ConfigError extends Error {
  readonly code = 'invalid_configuration';

  constructor(readonly problems: readonly string[]) {
    super(
      [
        `The configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`,
        ...problems.map((problem) => `  ${problem}`),
        'Every variable is described in .env.example.',
      ].join('\n'),
    );
    this.name = 'ConfigError';
  }
}
