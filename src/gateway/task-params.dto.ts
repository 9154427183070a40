import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';

/** The parameters of a task's address. */
export class TaskParamsDto {
  /**
   * The task's id.
   * @example "01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d"
   */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  )
  @IsUUID('all', { message: 'id must be a task id, such as submitting a task answers with' })
  id!: string;
}
