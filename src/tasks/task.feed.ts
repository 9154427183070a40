/** `output`: a run said more; `change`: anything else about the task is new, or it is gone. */
export type Ring = 'output' | 'change';

/** Tells that something about a task changed. A ring only says: look again. */
export abstract class TaskFeed {
  /**
   * Calls back with every ring of a task until the returned function is called. Whoever reads the
   * task after this answered misses nothing; a ring may come for no reason.
   * @throws StoreUnavailableError
   */
  abstract watch(id: string, onRing: (ring: Ring) => void): Promise<() => void>;

  /**
   * The same for all tasks, but for their output.
   * @throws StoreUnavailableError
   */
  abstract watchAll(onRing: (ring: Ring) => void): Promise<() => void>;
}
