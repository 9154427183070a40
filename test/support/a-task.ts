import { AppConfig } from '../../src/config/app.config.js';
import type { Progress } from '../../src/tasks/progress.js';
import type { Task } from '../../src/tasks/task.js';
import type { TaskDraft } from '../../src/tasks/task.store.js';

/** The configuration with its defaults but for the variables given. */
export const someSettings = (env: Record<string, string> = {}): AppConfig =>
  new AppConfig((name) => env[name]);

/** A task that waits, but for the fields given. */
export const aTask = (overrides: Partial<Task> = {}): Task => ({
  id: '01900000-0000-7000-8000-000000000001',
  client: 'local',
  status: 'pending',
  version: 1,
  delivery: 1,
  outputNumber: 1,
  progressCount: 0,
  attempt: 0,
  maxAttempts: 3,
  attemptsGranted: 3,
  backoffs: 0,
  owedWaitMs: 15_000,
  content: 'hello',
  messages: null,
  agentId: 'main',
  sessionKey: null,
  model: 'openclaw',
  priority: 5,
  retry: 'safe',
  timeoutMs: 60_000,
  expiresInMs: 60_000,
  metadata: null,
  sampling: null,
  annotations: null,
  token: null,
  worker: null,
  rejoinable: false,
  rejoins: 0,
  error: null,
  lastRefusal: null,
  usage: null,
  finishReason: null,
  simulated: false,
  idempotencyKey: null,
  traceparent: null,
  createdAt: 0,
  updatedAt: 0,
  startedAt: null,
  finishedAt: null,
  cancelRequestedAt: null,
  runAt: null,
  nextAttemptAt: null,
  expiresAt: 60_000,
  ...overrides,
});

/** A tool that a run uses. */
export const A_STEP: Progress = {
  id: 'tool:call_1',
  kind: 'tool',
  state: 'running',
  name: 'read',
  text: null,
  args: null,
  result: null,
  at: 0,
  offset: 0,
};

/** What a piece of output has that tells of nothing else. */
export const NO_STEPS = { progress: [], progressSeen: 0 } as const;

/** What is stored of a new task, but for the fields given. */
export const aDraft = (overrides: Partial<TaskDraft> = {}): TaskDraft => {
  const { id, client, content, messages, agentId, sessionKey, model, priority, ...rest } = aTask();
  const { retry, timeoutMs, expiresInMs, metadata, maxAttempts, idempotencyKey, traceparent } =
    rest;
  const { sampling, annotations } = rest;
  return {
    id,
    client,
    content,
    messages,
    agentId,
    sessionKey,
    model,
    priority,
    retry,
    timeoutMs,
    expiresInMs,
    metadata,
    sampling,
    annotations,
    maxAttempts,
    idempotencyKey,
    traceparent,
    runInMs: null,
    requestHash: 'hash',
    ...overrides,
  };
};
