import type { TaskDto } from '../../src/gateway/task.dto.js';
import { eventually } from '../support/eventually.js';

/** Longer than anything takes that is not meant to. */
export const DEADLINE_MS = 90_000;
/** How long a gateway is to wait before it answers, in s. */
const WAIT_S = 10;
const ENDS = ['completed', 'failed', 'cancelled'];

/** Speaks to a gateway of ours as its users do. */
export class TasksClient {
  constructor(
    readonly url: string,
    private readonly key: string | null = null,
  ) {}

  /** Submits a task and gives its id. */
  async submit(task: object): Promise<string> {
    return (await this.call<{ task_id: string }>('POST', '/tasks', task)).task_id;
  }

  task(id: string): Promise<TaskDto> {
    return this.call('GET', `/tasks/${id}`);
  }

  cancel(id: string): Promise<TaskDto> {
    return this.call('POST', `/tasks/${id}/cancel`);
  }

  /** Waits until a task that goes on fulfils a condition. */
  async until(id: string, what: string, holds: (task: TaskDto) => boolean): Promise<TaskDto> {
    let last: TaskDto | undefined;
    const look = async () => {
      last = await this.task(id);
      return holds(last) ? last : null;
    };
    return eventually(`${what} of task ${id}`, look, DEADLINE_MS).catch((error: unknown) => {
      throw new Error(`The task is ${JSON.stringify(last)}`, { cause: error });
    });
  }

  /** Waits for its end. @throws Error where that is another than the one awaited */
  async status(
    id: string,
    status: 'completed' | 'failed' | 'cancelled',
    deadlineMs = DEADLINE_MS,
  ): Promise<TaskDto> {
    const look = async () => {
      const task = await this.call<TaskDto>('GET', `/tasks/${id}?wait=${WAIT_S}`);
      return ENDS.includes(task.status) ? task : null;
    };
    const task = await eventually(`an end of task ${id}`, look, deadlineMs);
    if (task.status !== status) throw new Error(`Not ${status}: ${JSON.stringify(task)}`);
    return task;
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
