var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { finished } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { header, mediaType, readAnswer } from './answer.js';
import { classifyAnswer } from './classify.js';
import { stopped } from './deadlines.js';
import { outcomeUnknown } from './failures.js';
import { probe } from './probe.js';
import { ReadingTurns } from './reading.turns.js';
import { ResultReader } from './run.result.js';
import { V1Client } from './v1.client.js';
import { V1Connection } from './v1.connection.js';
import { V1Error } from './v1.error.js';
/** How long each of a probe's two questions may take, in ms. */
const PROBE_MS = 2_000;
/** Runs tasks over V1's OpenAI-compatible endpoint, always as a stream. */
let HttpV1Client = class HttpV1Client extends V1Client {
    config;
    canRejoin = false;
    turns = new ReadingTurns();
    lastSimulated = false;
    constructor(config) {
        super();
        this.config = config;
    }
    get simulated() {
        return this.lastSimulated;
    }
    async run(request, signal, listener) {
        if (signal.aborted)
            throw new V1Error(stopped(false));
        const connection = new V1Connection(this.config.v1Url, {
            connectMs: this.config.v1ConnectTimeoutMs,
            idleMs: this.config.v1IdleTimeoutMs,
            totalMs: request.timeoutMs,
        });
        const { deadlines } = connection;
        signal.addEventListener('abort', deadlines.stop, { once: true });
        try {
            const body = await this.begin(connection, request);
            return await this.read(body, deadlines, listener);
        }
        catch (error) {
            throw connection.toV1Error(error);
        }
        finally {
            signal.removeEventListener('abort', deadlines.stop);
            await connection.close();
        }
    }
    async probe() {
        const verdict = await probe((path) => this.ask(path));
        return { url: this.config.v1Url, simulated: this.lastSimulated, models: null, ...verdict };
    }
    /** @returns what V1 streams. @throws V1Error where it answers otherwise */
    async begin(connection, request) {
        const response = await connection.request({
            method: 'POST',
            path: '/v1/chat/completions',
            headers: this.headers(request),
            body: requestBody(request),
        });
        this.note(response);
        if (response.statusCode !== 200 || mediaType(response.headers) !== 'text/event-stream') {
            const answer = await readAnswer(response, this.config.v1Token);
            throw new V1Error(classifyAnswer(answer, Date.now()));
        }
        return response.body;
    }
    /** Reads the stream when it is its turn, and with nothing asynchronous in between: it has many words. */
    read(body, deadlines, listener) {
        const { maxResultBytes, v1Token } = this.config;
        const result = new ResultReader(listener, maxResultBytes, v1Token);
        return new Promise((resolve, reject) => {
            let isOver = false;
            const read = () => {
                if (isOver)
                    return;
                try {
                    for (let chunk = next(body); chunk; chunk = next(body))
                        result.read(chunk);
                }
                catch (error) {
                    isOver = true;
                    body.destroy(error);
                }
                if (result.end)
                    resolve(result.end);
                else
                    deadlines.waiting();
            };
            const readInTurn = this.turns.reader(read);
            body.on('readable', () => {
                deadlines.heard();
                readInTurn();
            });
            finished(body, (error) => {
                // It may have come, and have waited for its turn.
                read();
                if (result.end)
                    return;
                isOver = true;
                reject(error ?? new V1Error(outcomeUnknown('The stream of V1 ended too early.')));
            });
            deadlines.waiting();
        });
    }
    async ask(path) {
        const limits = { connectMs: PROBE_MS, idleMs: PROBE_MS, totalMs: PROBE_MS };
        const connection = new V1Connection(this.config.v1Url, limits);
        try {
            const response = await connection.request({
                method: 'GET',
                path,
                headers: this.authorization(),
            });
            this.note(response);
            return await readAnswer(response, this.config.v1Token);
        }
        catch (error) {
            throw connection.toV1Error(error);
        }
        finally {
            await connection.close();
        }
    }
    /** All that V1 gets besides the body: a caller's header could reach another agent or session. */
    headers(request) {
        return {
            ...this.authorization(),
            'content-type': 'application/json',
            'x-openclaw-agent-id': request.agentId,
            ...(request.sessionKey === null ? {} : { 'x-openclaw-session-key': request.sessionKey }),
        };
    }
    authorization() {
        const { v1Token } = this.config;
        return v1Token === null ? {} : { authorization: `Bearer ${v1Token}` };
    }
    note({ headers }) {
        this.lastSimulated = header(headers, 'x-openclaw-simulator') === 'true';
    }
};
HttpV1Client = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AppConfig])
], HttpV1Client);
export { HttpV1Client };
const next = (body) => body.read();
const requestBody = ({ model, messages, sampling }) => JSON.stringify({
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...sampling,
    stream: true,
    stream_options: { include_usage: true },
});
//# sourceMappingURL=http-v1.client.js.map