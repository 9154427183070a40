import type { Task } from '../tasks/task.js';
import type { TaskSummary } from '../tasks/task.store.js';

type FieldType = 'text' | 'number' | 'boolean' | 'json';

/** How each field of a task stands in the record's hash; a null field does not stand there. */
const FIELDS: Readonly<Record<keyof Task, FieldType>> = {
  id: 'text',
  client: 'text',
  status: 'text',
  version: 'number',
  delivery: 'number',
  outputNumber: 'number',
  progressCount: 'number',
  attempt: 'number',
  maxAttempts: 'number',
  attemptsGranted: 'number',
  backoffs: 'number',
  owedWaitMs: 'number',
  content: 'text',
  messages: 'json',
  agentId: 'text',
  sessionKey: 'text',
  model: 'text',
  priority: 'number',
  retry: 'text',
  timeoutMs: 'number',
  expiresInMs: 'number',
  metadata: 'json',
  sampling: 'json',
  annotations: 'json',
  token: 'text',
  worker: 'text',
  rejoinable: 'boolean',
  rejoins: 'number',
  error: 'json',
  lastRefusal: 'json',
  usage: 'json',
  finishReason: 'text',
  simulated: 'boolean',
  idempotencyKey: 'text',
  traceparent: 'text',
  createdAt: 'number',
  updatedAt: 'number',
  startedAt: 'number',
  finishedAt: 'number',
  cancelRequestedAt: 'number',
  runAt: 'number',
  nextAttemptAt: 'number',
  expiresAt: 'number',
};
const NAMES = Object.keys(FIELDS) as (keyof Task)[];
/** The fields of a summary, `id` first. */
const NOT_IN_SUMMARIES = new Set<keyof Task>(['content', 'messages', 'annotations']);
export const SUMMARY_FIELDS = NAMES.filter((name) => !NOT_IN_SUMMARIES.has(name));

/** The fields of a record to set (name, value, …) and to clear. */
export interface EncodedFields {
  readonly set: string[];
  readonly clear: string[];
}

export function encode(fields: Partial<Task>): EncodedFields {
  const set: string[] = [];
  const clear: string[] = [];
  for (const name of NAMES) {
    const value = fields[name];
    if (value === undefined) continue;
    if (value === null) clear.push(name);
    else set.push(name, encodeValue(FIELDS[name], value));
  }
  return { set, clear };
}

/** Reads a record as HGETALL answers it inside a script: name, value, name, value, … */
export function decode(pairs: readonly string[]): Task {
  const record = new Map<string, string>();
  for (let i = 0; i < pairs.length; i += 2) record.set(pairs[i] ?? '', pairs[i + 1] ?? '');
  return decodeFields(NAMES, (name) => record.get(name)) as Task;
}

/** Reads the values of {@link SUMMARY_FIELDS}, in that order. */
export function decodeSummary(values: readonly (string | null)[]): TaskSummary {
  const record = new Map<keyof Task, string | undefined>(
    SUMMARY_FIELDS.map((name, i) => [name, values[i] ?? undefined]),
  );
  return decodeFields(SUMMARY_FIELDS, (name) => record.get(name)) as TaskSummary;
}

const decodeFields = (
  names: readonly (keyof Task)[],
  textOf: (name: keyof Task) => string | undefined,
): object =>
  Object.fromEntries(names.map((name) => [name, decodeValue(FIELDS[name], textOf(name))]));

function encodeValue(type: FieldType, value: unknown): string {
  if (type === 'json') return JSON.stringify(value);
  if (type === 'boolean') return value === true ? '1' : '0';
  return String(value);
}

function decodeValue(type: FieldType, text: string | undefined): unknown {
  if (text === undefined) return type === 'boolean' ? false : null;
  if (type === 'json') return JSON.parse(text);
  if (type === 'number') return Number(text);
  if (type === 'boolean') return text === '1';
  return text;
}
