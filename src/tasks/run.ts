import type { RunFailureCode } from './error.codes.js';
import type { ChatMessage, FinishReason, Sampling, Usage } from './task.js';

/** Which delivery of which task a run holds, and by which claim. Every write of a run is fenced with it. */
export interface RunClaim {
  readonly id: string;
  readonly delivery: number;
  readonly token: string;
}

/** What a run asks of V1. */
export interface RunRequest {
  /** Names this run and no other, also for who takes it up again: `<task id>.<attempt>`. */
  readonly runKey: string;
  readonly messages: readonly ChatMessage[];
  readonly agentId: string;
  /** Already namespaced: V1 would let a raw key reach any session of its operator. */
  readonly sessionKey: string | null;
  readonly model: string;
  readonly sampling: Sampling | null;
  /** Longest time of the run, in ms, from its begin on. */
  readonly timeoutMs: number;
  /** What is known of the run where it is taken up again; null: it begins. */
  readonly rejoin: Rejoin | null;
}

/** A run that began before, by whoever held it then. */
export interface Rejoin {
  /** What was taken of its text. */
  readonly said: string;
  /** Whether anything was heard of it, text or steps. */
  readonly heard: boolean;
  /** How long ago it began, in ms. */
  readonly ranMs: number;
}

/** How a run failed, with the intent that decides what becomes of the task. */
export interface RunFailure {
  readonly code: RunFailureCode;
  readonly message: string;
  readonly v1Status: number | null;
  /**
   * Whether V1 may have started to work: then a second run could repeat side effects. `goes_on`: V1 has
   * it still, and whoever comes with its key finds it again.
   */
  readonly began: 'no' | 'maybe' | 'goes_on';
  /** Whether the same request could succeed another time. */
  readonly retryable: boolean;
  /** How long V1 asked us to wait, in ms. */
  readonly retryAfterMs: number | null;
}

/** How a run ended. */
export type RunEnd =
  | {
      readonly type: 'completed';
      readonly usage: Usage | null;
      readonly finishReason: FinishReason;
    }
  | { readonly type: 'failed'; readonly failure: RunFailure };

/** The failure of a run of which nobody can tell how it ended. @param message says what was seen */
export const lostTrack = (message: string): RunFailure => ({
  code: 'outcome_unknown',
  message,
  v1Status: null,
  began: 'maybe',
  retryable: true,
  retryAfterMs: null,
});
