import { expect, it } from '@jest/globals';
import { cancelRun } from './cancel.js';
import type { GatewayLink } from './gateway.link.js';

const TARGET = { runIds: ['t1.1'], sessionKey: 'agent:main:x', ownSession: true } as const;

/** A V1 that runs it, and answers `tasks.cancel` with one of these after the other. */
function linkThatAnswers(...answers: (object | Error)[]) {
  const asked: unknown[] = [];
  const known: Record<string, object> = {
    'sessions.get': { messages: [] },
    'chat.history': { sessionInfo: { hasActiveRun: true, activeRunIds: ['t1.1'] } },
    'tasks.list': { tasks: [{ taskId: 'task-1', runId: 't1.1', status: 'running' }] },
    'agent.wait': { status: 'timeout' },
  };
  const request = (method: string, params: unknown): Promise<unknown> => {
    if (method !== 'tasks.cancel') return Promise.resolve(known[method]);
    asked.push(params);
    const answer = answers.shift() ?? { found: true, cancelled: true };
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const link = { ready: () => Promise.resolve(), request } as unknown as GatewayLink;
  return { link, asked };
}

it('asks again where V1 found the run and could not stop it', async () => {
  const { link, asked } = linkThatAnswers({ found: true, cancelled: false, reason: 'persistence' });
  expect(await cancelRun(link, TARGET)).toBe(true);
  expect(asked).toEqual([{ taskId: 'task-1' }, { taskId: 'task-1' }]);
});

it('asks again where the connection breaks', async () => {
  const { link, asked } = linkThatAnswers(new Error('gateway closed (1006)'));
  expect(await cancelRun(link, TARGET)).toBe(true);
  expect(asked).toHaveLength(2);
});
