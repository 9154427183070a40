export {};
//# sourceMappingURL=queue.status.js.map