import { useEffect, useRef, useState } from 'preact/hooks';
import type { TaskDto } from '../../gateway/task.dto.js';
import { phraseOf, phrases } from '../i18n/phrases.ts';
import type { Prompt as PromptOf } from '../state/followed-task.ts';

/** What was asked; long ones are cut until more is wanted. */
export function Prompt({ of }: { of: PromptOf }) {
  const p = phrases.value.task;
  const body = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const own = body.current;
    if (own && !isWhole) setCut(own.scrollHeight > own.clientHeight + 1);
  }, [of, isWhole]);
  return (
    <section class="prompt" aria-labelledby="prompt-title">
      <h3 id="prompt-title">{p.prompt}</h3>
      <div
        ref={body}
        class={`prompt-body ${isWhole ? '' : 'prompt-short'} ${isCut && !isWhole ? 'prompt-cut' : ''}`}
      >
        {of.messages ? <Messages messages={of.messages} /> : <p class="verbatim">{of.content}</p>}
      </div>
      {isCut && (
        <button
          type="button"
          class="button button-quiet"
          aria-expanded={isWhole}
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? p.showLess : p.showAll}
        </button>
      )}
    </section>
  );
}

/** A conversation. */
export function Messages({ messages }: { messages: NonNullable<TaskDto['messages']> }) {
  const roles = phrases.value.task.roles;
  return (
    <ol class="messages">
      {messages.map(({ role, content }, i) => (
        <li key={i} class={`message message-${role}`}>
          <span class="message-role">{phraseOf(roles, role) ?? role}</span>
          <p class="verbatim">{content}</p>
        </li>
      ))}
    </ol>
  );
}
