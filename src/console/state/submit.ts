import { batch, signal } from '@preact/signals';
import { ApiError, isTransient } from '../api/errors.ts';
import { submitTask } from '../api/tasks.ts';
import { fieldInWords, inWords } from '../i18n/errors.ts';
import { phrases } from '../i18n/phrases.ts';
import { bodyOf, type Draft, draft, EMPTY } from './draft.ts';
import { tell } from './notices.ts';
import { goTo, hashOf, NEW_TASK } from './route.ts';

export const isSending = signal(false);
/** What is wrong with which field, in words. */
export const fieldErrors = signal<Readonly<Record<string, string>>>({});
/** Why the submit failed as a whole, in words. */
export const submitError = signal<string | null>(null);
/** Rises with each refusal, for the form to show its first field that is wrong. */
export const refusals = signal(0);

/** Kept until the submit was answered or the form was changed: sent again, it makes no second task. */
let idempotencyKey: string | null = null;

/** Changes the draft. */
export function edit(change: Partial<Draft>): void {
  idempotencyKey = null;
  draft.value = { ...draft.value, ...change };
  const rest = Object.entries(fieldErrors.value).filter(([field]) => !(field in change));
  if (rest.length < Object.keys(fieldErrors.value).length) {
    fieldErrors.value = Object.fromEntries(rest);
  }
}

/** Begins with another draft, free of what was wrong with the one before. */
export function replaceDraft(other: Draft): void {
  batch(() => {
    idempotencyKey = null;
    draft.value = other;
    submitError.value = null;
    fieldErrors.value = {};
  });
}

/** Begins with another draft, and shows it. */
export function startFrom(other: Draft): void {
  replaceDraft(other);
  tell(phrases.value.submit.prefilled);
  goTo(NEW_TASK);
}

/** Sends the draft, and opens the task that it became. */
export async function submit(): Promise<void> {
  if (isSending.value) return;
  const { content, messages } = draft.value;
  submitError.value = null;
  fieldErrors.value = {};
  if (!messages && !/\S/.test(content)) {
    refuse({ content: phrases.value.rules.content });
    return;
  }
  isSending.value = true;
  const sent = draft.value;
  try {
    idempotencyKey ??= randomId();
    const { task_id } = await submitTask(bodyOf(sent), idempotencyKey);
    // What was written meanwhile is the next one.
    if (draft.value === sent) replaceDraft(EMPTY);
    tell(phrases.value.submit.accepted);
    goTo(hashOf(task_id));
  } catch (error) {
    explain(error);
  } finally {
    isSending.value = false;
  }
}

function explain(error: unknown): void {
  const kept = isTransient(error) ? phrases.value.submit.kept : '';
  submitError.value = `${inWords(error)} ${kept}`.trim();
  if (!isTransient(error)) idempotencyKey = null;
  if (!(error instanceof ApiError) || error.fields.length === 0) return;
  refuse(
    Object.fromEntries(
      error.fields.map(({ field, message }) => [
        field.split('.')[0] ?? field,
        fieldInWords(field, message),
      ]),
    ),
  );
}

function refuse(errors: Record<string, string>): void {
  batch(() => {
    fieldErrors.value = errors;
    refusals.value++;
  });
}

/** `crypto.randomUUID` is missing where the page came over plain HTTP from another machine. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
