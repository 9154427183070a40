import { performance } from 'node:perf_hooks';
import { expectStatus } from './api.mjs';
import { expectTask, Failed, inMs, latencyOf } from './findings.mjs';

const SUBMITS = 50;
/** Submits before those that count: opening a connection and compiling code are no latency. */
const WARM_UP = 10;
const LONG_TASKS = 20;
/** Of a real OpenClaw's long tasks so many may run: each costs. */
const REAL_LONG_RUNS = 3;
const SETTLED_AFTER_LOOKS = 4;
const LOOK_EVERY_MS = 150;
const LONG = {
  simulated: '[tokens 6000] [every 50ms]',
  real: 'Write a story of at least five thousand words about a lighthouse. Use no tools.',
};
const SHORT = { real: 'Answer with the single word: pong. Use no tools.' };
/** Fails without a call of V1: nobody takes it within the millisecond that it may wait once due. */
const EXPIRES = { delay_ms: 500, expires_in_ms: 1 };

/** What is checked, in this order; `run` gives what it measured or throws what is wrong. */
export const CHECKS = [
  { name: 'the gateway answers', run: gatewayAnswers },
  { name: 'submit returns at once', run: submitsAtOnce },
  { name: 'long tasks do not slow it', needsWorker: true, run: submitsUnderLoad },
  { name: 'a task runs to completed', needsWorker: true, run: runsToCompleted },
  { name: 'the answer of V1 is the result', needsWorker: true, run: givesTheAnswer },
  { name: 'a pending task can be cancelled', run: cancelsPending },
  { name: 'a running task can be cancelled', needsWorker: true, run: cancelsRunning },
  { name: 'a failed task can be retried', needsWorker: true, run: retriesFailed },
];

async function gatewayAnswers({ api, system, workers, simulated }) {
  if (system.redis === 'down') throw new Failed('it does, but its Redis does not');
  expectStatus(await api.call('GET', '/health/ready', { patient: false }), 200);
  const facts = `version ${system.version}`;
  if (workers.length === 0) throw new Failed(`${facts}, ready, but no worker is alive`);
  const kinds = new Set(workers.map(({ v1 }) => `V1 ${v1.state}`));
  const v1 = `${[...kinds].join(' and ')}, ${simulated ? 'SIMULATED' : 'not simulated'}`;
  return `version ${system.version}, ready, workers alive: ${workers.length}, ${v1}`;
}

async function submitsAtOnce(session) {
  session.calm = await submitLatency(session);
  return quickEnough(session, session.calm, `${SUBMITS} submits: ${session.calm.text}`);
}

async function submitsUnderLoad(session) {
  const { api, calm } = session;
  const ids = await submitLong(session);
  try {
    const before = await runningOnceSettled(api, ids);
    const busy = await submitLatency(session);
    // Those that ran from before the first submit until after the last one.
    const ran = (await runningOf(api, ids)).filter((id) => before.includes(id)).length;
    const without = calm ? ` (without: ${calm.text})` : '';
    const load = `${ran} of ${ids.length} long tasks running`;
    const measured = `${SUBMITS} submits, ${load}: ${busy.text}${without}`;
    if (ran === 0) throw new Failed(`${measured}; none of the long tasks ran`);
    return quickEnough(session, busy, measured);
  } finally {
    // They would stand in the way of the next checks.
    await stopAll(api, ids);
  }
}

async function runsToCompleted(session) {
  const begun = performance.now();
  const id = await session.submitNow(session.simulated ? `[say ${saying(session)}]` : SHORT.real);
  const task = expectTask(await session.api.untilEnded(id), 'completed');
  session.completed = task;
  return `completed ${inMs(performance.now() - begun)} after it was submitted`;
}

async function givesTheAnswer(session) {
  const { completed, simulated } = session;
  if (!completed) throw new Failed('no task completed');
  const result = completed.result ?? '';
  const shown = JSON.stringify(result.length > 40 ? `${result.slice(0, 40)}…` : result);
  if (result.trim() === '') throw new Failed('it is empty');
  if (simulated && result !== saying(session)) {
    throw new Failed(`${shown} instead of ${JSON.stringify(saying(session))}`);
  }
  return simulated ? `${shown}, to the letter` : `${shown} (${result.length} characters)`;
}

