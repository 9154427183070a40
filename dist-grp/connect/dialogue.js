import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { property } from '../v1/json.js';
/** Talks with whoever started the command, in lines of plain text. Asks on a terminal only. */
export class Dialogue {
    yes;
    input;
    output;
    /** Whether there is somebody to ask. */
    canAsk;
    /** @param yes answers every question with yes, on a terminal or not */
    constructor(yes, input = process.stdin, output = process.stdout) {
        this.yes = yes;
        this.input = input;
        this.output = output;
        this.canAsk = input.isTTY === true && output.isTTY === true;
    }
    say(line = '') {
        this.output.write(`${line}\n`);
    }
    /** A question for yes or no; Enter means yes. @returns null where nobody can be asked */
    async confirm(question) {
        if (this.yes)
            return true;
        const answer = await this.ask(`${question} [Y/n] `);
        return answer === null ? null : /^(y|yes)?$/i.test(answer);
    }
    /** One of several; again until it is one of them. @returns the preset where nobody is asked */
    async choose(question, choices, preset) {
        if (this.yes || !this.canAsk)
            return preset;
        this.say();
        const prompt = `${question}${preset === null ? '' : ` [${preset}]`} `;
        for (;;) {
            const answer = await this.ask(prompt);
            if (answer === null || answer === '')
                return preset;
            if (choices.includes(answer))
                return answer;
            this.say(`There is: ${choices.join(', ')}`);
        }
    }
    /** Something that is not shown while it is typed. @returns null where nobody can be asked */
    async askHidden(question) {
        if (!this.canAsk)
            return null;
        this.output.write(question);
        const nowhere = new Writable({
            write: (_chunk, _encoding, done) => {
                done();
            },
        });
        const answer = await this.ask('', nowhere);
        this.say();
        return answer;
    }
    /** @returns null where nobody can be asked, and when the input ends */
    async ask(question, output = this.output) {
        if (!this.canAsk)
            return null;
        const lines = createInterface({ input: this.input, output, terminal: true });
        // The terminal is raw meanwhile: Ctrl-C arrives here instead of as a signal.
        lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
        const ended = once(lines, 'close').then(() => null);
        try {
            return (await Promise.race([lines.question(question), ended]))?.trim() ?? null;
        }
        catch (error) {
            // Ctrl-D, or the terminal is gone.
            if (property(error, 'name') === 'AbortError')
                return null;
            throw error;
        }
        finally {
            lines.close();
        }
    }
}
//# sourceMappingURL=dialogue.js.map