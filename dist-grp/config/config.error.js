/** The environment holds values that cannot be used; the message has a line for each of them. */
export class ConfigError extends Error {
    problems;
    code = 'invalid_configuration';
    constructor(problems) {
        super([
            `The configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`,
            ...problems.map((problem) => `  ${problem}`),
            'Every variable is described in .env.example.',
        ].join('\n'));
        this.problems = problems;
        this.name = 'ConfigError';
    }
}
//# sourceMappingURL=config.error.js.map