import type { Doing, Progress } from '../tasks/progress.js';
import type { LastOutput, OutputChunk } from '../tasks/task.store.js';
import type { ActiveRun } from './active-runs.js';

/** Largest piece of one run, in characters: a flush is to be answered soon. */
const MAX_PIECE = 65_536;
/** Most steps of one run in one flush. */
const MAX_STEPS = 50;

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

  /** Forgets the text that was not sent. */
  discard(): void {
    this.waiting = '';
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

/** As much of a text as fits a piece, in whole characters. */
function firstPiece(text: string): string {
  if (text.length <= MAX_PIECE) return text;
  const piece = text.slice(0, MAX_PIECE);
  return piece.isWellFormed() ? piece : piece.slice(0, -1);
}
