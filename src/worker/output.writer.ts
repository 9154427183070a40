import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Doing, Progress } from '../tasks/progress.js';
import type { Task } from '../tasks/task.js';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { type LastOutput, type OutputChunk, TaskStore } from '../tasks/task.store.js';
import { type ActiveRun, ActiveRuns } from './active-runs.js';

/** Output waits so long to be joined with what follows, in ms. */
const FLUSH_MS = 50;
/** … and longer the more runs there are, so that Redis' load does not grow with the token rate. */
const FLUSH_MS_PER_RUN = 0.2;
/** Pause after a flush that was not answered, in ms. */
const RETRY_MS = 250;
/** Largest piece of one run, and of all runs in one flush, in characters: a flush is to be answered soon. */
const MAX_PIECE = 65_536;
const MAX_FLUSH = 1_048_576;
/** Most steps of one run in one flush. */
const MAX_STEPS = 50;

type TaskPlace = Pick<Task, 'outputNumber' | 'progressCount'>;

/** What a run has said and the store has not confirmed yet. */
export class RunOutput {
  private waiting = '';
  private steps: Progress[] = [];
  private sent: OutputChunk | null = null;
  private readonly place: { outputNumber: number; offset: number; progressSeen: number };

  /** @param place where it goes on */
  constructor(
    private readonly run: ActiveRun,
    place: Pick<OutputChunk, 'outputNumber' | 'offset' | 'progressSeen'>,
    private readonly wake: () => void,
  ) {
    this.place = { ...place };
  }

  add(text: string): void {
    this.waiting += text;
    this.wake();
  }

  /** Tells what the run does besides. */
  tell(doing: Doing): void {
    const { offset } = this.place;
    const unconfirmed = (this.sent?.text ?? '') + this.waiting;
    const before = offset + Buffer.byteLength(unconfirmed);
    this.steps.push({ ...doing, at: Date.now(), offset: before });
    this.wake();
  }

  /** Forgets what was not sent. */
  discard(): void {
    this.waiting = '';
    this.steps = [];
  }

  /** Begins anew, as an output of this number. */
  restart(outputNumber: number): void {
    Object.assign(this.place, { outputNumber, offset: 0 });
  }

  /** What to send: what was sent without an answer once more and unchanged, else what waits. */
  chunk(): OutputChunk | null {
    if (this.sent) return this.sent;
    if (!this.hasMore || this.run.stopReason === 'lost') return null;
    const text = firstPiece(this.waiting);
    this.waiting = this.waiting.slice(text.length);
    const progress = this.steps.splice(0, MAX_STEPS);
    this.sent = { ...this.run.claim, ...this.place, text, progress };
    return this.sent;
  }

  answered(answer: 'ok' | 'cancel' | 'lost'): void {
    if (answer === 'cancel') this.run.stop('cancelled');
    if (answer === 'lost') this.run.stop('lost');
    else this.confirmed(this.sent);
    this.sent = null;
  }

  /** Whether more is to be sent or confirmed before the rest fits into the run's end. */
  get unfinished(): boolean {
    const mustBeSent = this.waiting.length > MAX_PIECE || this.steps.length > 0;
    return this.sent !== null || (mustBeSent && this.run.stopReason !== 'lost');
  }

  get dirty(): boolean {
    return this.sent !== null || this.hasMore;
  }

  private get hasMore(): boolean {
    return this.waiting !== '' || this.steps.length > 0;
  }

  private confirmed(sent: OutputChunk | null): void {
    this.place.offset += Buffer.byteLength(sent?.text ?? '');
    this.place.progressSeen += sent?.progress.length ?? 0;
  }

  /** What is left to be written with the run's end. */
  rest(): LastOutput {
    return { offset: this.place.offset, text: this.waiting };
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

  /** @param said what the run has said before, where it is taken up again */
  open(run: ActiveRun, { outputNumber, progressCount }: TaskPlace, said: string): RunOutput {
    const offset = Buffer.byteLength(said);
    const output = new RunOutput(run, { outputNumber, offset, progressSeen: progressCount }, () => {
      this.schedule();
    });
    this.outputs.add(output);
    return output;
  }

  /**
   * Forgets what a run has said as far as it was not sent, and waits until what was is confirmed.
   * @throws StoreUnavailableError if it stays unconfirmed until the signal aborts
   */
  async discard(output: RunOutput, signal: AbortSignal): Promise<void> {
    output.discard();
    while (output.unfinished) await this.flushUnless(signal);
  }

  /**
   * Waits until what was sent is confirmed and gives what is left. The run adds nothing after it.
   * @throws StoreUnavailableError if it stays unconfirmed until the signal aborts
   */
  async close(output: RunOutput, signal: AbortSignal): Promise<LastOutput> {
    try {
      // Nothing may be awaited between the look and the taking: the flush of another could send the rest.
      while (output.unfinished) await this.flushUnless(signal);
      return output.rest();
    } finally {
      this.outputs.delete(output);
    }
  }

  private async flushUnless(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new StoreUnavailableError('the worker stops');
    await this.flush();
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
    const sending = this.nextFlush();
    if (sending.length === 0) return;
    try {
      const answers = await this.store.append(sending.map(({ chunk }) => chunk));
      sending.forEach(({ output }, i) => {
        output.answered(answers[i] ?? 'lost');
      });
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) {
        this.logger.error({ err: error }, 'Output could not be written; it is sent again');
      }
      await delay(RETRY_MS);
    }
    if ([...this.outputs].some((output) => output.dirty)) this.schedule();
  }

  private nextFlush(): { output: RunOutput; chunk: OutputChunk }[] {
    const sending: { output: RunOutput; chunk: OutputChunk }[] = [];
    let size = 0;
    for (const output of [...this.outputs]) {
      if (size >= MAX_FLUSH) break;
      const chunk = output.chunk();
      if (!chunk) continue;
      size += chunk.text.length;
      sending.push({ output, chunk });
      // To the end of the line: those who did not fit come first the next time.
      this.outputs.delete(output);
      this.outputs.add(output);
    }
    return sending;
  }
}

/** As much of a text as fits a piece, in whole characters. */
function firstPiece(text: string): string {
  if (text.length <= MAX_PIECE) return text;
  const piece = text.slice(0, MAX_PIECE);
  return piece.isWellFormed() ? piece : piece.slice(0, -1);
}
