/** What the domain needs to know of the configuration. Times are ms, sizes bytes. */
export class TaskSettings {
}
//# sourceMappingURL=task.settings.js.map