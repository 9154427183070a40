import { createHash, randomUUID } from 'node:crypto';
import type { CreateTaskDto } from '../../tasks/create-task.dto.js';
import { NAME, NAME_RULE } from '../../tasks/names.js';
import { InvalidTaskError } from '../../tasks/task.errors.js';
import type { Sampling, Task } from '../../tasks/task.js';
import type { Submitter } from '../../tasks/task.service.js';
import { conversationOf } from './conversation.js';
import type { CreateChatCompletionDto } from './create-chat-completion.dto.js';
import type { CreateResponseDto } from './create-response.dto.js';

export type Headers = Readonly<Record<string, string | undefined>>;

/** What is kept with the task of a response, to show it as it was asked for. */
export interface ResponseAnnotations {
  readonly background: boolean;
  /** Whether the first message is the `instructions`. */
  readonly instructed: boolean;
  readonly previous_response_id: string | null;
  readonly user: string | null;
}

/** Headers of V1 that nothing here corresponds to. */
const REFUSED_HEADERS = ['x-openclaw-model', 'x-openclaw-message-channel', 'x-openclaw-scopes'];

/**
 * A chat completion as a task.
 * @throws InvalidTaskError
 */
export function taskOfChat(dto: CreateChatCompletionDto, headers: Headers): CreateTaskDto {
  const { temperature, top_p, seed, stop, frequency_penalty, presence_penalty } = dto;
  return {
    ...commonOf(dto, headers),
    messages: conversationOf(dto.messages, 'messages'),
    ...fieldOf('session_key', sessionOf(headers) ?? sessionOfUser(dto.user)),
    ...samplingOf({
      temperature,
      top_p,
      seed,
      stop,
      frequency_penalty,
      presence_penalty,
      max_tokens: dto.max_completion_tokens ?? dto.max_tokens,
    }),
  };
}

/**
 * A response as a task. It has a session of its own, so that another one can go on from it.
 * @param previous the task of the response that it goes on from
 * @throws InvalidTaskError
 */
export function taskOfResponse(
  dto: CreateResponseDto,
  headers: Headers,
  by: Submitter,
  previous: Task | null,
): CreateTaskDto {
  const { input, instructions = null, temperature, top_p, max_output_tokens } = dto;
  const asked = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const told = instructions === null ? [] : [{ role: 'system' as const, content: instructions }];
  return {
    ...commonOf(dto, headers),
    ...(previous && goingOnFrom(previous, dto.model)),
    messages: [...told, ...conversationOf(asked, 'input')],
    session_key:
      previous?.sessionKey ?? sessionOf(headers) ?? sessionOfUser(dto.user) ?? freshSession(by),
    ...samplingOf({ temperature, top_p, max_tokens: max_output_tokens }),
  };
}

export const annotationsOf = (dto: CreateResponseDto): ResponseAnnotations => ({
  background: dto.background ?? false,
  instructed: (dto.instructions ?? null) !== null,
  previous_response_id: dto.previous_response_id ?? null,
  user: dto.user ?? null,
});

/** What both have in common. The agent may be named by V1's own header. */
function commonOf(
  { model, metadata }: Pick<CreateTaskDto, 'model' | 'metadata'>,
  headers: Headers,
): Pick<CreateTaskDto, 'retry' | 'agent_id' | 'model' | 'metadata'> {
  for (const name of REFUSED_HEADERS) {
    if (headers[name]) throw new InvalidTaskError(name, `The header ${name} is not supported.`);
  }
  const agent = nameOf(headers, 'x-openclaw-agent-id');
  const ofModel = agentOf(model);
  if (agent && ofModel && agent.toLowerCase() !== ofModel.toLowerCase()) {
    throw new InvalidTaskError('model', `The header names agent ${agent}, and model ${ofModel}.`);
  }
  return {
    retry: 'safe',
    ...fieldOf('agent_id', agent),
    ...fieldOf('model', model),
    ...fieldOf('metadata', metadata),
  };
}

/** A session belongs to its agent: with another one, it would be another session. */
function goingOnFrom({ agentId }: Task, model: string | null | undefined): { agent_id: string } {
  const named = agentOf(model);
  if (named && named.toLowerCase() !== agentId.toLowerCase()) {
    throw new InvalidTaskError('model', `The previous response is of agent ${agentId}.`);
  }
  return { agent_id: agentId };
}

/** The agent that a model names; null: whichever is the default. */
function agentOf(model: string | null | undefined): string | null {
  const agent = model?.split('/', 2)[1] ?? null;
  return agent === 'default' ? null : agent;
}

const sessionOf = (headers: Headers): string | null => nameOf(headers, 'x-openclaw-session-key');

function nameOf(headers: Headers, name: string): string | null {
  const value = headers[name]?.trim() ?? '';
  if (value === '' || NAME.test(value)) return value || null;
  throw new InvalidTaskError(name, `The header ${name} ${NAME_RULE}.`);
}

/** A user's session: by its name where it can be one, so that tasks can share it. */
function sessionOfUser(user: string | null | undefined): string | null {
  if (!user) return null;
  return NAME.test(user) ? user : `user-${digest(user)}`;
}

/** The same one when the same key is sent again, for that is the same request. */
const freshSession = ({ idempotencyKey }: Submitter): string =>
  `resp-${idempotencyKey === null ? randomUUID() : digest(idempotencyKey)}`;

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

type Given<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

function samplingOf(given: Given<Sampling>): Pick<CreateTaskDto, 'sampling'> {
  const set = Object.entries<unknown>(given).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return set.length === 0 ? {} : { sampling: Object.fromEntries(set) };
}

/** A field where it has a value: null counts as none. */
const fieldOf = <K extends keyof CreateTaskDto>(
  name: K,
  value: CreateTaskDto[K] | null,
): Partial<Pick<CreateTaskDto, K>> =>
  value === undefined || value === null ? {} : ({ [name]: value } as Pick<CreateTaskDto, K>);
