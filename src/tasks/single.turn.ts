import type { ChatMessage, Sampling } from './task.js';

/** What can be asked where there is room for one message only. */
export interface SingleTurn {
  readonly message: string;
  readonly system: string | null;
}

interface Asked {
  readonly messages: readonly ChatMessage[];
  readonly sampling: Sampling | null;
}

/** OpenClaw's WebSocket protocol takes one message. @returns why a request is none, in words */
export function singleTurnOf({ messages, sampling }: Asked): SingleTurn | string {
  if (sampling && Object.keys(sampling).length > 0) {
    return 'sampling cannot be sent over the WebSocket protocol (V1_PROTOCOL=ws)';
  }
  const said = messages.filter(({ role }) => role !== 'system');
  const [asked, ...more] = said;
  if (asked?.role !== 'user' || more.length > 0) {
    return (
      'messages must be one of role user, beside those of role system: the WebSocket protocol ' +
      '(V1_PROTOCOL=ws) takes no conversation. A session_key keeps one'
    );
  }
  const system = messages.filter(({ role }) => role === 'system');
  return {
    message: asked.content,
    system: system.length > 0 ? system.map(({ content }) => content).join('\n\n') : null,
  };
}
