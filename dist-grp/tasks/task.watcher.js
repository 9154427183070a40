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
import { looks } from './looks.js';
import { SharedReadings } from './shared.readings.js';
import { TaskNotFoundError } from './task.errors.js';
import { TaskFeed } from './task.feed.js';
import { TaskStore } from './task.store.js';
import { isTerminal } from './task.js';
/** Most bytes of output that one step of a watcher carries: what a slow reader can hold up. */
const MAX_PIECE_BYTES = 262_144;
export const NOTHING_SEEN = { outputNumber: 0, offset: 0, progress: 0, version: 0 };
const DELETED = { type: 'deleted' };
/** Follows tasks as they change and speak. Watchers at the same place share one reading. */
let TaskWatcher = class TaskWatcher {
    store;
    feed;
    readings = new SharedReadings();
    constructor(store, feed) {
        this.store = store;
        this.feed = feed;
    }
    /**
     * Tells what is new about a task since `seen`, until it has ended, is removed or the signal aborts.
     * Reads on only when it is asked for more.
     * @throws TaskNotFoundError; InvalidTaskError where `seen` is no place; StoreUnavailableError
     */
    async *watch(id, from, signal) {
        let seen = from;
        let known = false;
        for await (const _ of looks((onRing) => this.subscribe(id, onRing), signal)) {
            let isNew = false;
            for await (const sight of this.news(id, seen, signal)) {
                if (sight.type === 'deleted' && !known)
                    throw new TaskNotFoundError(id);
                [known, isNew] = [true, true];
                yield sight;
                if (sight.type === 'deleted' || sight.type === 'done')
                    return;
                if ('seen' in sight)
                    ({ seen } = sight);
            }
            known = true;
            if (!isNew)
                yield { type: 'quiet' };
        }
    }
    /** What is new since then, up to what there is now. */
    async *news(id, from, signal) {
        for (let seen = from, hasMore = true; hasMore && !signal.aborted;) {
            const tail = await this.read(id, seen);
            for (const sight of tail ? sightsOf(tail, seen) : [DELETED]) {
                yield sight;
                if ('seen' in sight)
                    ({ seen } = sight);
            }
            hasMore = tail !== null && (seen.offset < tail.length || lacksSteps(tail, seen));
        }
    }
    subscribe(id, onRing) {
        return this.feed.watch(id, () => {
            this.readings.changed(id);
            onRing();
        });
    }
    read(id, seen) {
        const { outputNumber, offset, progress } = seen;
        return this.readings.share(id, `${outputNumber}.${offset}.${progress}`, () => this.store.readFrom(id, seen, MAX_PIECE_BYTES));
    }
};
TaskWatcher = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskFeed])
], TaskWatcher);
export { TaskWatcher };
/** Whether there are steps that were not told. */
const lacksSteps = ({ task }, seen) => seen.progress < task.progressCount;
/** What is new in a reading. */
function sightsOf(tail, before) {
    const { task, output, offset, length } = tail;
    const sights = [];
    let seen = before;
    if (task.outputNumber !== before.outputNumber) {
        seen = { ...before, outputNumber: task.outputNumber, offset: 0 };
        if (before.outputNumber > 0)
            sights.push({ type: 'reset', seen });
    }
    const ended = isTerminal(task.status);
    if (task.version !== before.version) {
        seen = { ...seen, version: task.version };
        // That it has ended, `done` tells, once all its output was told.
        if (!ended)
            sights.push({ type: 'status', tail, seen });
    }
    // Those that are kept no more are as good as told.
    seen = { ...seen, progress: tail.progressSeen - tail.progress.length };
    for (const progress of tail.progress) {
        seen = { ...seen, progress: seen.progress + 1 };
        sights.push({ type: 'progress', progress, seen });
    }
    if (output !== '') {
        seen = { ...seen, offset: offset + Buffer.byteLength(output) };
        sights.push({ type: 'delta', text: output, seen });
    }
    if (ended && seen.offset === length && !lacksSteps(tail, seen))
        sights.push({ type: 'done', tail, seen });
    return sights;
}
//# sourceMappingURL=task.watcher.js.map