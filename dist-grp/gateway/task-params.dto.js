var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
/** The parameters of a task's address. */
export class TaskParamsDto {
    /**
     * The task's id.
     * @example "01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d"
     */
    id;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, description: "The task's id.", example: "01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d", format: "uuid" } };
    }
}
__decorate([
    Transform(({ value }) => typeof value === 'string' ? value.toLowerCase() : value),
    IsUUID('all', { message: 'id must be a task id, such as submitting a task answers with' }),
    __metadata("design:type", String)
], TaskParamsDto.prototype, "id", void 0);
//# sourceMappingURL=task-params.dto.js.map