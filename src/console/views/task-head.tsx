import { useState } from 'preact/hooks';
import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { phrases } from '../i18n/phrases.ts';
import { cancel, isBusy, retry } from '../state/actions.ts';
import { draftOf } from '../state/draft.ts';
import type { Prompt } from '../state/followed-task.ts';
import { HOME } from '../state/route.ts';
import { isCancelling, isOver, tailOf } from '../state/status.ts';
import { startFrom } from '../state/submit.ts';
import { CopyButton } from './copy-button.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { Icon, type IconName } from './icon.tsx';
import { SimulatedBadge, TaskStatus } from './status-badge.tsx';

interface TaskHeadProps {
  task: TaskSummaryDto;
  prompt: Prompt | null;
}

/** Which task it is, how it is, and what can be done with it. */
export function TaskHead({ task, prompt }: TaskHeadProps) {
  const p = phrases.value.task;
  return (
    <div class="task-head">
      <div class="screen-head">
        <a class="button button-icon only-narrow" href={HOME} aria-label={p.back}>
          <Icon name="back" />
        </a>
        <h2 id="screen-title" tabIndex={-1}>
          {p.title(tailOf(task.task_id))}
        </h2>
        <TaskStatus task={task} />
        {task.simulated && <SimulatedBadge />}
        <a class="button button-icon task-close" href={HOME} aria-label={p.close}>
          <Icon name="close" />
        </a>
      </div>
      <div class="task-id">
        <code>{task.task_id}</code>
        <CopyButton label={p.copyId} text={() => task.task_id} />
      </div>
      <Actions task={task} prompt={prompt} />
    </div>
  );
}

function Actions({ task, prompt }: TaskHeadProps) {
  const p = phrases.value.task;
  const [isAsking, setAsking] = useState(false);
  const id = task.task_id;
  const isFinal = isOver(task.status);
  return (
    <div class="actions">
      {!isFinal && !isCancelling(task) && (
        <Action name={p.cancel} icon="stop" onDo={() => void cancel(id)} />
      )}
      {(task.status === 'failed' || task.status === 'cancelled') && (
        <Action name={p.retry} icon="retry" onDo={() => void retry(id)} />
      )}
      {prompt && (
        <Action
          name={p.again}
          icon="again"
          onDo={() => {
            startFrom(draftOf(task, prompt));
          }}
        />
      )}
      {isFinal && (
        <Action
          name={p.delete}
          icon="trash"
          onDo={() => {
            setAsking(true);
          }}
        />
      )}
      <DeleteDialog
        id={id}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
      />
    </div>
  );
}

function Action({ name, icon, onDo }: { name: string; icon: IconName; onDo: () => void }) {
  return (
    <button type="button" class="button" disabled={isBusy.value} onClick={onDo}>
      <Icon name={icon} />
      {name}
    </button>
  );
}
