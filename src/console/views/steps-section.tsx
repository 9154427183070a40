import type { ProgressDto } from '../../gateway/progress.dto.js';
import { phrases } from '../i18n/phrases.ts';
import type { Steps } from '../state/steps.ts';
import { Icon, type IconName } from './icon.tsx';
import { Ago } from './time.tsx';

/** How a step is drawn by how it stands. */
const ICONS: Readonly<Record<ProgressDto['state'], IconName>> = {
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  blocked: 'warning',
  unknown: 'help',
};

/** What the agent does besides speaking: a quiet list, of which the last thing is always in sight. */
export function StepsSection({ steps }: { steps: Steps }) {
  const p = phrases.value.steps;
  const all = steps.all.value;
  const last = all.at(-1);
  if (!last) return null;
  return (
    <details class="steps">
      <summary>
        <h3>{p.title(all.length)}</h3>
        <span class="steps-last">
          <Icon name={ICONS[last.state]} />
          <span class="steps-words">{wordsOf(last)}</span>
        </span>
      </summary>
      <ol aria-label={p.title(all.length)}>
        {all.map((step) => (
          <Step key={step.id} of={step} />
        ))}
      </ol>
    </details>
  );
}

function Step({ of }: { of: ProgressDto }) {
  const p = phrases.value.steps;
  return (
    <li class={`step step-${of.kind}`}>
      <Icon name={ICONS[of.state]} />
      <div class="step-body">
        <span class="step-words">{wordsOf(of)}</span>
        {of.kind === 'tool' && <span class="step-state">{p.states[of.state]}</span>}
        {of.args !== null && <Detail name={p.asked} text={of.args} />}
        {of.result !== null && <Detail name={p.answered} text={of.result} />}
      </div>
      <Ago at={of.at} />
    </li>
  );
}

const Detail = ({ name, text }: { name: string; text: string }) => (
  <details class="step-detail">
    <summary>{name}</summary>
    <pre>{text}</pre>
  </details>
);

/** A tool's title says its name, too. */
const wordsOf = ({ text, name }: ProgressDto): string =>
  text ?? name ?? phrases.value.steps.nameless;