async function cancelsPending(session) {
  const { api } = session;
  const id = await session.submitDelayed();
  const begun = performance.now();
  expectTask(expectStatus(await api.call('POST', `/tasks/${id}/cancel`), 200), 'cancelled');
  const tookMs = performance.now() - begun;
  expectTask(await api.task(id), 'cancelled');
  return `cancelled in ${inMs(tookMs)}`;
}

async function cancelsRunning(session) {
  const { api } = session;
  const id = await session.submitNow(longPrompt(session));
  expectTask(await api.untilBegun(id), 'running');
  const begun = performance.now();
  expectStatus(await api.call('POST', `/tasks/${id}/cancel`), 202);
  expectTask(await api.untilEnded(id), 'cancelled');
  return `cancelled ${inMs(performance.now() - begun)} after it was asked to stop`;
}

async function retriesFailed(session) {
  const { api, simulated } = session;
  const id = await (simulated
    ? session.submitNow('[first 1 error 502] [say well]')
    : session.submitNow(SHORT.real, EXPIRES));
  const ended = await api.untilEnded(id);
  // Its millisecond to begin in may suffice where the clocks of two machines differ.
  if (!simulated && ended?.status === 'completed') return 'not to be tried here: it began in time';
  const failed = expectTask(ended, 'failed');
  const retried = expectStatus(await api.call('POST', `/tasks/${id}/retry`), 202);
  if (retried.task_id !== id) throw new Failed('it was retried under another id');
  const again = await api.untilEnded(id);
  // What expires does so again, as its time to begin is as short as before.
  if (simulated) expectTask(again, 'completed');
  if (again.finished_at === failed.finished_at) throw new Failed('it was not tried again');
  return `failed (${failed.error.code}), retried under the same id, then ${outcomeOf(again)}`;
}

const outcomeOf = ({ status, error }) => (error ? `${status} (${error.code})` : status);

/** What the simulator is told to say: more than ASCII, and different in each verification. */
const saying = ({ name }) => `${name}: Grüße, 世界 🌍`;

const longPrompt = ({ simulated }) => (simulated ? LONG.simulated : LONG.real);

/** One submit after another, of tasks that never run. */
async function submitLatency(session) {
  const times = [];
  for (let count = 0; count < WARM_UP; count += 1) await session.submitDelayed({ patient: false });
  for (let count = 0; count < SUBMITS; count += 1) {
    const begun = performance.now();
    await session.submitDelayed({ patient: false });
    times.push(performance.now() - begun);
  }
  return latencyOf(times);
}

function quickEnough({ maxLatencyMs }, { p99 }, measured) {
  if (p99 < maxLatencyMs) return `${measured}; p99 < ${maxLatencyMs} ms`;
  throw new Failed(`${measured}; p99 has to be below ${maxLatencyMs} ms`);
}

function submitLong(session) {
  const runs = session.simulated ? LONG_TASKS : REAL_LONG_RUNS;
  return Promise.all(
    Array.from({ length: LONG_TASKS }, (_, index) =>
      index < runs ? session.submitNow(longPrompt(session)) : session.submitDelayed(),
    ),
  );
}

/** Waits until no more of them begin. @returns those that run */
async function runningOnceSettled(api, ids) {
  const deadline = performance.now() + api.deadlineMs;
  let running = [];
  for (let looks = 0; looks < SETTLED_AFTER_LOOKS && performance.now() < deadline;) {
    const now = await runningOf(api, ids);
    looks = now.length > 0 && now.length === running.length ? looks + 1 : 0;
    running = now;
    if (running.length === ids.length) break;
    await api.pause(LOOK_EVERY_MS);
  }
  return running;
}

async function runningOf(api, ids) {
  const { data } = expectStatus(await api.call('GET', '/tasks?status=running&limit=200'), 200);
  return data.map(({ task_id: id }) => id).filter((id) => ids.includes(id));
}

/** What does not stop here in time is stopped at the end. */
async function stopAll(api, ids) {
  const stopped = ids.map(async (id) => {
    await api.call('POST', `/tasks/${id}/cancel`);
    await api.untilEnded(id);
  });
  await Promise.allSettled(stopped);
}
