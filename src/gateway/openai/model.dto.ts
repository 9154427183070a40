/** A model, which to OpenClaw is an agent. */
export class ModelDto {
  /** @example "openclaw/main" */
  id!: string;
  object!: 'model';
  /** Not known: 0. */
  created!: number;
  owned_by!: 'openclaw';
}

/** The models there are. */
export class ModelListDto {
  object!: 'list';
  data!: ModelDto[];
}
