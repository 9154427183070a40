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
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Only } from './only.js';
const FLAGS = { true: true, false: false };
/** How to get a response. */
export class GetResponseQueryDto {
    /** Answer with its events instead of with it as it is. */
    stream;
    /** Only the events after the one with this `sequence_number`. */
    starting_after;
    /** Events are as long as what they say. */
    include_obfuscation;
    static _OPENAPI_METADATA_FACTORY() {
        return { stream: { required: false, type: () => Boolean, description: "Answer with its events instead of with it as it is." }, starting_after: { required: false, type: () => Number, description: "Only the events after the one with this `sequence_number`.", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, include_obfuscation: { required: false, type: () => String, description: "Events are as long as what they say." } };
    }
}
__decorate([
    IsOptional(),
    Transform(({ value }) => FLAGS[String(value)] ?? value),
    IsBoolean(),
    ApiPropertyOptional({ type: 'boolean' }),
    __metadata("design:type", Boolean)
], GetResponseQueryDto.prototype, "stream", void 0);
__decorate([
    IsOptional(),
    Transform(({ value }) => /^\d+$/.test(String(value)) ? Number(value) : value),
    IsInt(),
    Min(0),
    Max(Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Number)
], GetResponseQueryDto.prototype, "starting_after", void 0);
__decorate([
    IsOptional(),
    Only(['false'], 'events are as long as what they say'),
    __metadata("design:type", String)
], GetResponseQueryDto.prototype, "include_obfuscation", void 0);
//# sourceMappingURL=response-queries.dto.js.map