import { IsInt, IsUUID, Min } from 'class-validator';

/** Pattern of the work queue: run a delivery of a task. */
export const TASK_RUN = 'task.run';
/** Pattern of the control channel: whoever runs this task is to stop. */
export const TASK_CANCEL = 'task.cancel';

/** One delivery of one task, for whichever worker takes it. */
export class TaskRunMessage {
  @IsUUID()
  task_id!: string;

  @IsInt()
  @Min(1)
  delivery!: number;
}

/** Word to all workers that a delivery of a task is to stop; a later one is another run. */
export class TaskCancelMessage {
  @IsUUID()
  task_id!: string;

  @IsInt()
  @Min(1)
  delivery!: number;
}
