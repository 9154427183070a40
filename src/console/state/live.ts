import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { followEvents, type StreamEvent } from '../api/event-stream.ts';
import { backoff, pause } from '../api/pause.ts';
import { reportLink } from './connection.ts';
import { noteDeleted, noteTask, reload, reloadSoon } from './list.ts';
import { tellError } from './notices.ts';
import { openTask } from './open-task.ts';

/** Keeps the list and the open task as they are now, by what the gateway tells of all tasks. */
export async function followAll(signal: AbortSignal): Promise<void> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      const events = followEvents('/events', {
        signal,
        onConnection: (isLive) => {
          reportLink('events', isLive);
        },
      });
      for await (const event of events) {
        failures = 1;
        take(event);
      }
    } catch (error) {
      // The list is shown all the same; that it does not move has to be said.
      if (failures === 1) {
        tellError(error);
        void reload();
      }
      await pause(6 * backoff(failures), signal);
    }
  }
}

function take({ event, data }: StreamEvent): void {
  if (event === 'reset') {
    reloadSoon();
    void openTask.peek()?.refresh();
  } else if (event === 'task') {
    const task = JSON.parse(data) as TaskSummaryDto;
    noteTask(task);
    const open = openTask.peek();
    if (open?.id === task.task_id) open.learn(task);
  } else if (event === 'deleted') {
    const { task_id } = JSON.parse(data) as { task_id: string };
    noteDeleted(task_id);
    const open = openTask.peek();
    if (open?.id === task_id) open.markDeleted();
  }
}
