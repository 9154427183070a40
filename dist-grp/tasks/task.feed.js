/** Tells that something about a task changed. A ring only says: look again. */
export class TaskFeed {
}
//# sourceMappingURL=task.feed.js.map