import { randomUUID } from 'node:crypto';

/** There is no system to check. */
export class Unreachable extends Error {}

const REAL_DEADLINE_MS = 120_000;
/** A worker that has just been started is seen a moment later. */
const WORKER_APPEARS_MS = 3_000;

/** What the checks know of the system, and of each other. */
export class Session {
  /** Stands in every prompt, as the simulator counts by prompt. */
  name = `verify-${randomUUID().slice(0, 8)}`;
  openedAt = Date.now();
  /** Latency of submits while nothing else goes on, once it was measured. */
  calm = null;
  /** The task that ran to completed, once one did. */
  completed = null;

  constructor(api, options, system) {
    this.api = api;
    this.maxLatencyMs = options.maxLatencyMs;
    this.system = system;
    this.workers = system.workers;
    // Where even one worker has a real OpenClaw, a task may come to it, and cost.
    this.simulated = this.workers.length > 0 && this.workers.every(({ v1 }) => v1.simulated);
  }

  /** @throws Unreachable in one line */
  static async open(api, options) {
    api.deadlineMs = options.deadlineMs ?? api.deadlineMs;
    const session = new Session(api, options, await firstAnswer(api));
    if (!session.simulated) api.deadlineMs = options.deadlineMs ?? REAL_DEADLINE_MS;
    return session;
  }

  /** Submits one that is run as soon as possible, before all that waits. */
  submitNow(content, more = {}) {
    return this.api.submit({ content: `${this.name} ${content}`, ...this.common(9), ...more });
  }

  /** Submits one that is cancelled long before it is due, so that it costs nothing. */
  submitDelayed({ patient } = {}) {
    const task = { content: `${this.name} delayed`, delay_ms: 3_600_000, ...this.common(0) };
    return this.api.submit(task, { patient });
  }

  /** The metadata is what a task whose answer was lost is found by. */
  common(priority) {
    return { priority, metadata: { verify: this.name } };
  }
}

async function firstAnswer(api) {
  const { url } = api;
  const deadline = Date.now() + Math.min(api.deadlineMs, WORKER_APPEARS_MS);
  try {
    for (;;) {
      const answer = await api.call('GET', '/', { patient: false });
      const system = systemIn(answer, url);
      if (system.workers.length > 0 || system.redis === 'down' || Date.now() > deadline) {
        return system;
      }
      await api.pause(200);
    }
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Unreachable(`OpenClaw V2 cannot be reached at ${url}: ${error.message}`);
  }
}

function systemIn({ status, body }, url) {
  if (status === 401) {
    throw new Unreachable(
      `${url} wants one of its keys: --key, or OPENCLAW_KEY in the environment.`,
    );
  }
  if (status !== 200 || body?.name !== 'OpenClaw V2') {
    const detail = body?.detail ? `: ${body.detail}` : '';
    throw new Unreachable(`What answers at ${url} is not OpenClaw V2 (status ${status}${detail}).`);
  }
  return body;
}
