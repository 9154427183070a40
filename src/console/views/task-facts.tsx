import type { ComponentChildren } from 'preact';
import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { formatNumber } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import type { FollowedTask } from '../state/followed-task.ts';
import { isRoomy } from '../state/layout.ts';
import { isOver } from '../state/status.ts';
import { Attempts } from './attempts.tsx';
import { Ago } from './time.tsx';

/** When what happened to a task, and as what it was sent. */
export function TaskFacts({ followed, task }: { followed: FollowedTask; task: TaskSummaryDto }) {
  const p = phrases.value.task;
  return (
    <details class="facts" open={isRoomy()}>
      {/* Where there is no room beside the output, they would push it away. */}
      <summary>{p.details}</summary>
      <h3 class="off-screen">{p.details}</h3>
      <Timeline task={task} />
      <Settings task={task} />
      {task.sampling && <Pairs name={p.sampling} pairs={Object.entries(task.sampling)} />}
      {task.metadata && <Pairs name={p.metadata} pairs={Object.entries(task.metadata)} />}
      <Attempts all={followed.attempts.value} hasFailed={followed.attemptsFailed.value} />
    </details>
  );
}

function Timeline({ task }: { task: TaskSummaryDto }) {
  const p = phrases.value.task;
  const waits = task.status === 'pending';
  const points: (readonly [string, string | null])[] = [
    [p.created, task.created_at],
    [p.runAt, waits ? task.run_at : null],
    [p.nextAttempt, waits ? task.next_attempt_at : null],
    [p.expires, waits ? task.expires_at : null],
    [p.started, task.started_at],
    [p.finished, isOver(task.status) ? task.finished_at : null],
  ];
  return (
    <dl class="timeline" aria-label={p.timeline}>
      {points.map(
        ([name, at]) =>
          at && (
            <Fact key={name} name={name}>
              <Ago at={at} />
            </Fact>
          ),
      )}
    </dl>
  );
}

function Settings({ task }: { task: TaskSummaryDto }) {
  const p = phrases.value.task;
  const { usage } = task;
  return (
    <dl class="settings">
      <Fact name={p.agent}>{task.agent_id}</Fact>
      <Fact name={p.session}>{task.session_key ?? p.ownSession}</Fact>
      <Fact name={p.model}>{task.model}</Fact>
      <Fact name={p.client}>{task.client}</Fact>
      <Fact name={p.priority}>{formatNumber(task.priority)}</Fact>
      <Fact name={p.retryPolicy}>{p.policies[task.retry]}</Fact>
      <Fact name={p.runs}>
        {task.retry === 'always'
          ? p.runsOf(task.attempt, task.max_attempts)
          : formatNumber(task.attempt)}
      </Fact>
      {usage && (
        <Fact name={p.tokens}>
          {p.tokensOf(
            formatNumber(usage.prompt_tokens),
            formatNumber(usage.completion_tokens),
            formatNumber(usage.total_tokens),
          )}
        </Fact>
      )}
    </dl>
  );
}

function Pairs({ name, pairs }: { name: string; pairs: [string, string | number | string[]][] }) {
  return (
    <>
      <h4>{name}</h4>
      <dl class="settings settings-metadata">
        {pairs.map(([key, value]) => (
          <Fact key={key} name={key}>
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </Fact>
        ))}
      </dl>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd class="number">{children}</dd>
  </div>
);
