import { failure } from './simulator.errors.js';
import { FOR_EVER, wait } from './simulator.wait.js';
const BYTES_PER_PIECE = 8_192;
const FILLER = 'openclaw';
const EMOJI = ['Grüße', ' 👋🏽', ' 你好', ' 👩‍👩‍👧', ' 🎉'];
const STEERING_WORD = /\[([^[\]]+)\]/g;
/** The use of a tool, between two pieces of text. */
export class ToolUse {
    name;
    argument;
    constructor(name, argument) {
        this.name = name;
        this.argument = argument;
    }
}
/** What the steering words of a prompt ask the simulator to do. */
export class Script {
    /** Silence before the first piece, in ms. */
    sleepMs = 0;
    /** Pause between two pieces, in ms. */
    everyMs = 0;
    /** Answered instead of a run. */
    status = null;
    end = 'proper';
    /** Not one byte is answered. */
    silent = false;
    /** A line that is no JSON follows the text. */
    garbage = false;
    /** The bytes are cut inside of characters. */
    cutCharacters = false;
    /** The texts answered, each in pieces that are made as they are sent: they may be long. */
    texts = [];
    /** Says nothing, and ends with an error. */
    static failing(error) {
        return Object.assign(new Script(), { end: error });
    }
    /** The answer, piece by piece and at its pace. @throws AbortError once the client is gone */
    async *speak(gone) {
        await wait(this.sleepMs, gone);
        let pauseMs = 0;
        for (const text of this.texts) {
            for (const piece of text()) {
                await wait(pauseMs, gone);
                pauseMs = this.everyMs;
                yield piece;
            }
        }
    }
}
const WORDS = [
    [/^sleep (\d{1,9})(ms|s)$/i, (script, n, unit) => (script.sleepMs = toMs(n, unit))],
    [/^every (\d{1,9})(ms|s)$/i, (script, n, unit) => (script.everyMs = toMs(n, unit))],
    [/^say (.+)$/is, (script, text = '') => script.texts.push(() => wordsOf(text))],
    [/^tokens (\d{1,9})$/i, (script, n) => script.texts.push(() => tokens(Number(n)))],
    [/^bytes (\d{1,9})$/i, (script, n) => script.texts.push(() => filler(Number(n)))],
    [
        /^tool (\w{1,64})(?: (.+))?$/is,
        (script, name = '', argument = '') => script.texts.push(() => [new ToolUse(name, argument)]),
    ],
    [/^empty$/i, (script) => script.texts.push(() => [])],
    [/^emoji$/i, (script) => (script.cutCharacters = script.texts.push(() => EMOJI) > 0)],
    [
        /^status ([3-5]\d\d)(?: retry-after (\d{1,9}))?$/i,
        (script, status, retryAfter) => (script.status = failure(Number(status), retryAfter)),
    ],
    [/^error ([45]\d\d)$/i, (script, status) => (script.end = failure(Number(status)))],
    [/^break$/i, (script) => (script.end = 'break')],
    [/^hang$/i, (script) => (script.end = 'hang')],
    [/^no-done$/i, (script) => (script.end = 'no-done')],
    [/^silent$/i, (script) => (script.silent = true)],
    [/^garbage$/i, (script) => (script.garbage = true)],
];
/**
 * Reads the steering words of a prompt; their table stands at `startV1Simulator`.
 * @param earlier how many requests with this very prompt came before
 */
export function readScript(prompt, earlier) {
    const script = new Script();
    const rest = prompt.replace(STEERING_WORD, (whole, word) => follow(word, earlier, script) ? ' ' : whole);
    const endsWell = script.end === 'proper' || script.end === 'no-done';
    if (script.texts.length === 0 && endsWell) {
        const said = rest.replace(/\s+/g, ' ').trim();
        script.texts.push(() => wordsOf(`[simulated OpenClaw] You said: ${said}`));
    }
    return script;
}
/** @returns whether it is a steering word; any other stays a part of the prompt */
function follow(word, earlier, script) {
    const [, times = 'Infinity', plain = word] = /^first (\d{1,9}) (.+)$/is.exec(word) ?? [];
    for (const [pattern, apply] of WORDS) {
        const match = pattern.exec(plain);
        if (!match)
            continue;
        if (earlier < Number(times))
            apply(script, ...match.slice(1));
        return true;
    }
    return false;
}
const toMs = (n = '', unit = '') => Math.min(FOR_EVER, Number(n) * (unit.length > 1 ? 1 : 1_000));
/** Cuts a text into words, each with the white space before it: joined, they are the text again. */
const wordsOf = (text) => text.match(/\s*\S+|\s+$/g) ?? [];
function* tokens(count) {
    for (let i = 1; i <= count; i++)
        yield i === 1 ? 'word1' : ` word${i}`;
}
function* filler(bytes) {
    const piece = FILLER.repeat(BYTES_PER_PIECE / FILLER.length);
    for (let left = bytes; left > 0; left -= piece.length)
        yield piece.slice(0, left);
}
//# sourceMappingURL=steering.js.map