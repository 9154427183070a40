import { boot } from './process/boot.js';
import { createWorker } from './worker/create-worker.js';
await boot(createWorker);
//# sourceMappingURL=worker.js.map