import type { AttemptDto, TaskSummaryDto } from '../../gateway/task.dto.js';
import { phrases } from '../i18n/phrases.ts';
import { isCancelling } from '../state/status.ts';
import { Icon } from './icon.tsx';

/** The status of a task or of one of its runs, told by an icon and a word. */
export function Status({ of }: { of: TaskSummaryDto['status'] | AttemptDto['outcome'] }) {
  return (
    <span class={`status status-${of}`}>
      <Icon name={of === 'not_begun' ? 'pending' : of} />
      {phrases.value.status[of]}
    </span>
  );
}

/** As {@link Status}; a task that is asked to stop says so. */
export function TaskStatus({ task }: { task: TaskSummaryDto }) {
  if (!isCancelling(task)) return <Status of={task.status} />;
  return (
    <span class="status status-cancelling">
      <Icon name="running" />
      {phrases.value.status.cancelling}
    </span>
  );
}

/** Marks what the simulator ran. */
export function SimulatedBadge() {
  return <span class="badge badge-simulated">{phrases.value.simulated.badge}</span>;
}
