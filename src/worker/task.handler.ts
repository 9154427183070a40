import { Controller, Logger, UseFilters, UsePipes, ValidationPipe } from '@nestjs/common';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { QueueExceptionFilter } from '../queue/queue.exception-filter.js';
import { QUEUE_TRANSPORT } from '../queue/queue.server.js';
import type { RunEnd } from '../tasks/run.js';
import { type Begun, RunService } from '../tasks/run.service.js';
import {
  TASK_CANCEL,
  TASK_RUN,
  TaskCancelMessage,
  TaskRunMessage,
} from '../tasks/task.messages.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { traceOf } from '../tasks/traceparent.js';
import { type RunResult, V1Client } from '../v1/v1.client.js';
import { V1Error } from '../v1/v1.error.js';
import { type ActiveRun, ActiveRuns } from './active-runs.js';
import { Drain } from './drain.js';
import { OutputWriter } from './output.writer.js';
import { endOf, failedOurselves } from './run.end.js';
import type { RunOutput } from './run.output.js';
import { runRequestOf } from './run.request.js';
import { V1Gate } from './v1.gate.js';
import { WorkerIdentity } from './worker.identity.js';

/** Runs tasks. A message that this throws on is delivered again; an outcome is never thrown. */
@Controller()
@UsePipes(new ValidationPipe({ transform: true }))
@UseFilters(QueueExceptionFilter)
export class TaskHandler {
  private readonly logger = new Logger(TaskHandler.name);

  constructor(
    private readonly runService: RunService,
    private readonly runs: ActiveRuns,
    private readonly v1: V1Client,
    private readonly gate: V1Gate,
    private readonly writer: OutputWriter,
    private readonly identity: WorkerIdentity,
    private readonly drain: Drain,
    private readonly settings: TaskSettings,
  ) {}

  /** The life of a run: begin, call V1, append what it says, tell its end, finish. */
  @EventPattern(TASK_RUN, QUEUE_TRANSPORT)
  async run(@Payload() message: TaskRunMessage): Promise<void> {
    this.drain.refuseIfStopping();
    const run = this.runs.open(message.task_id, message.delivery);
    try {
      const begun = await this.begin(run);
      if (!begun) return;
      const output = this.writer.open(run, begun.task, begun.rejoin?.said ?? '');
      const end = await this.callV1(begun, run, output);
      await this.finish(run, output, end);
    } finally {
      this.runs.close(run);
    }
  }

  /** Somebody cancelled a task; if it runs here, it is stopped. */
  @EventPattern(TASK_CANCEL, Transport.REDIS)
  cancel(@Payload() message: TaskCancelMessage): void {
    this.runs.stop(message.task_id, message.delivery, 'cancelled');
  }

  private async begin(run: ActiveRun): Promise<Begun | null> {
    const { simulated, canRejoin } = this.v1;
    const by = { worker: this.identity.id, simulated, canRejoin };
    const begun = await this.runService.begin(run.claim, by, this.drain.signal);
    if (!begun) return null;
    const { task } = begun;
    run.trace = traceOf(task);
    run.leased(begun.askedAt, this.settings.leaseMs);
    if (task.cancelRequestedAt !== null) run.stop('cancelled');
    this.log(run, begun.rejoin ? 'taken up again' : 'begun', { attempt: task.attempt });
    return begun;
  }

  private async callV1(begun: Begun, run: ActiveRun, output: RunOutput): Promise<RunEnd> {
    const call = (taken: () => void): Promise<RunResult> =>
      this.v1.run(runRequestOf(begun), run.signal, {
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
    } catch (error) {
      return endOf(error, { stopped: run.stopReason, isRejoin: begun.rejoin !== null });
    }
  }

  /** @throws V1Error where it cannot be dropped */
  private async dropOutput(run: ActiveRun, output: RunOutput): Promise<void> {
    try {
      await this.writer.discard(output, this.drain.signal);
      const task = await this.runService.dropOutput(run.claim, this.drain.signal);
      if (task) output.restart(task.outputNumber);
      else run.stop('lost');
    } catch (error) {
      throw new V1Error(failedOurselves(error), error);
    }
  }

  private async finish(run: ActiveRun, output: RunOutput, end: RunEnd): Promise<void> {
    run.isEnding = true;
    const rest = await this.writer.close(output, this.drain.signal);
    const how = { end, simulated: this.v1.simulated };
    const task = await this.runService.end(run.claim, how, rest, this.drain.signal);
    this.log(run, task ? `ended: ${task.status}` : 'ended, too late to count', {
      ...(run.stopReason && { stopped: run.stopReason }),
      ...(end.type === 'failed' && !run.stopReason && { code: end.failure.code }),
    });
  }

  private log(run: ActiveRun, what: string, more: object): void {
    this.logger.log({ ...run.logFields, ...more }, `Run ${what}`);
  }
}
