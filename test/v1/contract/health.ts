import { describe, expect, it } from '@jest/globals';
import { error } from '../../support/simulator-harness.js';
import { AGENTS } from '../openclaw.config.js';
import { type V1Target, Wire } from './target.js';

const model = (id: string) => ({
  id,
  object: 'model',
  created: 0,
  owned_by: 'openclaw',
  permission: [],
});
const IDS = ['openclaw', 'openclaw/default', ...AGENTS.map((id) => `openclaw/${id}`)];

/** What tells whether V1 is there, and what it has. */
export function describeHealth(target: () => V1Target): void {
  const wire = new Wire(target);

  describe('health and models', () => {
    it.each([
      ['/health', { ok: true, status: 'live' }],
      ['/healthz', { ok: true, status: 'live' }],
      ['/ready', { ready: true, failing: [] }],
      ['/readyz', { ready: true, failing: [] }],
      ['/startupz', { ok: true, status: 'started' }],
    ])('GET %s', async (path, body) => {
      const { status, text } = await wire.call({ method: 'GET', path });
      expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining(body)]);
    });

    it.each([
      ['', 200, { object: 'list', data: IDS.map(model) }],
      ['/openclaw%2Fresearch', 200, model('openclaw/research')],
      ['/gpt-4o', 400, error('Invalid model id.')],
      ['/', 400, error('Missing model id.')],
      ['/%', 400, error('Invalid model id encoding.')],
      ['/openclaw%2Fnope', 404, error("Model 'openclaw/nope' not found.")],
    ])('GET /v1/models%s', async (id, status, body) => {
      const answer = await wire.call({ method: 'GET', path: `/v1/models${id}` });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
    });
  });
}
