import { beforeEach, describe, expect, it } from '@jest/globals';
import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { LoadedTasks } from './loaded-tasks.ts';

const ANY = { status: '', agent_id: '', session_key: '' };

const aTask = (n: number, changes: Partial<TaskSummaryDto> = {}): TaskSummaryDto =>
  ({
    task_id: String(n).padStart(6, '0'),
    status: 'pending',
    agent_id: 'main',
    session_key: null,
    updated_at: '2026-01-01T00:00:00.000Z',
    ...changes,
  }) as TaskSummaryDto;
const LATER = '2026-01-01T00:00:01.000Z';

describe('LoadedTasks', () => {
  let loaded: LoadedTasks;
  const shown = () => loaded.newestFirst().map(({ task_id, status }) => `${+task_id} ${status}`);

  beforeEach(() => {
    loaded = new LoadedTasks(ANY);
    loaded.replaceBy(loaded.beginListing(), [aTask(20), aTask(10)], '000010');
  });

  it('takes in what is new, newest first, and what changed', () => {
    loaded.note(aTask(30));
    loaded.note(aTask(10, { status: 'running', updated_at: LATER }));
    expect(shown()).toEqual(['30 pending', '20 pending', '10 running']);
  });

  it('does not go back to what is older than it knows', () => {
    loaded.note(aTask(20, { status: 'completed', updated_at: LATER }));
    loaded.note(aTask(20, { status: 'running' }));
    expect(shown()).toContain('20 completed');
  });

  it('leaves to its page what is older than all that is listed', () => {
    loaded.note(aTask(5));
    expect(shown()).toEqual(['20 pending', '10 pending']);
    loaded.add(loaded.beginListing(), [aTask(5)], null);
    expect(shown()).toEqual(['20 pending', '10 pending', '5 pending']);
  });

  it('trusts what was told while a page was under way more than the page', () => {
    const listing = loaded.beginListing();
    loaded.note(aTask(20, { status: 'completed', updated_at: LATER }));
    loaded.noteDeleted('000010');
    loaded.note(aTask(30));
    loaded.replaceBy(listing, [aTask(20), aTask(10)], null);
    expect(shown()).toEqual(['30 pending', '20 completed']);
  });

  it('loads page after page, whole', () => {
    loaded.add(loaded.beginListing(), [aTask(9), aTask(8)], '000008');
    loaded.add(loaded.beginListing(), [aTask(7), aTask(6)], null);
    expect(loaded.newestFirst().map(({ task_id: id }) => +id)).toEqual([20, 10, 9, 8, 7, 6]);
  });

  it('knows better than an older page what was told while it was under way', () => {
    const [page, anew] = [loaded.beginListing(), loaded.beginListing()];
    loaded.note(aTask(5, { status: 'completed', updated_at: LATER }));
    loaded.replaceBy(anew, [aTask(20), aTask(10)], '000010');
    loaded.add(page, [aTask(5)], null);
    expect(shown()).toEqual(['20 pending', '10 pending', '5 completed']);
  });

  it('drops what the filter does not want any more', () => {
    loaded = new LoadedTasks({ ...ANY, status: 'pending' });
    loaded.replaceBy(loaded.beginListing(), [aTask(20), aTask(10)], null);
    loaded.note(aTask(20, { status: 'running', updated_at: LATER }));
    loaded.note(aTask(30, { agent_id: 'ops' }));
    expect(shown()).toEqual(['30 pending', '10 pending']);
  });

  it('keeps the same object of what did not change', () => {
    const [before] = loaded.newestFirst();
    loaded.note(aTask(20));
    expect(loaded.newestFirst()[0]).toBe(before);
  });

  it('does not grow for ever: the oldest become a page to be loaded', () => {
    for (let n = 100; n < 1_500; n++) loaded.note(aTask(n));
    expect(loaded.size).toBeLessThanOrEqual(1_100);
    expect(Number(loaded.cursor)).toBe(Number(loaded.newestFirst().at(-1)?.task_id));
  });
});
