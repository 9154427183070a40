import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { StoreUnavailableError } from './task.errors.js';
import { TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import { DUE_INDEXES, type DueIndex, TaskStore } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { dueAt, type Task } from './task.js';
import { traceOf } from './traceparent.js';

/** How many tasks of an index are read at a time. */
const BATCH = 200;
/** Batches of one round: what is left waits for the next one. */
const MAX_BATCHES = 50;

/**
 * Looks after what nobody else does: queues deliveries that are still owed, ends or requeues runs
 * whose lease ran out, expires and evicts tasks. Runs in every process, for any number may do it at
 * once.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Reconciler.name);
  private readonly timers = new Map<DueIndex, NodeJS.Timeout>();
  private readonly rounds = new Map<DueIndex, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly store: TaskStore,
    private readonly queue: TaskQueue,
    private readonly transitions: TaskTransitions,
    private readonly settings: TaskSettings,
    private readonly metrics: TaskMetrics,
  ) {}

  onApplicationBootstrap(): void {
    for (const index of DUE_INDEXES) this.schedule(index);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.rounds.values());
  }

  /** One round over all three indexes; what goes wrong with one task is logged and holds up no other. */
  async reconcile(): Promise<void> {
    await Promise.all(DUE_INDEXES.map((index) => this.sweep(index)));
  }

  /**
   * Looks after what is due in an index, batch by batch. What stays due, such as a record that cannot be
   * read, is passed over.
   * @returns whether there is more than one round takes
   */
  private async sweep(index: DueIndex): Promise<boolean> {
    const seen = new Set<string>();
    let stays = 0;
    try {
      for (let batch = 0; batch < MAX_BATCHES; batch++) {
        const due = await this.store.due(index, stays + BATCH);
        const ids = due.filter((id) => !seen.has(id));
        stays = due.length - ids.length;
        if (ids.length === 0 || this.stopped) return false;
        for (const id of ids) {
          seen.add(id);
          await this.lookAt(id, index);
        }
      }
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      this.logger.warn(`Redis does not answer; what is due in ${index} waits for the next round`);
      return false;
    }
  }

  private async lookAt(id: string, index: DueIndex): Promise<void> {
    const looks: Record<DueIndex, () => Promise<void>> = {
      owed: () => this.redeliver(id),
      leases: () => this.recover(id),
      expiry: () => this.evict(id),
    };
    try {
      await looks[index]();
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      this.logger.error({ err: error, task_id: id }, 'A task could not be looked after');
    }
  }

  private async redeliver(id: string): Promise<void> {
    const snapshot = await this.store.read(id);
    if (!snapshot) await this.store.dropOrphan(id);
    if (snapshot?.task.status !== 'pending') return;
    const { task, now } = snapshot;
    if (task.expiresAt <= now) {
      const applied = await this.transitions.apply(id, { type: 'expire' });
      if (applied.type !== 'changed') return;
      this.metrics.reconciled('expired');
      this.log(applied.task, 'expired');
      // Nobody takes it any more: jobs of tasks that are over would pile up while nothing is taken.
      await this.queue.withdraw(applied.task);
      return;
    }
    // Queued first: should the process end here, the next round does it again and no harm is done.
    await this.deliver(task, now);
    const wasDelayed = dueAt(task) !== task.createdAt;
    if (wasDelayed && dueAt(task) <= now) await this.queue.hasten(task);
    await this.transitions.apply(id, { type: 'redeliver' });
    this.metrics.reconciled('redelivered');
  }

  private async recover(id: string): Promise<void> {
    const applied = await this.transitions.apply(id, { type: 'recover' });
    if (applied.type === 'missing') await this.store.dropOrphan(id);
    if (applied.type !== 'changed') return;
    this.metrics.reconciled('recovered');
    this.log(applied.task, 'was taken from a worker that stopped answering');
    if (applied.task.status === 'pending') await this.deliver(applied.task, applied.now);
  }

  private async evict(id: string): Promise<void> {
    const applied = await this.transitions.apply(id, { type: 'evict' });
    if (applied.type === 'removed') this.metrics.reconciled('evicted');
    if (applied.type === 'missing') await this.store.dropOrphan(id);
  }

  private async deliver(task: Task, now: number): Promise<void> {
    await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
  }

  private log(task: Task, what: string): void {
    this.logger.warn(
      { task_id: task.id, delivery: task.delivery, status: task.status, ...traceOf(task) },
      `Task ${task.id} ${what}`,
    );
  }

  /** Each index by itself: a long list of owed deliveries does not hold up the look after dead leases. */
  private schedule(index: DueIndex, hasMore = false): void {
    if (this.stopped) return;
    const jittered = this.settings.reconcileIntervalMs * (0.75 + Math.random() / 2);
    const begin = (): void => {
      const round = this.guarded(index).then((isMore) => {
        this.schedule(index, isMore);
      });
      this.rounds.set(index, round);
    };
    this.timers.set(index, setTimeout(begin, hasMore ? 0 : jittered));
  }

  private async guarded(index: DueIndex): Promise<boolean> {
    try {
      return await this.sweep(index);
    } catch (error) {
      this.logger.error({ err: error }, `A round of the reconciler over ${index} failed`);
      return false;
    }
  }
}
