var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { TaskFeed } from '../tasks/task.feed.js';
import { unavailableIfRedisIs } from './store.errors.js';
/** {@link TaskFeed} over pub/sub: one connection for the process, however many watch. */
let RedisTaskFeed = class RedisTaskFeed extends TaskFeed {
    keys;
    redis;
    listeners = new Map();
    constructor(connections, keys) {
        super();
        this.keys = keys;
        this.redis = connections.create('subscriber');
    }
    onModuleInit() {
        this.redis.on('message', (channel, ring) => {
            for (const listener of this.listeners.get(channel) ?? [])
                listener(ring);
        });
        this.redis.on('ready', () => void this.subscribeAgain());
    }
    /** After a reconnect: subscribes to all that is watched, and rings, for rings were missed. */
    async subscribeAgain() {
        const channels = [...this.listeners.keys()];
        if (channels.length === 0)
            return;
        try {
            await this.redis.subscribe(...channels);
        }
        catch {
            // A connection that does not take it is no good; the next one will be asked again.
            this.redis.disconnect(true);
            return;
        }
        for (const set of this.listeners.values())
            for (const listener of set)
                listener('change');
    }
    watch(id, onRing) {
        return this.listen(this.keys.doorbell(id), onRing);
    }
    watchAll(onRing) {
        return this.listen(this.keys.liveDoorbell(), onRing);
    }
    async listen(channel, onRing) {
        const listeners = this.listeners.get(channel) ?? new Set();
        this.listeners.set(channel, listeners.add(onRing));
        try {
            await this.redis.subscribe(channel);
        }
        catch (error) {
            this.leave(channel, onRing);
            throw unavailableIfRedisIs(error);
        }
        return () => {
            this.leave(channel, onRing);
        };
    }
    leave(channel, listener) {
        const listeners = this.listeners.get(channel);
        listeners?.delete(listener);
        if (listeners?.size !== 0)
            return;
        this.listeners.delete(channel);
        // Should it fail, the connection is gone, and the next one subscribes to what is watched then.
        this.redis.unsubscribe(channel).catch(() => undefined);
    }
};
RedisTaskFeed = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RedisConnections,
        Keys])
], RedisTaskFeed);
export { RedisTaskFeed };
//# sourceMappingURL=redis-task.feed.js.map