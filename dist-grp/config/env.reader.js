import { ConfigError } from './config.error.js';
/**
 * Reads typed values out of an environment and collects what is wrong with them, so that every bad
 * variable is reported at once. An empty value counts as unset.
 */
export class EnvReader {
    environment;
    problems = [];
    constructor(environment) {
        this.environment = environment;
    }
    /** A whole number from `min` to `max`. */
    integer(name, fallback, min, max) {
        const expected = `a whole number from ${min} to ${max}`;
        return this.parse(name, fallback, expected, (text) => {
            const value = Number(text);
            return /^-?\d+$/.test(text) && value >= min && value <= max ? value : undefined;
        });
    }
    /** A time in milliseconds, at least `min`; at most ten years. */
    duration(name, fallback, min) {
        const TEN_YEARS_MS = 315_360_000_000;
        return this.integer(name, fallback, min, TEN_YEARS_MS);
    }
    /** A time in milliseconds that a timer has to wait; timers know no more than 25 days. */
    timer(name, fallback, min) {
        const TWENTY_DAYS_MS = 1_728_000_000;
        return this.integer(name, fallback, min, TWENTY_DAYS_MS);
    }
    /** Text that matches a pattern; `expected` says in words what that is. */
    text(name, fallback, pattern, expected) {
        return this.parse(name, fallback, expected, (text) => pattern.test(text) ? text : undefined);
    }
    /** One of a few words. */
    oneOf(name, fallback, choices) {
        return this.parse(name, fallback, `one of ${choices.join(', ')}`, (text) => choices.find((choice) => choice === text));
    }
    /** An absolute URL with one of the given protocols (written `http:`). */
    url(name, fallback, protocols) {
        const expected = `a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`;
        return this.parse(name, new URL(fallback), expected, (text) => {
            const url = URL.parse(text);
            return url && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined;
        });
    }
    /** Values between commas, each of which `readItem` understands. */
    list(name, fallback, expected, readItem) {
        return this.parse(name, fallback, expected, (text) => {
            const items = text.split(',').map((item) => readItem(item.trim()));
            return items.every((item) => item !== undefined) ? items : undefined;
        });
    }
    isSet(name) {
        return this.lookUp(name) !== undefined;
    }
    /** Adds a finding that no single variable's form can tell, such as two that contradict. */
    reject(name, expected) {
        this.problems.push(`${name}: found ${this.shown(name)}, expected ${expected}`);
    }
    /** @throws ConfigError naming every bad variable read so far */
    throwIfBad() {
        if (this.problems.length > 0)
            throw new ConfigError(this.problems);
    }
    lookUp(name) {
        const text = this.environment(name)?.trim();
        return text === '' ? undefined : text;
    }
    parse(name, fallback, expected, read) {
        const text = this.lookUp(name);
        if (text === undefined)
            return fallback;
        const value = read(text);
        if (value === undefined)
            this.reject(name, expected);
        return value ?? fallback;
    }
    /** Secrets are not echoed: what an operator pasted into the wrong line may be one. */
    shown(name) {
        const text = this.lookUp(name);
        if (text === undefined)
            return 'nothing';
        if (/TOKEN|KEY|PASSWORD|SECRET|URL/.test(name) && name !== 'KEY_PREFIX') {
            return `a value of ${text.length} characters (not shown)`;
        }
        return JSON.stringify(text);
    }
}
//# sourceMappingURL=env.reader.js.map