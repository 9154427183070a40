import { batch, signal } from '@preact/signals';
import type { ProgressDto } from '../../gateway/progress.dto.js';
import type { AttemptDto, TaskDto, TaskSummaryDto } from '../../gateway/task.dto.js';
import { ApiError, isTransient } from '../api/errors.ts';
import { followEvents, type StreamEvent } from '../api/event-stream.ts';
import { backoff, pause } from '../api/pause.ts';
import { eventsPathOf, getTask, listAttempts, listProgress } from '../api/tasks.ts';
import { reportLink } from './connection.ts';
import { Output } from './output.ts';
import { isOver } from './status.ts';
import { Steps } from './steps.ts';

/** How often a task that waits is looked at: its place changes without an event. */
const LOOK_EVERY_MS = 5_000;

export type Phase = 'loading' | 'shown' | 'missing' | 'deleted' | 'failed';

/** What was asked, as it was sent. */
export type Prompt = Pick<TaskDto, 'content' | 'messages'>;

/** One task that is looked at, kept as it is now until it is closed. */
export class FollowedTask {
  readonly phase = signal<Phase>('loading');
  readonly summary = signal<TaskSummaryDto | null>(null);
  readonly prompt = signal<Prompt | null>(null);
  /** Its place in the queue; null: it has none. */
  readonly place = signal<number | null>(null);
  /** Its runs; null: not known yet. */
  readonly attempts = signal<readonly AttemptDto[] | null>(null);
  readonly attemptsFailed = signal(false);
  /** Why it could not be loaded. */
  readonly failure = signal<unknown>(null);
  readonly output = new Output();
  readonly steps = new Steps();

  private readonly closing = new AbortController();
  private isStreaming = false;
  private knownRuns = '';

  constructor(readonly id: string) {}

  /** Begins to follow it. */
  open(): void {
    void this.load().catch((error: unknown) => {
      this.giveUp(error);
    });
    void this.keepLooking();
  }

  /** Ends all that goes on for it. */
  close(): void {
    this.closing.abort();
    reportLink('task', true);
  }

  /** Takes in what was told of it elsewhere; one that runs again is followed again. */
  learn(told: TaskSummaryDto): void {
    const known = this.summary.peek();
    if (this.closing.signal.aborted || !known || told.updated_at < known.updated_at) return;
    this.show(told);
    if (!isOver(told.status)) void this.stream();
  }

  /** Takes in that it is no more. */
  markDeleted(): void {
    if (this.phase.peek() === 'shown') this.phase.value = 'deleted';
  }

  /** Looks at it once more, after what was told may have been missed. */
  async refresh(): Promise<void> {
    if (this.phase.peek() !== 'shown') return;
    try {
      const task = await getTask(this.id, this.closing.signal);
      this.place.value = task.queue_position;
      this.learn(summaryOf(task));
    } catch (error) {
      if (isMissing(error)) this.markDeleted();
      // Anything else is shown by the links that are broken, and mends itself with them.
    }
  }

  private async load(): Promise<void> {
    const task = await this.patiently(() => getTask(this.id, this.closing.signal));
    batch(() => {
      this.prompt.value = { content: task.content, messages: task.messages };
      this.place.value = task.queue_position;
      this.phase.value = 'shown';
      this.show(summaryOf(task));
      if (isOver(task.status)) this.output.append(task.result ?? '');
    });
    if (isOver(task.status)) await this.loadSteps();
    else await this.stream();
  }

  private async stream(): Promise<void> {
    if (this.isStreaming) return;
    this.isStreaming = true;
    this.startAnew();
    try {
      const events = followEvents(eventsPathOf(this.id), {
        signal: this.closing.signal,
        onConnection: (isLive) => {
          reportLink('task', isLive);
        },
      });
      for await (const event of events) if (this.take(event)) break;
    } catch (error) {
      this.giveUp(error);
    } finally {
      this.isStreaming = false;
    }
    // It may have been told elsewhere, before this stream told its end, that it runs again.
    const { signal } = this.closing;
    const summary = this.summary.peek();
    const runsAgain = this.phase.peek() === 'shown' && summary !== null && !isOver(summary.status);
    if (runsAgain && !signal.aborted) await this.stream();
  }

  /** One that was told elsewhere may be newer. */
  private showIfNews(told: TaskSummaryDto): void {
    const known = this.summary.peek();
    if (!known || told.updated_at >= known.updated_at) this.show(told);
  }

  /** @returns whether it was the last event */
  private take({ event, data }: StreamEvent): boolean {
    switch (event) {
      case 'delta':
        this.output.append((JSON.parse(data) as { delta: string }).delta);
        return false;
      case 'progress':
        this.steps.tell([JSON.parse(data) as ProgressDto]);
        return false;
      case 'reset':
        this.startAnew();
        return false;
      case 'status':
        this.showIfNews(JSON.parse(data) as TaskSummaryDto);
        return false;
      case 'done':
        this.showIfNews(JSON.parse(data) as TaskSummaryDto);
        return true;
      case 'deleted':
        this.markDeleted();
        return true;
      default:
        return false;
    }
  }

  private startAnew(): void {
    this.output.clear();
    this.steps.clear();
  }

  private show(summary: TaskSummaryDto): void {
    this.summary.value = summary;
    if (summary.status !== 'pending') this.place.value = null;
    const runs = `${summary.attempt} ${summary.status} ${summary.next_attempt_at ?? ''}`;
    if (runs === this.knownRuns) return;
    this.knownRuns = runs;
    void this.loadAttempts();
  }

  private async loadAttempts(): Promise<void> {
    try {
      this.attempts.value = await this.patiently(() => listAttempts(this.id, this.closing.signal));
      this.attemptsFailed.value = false;
    } catch (error) {
      if (!this.closing.signal.aborted && !isMissing(error)) this.attemptsFailed.value = true;
    }
  }

  /** Without them the task is shown all the same. */
  private async loadSteps(): Promise<void> {
    const { signal } = this.closing;
    const steps = await this.patiently(() => listProgress(this.id, signal)).catch(() => []);
    if (!signal.aborted && !this.isStreaming) this.steps.tell(steps);
  }

  private async keepLooking(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await pause(LOOK_EVERY_MS, signal);
      const waits = this.summary.peek()?.status === 'pending' && !signal.aborted;
      if (waits && !document.hidden) await this.refresh();
    }
  }

  /** Tries again for as long as that may help. */
  private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        const answer = await attempt();
        if (failures > 1) reportLink('task', true);
        return answer;
      } catch (error) {
        if (this.closing.signal.aborted || !isTransient(error)) throw error;
        reportLink('task', false);
        await pause(backoff(failures), this.closing.signal);
      }
    }
  }

  private giveUp(error: unknown): void {
    if (this.closing.signal.aborted) return;
    if (isMissing(error)) {
      this.phase.value = this.phase.peek() === 'shown' ? 'deleted' : 'missing';
    } else {
      this.failure.value = error;
      this.phase.value = 'failed';
    }
  }
}

const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

/** Without what may be large, which is kept elsewhere. */
export function summaryOf(task: TaskDto): TaskSummaryDto {
  const {
    content: _content,
    messages: _messages,
    result: _result,
    queue_position: _place,
    ...summary
  } = task;
  return summary;
}
