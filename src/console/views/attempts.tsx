import type { AttemptDto } from '../../gateway/task.dto.js';
import { taskErrorInShort, taskErrorInWords } from '../i18n/errors.ts';
import { phrases } from '../i18n/phrases.ts';
import { Status } from './status-badge.tsx';
import { Ago, Took } from './time.tsx';

interface AttemptsProps {
  /** The oldest first; null: not known. */
  all: readonly AttemptDto[] | null;
  hasFailed: boolean;
}

/** How the runs of a task went. */
export function Attempts({ all, hasFailed }: AttemptsProps) {
  const p = phrases.value.attempts;
  if (hasFailed) return <p class="field-error">{p.failed}</p>;
  if (!all || all.length === 0) return null;
  return (
    <>
      <h4 id="attempts-title">{p.title}</h4>
      <table class="attempts" aria-labelledby="attempts-title">
        <thead>
          <tr>
            <th scope="col">{p.number}</th>
            <th scope="col">{p.outcome}</th>
            <th scope="col">{p.began}</th>
            <th scope="col">{p.took}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((attempt) => (
            <Attempt key={attempt.started_at} of={attempt} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Attempt({ of }: { of: AttemptDto }) {
  const p = phrases.value.attempts;
  const why = of.error ? `${taskErrorInWords(of.error)} ${of.error.message}` : undefined;
  return (
    <tr title={of.worker === null ? undefined : `${p.worker}: ${of.worker}`}>
      <td class="number">{of.number}</td>
      <td title={why}>
        <Status of={of.outcome} />
        {of.error && <span class="attempt-error">{taskErrorInShort(of.error)}</span>}
      </td>
      <td>
        <Ago at={of.started_at} />
      </td>
      <td>
        <Took from={of.started_at} to={of.ended_at} />
      </td>
    </tr>
  );
}
