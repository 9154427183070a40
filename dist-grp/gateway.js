import { createGateway } from './gateway/create-gateway.js';
import { boot } from './process/boot.js';
await boot(createGateway);
//# sourceMappingURL=gateway.js.map