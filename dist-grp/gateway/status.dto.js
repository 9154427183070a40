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
import { ApiProperty } from '@nestjs/swagger';
/** The V1 behind a worker. */
export class V1StatusDto {
    /** @example "http://127.0.0.1:18789" */
    url;
    /** Whether it answers and takes V1_TOKEN. */
    state;
    /** Whether it is the bundled simulator and no real OpenClaw. */
    simulated;
    /** What is wrong, where something is. */
    message;
    /**
     * What it last listed as its models, which name its agents; null: it never did.
     * @example ["openclaw", "openclaw/main"]
     */
    models;
    static _OPENAPI_METADATA_FACTORY() {
        return { url: { required: true, type: () => String, example: "http://127.0.0.1:18789" }, state: { required: true, description: "Whether it answers and takes V1_TOKEN.", enum: ["unknown", "up", "down", "misconfigured"] }, simulated: { required: true, type: () => Boolean, description: "Whether it is the bundled simulator and no real OpenClaw." }, message: { required: true, type: () => String, nullable: true, description: "What is wrong, where something is." }, models: { required: true, type: () => [String], nullable: true, description: "What it last listed as its models, which name its agents; null: it never did.", example: ["openclaw", "openclaw/main"] } };
    }
}
/** A worker that is alive. */
export class WorkerStatusDto {
    /** Host, process id and a few random letters. */
    id;
    /** Runs it had when it last renewed its leases. */
    running;
    /** The OpenClaw that it runs tasks on. */
    v1;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, description: "Host, process id and a few random letters." }, running: { required: true, type: () => Number, description: "Runs it had when it last renewed its leases." }, v1: { required: true, type: () => V1StatusDto, description: "The OpenClaw that it runs tasks on." } };
    }
}
/** Whether Redis keeps what it accepts; null: it does not tell. */
export class DurabilityDto {
    /**
     * Of Redis.
     * @example "7.4.1"
     */
    version;
    /** Whether every write goes to the append-only file; without it a crash loses tasks. */
    append_only;
    /**
     * When that file is flushed to disk. With `everysec` a machine that loses power forgets a second.
     * @example "always"
     */
    fsync;
    /**
     * What is dropped when the memory is full; anything but `noeviction` loses tasks.
     * @example "noeviction"
     */
    eviction;
    /** In words, where it would lose tasks; empty where it keeps what it accepts. */
    warnings;
    static _OPENAPI_METADATA_FACTORY() {
        return { version: { required: true, type: () => String, nullable: true, description: "Of Redis.", example: "7.4.1" }, append_only: { required: true, type: () => Boolean, nullable: true, description: "Whether every write goes to the append-only file; without it a crash loses tasks." }, fsync: { required: true, type: () => String, nullable: true, description: "When that file is flushed to disk. With `everysec` a machine that loses power forgets a second.", example: "always" }, eviction: { required: true, type: () => String, nullable: true, description: "What is dropped when the memory is full; anything but `noeviction` loses tasks.", example: "noeviction" }, warnings: { required: true, type: () => [String], description: "In words, where it would lose tasks; empty where it keeps what it accepts." } };
    }
}
/** A number of tasks for each status. */
export class TaskCountsDto {
    pending;
    running;
    completed;
    failed;
    cancelled;
    static _OPENAPI_METADATA_FACTORY() {
        return { pending: { required: true, type: () => Number }, running: { required: true, type: () => Number }, completed: { required: true, type: () => Number }, failed: { required: true, type: () => Number }, cancelled: { required: true, type: () => Number } };
    }
}
/** How long the gateway that answers lately took to accept tasks: the last half to whole minute. */
export class SubmitTimesDto {
    /** How many tasks it accepted. */
    count;
    /**
     * Half of them took no longer, in ms.
     * @example 1.3
     */
    p50_ms;
    /**
     * 99 of 100 took no longer, in ms.
     * @example 4.6
     */
    p99_ms;
    static _OPENAPI_METADATA_FACTORY() {
        return { count: { required: true, type: () => Number, description: "How many tasks it accepted." }, p50_ms: { required: true, type: () => Number, description: "Half of them took no longer, in ms.", example: 1.3 }, p99_ms: { required: true, type: () => Number, description: "99 of 100 took no longer, in ms.", example: 4.6 } };
    }
}
__decorate([
    ApiProperty({ type: 'number', format: 'double' }),
    __metadata("design:type", Number)
], SubmitTimesDto.prototype, "p50_ms", void 0);
__decorate([
    ApiProperty({ type: 'number', format: 'double' }),
    __metadata("design:type", Number)
], SubmitTimesDto.prototype, "p99_ms", void 0);
/** Where to go on from here. */
export class LinksDto {
    /** The console, for a browser; null where it was not built. */
    console;
    /** Tasks: list them, submit one. */
    tasks;
    /** Swagger UI. */
    docs;
    /** The OpenAPI document. */
    openapi;
    /** Whether the gateway can serve. */
    ready;
    static _OPENAPI_METADATA_FACTORY() {
        return { console: { required: true, type: () => String, nullable: true, description: "The console, for a browser; null where it was not built." }, tasks: { required: true, type: () => String, description: "Tasks: list them, submit one." }, docs: { required: true, type: () => String, description: "Swagger UI." }, openapi: { required: true, type: () => String, description: "The OpenAPI document." }, ready: { required: true, type: () => String, description: "Whether the gateway can serve." } };
    }
}
/** How the system is. */
export class StatusDto {
    /**
     * Of this program.
     * @example "OpenClaw V2"
     */
    name;
    /** Of this program. */
    version;
    /** Whether Redis answers. */
    redis;
    /** How Redis keeps what it accepts; null while it is down. */
    durability;
    /** How many there are of each status; null while Redis is down. */
    tasks;
    /** How often tasks have entered each status, ever: rates are differences of it; null while Redis is down. */
    entered;
    /** Null where the gateway that answers accepted none of late. */
    submits;
    /** The workers that are alive. */
    workers;
    /** Whether answers come from the bundled simulator and no real OpenClaw; null: not known now. */
    simulated;
    /** Where to go on from here. */
    links;
    static _OPENAPI_METADATA_FACTORY() {
        return { name: { required: true, type: () => String, description: "Of this program.", example: "OpenClaw V2" }, version: { required: true, type: () => String, description: "Of this program." }, redis: { required: true, description: "Whether Redis answers.", enum: ["up", "down"] }, durability: { required: true, type: () => DurabilityDto, nullable: true, description: "How Redis keeps what it accepts; null while it is down." }, tasks: { required: true, type: () => TaskCountsDto, nullable: true, description: "How many there are of each status; null while Redis is down." }, entered: { required: true, type: () => TaskCountsDto, nullable: true, description: "How often tasks have entered each status, ever: rates are differences of it; null while Redis is down." }, submits: { required: true, type: () => SubmitTimesDto, nullable: true, description: "Null where the gateway that answers accepted none of late." }, workers: { required: true, type: () => [WorkerStatusDto], description: "The workers that are alive." }, simulated: { required: true, type: () => Boolean, nullable: true, description: "Whether answers come from the bundled simulator and no real OpenClaw; null: not known now." }, links: { required: true, type: () => LinksDto, description: "Where to go on from here." } };
    }
}
//# sourceMappingURL=status.dto.js.map