/** What OpenClaw sends to a model, as far as it is read. */
export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly [field: string]: unknown;
}

/** A call of the model, told in the words of who called OpenClaw. */
export interface ReadCall {
  /** The last user message of OpenClaw's caller, or OpenClaw's own words where it goes on by itself. */
  readonly prompt: string;
  readonly agent: string;
  /** In small letters, without its agent; `openai-user:<user>`; null where the caller named none. */
  readonly sessionKey: string | null;
  /** OpenClaw resumed the run by itself, after a restart. */
  readonly resumed: boolean;
  /** All that was sent, as text. */
  readonly context: string;
}

const RUNTIME = /\n+Runtime: agent=(\S+) \| session=(\S+) \|[\s\S]*$/;
const INTERNAL = 'OPENCLAW_INTERNAL_CONTEXT';
const TIME = /^\[[A-Z][a-z]{2} \d{4}-\d\d-\d\d[^\]]*\] /;
const CURRENT = '[Current message - respond to this]\nUser: ';
/** What a turn that was broken off, and the one that follows it, become. */
const QUEUED =
  /^\[Queued user message from a previous active turn[^\]]*\]\n([\s\S]*)\n\n([\s\S]*)$/;
/** OpenClaw's own words to a model that is to try again. */
const AGAIN = /^(Continue the current task from|The previous attempt did not produce)/;
const RESUMED = 'Your previous turn was interrupted by a gateway restart';

/**
 * Finds the caller's words in what OpenClaw makes of them: it wraps the whole conversation into one
 * user message, with the time before it and what it knows of the run after it.
 */
export function readCall({ messages }: ModelRequest): ReadCall {
  const texts = messages.map(({ role, content }) => ({ role, text: textOf(content) }));
  const context = texts.map(({ text }) => text).join('\n');
  const turns = texts
    .filter(({ role, text }) => role === 'user' && !text.includes(INTERNAL))
    .map(({ text }) => callersWords(text));
  const [, agent = '', session = ''] = RUNTIME.exec(context) ?? [];
  return {
    prompt: turns.findLast((words) => !AGAIN.test(words)) ?? '',
    agent,
    sessionKey: keyOf(session),
    resumed: turns.at(-1)?.includes(RESUMED) ?? false,
    context,
  };
}

function callersWords(turn: string): string {
  const own = (turn.split(RUNTIME)[0] ?? '').replace(TIME, '');
  const [, earlier = '', now = own] = QUEUED.exec(own) ?? [];
  const words = AGAIN.test(now) && earlier !== '' ? earlier : now;
  const at = words.lastIndexOf(CURRENT);
  return at < 0 ? words : words.slice(at + CURRENT.length);
}

function keyOf(session: string): string | null {
  const key = session.replace(/^agent:[^:]+:/, '');
  return key === '' || key.startsWith('openai:') ? null : key;
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
  return content.map((part) => (part as { text?: string }).text ?? '').join('');
}
