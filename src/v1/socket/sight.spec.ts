import { describe, expect, it } from '@jest/globals';
import { look, ROWS } from './sight.js';

const asked = { role: 'user', content: 'go', idempotencyKey: 'a.1:user' };
/** A message before a tool, as it stands in a session. */
const before = {
  role: 'assistant',
  content: [
    { type: 'text', text: 'Before the tool. ' },
    { type: 'toolCall', id: 'call_1', name: 'exec', arguments: { command: 'sleep 6' } },
  ],
  stopReason: 'toolUse',
  __openclaw: { runId: 'a.1' },
};

/** Looks at a run that V1 tells of so. */
function saw(messages: object[], text: string) {
  const answers: Record<string, object> = {
    'sessions.get': { messages },
    'chat.history': {
      sessionInfo: { hasActiveRun: true, activeRunIds: ['a.1'] },
      inFlightRun: { runId: 'a.1', text },
    },
    'tasks.list': { tasks: [] },
    'agent.wait': { runId: 'a.1', status: 'timeout' },
  };
  return look((method) => Promise.resolve(answers[method]), {
    runKey: 'a.1',
    sessionKey: 'agent:main:a.1',
    rows: ROWS.few,
  });
}

describe('what a run says at the moment', () => {
  it('is what V1 tells, of its first message', async () => {
    const { transcript, saying } = await saw([asked], 'Before');
    expect([transcript.said, saying]).toEqual(['', 'Before']);
  });

  it.each(['Before the tool.', 'Before the tool.\n\nAfter'])(
    'is not told a second time once a message is complete: %j',
    async (text) => {
      const { transcript, saying } = await saw([asked, before], text);
      expect([transcript.said, saying]).toEqual(['Before the tool. ', '']);
    },
  );
});
