import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { type LastOutput, type OutputChunk, TaskStore } from '../tasks/task.store.js';
import { type ActiveRun, ActiveRuns } from './active-runs.js';

/** Output waits so long to be joined with what follows, in ms. */
const FLUSH_MS = 50;
/** … and longer the more runs there are, so that Redis' load does not grow with the token rate. */
const FLUSH_MS_PER_RUN = 0.2;
/** Pause after a flush that was not answered, in ms. */
const RETRY_MS = 250;

/** What a run has said and the store has not confirmed yet. */
export class RunOutput {
  private waiting = '';
  private sent: OutputChunk | null = null;
  private offset = 0;

  constructor(
    private readonly run: ActiveRun,
    private readonly wake: () => void,
  ) {}

  add(text: string): void {
    this.waiting += text;
    this.wake();
  }

  /** What to send: what was sent without an answer once more and unchanged, else what waits. */
  chunk(): OutputChunk | null {
    if (this.sent) return this.sent;
    if (this.waiting === '' || this.run.stopReason === 'lost') return null;
    this.sent = { ...this.run.claim, offset: this.offset, text: this.waiting };
    this.waiting = '';
    return this.sent;
  }

  answered(answer: 'ok' | 'cancel' | 'lost'): void {
    if (answer === 'cancel') this.run.stop('cancelled');
    if (answer === 'lost') this.run.stop('lost');
    this.offset += Buffer.byteLength(this.sent?.text ?? '');
    this.sent = null;
  }

  get unconfirmed(): boolean {
    return this.sent !== null;
  }

  /** What is left to be written with the run's end. */
  rest(): LastOutput {
    return { offset: this.offset, text: this.waiting };
  }
}

/** Appends the output of all runs of this worker, one pipeline for all of them at a time. */
@Injectable()
export class OutputWriter {
  private readonly logger = new Logger(OutputWriter.name);
  private readonly outputs = new Set<RunOutput>();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TaskStore,
    private readonly runs: ActiveRuns,
  ) {}

  open(run: ActiveRun): RunOutput {
    const output = new RunOutput(run, () => {
      this.schedule();
    });
    this.outputs.add(output);
    return output;
  }

  /**
   * Waits until what was sent is confirmed and gives what is left. The run adds nothing after it.
   * @throws StoreUnavailableError if it stays unconfirmed until the signal aborts
   */
  async close(output: RunOutput, signal: AbortSignal): Promise<LastOutput> {
    try {
      while (output.unconfirmed) {
        if (signal.aborted) throw new StoreUnavailableError('the worker stops');
        await this.flush();
      }
      return output.rest();
    } finally {
      this.outputs.delete(output);
    }
  }

  private schedule(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = null;
        void this.flush();
      },
      Math.max(FLUSH_MS, FLUSH_MS_PER_RUN * this.runs.size),
    );
  }

  /** One flush at a time: a piece may only follow one that is confirmed. */
  private flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.flushNow());
    return this.flushing;
  }

  private async flushNow(): Promise<void> {
    const sending = [...this.outputs].flatMap((output) => {
      const chunk = output.chunk();
      return chunk ? [{ output, chunk }] : [];
    });
    if (sending.length === 0) return;
    try {
      const answers = await this.store.append(sending.map(({ chunk }) => chunk));
      sending.forEach(({ output }, i) => {
        output.answered(answers[i] ?? 'lost');
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'Output could not be written; it is kept and sent again');
      await delay(RETRY_MS);
      this.schedule();
    }
  }
}
