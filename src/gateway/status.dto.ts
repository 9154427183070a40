/** The V1 behind a worker. */
export class V1StatusDto {
  url!: string;
  state!: 'up' | 'down' | 'misconfigured' | 'unknown';

  /** Whether it is the bundled simulator and no real OpenClaw. */
  simulated!: boolean;

  /** What is wrong, where something is. */
  message!: string | null;
}

/** A worker that is alive. */
export class WorkerStatusDto {
  id!: string;

  /** Runs it has at the moment. */
  running!: number;
  v1!: V1StatusDto;
}

/** How many tasks there are of each status. */
export class TaskCountsDto {
  pending!: number;
  running!: number;
  completed!: number;
  failed!: number;
  cancelled!: number;
}

export class LinksDto {
  tasks!: string;
  docs!: string;
  openapi!: string;
  ready!: string;
}

/** How the system is. */
export class StatusDto {
  /** @example "OpenClaw V2" */
  name!: string;
  version!: string;
  redis!: 'up' | 'down';

  /** Null while Redis is down. */
  tasks!: TaskCountsDto | null;
  workers!: WorkerStatusDto[];

  /** Whether answers come from the bundled simulator and no real OpenClaw; null: not known now. */
  simulated!: boolean | null;
  links!: LinksDto;
}
