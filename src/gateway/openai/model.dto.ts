/** A model, which to OpenClaw is an agent. */
export class ModelDto {
  /** @example "openclaw/main" */
  id!: string;

  /** What kind of object it is. */
  object!: 'model';

  /** Not known: 0. */
  created!: number;

  /** Whose it is. */
  owned_by!: 'openclaw';
}

/** The models there are. */
export class ModelListDto {
  /** What kind of object it is. */
  object!: 'list';

  /** The models. */
  data!: ModelDto[];
}
