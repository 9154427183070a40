import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { taskErrorInShort, waitingInWords } from '../i18n/errors.ts';
import { phrases } from '../i18n/phrases.ts';
import { hashOf } from '../state/route.ts';
import { tailOf } from '../state/status.ts';
import { SimulatedBadge, TaskStatus } from './status-badge.tsx';
import { Ago, Took } from './time.tsx';

/** A task in the list. It is drawn again only when it changed. */
export function TaskRow({ task, isOpen }: { task: TaskSummaryDto; isOpen: boolean }) {
  return (
    <li class="row">
      <a href={hashOf(task.task_id)} aria-current={isOpen ? 'page' : undefined}>
        <TaskStatus task={task} />
        <code class="row-id" title={task.task_id}>
          {tailOf(task.task_id)}
        </code>
        <span class="row-age">
          <Ago at={task.created_at} />
        </span>
        <span class="row-facts">{factsOf(task).join(' · ')}</span>
        <span class="row-took">
          {task.simulated && <SimulatedBadge />}
          {task.status !== 'pending' && task.started_at && (
            <Took from={task.started_at} to={task.finished_at} />
          )}
        </span>
      </a>
    </li>
  );
}

function factsOf(task: TaskSummaryDto): string[] {
  const p = phrases.value.list;
  const facts = [task.agent_id];
  if (task.session_key) facts.push(task.session_key);
  if (task.waiting_for) facts.push(waitingInWords(task.waiting_for));
  if (task.status === 'pending' && task.priority !== 5) facts.push(p.priority(task.priority));
  if (task.status !== 'pending' && task.attempt > 1) facts.push(p.attempt(task.attempt));
  if (task.error && task.status === 'failed') facts.push(taskErrorInShort(task.error));
  return facts;
}
