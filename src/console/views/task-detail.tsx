import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { taskErrorInWords, waitingInWords } from '../i18n/errors.ts';
import { phrases } from '../i18n/phrases.ts';
import type { FollowedTask } from '../state/followed-task.ts';
import { isCancelling, tailOf } from '../state/status.ts';
import { Icon } from './icon.tsx';
import { OutputSection } from './output-section.tsx';
import { Prompt } from './prompt.tsx';
import { StepsSection } from './steps-section.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskHead } from './task-head.tsx';
import { Ago, Took } from './time.tsx';

/** All there is of a task. */
export function TaskDetail({ followed }: { followed: FollowedTask }) {
  const task = followed.summary.value;
  if (!task) return null;
  const prompt = followed.prompt.value;
  return (
    <article class="screen task" aria-labelledby="screen-title">
      <p class="off-screen" role="status">
        {phrases.value.task.announce(tailOf(task.task_id), wordOf(task))}
      </p>
      <TaskHead task={task} prompt={prompt} />
      <Progress task={task} place={followed.place.value} />
      {task.error && <TaskErrorBox task={task} error={task.error} />}
      <div class="task-columns">
        <TaskFacts followed={followed} task={task} />
        <div class="task-main">
          {prompt && <Prompt of={prompt} />}
          <StepsSection steps={followed.steps} />
          <OutputSection task={task} output={followed.output} />
        </div>
      </div>
    </article>
  );
}

const wordOf = (task: TaskSummaryDto): string =>
  isCancelling(task) ? phrases.value.status.cancelling : phrases.value.status[task.status];

/** What is waited for though its time has come. */
const NOT_FOR_A_TIME = ['worker', 'rejoin'];

/** What it waits for or how long it has run, in one line. */
function Progress({ task, place }: { task: TaskSummaryDto; place: number | null }) {
  const p = phrases.value.task;
  if (isCancelling(task)) return <p class="progress">{p.cancelAsked}</p>;
  if (task.status === 'pending') {
    const due = task.next_attempt_at ?? task.run_at;
    return (
      <p class="progress">
        {task.waiting_for && waitingInWords(task.waiting_for)}
        {place !== null && <>, {p.place(place)}</>}
        {due !== null && !NOT_FOR_A_TIME.includes(task.waiting_for ?? '') && (
          <>
            {' · '}
            <Ago at={due} />
          </>
        )}
      </p>
    );
  }
  if (!task.started_at) return null;
  return (
    <p class="progress">
      {task.status === 'running' ? p.runsFor : p.ranFor}{' '}
      <b>
        <Took from={task.started_at} to={task.finished_at} />
      </b>
    </p>
  );
}

interface TaskErrorBoxProps {
  task: TaskSummaryDto;
  error: NonNullable<TaskSummaryDto['error']>;
}

/** Why it failed, or why its last try did, in words and in OpenClaw's own. */
function TaskErrorBox({ task, error }: TaskErrorBoxProps) {
  const p = phrases.value;
  const hasFailed = task.status === 'failed';
  return (
    <section
      class={`error-box ${hasFailed ? 'error-box-failed' : ''}`}
      aria-label={hasFailed ? p.taskErrorWhy : p.taskErrorLast}
    >
      <Icon name="warning" />
      <div>
        <p class="error-title">
          {hasFailed ? p.taskErrorWhy : p.taskErrorLast} <code>{error.code}</code>
          {error.v1_status !== null && <code>{p.v1Status(error.v1_status)}</code>}
        </p>
        <p>{taskErrorInWords(error)}</p>
        {error.message && <p class="error-message verbatim">{error.message}</p>}
      </div>
    </section>
  );
}
