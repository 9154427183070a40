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
 * Runs tasks on V1. The seam between us and OpenClaw: how a run travels (HTTP stream, WebSocket) is
 * the implementation's business, how it ends is this contract's.
 */
export abstract class V1Client {
  /**
   * Runs one request. Yields the text as it arrives, in pieces of whole characters, never more than
   * MAX_RESULT_BYTES in all, and returns once V1 said that the answer is complete. Aborting the
   * signal, or breaking off the iteration, aborts the run in V1.
   *
   * @throws V1Error for every other end, and nothing else
   */
  abstract run(request: RunRequest, signal: AbortSignal): AsyncGenerator<string, RunResult, void>;

  /** Looks whether V1 is there and takes our token. Answers within seconds and never throws. */
  abstract probe(): Promise<V1Report>;

  /** Whether V1's last answer said that it came from the simulator. */
  abstract readonly simulated: boolean;
}
