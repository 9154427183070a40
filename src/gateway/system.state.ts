import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { takesRuns, TaskStore } from '../tasks/task.store.js';

const LOOK_EVERY_MS = 1_000;

/** What answers about tasks say of the system: looked at every second, not for each answer. */
@Injectable()
export class SystemState implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private isAway = false;

  constructor(private readonly store: TaskStore) {}

  /** Whether there are workers and V1 is away for all of them, so that nothing begins. */
  get v1IsAway(): boolean {
    return this.isAway;
  }

  onApplicationBootstrap(): void {
    void this.look();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    try {
      const { workers } = await this.store.overview();
      this.isAway = workers.length > 0 && !workers.some(({ v1 }) => takesRuns(v1));
    } catch {
      // While Redis is away there are no answers about tasks that this could be wrong in.
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }
}
