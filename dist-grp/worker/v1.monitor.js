var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { V1Client } from '../v1/v1.client.js';
const INTERVAL_MS = 15_000;
/** Asks V1 every so often whether it is there, and says so in the log when that changes. */
let V1Monitor = class V1Monitor {
    v1;
    config;
    logger = new Logger('V1');
    timer;
    stopped = false;
    latest;
    looking = null;
    constructor(v1, config) {
        this.v1 = v1;
        this.config = config;
        this.latest = {
            url: config.v1Protocol === 'ws' ? config.v1WsUrl : config.v1Url,
            state: 'unknown',
            simulated: false,
            message: null,
            models: null,
        };
    }
    get report() {
        return this.latest;
    }
    async onModuleInit() {
        // Over a WebSocket such a V1_URL is refused.
        if (this.config.v1Protocol === 'http' && this.config.v1IsPlainAndForeign) {
            this.logger.warn(`V1_URL ${this.config.v1Url} is plain http to another machine: V1_TOKEN, which is full ` +
                'access to OpenClaw, crosses the network in the clear. Use https or a tunnel.');
        }
        await this.lookEverySoOften();
    }
    onApplicationShutdown() {
        this.stopped = true;
        clearTimeout(this.timer);
    }
    /** Asks V1 now, or joins who is asking it. Never throws. */
    look() {
        return (this.looking ??= this.ask().finally(() => {
            this.looking = null;
        }));
    }
    async ask() {
        const before = this.latest;
        const report = await this.v1.probe();
        // What V1 listed before it went away still tells what it has.
        this.latest = { ...report, models: report.models ?? before.models };
        if (this.latest.state !== before.state)
            this.tell(this.latest);
        return this.latest;
    }
    async lookEverySoOften() {
        await this.look();
        if (!this.stopped)
            this.timer = setTimeout(() => void this.lookEverySoOften(), INTERVAL_MS);
    }
    tell({ url, state, simulated, message }) {
        if (state === 'up') {
            this.logger.log(`V1 answers at ${url}${simulated ? ' (SIMULATED)' : ''}`);
        }
        else {
            this.logger.warn(`V1 at ${url} is ${state}: ${message ?? ''} Tasks wait until it is back.`);
        }
    }
};
V1Monitor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [V1Client,
        AppConfig])
], V1Monitor);
export { V1Monitor };
//# sourceMappingURL=v1.monitor.js.map