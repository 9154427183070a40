import { ApiProperty } from '@nestjs/swagger';

/** The V1 behind a worker. */
export class V1StatusDto {
  /** @example "http://127.0.0.1:18789" */
  url!: string;

  /** Whether it answers and takes V1_TOKEN. */
  state!: 'up' | 'down' | 'misconfigured' | 'unknown';

  /** Whether it is the bundled simulator and no real OpenClaw. */
  simulated!: boolean;

  /** What is wrong, where something is. */
  message!: string | null;

  /**
   * What it last listed as its models, which name its agents; null: it never did.
   * @example ["openclaw", "openclaw/main"]
   */
  models!: string[] | null;
}

/** A worker that is alive. */
export class WorkerStatusDto {
  /** Host, process id and a few random letters. */
  id!: string;

  /** Runs it had when it last renewed its leases. */
  running!: number;

  /** The OpenClaw that it runs tasks on. */
  v1!: V1StatusDto;
}

/** Whether Redis keeps what it accepts; null: it does not tell. */
export class DurabilityDto {
  /**
   * Of Redis.
   * @example "7.4.1"
   */
  version!: string | null;

  /** Whether every write goes to the append-only file; without it a crash loses tasks. */
  append_only!: boolean | null;

  /**
   * When that file is flushed to disk. With `everysec` a machine that loses power forgets a second.
   * @example "always"
   */
  fsync!: string | null;

  /**
   * What is dropped when the memory is full; anything but `noeviction` loses tasks.
   * @example "noeviction"
   */
  eviction!: string | null;

  /** In words, where it would lose tasks; empty where it keeps what it accepts. */
  warnings!: string[];
}

/** A number of tasks for each status. */
export class TaskCountsDto {
  pending!: number;
  running!: number;
  completed!: number;
  failed!: number;
  cancelled!: number;
}

/** How long the gateway that answers lately took to accept tasks: the last half to whole minute. */
export class SubmitTimesDto {
  /** How many tasks it accepted. */
  count!: number;

  /**
   * Half of them took no longer, in ms.
   * @example 1.3
   */
  @ApiProperty({ type: 'number', format: 'double' })
  p50_ms!: number;

  /**
   * 99 of 100 took no longer, in ms.
   * @example 4.6
   */
  @ApiProperty({ type: 'number', format: 'double' })
  p99_ms!: number;
}

/** Where to go on from here. */
export class LinksDto {
  /** The console, for a browser; null where it was not built. */
  console!: string | null;

  /** Tasks: list them, submit one. */
  tasks!: string;

  /** Swagger UI. */
  docs!: string;

  /** The OpenAPI document. */
  openapi!: string;

  /** Whether the gateway can serve. */
  ready!: string;
}

/** How the system is. */
export class StatusDto {
  /**
   * Of this program.
   * @example "OpenClaw V2"
   */
  name!: string;

  /** Of this program. */
  version!: string;

  /** Whether Redis answers. */
  redis!: 'up' | 'down';

  /** How Redis keeps what it accepts; null while it is down. */
  durability!: DurabilityDto | null;

  /** How many there are of each status; null while Redis is down. */
  tasks!: TaskCountsDto | null;

  /** How often tasks have entered each status, ever: rates are differences of it; null while Redis is down. */
  entered!: TaskCountsDto | null;

  /** Null where the gateway that answers accepted none of late. */
  submits!: SubmitTimesDto | null;

  /** The workers that are alive. */
  workers!: WorkerStatusDto[];

  /** Whether answers come from the bundled simulator and no real OpenClaw; null: not known now. */
  simulated!: boolean | null;

  /** Where to go on from here. */
  links!: LinksDto;
}
