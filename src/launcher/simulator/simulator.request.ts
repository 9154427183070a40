import type { IncomingMessage } from 'node:http';
import { invalidRequest, V1Error } from './simulator.errors.js';

const MAX_BODY_BYTES = 20_971_520;
const PROXY_HEADER = /^(x-forwarded-.*|forwarded|x-real-ip)$/;
const AGENT_MODEL = /^openclaw[:/]([a-z0-9][a-z0-9_-]{0,63})$/;
const RESERVED_SESSION = /^(agent:[^:]*:)?(subagent|cron|acp):/;
const FIELDS = {
  model: 'string',
  stream: 'boolean or null',
  messages: 'array',
  user: 'string',
  temperature: 'number or null',
};

/** @throws V1Error 403 or 401; the body is not looked at */
export function authorize({ headers }: IncomingMessage, token: string): void {
  if (Object.keys(headers).some((name) => PROXY_HEADER.test(name))) {
    throw new V1Error(
      403,
      'proxy_attribution_required',
      'Proxy client attribution is required. Configure gateway.trustedProxies narrowly and make ' +
        'the proxy overwrite or safely rebuild forwarded client headers.',
    );
  }
  const shown = /^bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (shown !== token) throw new V1Error(401, 'unauthorized', 'Unauthorized');
}

/** @throws V1Error 413 as soon as it is known, 400 where the body is no JSON */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const tooLarge = new V1Error(413, 'invalid_request_error', 'Payload too large');
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on the way out: the answer still has to go through its socket.
  const body = req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge;
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || '{}');
  } catch (error) {
    throw invalidRequest((error as SyntaxError).message);
  }
}

/** What a chat completion request asks for, checked the way V1 checks it. */
export interface ChatRequest {
  /** The last user message. */
  readonly prompt: string;
  readonly agent: string;
  /** As the caller named it, by header or by `user`; null: a session of its own. */
  readonly sessionKey: string | null;
  /** As the caller named it: answers echo it. */
  readonly model: string;
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

/** @throws V1Error 400, the first that V1 would find */
export function readChatRequest(
  { headers }: IncomingMessage,
  payload: unknown,
  agents: readonly string[],
): ChatRequest {
  if (kindOf(payload) !== 'object') throw mismatch('', 'object', payload);
  const body = recordOf(payload);
  for (const [field, expected] of Object.entries(FIELDS)) checkKind(body, field, expected);
  const { model = 'openclaw', user = '', messages = [] } = body as Partial<RequestFields>;
  if (Math.abs(Number(body.temperature ?? 0) - 1) > 1) {
    throw invalidRequest('`temperature` must be between 0 and 2.');
  }

  const header = (name: string) => String(headers[name] ?? '').trim();
  const agent = agentOf(header('x-openclaw-agent-id'), model, agents);
  const key = header('x-openclaw-session-key');
  if (RESERVED_SESSION.test(key.toLowerCase())) {
    throw invalidRequest(
      '`x-openclaw-session-key` cannot use reserved internal session namespaces.',
    );
  }
  const override = header('x-openclaw-model');
  if (override) throw invalidRequest(`Model '${override}' is not allowed for agent '${agent}'.`);
  const prompt = lastUserMessage(messages);
  if (!prompt) throw invalidRequest('Missing user message in `messages`.');

  // Recorded: a key that names an agent beats the header.
  const owner = /^agent:([^:]+):./.exec(key.toLowerCase())?.[1] ?? agent;
  return {
    prompt,
    agent: agents.includes(owner) ? owner : agent,
    sessionKey: key || (user.trim() && `openai-user:${user.trim()}`) || null,
    model,
    stream: body.stream === true,
    includeUsage: recordOf(body.stream_options).include_usage === true,
  };
}

interface RequestFields {
  readonly model: string;
  readonly user: string;
  readonly messages: readonly unknown[];
}

const kindOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
const recordOf = (value: unknown) =>
  (kindOf(value) === 'object' ? value : {}) as Readonly<Record<string, unknown>>;
const mismatch = (field: string, expected: string, value: unknown) =>
  invalidRequest(`${field}: Invalid input: expected ${expected}, received ${kindOf(value)}`);

function checkKind(body: Readonly<Record<string, unknown>>, field: string, expected: string): void {
  const value = body[field];
  const kinds = expected.split(' or ');
  if (value === undefined || kinds.includes(kindOf(value))) return;
  throw mismatch(field, kinds[0] ?? expected, value);
}

function agentOf(asked: string, model: string, agents: readonly string[]): string {
  const named = model.trim().toLowerCase();
  const isDefault = ['', 'openclaw', 'openclaw/default'].includes(named);
  const modelAgent = isDefault ? '' : AGENT_MODEL.exec(named)?.[1];
  if (modelAgent === undefined) {
    throw invalidRequest('Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.');
  }
  const sole = agents.length === 1 ? agents[0] : undefined;
  const agent = asked.toLowerCase() || modelAgent || sole;
  if (agent === undefined) {
    throw invalidRequest(
      'Multiple agents are configured, but this operation has no explicit owner. Select an agent ' +
        'explicitly; CLI callers can pass --agent <id>, channels can add a binding, and ambient ' +
        'services can set their agentId target.',
    );
  }
  if (!agents.includes(agent)) throw invalidRequest(`Unknown agent '${agent}'.`);
  return agent;
}

function lastUserMessage(messages: readonly unknown[]): string {
  const users = messages.map(recordOf).filter(({ role }) => role === 'user');
  return users.map(({ content }) => textOf(content).trim()).findLast(Boolean) ?? '';
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
  const texts = content.map((part) => recordOf(part).text);
  return texts.filter((text) => typeof text === 'string').join('\n');
}
