var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app.config.js';
import { classifyBroken } from '../classify.js';
import { Deadlines, stopped } from '../deadlines.js';
import { goesOn, mayHaveBegun } from '../failures.js';
import { property } from '../json.js';
import { RunLeft, V1Client } from '../v1.client.js';
import { V1Error } from '../v1.error.js';
import { cancelRun } from './cancel.js';
import { deviceOf } from './device.access.js';
import { DeviceFile } from './device.file.js';
import { GatewayLink, isRefusal } from './gateway.link.js';
import { classifyRefusal } from './link.errors.js';
import { SocketRun } from './socket.run.js';
/** How long a probe may take, in ms. */
const PROBE_MS = 4_000;
/** How long a run may be looked for at least, in ms: however late it is, it may have ended in time. */
const LOOK_MS = 5_000;
/**
 * Runs tasks over V1's WebSocket protocol, over one connection for all. A run has a key: whoever comes
 * with it again, from whichever process, takes the run up where V1 has it.
 */
let SocketV1Client = class SocketV1Client extends V1Client {
    config;
    canRejoin = true;
    link;
    constructor(config) {
        super();
        this.config = config;
        this.link = new GatewayLink({
            url: config.v1WsUrl,
            token: config.v1Token,
            connectMs: config.v1ConnectTimeoutMs,
            withDetails: config.showToolDetails,
            device: deviceOf(new DeviceFile(config.v1DeviceFile), config.v1WsUrl),
        });
    }
    get simulated() {
        return this.link.simulated;
    }
    async run(request, signal, listener) {
        if (signal.aborted && !request.rejoin)
            throw new V1Error(stopped(false));
        const deadlines = this.deadlinesOf(request);
        const sessionKey = sessionOf(request);
        const { maxResultBytes, v1Token: secret, showToolDetails: withDetails } = this.config;
        const run = new SocketRun(request, sessionKey, {
            link: this.link,
            deadlines,
            maxResultBytes,
            secret,
            withDetails,
            listener,
        });
        const unlisten = this.link.listen(run.hear);
        const onAbort = () => {
            if (isLeft(signal))
                deadlines.leave();
            else
                deadlines.stop();
        };
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted)
            onAbort();
        let failure = null;
        try {
            return await run.go();
        }
        catch (error) {
            failure = toV1Error(error, deadlines, run.began);
        }
        finally {
            signal.removeEventListener('abort', onAbort);
            unlisten();
            deadlines.close();
            if (failure?.began !== 'goes_on' && run.began && !run.over) {
                const isStopped = await cancelRun(this.link, run.target);
                if (!isStopped && failure)
                    failure = new V1Error(notStopped(failure), failure);
            }
        }
        throw failure;
    }
    async probe() {
        const report = { url: this.config.v1WsUrl, message: null, models: null };
        try {
            await this.link.ready();
            const list = await this.link.request('agents.list', {}, { timeoutMs: PROBE_MS });
            const { simulated } = this;
            return { ...report, state: 'up', simulated, models: modelsOf(list) };
        }
        catch (error) {
            return { ...report, simulated: this.simulated, ...this.judge(error) };
        }
    }
    async onApplicationShutdown() {
        await this.link.close();
    }
    deadlinesOf({ timeoutMs, rejoin }) {
        const { v1WsUrl, v1ConnectTimeoutMs, v1IdleTimeoutMs } = this.config;
        const limits = {
            connectMs: v1ConnectTimeoutMs,
            idleMs: v1IdleTimeoutMs,
            totalMs: timeoutMs,
            ranMs: Math.min(rejoin?.ranMs ?? 0, Math.max(0, timeoutMs - LOOK_MS)),
        };
        return new Deadlines(limits, v1WsUrl);
    }
    judge(error) {
        const failure = error instanceof V1Error
            ? error
            : isRefusal(error)
                ? classifyRefusal(error, this.config.v1Token)
                : classifyBroken(error);
        const { code, began, message } = failure;
        if (code === 'v1_misconfigured' || code === 'v1_refused') {
            return { state: 'misconfigured', message };
        }
        return { state: began === 'no' ? 'down' : 'unknown', message };
    }
};
SocketV1Client = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AppConfig])
], SocketV1Client);
export { SocketV1Client };
/** Whether a run is to go on without us. */
const isLeft = ({ aborted, reason }) => aborted && reason instanceof RunLeft;
/** V1 has to be asked once more to stop the run, when it can be asked. */
const notStopped = ({ message }) => goesOn('v1_unavailable', `${message} V1 could not be asked to stop it.`);
/** A task without a session of its caller's has one of its own, and each of its runs another. */
const sessionOf = ({ sessionKey, agentId, runKey }) => (sessionKey ?? `agent:${agentId}:v2:task:${runKey}`).toLowerCase();
function toV1Error(error, deadlines, began) {
    if (error instanceof V1Error)
        return error;
    if (deadlines.failure)
        return deadlines.failure;
    if (began)
        return new V1Error(classifyBroken(error), error);
    return new V1Error(mayHaveBegun('outcome_unknown', String(error)), error);
}
/** What tasks can name as their model, as V1 lists it over HTTP. */
function modelsOf(list) {
    const agents = property(list, 'agents');
    if (!Array.isArray(agents))
        return null;
    const ids = agents.map((agent) => property(agent, 'id')).filter((id) => typeof id === 'string');
    return ['openclaw', 'openclaw/default', ...ids.map((id) => `openclaw/${id}`)].slice(0, 100);
}
//# sourceMappingURL=socket-v1.client.js.map