import { Type } from 'class-transformer';
import { ArrayMinSize, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { HIGHEST_PRIORITY } from './create-task.dto.js';

/** Pattern of the work queue: run a delivery of a task. */
export const TASK_RUN = 'task.run';
/** Pattern of the queue of bursts: queue these deliveries, each by itself. */
export const TASK_BURST = 'task.burst';
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

/** One of a burst. */
export class BurstDelivery extends TaskRunMessage {
  /** That of the task: higher runs first. */
  @IsInt()
  @Min(0)
  @Max(HIGHEST_PRIORITY)
  priority!: number;
}

/** Deliveries that came all at once, for whichever worker takes them to queue each by itself. */
export class TaskBurstMessage {
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => BurstDelivery)
  deliveries!: BurstDelivery[];
}

/** Word to all workers that a delivery of a task is to stop; a later one is another run. */
export class TaskCancelMessage {
  @IsUUID()
  task_id!: string;

  @IsInt()
  @Min(1)
  delivery!: number;
}
