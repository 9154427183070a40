import { inWords } from '../i18n/errors.ts';
import { phrases } from '../i18n/phrases.ts';
import type { FollowedTask, Phase } from '../state/followed-task.ts';
import { HOME } from '../state/route.ts';
import { TaskDetail } from './task-detail.tsx';

/** One task, or why it cannot be shown. */
export function TaskScreen({ followed }: { followed: FollowedTask }) {
  const phase = followed.phase.value;
  if (phase === 'shown') return <TaskDetail followed={followed} />;
  if (phase === 'loading') return <Loading />;
  const [title, text] = wordsFor(phase, followed.failure.value);
  return <Explanation title={title} text={text} detail={followed.id} />;
}

/** Says that the address names no task. */
export function BadIdScreen() {
  const p = phrases.value.task;
  return <Explanation title={p.badId} text={p.badIdText} detail={null} />;
}

function wordsFor(
  phase: Exclude<Phase, 'shown' | 'loading'>,
  failure: unknown,
): readonly [title: string, text: string] {
  const p = phrases.value.task;
  switch (phase) {
    case 'missing':
      return [p.missing, p.missingText];
    case 'deleted':
      return [p.deleted, p.deletedText];
    case 'failed':
      return [p.failed, inWords(failure)];
  }
}

function Explanation(props: { title: string; text: string; detail: string | null }) {
  return (
    <div class="screen explanation">
      <h2 id="screen-title" tabIndex={-1}>
        {props.title}
      </h2>
      <p>{props.text}</p>
      {props.detail !== null && <code class="faint">{props.detail}</code>}
      <a class="button" href={HOME}>
        {phrases.value.task.back}
      </a>
    </div>
  );
}

const Loading = () => (
  <div class="screen" role="status">
    <h2 class="off-screen">{phrases.value.task.loading}</h2>
    <div class="skeleton skeleton-title" aria-hidden="true" />
    <div class="skeleton skeleton-line" aria-hidden="true" />
    <div class="skeleton skeleton-block" aria-hidden="true" />
  </div>
);
