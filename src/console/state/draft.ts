import { signal } from '@preact/signals';
import type { TaskDto, TaskSummaryDto } from '../../gateway/task.dto.js';
import type { Prompt } from './followed-task.ts';

export const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type Unit = keyof typeof UNITS;

/** A length of time as it is typed. */
export interface Span {
  readonly amount: string;
  readonly unit: Unit;
}

export interface Pair {
  readonly key: string;
  readonly value: string;
}

export const STARTS = ['now', 'delay', 'at'] as const;

/** A task as it stands in the form; what is empty is left to the gateway. */
export interface Draft {
  readonly content: string;
  /** A conversation that is sent instead of the content. */
  readonly messages: TaskDto['messages'];
  readonly agent_id: string;
  readonly session_key: string;
  readonly model: string;
  readonly priority: string;
  readonly retry: 'safe' | 'always';
  readonly max_attempts: string;
  readonly start: (typeof STARTS)[number];
  readonly delay_ms: Span;
  readonly run_at: string;
  readonly expires_in_ms: Span;
  readonly timeout_ms: Span;
  readonly metadata: readonly Pair[];
  /** Of the task that is sent once more. */
  readonly sampling: TaskDto['sampling'];
}

export const EMPTY: Draft = {
  content: '',
  messages: null,
  agent_id: '',
  session_key: '',
  model: '',
  priority: '',
  retry: 'safe',
  max_attempts: '',
  start: 'now',
  delay_ms: { amount: '', unit: 'm' },
  run_at: '',
  expires_in_ms: { amount: '', unit: 'h' },
  timeout_ms: { amount: '', unit: 'm' },
  metadata: [],
  sampling: null,
};

/** What is being written. */
export const draft = signal<Draft>(EMPTY);

/** A draft of the same task once more. */
export const draftOf = (task: TaskSummaryDto, { content, messages }: Prompt): Draft => ({
  ...EMPTY,
  content: content ?? '',
  messages,
  agent_id: task.agent_id,
  session_key: task.session_key ?? '',
  model: task.model,
  priority: String(task.priority),
  retry: task.retry,
  max_attempts: task.retry === 'always' ? String(task.max_attempts) : '',
  metadata: Object.entries(task.metadata ?? {}).map(([key, value]) => ({ key, value })),
  sampling: task.sampling,
});

/** How many options are not as they are by default. */
export function optionsSet(now: Draft): number {
  const texts = [now.model, now.priority, now.max_attempts];
  const spans = [now.expires_in_ms, now.timeout_ms].map(({ amount }) => amount);
  const others = [now.retry !== 'safe', now.start !== 'now', now.metadata.length > 0];
  return [...texts, ...spans, ...others].filter(Boolean).length;
}

/** The body of the request; what makes no sense is sent as it is, for the gateway to say so. */
export function bodyOf(now: Draft): Record<string, unknown> {
  const fields: Record<string, unknown> = {
    ...(now.messages ? { messages: now.messages } : { content: now.content }),
    agent_id: now.agent_id.trim(),
    session_key: now.session_key.trim(),
    model: now.model.trim(),
    priority: numberOf(now.priority),
    retry: now.retry === 'safe' ? '' : now.retry,
    max_attempts: numberOf(now.max_attempts),
    delay_ms: now.start === 'delay' ? spanOf(now.delay_ms) : '',
    run_at: now.start === 'at' ? timeOf(now.run_at) : '',
    expires_in_ms: spanOf(now.expires_in_ms),
    timeout_ms: spanOf(now.timeout_ms),
    metadata: now.metadata.length > 0 ? metadataOf(now.metadata) : '',
    sampling: now.sampling ?? '',
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function numberOf(text: string): number | string {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed === '' || Number.isNaN(number) ? trimmed : number;
}

function spanOf({ amount, unit }: Span): number | string {
  const number = numberOf(amount);
  return typeof number === 'number' ? Math.round(number * UNITS[unit]) : number;
}

function timeOf(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? local || '?' : time.toISOString();
}

/** By definition and not by assignment: `__proto__` is a key as any other. */
const metadataOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
