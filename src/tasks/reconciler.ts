import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { StoreUnavailableError } from './task.errors.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import { type DueIndex, TaskStore } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { dueAt, type Task } from './task.js';

/** How many tasks of each index one round looks after. */
const BATCH = 200;

/**
 * Looks after what nobody else does: queues deliveries that are still owed, ends or requeues runs
 * whose lease ran out, expires and evicts tasks. Runs in every process, for any number may do it at
 * once.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Reconciler.name);
  private timer?: NodeJS.Timeout;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly store: TaskStore,
    private readonly queue: TaskQueue,
    private readonly transitions: TaskTransitions,
    private readonly settings: TaskSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  /** One round over all three indexes. @throws StoreUnavailableError */
  async reconcile(): Promise<void> {
    await this.each('owed', (id) => this.redeliver(id));
    await this.each('leases', (id) => this.recover(id));
    await this.each('expiry', async (id) => {
      await this.transitions.apply(id, { type: 'evict' });
    });
  }

  private async each(index: DueIndex, look: (id: string) => Promise<void>): Promise<void> {
    for (const id of await this.store.due(index, BATCH)) {
      if (this.stopped) return;
      await look(id);
    }
  }

  private async redeliver(id: string): Promise<void> {
    const snapshot = await this.store.read(id);
    if (snapshot?.task.status !== 'pending') return;
    const { task, now } = snapshot;
    if (task.expiresAt <= now) {
      const applied = await this.transitions.apply(id, { type: 'expire' });
      if (applied.type === 'changed') this.log(applied.task, 'expired');
      return;
    }
    // Queued first: should the process end here, the next round does it again and no harm is done.
    await this.deliver(task, now);
    await this.transitions.apply(id, { type: 'redeliver' });
  }

  private async recover(id: string): Promise<void> {
    const applied = await this.transitions.apply(id, { type: 'recover' });
    if (applied.type !== 'changed') return;
    this.log(applied.task, 'was taken from a worker that stopped answering');
    if (applied.task.status === 'pending') await this.deliver(applied.task, applied.now);
  }

  private async deliver(task: Task, now: number): Promise<void> {
    await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
  }

  private log(task: Task, what: string): void {
    this.logger.warn(
      { task_id: task.id, delivery: task.delivery, status: task.status },
      `Task ${task.id} ${what}`,
    );
  }

  private schedule(): void {
    if (this.stopped) return;
    const jittered = this.settings.reconcileIntervalMs * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => {
      this.round = this.guardedRound().finally(() => {
        this.schedule();
      });
    }, jittered);
  }

  private async guardedRound(): Promise<void> {
    try {
      await this.reconcile();
    } catch (error) {
      if (error instanceof StoreUnavailableError) {
        this.logger.warn('Redis does not answer; what is due waits for the next round');
      } else {
        this.logger.error({ err: error }, 'A round of the reconciler failed');
      }
    }
  }
}
