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
import { SystemView } from '../process/system.view.js';
import { TaskStore } from '../tasks/task.store.js';
/** {@link SystemView} from what the store knows: workers, and what they know of V1. */
let StoreView = class StoreView extends SystemView {
    store;
    constructor(store) {
        super();
        this.store = store;
    }
    async show() {
        const { workers } = await this.store.overview();
        return {
            workers: workers.length,
            v1: [...new Set(workers.map(({ v1 }) => v1.state))],
        };
    }
};
StoreView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore])
], StoreView);
export { StoreView };
//# sourceMappingURL=store.view.js.map