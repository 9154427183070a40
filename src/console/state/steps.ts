import { signal } from '@preact/signals';
import type { ProgressDto } from '../../gateway/progress.dto.js';

/** As many of the newest as are kept. */
const MOST = 200;

/** What an agent does besides speaking: each thing once, as it is now. */
export class Steps {
  readonly all = signal<readonly ProgressDto[]>([]);

  /** Takes in what was told; what is known of the same thing already is kept where it is no news. */
  tell(told: readonly ProgressDto[]): void {
    const known = new Map(this.all.peek().map((step) => [step.id, step]));
    for (const step of told) {
      const before = known.get(step.id);
      known.set(step.id, before ? join(before, step) : step);
    }
    this.all.value = [...known.values()].slice(-MOST);
  }

  /** Drops all. */
  clear(): void {
    this.all.value = [];
  }
}

/** A thing stays where and when it began. */
const join = (before: ProgressDto, news: ProgressDto): ProgressDto => ({
  id: before.id,
  kind: before.kind,
  state: news.state,
  name: news.name ?? before.name,
  text: news.text ?? before.text,
  args: news.args ?? before.args,
  result: news.result ?? before.result,
  at: before.at,
  offset: before.offset,
});
