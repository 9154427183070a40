var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
var TaskHandler_1;
import { Controller, Logger, UseFilters, UsePipes, ValidationPipe } from '@nestjs/common';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { QueueExceptionFilter } from '../queue/queue.exception-filter.js';
import { QUEUE_TRANSPORT } from '../queue/queue.server.js';
import { RunService } from '../tasks/run.service.js';
import { TASK_CANCEL, TASK_RUN, TaskCancelMessage, TaskRunMessage, } from '../tasks/task.messages.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { traceOf } from '../tasks/traceparent.js';
import { V1Client } from '../v1/v1.client.js';
import { V1Error } from '../v1/v1.error.js';
import { ActiveRuns } from './active-runs.js';
import { Drain } from './drain.js';
import { OutputWriter } from './output.writer.js';
import { endOf, failedOurselves } from './run.end.js';
import { runRequestOf } from './run.request.js';
import { V1Gate } from './v1.gate.js';
import { WorkerIdentity } from './worker.identity.js';
/** Runs tasks. A message that this throws on is delivered again; an outcome is never thrown. */
let TaskHandler = TaskHandler_1 = class TaskHandler {
    runService;
    runs;
    v1;
    gate;
    writer;
    identity;
    drain;
    settings;
    logger = new Logger(TaskHandler_1.name);
    constructor(runService, runs, v1, gate, writer, identity, drain, settings) {
        this.runService = runService;
        this.runs = runs;
        this.v1 = v1;
        this.gate = gate;
        this.writer = writer;
        this.identity = identity;
        this.drain = drain;
        this.settings = settings;
    }
    /** The life of a run: begin, call V1, append what it says, tell its end, finish. */
    async run(message) {
        this.drain.refuseIfStopping();
        const run = this.runs.open(message.task_id, message.delivery);
        try {
            const begun = await this.begin(run);
            if (!begun)
                return;
            const output = this.writer.open(run, begun.task, begun.rejoin?.said ?? '');
            const end = await this.callV1(begun, run, output);
            await this.finish(run, output, end);
        }
        finally {
            this.runs.close(run);
        }
    }
    /** Somebody cancelled a task; if it runs here, it is stopped. */
    cancel(message) {
        this.runs.stop(message.task_id, message.delivery, 'cancelled');
    }
    async begin(run) {
        const { simulated, canRejoin } = this.v1;
        const by = { worker: this.identity.id, simulated, canRejoin };
        const begun = await this.runService.begin(run.claim, by, this.drain.signal);
        if (!begun)
            return null;
        const { task } = begun;
        run.trace = traceOf(task);
        run.leased(begun.askedAt, this.settings.leaseMs);
        if (task.cancelRequestedAt !== null)
            run.stop('cancelled');
        this.log(run, begun.rejoin ? 'taken up again' : 'begun', { attempt: task.attempt });
        return begun;
    }
    async callV1(begun, run, output) {
        const call = (taken) => this.v1.run(runRequestOf(begun), run.signal, {
            said: (text) => {
                taken();
                output.add(text);
            },
            did: (doing) => {
                taken();
                output.tell(doing);
            },
            restarted: () => {
                taken();
                return this.dropOutput(run, output);
            },
        });
        try {
            return { type: 'completed', ...(await this.gate.pass(call)) };
        }
        catch (error) {
            return endOf(error, { stopped: run.stopReason, isRejoin: begun.rejoin !== null });
        }
    }
    /** @throws V1Error where it cannot be dropped */
    async dropOutput(run, output) {
        try {
            await this.writer.discard(output, this.drain.signal);
            const task = await this.runService.dropOutput(run.claim, this.drain.signal);
            if (task)
                output.restart(task.outputNumber);
            else
                run.stop('lost');
        }
        catch (error) {
            throw new V1Error(failedOurselves(error), error);
        }
    }
    async finish(run, output, end) {
        run.isEnding = true;
        const rest = await this.writer.close(output, this.drain.signal);
        const how = { end, simulated: this.v1.simulated };
        const task = await this.runService.end(run.claim, how, rest, this.drain.signal);
        this.log(run, task ? `ended: ${task.status}` : 'ended, too late to count', {
            ...(run.stopReason && { stopped: run.stopReason }),
            ...(end.type === 'failed' && !run.stopReason && { code: end.failure.code }),
        });
    }
    log(run, what, more) {
        this.logger.log({ ...run.logFields, ...more }, `Run ${what}`);
    }
};
__decorate([
    EventPattern(TASK_RUN, QUEUE_TRANSPORT),
    __param(0, Payload()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskRunMessage]),
    __metadata("design:returntype", Promise)
], TaskHandler.prototype, "run", null);
__decorate([
    EventPattern(TASK_CANCEL, Transport.REDIS),
    __param(0, Payload()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskCancelMessage]),
    __metadata("design:returntype", void 0)
], TaskHandler.prototype, "cancel", null);
TaskHandler = TaskHandler_1 = __decorate([
    Controller(),
    UsePipes(new ValidationPipe({ transform: true })),
    UseFilters(QueueExceptionFilter),
    __metadata("design:paramtypes", [RunService,
        ActiveRuns,
        V1Client,
        V1Gate,
        OutputWriter,
        WorkerIdentity,
        Drain,
        TaskSettings])
], TaskHandler);
export { TaskHandler };
//# sourceMappingURL=task.handler.js.map