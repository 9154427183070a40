import { setTimeout as pause } from 'node:timers/promises';
import { goesOn, outcomeUnknown } from '../failures.js';
import { V1Error } from '../v1.error.js';
import { quotable } from '../words.js';
import { messageOf, readDoing } from './doing.js';
import { isRefusal } from './gateway.link.js';
import { classifyRefusal } from './link.errors.js';
import { nextStep } from './next.step.js';
import { agentParams } from './run.message.js';
import { RunVoice } from './run.voice.js';
import { look, readEnding, ROWS } from './sight.js';
import { unless } from './unless.js';
/** How soon V1 is looked at again, in ms, and for how long it is left to find out by itself. */
const LOOK_AGAIN_MS = 500;
const GRACE_MS = 15_000;
/** How long V1 may be away in the middle of a run before that is left for later, in ms. */
const AWAY_MS = 30_000;
/** How long V1 is asked at a time whether a run has ended, in ms, and how often before it is looked at again. */
const WAIT_MS = 25_000;
const WAITS = 10;
/** One run over the WebSocket, started or found: it outlives the connection, and this. */
export class SocketRun {
    request;
    sessionKey;
    context;
    /** Whether V1 may have begun. */
    began = false;
    /** Whether there is nothing left to be stopped in V1. */
    over = false;
    /** The ids under which V1 runs it: its own and, after V1's crash, another. */
    runIds;
    voice;
    ending = null;
    lostAt = null;
    awayAt = null;
    constructor(request, sessionKey, context) {
        this.request = request;
        this.sessionKey = sessionKey;
        this.context = context;
        this.runIds = [request.runKey];
        this.voice = new RunVoice(context.maxResultBytes, request.rejoin?.said ?? '');
        if (request.rejoin)
            this.begin();
    }
    /** Tells the text and resolves at its end. @throws V1Error, or what aborted */
    async go() {
        const params = agentParams(this.request, this.sessionKey);
        for (;;) {
            const step = await this.decide();
            const isLost = step.type === 'look-again' && step.spendsGrace;
            this.lostAt = isLost ? (this.lostAt ?? performance.now()) : null;
            switch (step.type) {
                case 'start':
                    await this.start(params);
                    break;
                case 'follow':
                    await this.rejoin(step.runId);
                    break;
                case 'look-again':
                    await pause(LOOK_AGAIN_MS, undefined, { signal: this.signal });
                    break;
                case 'take':
                    return await this.take(step.answer);
                case 'fail':
                    this.over = true;
                    throw new V1Error({
                        ...step.failure,
                        message: quotable(step.failure.message, this.context.secret),
                    });
            }
        }
    }
    /** Told each event of any run. */
    hear = (event) => {
        if (!this.runIds.includes(event.runId))
            return;
        const { deadlines, withDetails } = this.context;
        if (this.began)
            deadlines.waiting();
        if (event.stream === 'assistant')
            this.voice.hear(event.data);
        const doing = readDoing(event, withDetails);
        if (doing)
            this.voice.note(doing, messageOf(event));
    };
    /** What is to be stopped in V1. */
    get target() {
        const { runIds, sessionKey, request } = this;
        return { runIds, sessionKey, ownSession: request.sessionKey === null };
    }
    get signal() {
        return this.context.deadlines.signal;
    }
    get before() {
        if (this.request.rejoin?.heard || this.voice.hasNews)
            return 'heard';
        return this.began ? 'begun' : 'nothing';
    }
    begin() {
        if (this.began)
            return;
        this.began = true;
        this.context.deadlines.established();
    }
    async decide() {
        const { link } = this.context;
        try {
            await unless(this.signal, link.ready());
            this.context.deadlines.arrived();
            const ask = (method, params) => link.request(method, params, { signal: this.signal });
            const { runKey, rejoin } = this.request;
            const rows = rejoin ? ROWS.many : ROWS.few;
            const seen = await look(ask, { runKey, sessionKey: this.sessionKey, rows });
            this.awayAt = null;
            const step = nextStep(seen, {
                runKey: this.request.runKey,
                ownSession: this.request.sessionKey === null,
                before: this.before,
                graceLeft: this.lostAt === null || performance.now() - this.lostAt < GRACE_MS,
            });
            // Whatever V1 has of it, it may have begun.
            if (step.type !== 'start')
                this.begin();
            this.voice.join(seen.transcript.said, seen.saying);
            return step;
        }
        catch (error) {
            return this.whileAway(error);
        }
    }
    /** V1 does not answer. @throws V1Error where that is the end */
    whileAway(error) {
        this.signal.throwIfAborted();
        if (!this.began) {
            if (isRefusal(error))
                throw new V1Error(classifyRefusal(error, this.context.secret), error);
            if (error instanceof V1Error)
                throw error;
        }
        const heard = this.heardWhole();
        if (heard)
            return { type: 'take', answer: heard };
        this.awayAt ??= performance.now();
        const awayMs = performance.now() - this.awayAt;
        // It answers, and does not let us look.
        if (isRefusal(error) && awayMs > GRACE_MS) {
            const { code, message } = classifyRefusal(error, this.context.secret);
            if (code === 'v1_refused')
                throw new V1Error(outcomeUnknown(message), error);
        }
        if (awayMs > AWAY_MS) {
            const seen = 'The connection to V1 broke and did not come back. The run may go on there.';
            throw new V1Error(goesOn('v1_unavailable', seen), error);
        }
        return { type: 'look-again', spendsGrace: false };
    }
    /** A V1 that drains ends its runs, and tells no more of them: what was heard may be all. */
    heardWhole() {
        if (this.ending?.status !== 'ok')
            return null;
        const { reply, stopReason } = this.ending;
        // With tools, it is the last message alone.
        const isAll = this.voice.isWhole || (reply !== null && this.voice.isWholeIn(reply));
        if (!isAll)
            return null;
        const finishReason = stopReason === 'length' ? 'length' : 'stop';
        return { runId: this.request.runKey, text: reply ?? '', usage: null, finishReason };
    }
    async start(params) {
        const { link, secret } = this.context;
        const hadBegun = this.began;
        const onSent = () => {
            this.begin();
        };
        try {
            await link.request('agent', params, { signal: this.signal, onSent });
        }
        catch (error) {
            this.signal.throwIfAborted();
            if (isRefusal(error)) {
                this.began = hadBegun;
                throw new V1Error(classifyRefusal(error, secret), error);
            }
            // Whether V1 got it, the next look tells.
            return;
        }
        await this.follow(this.request.runKey);
    }
    async rejoin(runId) {
        const since = performance.now();
        await this.follow(runId);
        // V1 may tell a run as active that it has ended, and would be asked without a pause.
        const early = LOOK_AGAIN_MS - (performance.now() - since);
        if (early > 0)
            await pause(early, undefined, { signal: this.signal });
    }
    /** Passes on what a run says until V1 says that it ended, or until V1 is to be looked at again. */
    async follow(runId) {
        this.begin();
        if (!this.runIds.includes(runId)) {
            this.voice.hold();
            this.runIds.push(runId);
        }
        let isOver = false;
        const end = this.untilEnd(runId).finally(() => {
            isOver = true;
            this.voice.ring();
        });
        for (;;) {
            this.signal.throwIfAborted();
            await this.tell(this.voice.passOn());
            // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by the promise
            if (isOver)
                break;
            await this.voice.heard();
        }
        await end;
    }
    async untilEnd(runId) {
        try {
            const params = { runId, timeoutMs: WAIT_MS };
            // Without a limit of its own: then the library looks whether the connection is alive.
            const options = { signal: this.signal, timeoutMs: null };
            let ending = null;
            for (let waits = 0; ending === null && waits < WAITS; waits++) {
                ending = readEnding(await this.context.link.request('agent.wait', params, options));
            }
            this.ending = runId === this.request.runKey ? ending : null;
        }
        catch {
            // The next look tells; what was said meanwhile was said to nobody.
            this.voice.miss();
        }
    }
    async take({ runId, text, usage, finishReason }) {
        // Before it can be too large: that is nothing to be stopped in V1.
        this.over = true;
        const isHeard = runId === this.request.runKey && this.voice.isAllOf(text);
        // What was heard in full stands, as over HTTP, even where V1 keeps it otherwise.
        const isSaid = isHeard && !this.voice.isBeginOf(text);
        await this.tell(isSaid ? this.voice.passOn() : this.voice.complete(text));
        return { usage, finishReason };
    }
    async tell(all) {
        const { listener } = this.context;
        for (const news of all) {
            if (news.type === 'text')
                listener.said(news.text);
            else if (news.type === 'doing')
                listener.did(news.doing);
            else
                await listener.restarted();
        }
    }
}
//# sourceMappingURL=socket.run.js.map