import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { V1Error } from './simulator.errors.js';
import { JSON_TYPE, sendJson } from './simulator.response.js';
import { ToolUse } from './steering.js';
/** One answer, streamed or whole. */
export class Answer {
    res;
    request;
    id;
    script;
    gone;
    created = Math.floor(Date.now() / 1_000);
    text = '';
    tokens = 0;
    isCut = false;
    constructor(res, request, id, script, gone) {
        this.res = res;
        this.request = request;
        this.id = id;
        this.script = script;
        this.gone = gone;
    }
    /** Sends what V1 sends before it calls its model. */
    async begin() {
        if (!this.request.stream)
            return;
        this.res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
        this.res.setHeader('Cache-Control', 'no-cache');
        await this.chunk({ delta: { role: 'assistant' }, finish_reason: null });
    }
    async speak() {
        for await (const content of this.script.speak(this.gone)) {
            // Over HTTP nothing is told of it.
            if (content instanceof ToolUse)
                continue;
            this.isCut = this.tokens >= this.request.maxTokens;
            if (this.isCut)
                break;
            this.tokens++;
            if (this.request.stream)
                await this.chunk({ delta: { content }, finish_reason: null });
            else
                this.text += content;
        }
        if (this.script.garbage && this.request.stream)
            await this.data('{"this is": no JSON');
    }
    async end() {
        const { end } = this.script;
        if (end === 'break') {
            // "Soon": what was written before still reaches the client.
            this.res.socket?.destroySoon();
        }
        else if (!this.request.stream)
            this.endWhole();
        else {
            if (end instanceof V1Error)
                await this.data(JSON.stringify(end.body));
            else
                await this.finish();
            if (end !== 'no-done')
                await this.data('[DONE]');
            this.res.end();
        }
    }
    endWhole() {
        const { end, garbage } = this.script;
        if (end instanceof V1Error)
            throw end;
        const message = { role: 'assistant', content: this.text };
        const choices = [{ index: 0, message, finish_reason: this.finishReason }];
        const body = { ...this.head('chat.completion'), choices, usage: this.usage() };
        if (garbage)
            this.res.setHeader('Content-Type', JSON_TYPE).end('{"this is": no JSON');
        else
            sendJson(this.res, 200, body);
    }
    async finish() {
        await this.chunk({ delta: {}, finish_reason: this.finishReason });
        if (!this.request.includeUsage)
            return;
        const head = this.head('chat.completion.chunk');
        await this.data(JSON.stringify({ ...head, choices: [], usage: this.usage() }));
    }
    get finishReason() {
        return this.isCut ? 'length' : 'stop';
    }
    head(object) {
        return { id: this.id, object, created: this.created, model: this.request.model };
    }
    /** Rough: a token is a word. */
    usage() {
        const asked = this.request.prompt.split(/\s+/).length;
        const { tokens } = this;
        return { prompt_tokens: asked, completion_tokens: tokens, total_tokens: asked + tokens };
    }
    chunk(choice) {
        const head = this.head('chat.completion.chunk');
        return this.data(JSON.stringify({ ...head, choices: [{ index: 0, ...choice }] }));
    }
    async data(line) {
        const frame = Buffer.from(`data: ${line}\n\n`);
        for (const bytes of this.script.cutCharacters ? cutCharacters(frame) : [frame]) {
            this.gone.throwIfAborted();
            if (!this.res.write(bytes))
                await once(this.res, 'drain', { signal: this.gone });
            if (this.script.cutCharacters)
                await nextTurn();
        }
    }
}
/** Cuts before each byte that continues a character. */
function cutCharacters(bytes) {
    const cuts = [...bytes.keys()].filter((at) => at === 0 || ((bytes[at] ?? 0) & 0xc0) === 0x80);
    return cuts.map((at, i) => bytes.subarray(at, cuts[i + 1]));
}
//# sourceMappingURL=simulator.answer.js.map