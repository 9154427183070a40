import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { formatBytes } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import type { Output } from '../state/output.ts';
import { outputView } from '../state/preferences.ts';
import { isOver } from '../state/status.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { PlainText } from './plain-text.tsx';
import { useFollowing } from './following.ts';

/** Markdown of more characters than this takes too long to draw. */
const MOST_MARKDOWN = 262_144;

interface OutputProps {
  task: TaskSummaryDto;
  output: Output;
}

/** What the agent said, as it says it. */
export function OutputSection({ task, output }: OutputProps) {
  const p = phrases.value.output;
  const end = useRef<HTMLDivElement>(null);
  const isRunning = task.status === 'running';
  const { isBehind, jump, onDrawn } = useFollowing(end, !isOver(task.status));
  // Of its length only this matters here: the text draws itself.
  const isEmpty = useComputed(() => output.length.value === 0).value;
  const isLarge = useComputed(() => output.length.value > MOST_MARKDOWN).value;
  const View = isLarge || outputView.value === 'raw' ? PlainText : MarkdownText;
  return (
    <div class="output">
      <div class="output-head">
        <h3>{p.title}</h3>
        {isRunning && <span class="writing">{p.streaming}</span>}
        {!isEmpty && <Tools output={output} isLarge={isLarge} />}
      </div>
      {task.simulated && !isEmpty && (
        <p class="output-simulated">{phrases.value.simulated.output}</p>
      )}
      {isLarge && <LargeNote output={output} />}
      <div class="output-body" role="region" aria-label={p.title} tabIndex={0} id="output">
        {isEmpty ? (
          <p class="faint">{emptyWords(task)}</p>
        ) : (
          <View output={output} onDrawn={onDrawn} />
        )}
      </div>
      <div ref={end} class="output-end" />
      {isBehind && (
        <button type="button" class="button jump" onClick={jump}>
          <Icon name="down" />
          {p.jump}
        </button>
      )}
    </div>
  );
}

const LargeNote = ({ output }: { output: Output }) => (
  <p class="faint output-large">{phrases.value.output.large(formatBytes(output.length.value))}</p>
);

function emptyWords({ status, started_at }: TaskSummaryDto): string {
  const p = phrases.value.output;
  if (status === 'completed') return p.empty;
  if (isOver(status)) return p.none;
  return started_at && status === 'running' ? p.waiting : p.notYet;
}

function Tools({ output, isLarge }: { output: Output; isLarge: boolean }) {
  const p = phrases.value.output;
  return (
    <div class="output-tools">
      {!isLarge && (
        <div class="segments" role="group" aria-label={p.view}>
          {(['rendered', 'raw'] as const).map((view) => (
            <button
              key={view}
              type="button"
              class="segment"
              aria-pressed={outputView.value === view}
              onClick={() => {
                outputView.value = view;
              }}
            >
              {p[view]}
            </button>
          ))}
        </div>
      )}
      <CopyButton label={p.copy} text={() => output.text()} />
    </div>
  );
}
