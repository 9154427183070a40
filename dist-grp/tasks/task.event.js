export {};
//# sourceMappingURL=task.event.js.map