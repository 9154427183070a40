import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { describe, Failed, seconds } from './findings.mjs';

const { AbortSignal } = globalThis;
const ENDED = ['completed', 'failed', 'cancelled'];
const MAX_WAIT_S = 60;
const POLL_MS = 100;
/** How much later than asked for the answer of a long poll may come. */
const GRACE_MS = 2_000;

/** The gateway over HTTP: keeps connections, keeps deadlines, and knows which tasks it made. */
export class Api {
  made = new Set();
  /** How many submits were not answered: whether they made a task is not known. */
  lost = 0;
  /** How long a request, or waiting for a task, may take. */
  deadlineMs = 15_000;
  agent = new Agent({ connections: 32 });

  constructor({ url, key }, stop) {
    this.url = url;
    this.headers = { accept: 'application/json', 'accept-language': 'en' };
    if (key) this.headers.authorization = `Bearer ${key}`;
    /** Ends every request and wait. */
    this.stop = stop;
  }

  close() {
    return this.agent.destroy();
  }

  /** Submits a task and remembers it. Measured ones are not patient. @returns its id */
  async submit(task, { patient = true } = {}) {
    this.lost += 1;
    // Not given up on Ctrl-C: the answer has the id without which the task would be left behind.
    const answer = await this.call('POST', '/tasks', { body: task, patient, givesUp: false });
    this.lost -= 1;
    const { task_id: id } = expectStatus(answer, 202);
    this.made.add(id);
    return id;
  }

  /** @param waitS how long the gateway may hold its answer until the task has ended */
  async task(id, waitS = 0) {
    const path = `/tasks/${id}${waitS > 0 ? `?wait=${waitS}` : ''}`;
    const timeoutMs = waitS > 0 ? waitS * 1000 + GRACE_MS : this.deadlineMs;
    return expectStatus(await this.call('GET', path, { timeoutMs }), 200);
  }

  /** Waits until it has ended, by long polls as far as they fit. */
  untilEnded(id) {
    return this.until(id, 'end', ({ status }) => ENDED.includes(status), MAX_WAIT_S);
  }

  /** Waits until it runs or did run: a gateway holds no answer for that, so this polls. */
  untilBegun(id) {
    return this.until(id, 'begin', ({ status }) => status !== 'pending', 0);
  }

  async until(id, what, holds, maxWaitS) {
    const deadline = performance.now() + this.deadlineMs;
    for (;;) {
      const leftMs = deadline - performance.now();
      const waitS = Math.max(0, Math.min(maxWaitS, Math.floor(leftMs / 1000)));
      const task = await this.task(id, waitS);
      if (holds(task)) return task;
      if (leftMs <= 0) {
        throw new Failed(`did not ${what} within ${seconds(this.deadlineMs)}: ${describe(task)}`);
      }
      if (waitS === 0) await this.pause(Math.min(POLL_MS, leftMs));
    }
  }

  pause(ms) {
    return delay(ms, undefined, { signal: this.stop });
  }

  /**
   * One call. Where the system asks to come back later, a patient one does so within the deadline.
   * @returns the answer, whatever its status
   * @throws Failed where there is none, or the system stays too busy to give one
   */
  async call(method, path, { patient = true, ...options } = {}) {
    const deadline = performance.now() + this.deadlineMs;
    for (;;) {
      const answer = await this.once(method, path, options);
      if (answer.status !== 429 && answer.status !== 503) return answer;
      const waitMs = (Number(answer.headers['retry-after']) || 1) * 1000;
      if (!patient || performance.now() + waitMs > deadline) throw new Failed(busy(answer));
      await this.pause(waitMs);
    }
  }

  async once(method, path, { body, timeoutMs = this.deadlineMs, givesUp = true }) {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      this.stop.throwIfAborted();
      const answer = await request(this.url + path, {
        method,
        dispatcher: this.agent,
        headers: body ? { ...this.headers, 'content-type': 'application/json' } : this.headers,
        body: body && JSON.stringify(body),
        signal: givesUp ? AbortSignal.any([timeout, this.stop]) : timeout,
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, body: parsed(text) };
    } catch (error) {
      const why = timeout.aborted ? `no answer within ${seconds(timeoutMs)}` : reasonOf(error);
      throw new Failed(`${method} ${path.replace(/\?.*/, '')}: ${why}`, { cause: error });
    }
  }
}

/** @returns the body of an answer that is as it has to be */
export function expectStatus({ status, body }, ...expected) {
  if (expected.includes(status)) return body;
  const problem = body?.code ? ` ${body.code}: ${body.detail}` : '';
  throw new Failed(`answered ${status}${problem} instead of ${expected.join(' or ')}`);
}

function busy({ status, body }) {
  const why = {
    queue_full: 'its queue is full, try again when fewer tasks wait',
    too_many_waiters: 'too many requests wait for a task to end',
    store_unavailable: 'its Redis does not answer',
  };
  return `the system refuses for now (${status}): ${why[body?.code] ?? body?.detail ?? 'no reason given'}`;
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** An AggregateError of all addresses that were tried has a code and no message. */
const reasonOf = (error) => error.message || error.code || String(error);
