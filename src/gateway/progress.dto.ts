import type { Progress } from '../tasks/progress.js';

/**
 * A step of a run: what the agent does besides speaking. Only OpenClaw's WebSocket protocol tells of it.
 * A later one with the same id is news of the same step, in which null is no news.
 */
export class ProgressDto {
  /** @example "tool:call_1" */
  id!: string;

  /** `tool`: a tool is used; `note`: the agent says what it is about to do. */
  kind!: Progress['kind'];

  /** `blocked`: OpenClaw waits for an approval, or has refused it; `unknown`: OpenClaw does not tell. */
  state!: Progress['state'];

  /**
   * Of the tool.
   * @example "read"
   */
  name!: string | null;

  /** What a note says; what a tool is used for, where SHOW_TOOL_DETAILS is on. */
  text!: string | null;

  /** What the tool was asked, as JSON; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on. */
  args!: string | null;

  /** What it answered; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on. */
  result!: string | null;

  /** When the worker heard of it. */
  at!: string;

  /** UTF-8 bytes of the output that stand before it. */
  offset!: number;
}

/** Steps of a task's runs. */
export class ProgressListDto {
  /** The newest 200, the oldest of them first; those of a run whose output was dropped are gone with it. */
  data!: ProgressDto[];
}
