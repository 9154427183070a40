import type { Task } from './task.js';

/** Carries deliveries of tasks to the workers, and word that a run is to stop. */
export abstract class TaskQueue {
  /**
   * Queues the task's current delivery; no harm if it is queued already. One whose run goes on in V1
   * comes before all others. An acknowledgement
   * promises nothing: the store owes the delivery until a worker begins it.
   */
  abstract deliver(
    delivery: Pick<Task, 'id' | 'delivery' | 'priority'> & Partial<Pick<Task, 'rejoinable'>>,
    inMs: number,
  ): Promise<void>;

  /**
   * Queues the first delivery of a task that is due, as {@link deliver} does; where many come in one turn of the
   * event loop, they go as one message, for a worker to queue each of them.
   */
  abstract deliverNew(delivery: Pick<Task, 'id' | 'delivery' | 'priority'>): Promise<void>;

  /** In which place a delivery waits, 1 being the next; null where it waits for its time or not at all. */
  abstract position(task: Task): Promise<number | null>;

  /** Makes a delivery that is due take part at once, should it wait for its time by another's clock. */
  abstract hasten(task: Task): Promise<void>;

  /** Takes a delivery off the queue if it still waits there. */
  abstract withdraw(task: Task): Promise<void>;

  /** Tells all workers that the run of the task's current delivery is to stop. */
  abstract cancel(task: Task): Promise<void>;
}
