import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

const SUBMIT_DEADLINE_MS = 90_000;
const READ_DEADLINE_MS = 60_000;
/** Least pause before the next try, in ms, where no answer says how long. */
const PAUSE_MS = 50;
const CONNECTIONS = 32;

/** A task as it is read over HTTP. */
export interface TaskReading {
  readonly task_id: string;
  readonly status: string;
  readonly result?: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly retry: string;
  readonly waiting_for: string | null;
  readonly metadata: Record<string, string> | null;
  readonly updated_at: string;
  readonly finished_at: string | null;
}

export interface AttemptReading {
  readonly number: number;
  readonly worker: string | null;
  readonly ended_at: string | null;
  readonly outcome: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: T;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** A client that knows all gateways, goes on with the next where one is away, and never gives up soon. */
export class FaultClient {
  /** Requests that were answered 503 or 429 with a `Retry-After`, which was followed. */
  waited = 0;
  private next = 0;
  private closed = false;
  private readonly agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    connect: { timeout: 5_000 },
    headersTimeout: 70_000,
  });

  constructor(private readonly urls: () => readonly string[]) {}

  /** One request to one gateway. @throws the network's error */
  async call<T>(
    method: Method,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const urls = this.urls();
    const url = urls[this.next++ % urls.length] ?? '';
    const answer = await request(url + path, {
      method,
      dispatcher: this.agent,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (text === '' ? null : JSON.parse(text)) as T,
    };
  }

  /** Submits under a key until it is answered 202. @returns the task's id */
  async submit(task: object, key: string): Promise<string> {
    const { body } = await this.persist<{ task_id: string }>(
      () => this.call('POST', '/tasks', task, { 'idempotency-key': key }),
      202,
      SUBMIT_DEADLINE_MS,
    );
    return body.task_id;
  }

  /** @returns null where there is no such task */
  async read(id: string): Promise<TaskReading | null> {
    const { status, body } = await this.get<TaskReading>(`/tasks/${id}`);
    return status === 404 ? null : body;
  }

  /** Asks to cancel a task until that is answered, also with 409: it has ended. */
  async cancel(id: string): Promise<void> {
    const cancel = () => this.call('POST', `/tasks/${id}/cancel`);
    await this.persist(cancel, [200, 202, 409], READ_DEADLINE_MS);
  }

  async attempts(id: string): Promise<AttemptReading[]> {
    const { status, body } = await this.get<{ data: AttemptReading[] }>(`/tasks/${id}/attempts`);
    return status === 404 ? [] : body.data;
  }

  /** Every task that there is, without its result. */
  async list(): Promise<TaskReading[]> {
    const all: TaskReading[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await this.get<{ data: TaskReading[]; next_cursor: string | null }>(
        `/tasks?limit=200${query}`,
      );
      all.push(...page.body.data);
      cursor = page.body.next_cursor;
    } while (cursor !== null);
    return all;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.agent.destroy();
  }

  private get<T>(path: string): Promise<Answer<T>> {
    return this.persist<T>(() => this.call('GET', path), 200, READ_DEADLINE_MS);
  }

  /** Asks again, as the answers tell, until one is as wanted or a 404. */
  private async persist<T>(
    ask: () => Promise<Answer<T>>,
    wanted: number | readonly number[],
    deadlineMs: number,
  ): Promise<Answer<T>> {
    const deadline = performance.now() + deadlineMs;
    for (;;) {
      let failure: unknown;
      const answer = await ask().catch((error: unknown) => {
        failure = error;
        return null;
      });
      if (answer) {
        if ([wanted, 404].flat().includes(answer.status)) return answer;
        if (answer.status < 429) throw new Error(`Answered ${JSON.stringify(answer)}`);
      }
      if (this.closed || performance.now() > deadline) {
        const last = `the last was ${JSON.stringify(answer)}`;
        throw new Error(`No answer within ${deadlineMs} ms; ${last}`, { cause: failure });
      }
      await delay(this.pauseAfter(answer));
    }
  }

  private pauseAfter<T>(answer: Answer<T> | null): number {
    if (!answer) return PAUSE_MS;
    const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
    if (Number.isNaN(seconds)) return PAUSE_MS;
    this.waited++;
    return Math.max(PAUSE_MS, seconds * 1_000);
  }
}

/** Works off a list with so many at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: limit }, go));
  return results;
}
