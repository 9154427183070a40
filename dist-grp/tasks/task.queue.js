/** Carries deliveries of tasks to the workers, and word that a run is to stop. */
export class TaskQueue {
}
//# sourceMappingURL=task.queue.js.map