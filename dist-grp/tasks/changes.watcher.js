var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { looks } from './looks.js';
import { SharedReadings } from './shared.readings.js';
import { TaskFeed } from './task.feed.js';
import { TaskStore } from './task.store.js';
/** Changes read at once; a task that changed more than once counts in each. */
const MAX_CHANGES = 500;
/**
 * Least time between two looks, in ms: what changes meanwhile is told together. With MAX_CHANGES it
 * bounds the work; whoever falls behind what the store remembers is told to list anew.
 */
const LOOK_EVERY_MS = 100;
const ALL = 'all';
/** Follows all tasks as they change. Watchers at the same place share one reading. */
let ChangesWatcher = class ChangesWatcher {
    store;
    feed;
    readings = new SharedReadings();
    constructor(store, feed) {
        this.store = store;
        this.feed = feed;
    }
    /**
     * Tells which tasks changed after a moment, or from now on, until the signal aborts.
     * Begins with `reset` unless it goes on where `after` ended.
     * @throws StoreUnavailableError
     */
    async *watch(after, signal) {
        let cursor = after;
        for await (const _ of looks((onRing) => this.subscribe(onRing), signal)) {
            for (let hasMore = true; hasMore && !signal.aborted;) {
                const known = await this.read(cursor);
                if (cursor === null || known.missed)
                    yield { type: 'reset', cursor: known.cursor };
                else if (known.changes.length > 0)
                    yield { type: 'changes', ...known };
                else
                    yield { type: 'quiet' };
                ({ cursor, hasMore } = known);
                await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
            }
        }
    }
    subscribe(onRing) {
        return this.feed.watchAll(() => {
            this.readings.changed(ALL);
            onRing();
        });
    }
    read(cursor) {
        return this.readings.share(ALL, cursor ?? '', () => this.store.changes(cursor, MAX_CHANGES));
    }
};
ChangesWatcher = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskFeed])
], ChangesWatcher);
export { ChangesWatcher };
//# sourceMappingURL=changes.watcher.js.map