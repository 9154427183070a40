import { expectStatus } from './api.mjs';

const { AbortSignal } = globalThis;
const AT_ONCE = 10;
const PAGE = 200;
/** Our clock and that of Redis may differ by so much. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Cancels and deletes everything that was made, whatever became of it.
 * @returns how many are gone, and the ids of those that are not
 */
export async function cleanUp({ api, name, openedAt }, budgetMs) {
  // Ctrl-C has ended the checks, not this.
  api.stop = AbortSignal.timeout(budgetMs);
  if (api.lost > 0) await findLost(api, name, openedAt).catch(() => undefined);
  const all = [...api.made];
  const rest = all.values();
  await Promise.all(Array.from({ length: AT_ONCE }, () => discardEach(api, rest)));
  return { removed: all.length - api.made.size, left: [...api.made] };
}

/** Several of these share the ids. */
async function discardEach(api, ids) {
  for (const id of ids) {
    try {
      await discard(api, id);
      api.made.delete(id);
    } catch {
      // It is told as left behind.
    }
  }
}

async function discard(api, id) {
  const asked = await api.call('POST', `/tasks/${id}/cancel`);
  if (asked.status === 202) await api.untilEnded(id);
  expectStatus(await api.call('DELETE', `/tasks/${id}`), 204, 404);
}

/** A submit whose answer never came may have made a task: it has our metadata. */
async function findLost(api, name, openedAt) {
  for (let cursor = ''; cursor !== null;) {
    const path = `/tasks?limit=${PAGE}${cursor && `&cursor=${cursor}`}`;
    const { data, next_cursor: next } = expectStatus(await api.call('GET', path), 200);
    for (const task of data) if (task.metadata?.verify === name) api.made.add(task.task_id);
    const oldest = Date.parse(data.at(-1)?.created_at ?? '');
    cursor = oldest > openedAt - CLOCK_SKEW_MS ? next : null;
  }
}
