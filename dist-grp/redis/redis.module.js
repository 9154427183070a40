var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Global, Logger, Module } from '@nestjs/common';
import { durabilityOf } from './durability.js';
import { Keys } from './keys.js';
import { RedisConnections } from './redis.connections.js';
/**
 * Redis for the whole process; the process does not start without it, and says where that Redis would
 * lose tasks.
 */
let RedisModule = class RedisModule {
    connections;
    logger = new Logger('Redis');
    constructor(connections) {
        this.connections = connections;
    }
    async onModuleInit() {
        await this.connections.untilReady();
        // That it does not tell now is no reason not to start.
        const durability = await durabilityOf(this.connections.commands).catch(() => null);
        for (const warning of durability?.warnings ?? [])
            this.logger.warn(warning);
    }
};
RedisModule = __decorate([
    Global(),
    Module({ providers: [RedisConnections, Keys], exports: [RedisConnections, Keys] }),
    __metadata("design:paramtypes", [RedisConnections])
], RedisModule);
export { RedisModule };
//# sourceMappingURL=redis.module.js.map