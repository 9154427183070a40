import type { Doing } from '../tasks/progress.js';
import type { RunRequest } from '../tasks/run.js';
import type { FinishReason, Usage } from '../tasks/task.js';
import type { V1Report } from '../tasks/task.store.js';

/** What a run that ended well leaves besides its text. */
export interface RunResult {
  /** `null` where V1 did not count. */
  readonly usage: Usage | null;
  readonly finishReason: FinishReason;
}

/**
 * Who is told what comes of a run while it runs. Where it throws a V1Error, the run ends with that, and is
 * ended in V1.
 */
export interface RunListener {
  /** More text, in whole characters. */
  said(text: string): void;
  /** What the run does besides. */
  did(doing: Doing): void;
  /** What came of its text so far does not count: V1 says it anew, once this is settled. */
  restarted(): Promise<void>;
}

/** Why a signal aborts where the run is not to be ended: whoever comes next takes it up again. */
export class RunLeft extends Error {
  override readonly name = 'RunLeft';
}

/**
 * Runs tasks on V1. The seam between us and OpenClaw: how a run travels (HTTP stream, WebSocket) is
 * the implementation's business, how it ends is this contract's.
 */
export abstract class V1Client {
  /**
   * Runs one request, or takes up one that runs. Tells the text as it arrives, never more than
   * MAX_RESULT_BYTES in all, and resolves once V1 said that the answer is complete. Aborting the signal
   * ends the run in V1; not where the reason is {@link RunLeft} and a run can be found again.
   *
   * @throws V1Error for every other end, and nothing else
   */
  abstract run(request: RunRequest, signal: AbortSignal, listener: RunListener): Promise<RunResult>;

  /** Whether a run outlives who began it, and is found again by its key. */
  abstract readonly canRejoin: boolean;

  /** Looks whether V1 is there and takes our token. Answers within seconds and never throws. */
  abstract probe(): Promise<V1Report>;

  /** Whether V1's last answer said that it came from the simulator. */
  abstract readonly simulated: boolean;
}
