var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsInt, IsUUID, Min } from 'class-validator';
/** Pattern of the work queue: run a delivery of a task. */
export const TASK_RUN = 'task.run';
/** Pattern of the control channel: whoever runs this task is to stop. */
export const TASK_CANCEL = 'task.cancel';
/** One delivery of one task, for whichever worker takes it. */
export class TaskRunMessage {
    task_id;
    delivery;
}
__decorate([
    IsUUID(),
    __metadata("design:type", String)
], TaskRunMessage.prototype, "task_id", void 0);
__decorate([
    IsInt(),
    Min(1),
    __metadata("design:type", Number)
], TaskRunMessage.prototype, "delivery", void 0);
/** Word to all workers that a delivery of a task is to stop; a later one is another run. */
export class TaskCancelMessage {
    task_id;
    delivery;
}
__decorate([
    IsUUID(),
    __metadata("design:type", String)
], TaskCancelMessage.prototype, "task_id", void 0);
__decorate([
    IsInt(),
    Min(1),
    __metadata("design:type", Number)
], TaskCancelMessage.prototype, "delivery", void 0);
//# sourceMappingURL=task.messages.js.map