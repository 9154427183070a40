import { useEffect, useRef, useState } from 'preact/hooks';
import { phrases } from '../i18n/phrases.ts';
import { draft, EMPTY } from '../state/draft.ts';
import { knownAgents, knownSessions } from '../state/list.ts';
import {
  edit,
  fieldErrors,
  isSending,
  refusals,
  replaceDraft,
  submit,
  submitError,
} from '../state/submit.ts';
import { describedBy, Field, idOf, TextField } from './fields.tsx';
import { Messages } from './prompt.tsx';
import { SubmitOptions } from './submit-options.tsx';

/** Fields that are seen without unfolding the options. */
const OPEN_FIELDS = ['content', 'messages', 'agent_id', 'session_key'];
const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The form that submits a task. */
export function SubmitForm() {
  const p = phrases.value.submit;
  const form = useRef<HTMLFormElement>(null);
  const [areOptionsOpen, setOptionsOpen] = useState(false);
  const shownRefusals = useRef(refusals.value);
  useEffect(() => {
    if (shownRefusals.current === refusals.value) return;
    shownRefusals.current = refusals.value;
    const wrong = Object.keys(fieldErrors.value);
    if (wrong.length === 0) return;
    if (wrong.some((field) => !OPEN_FIELDS.includes(field))) setOptionsOpen(true);
    // Once the options are unfolded.
    setTimeout(() => {
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    });
  }, [refusals.value]);
  return (
    <form
      ref={form}
      class="submit"
      aria-label={p.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void submit();
      }}
    >
      {draft.value.messages ? <Conversation /> : <Content />}
      <Names />
      <details
        class="options"
        open={areOptionsOpen}
        onToggle={({ currentTarget }) => {
          setOptionsOpen(currentTarget.open);
        }}
      >
        <SubmitOptions />
      </details>
      <p class="submit-error" role="alert">
        {submitError.value}
      </p>
      <Buttons />
    </form>
  );
}

function Content() {
  const p = phrases.value.submit;
  return (
    <Field name="content" label={p.content}>
      <textarea
        class="input textarea"
        id={idOf('content')}
        rows={4}
        placeholder={p.placeholder}
        value={draft.value.content}
        onInput={({ currentTarget }) => {
          edit({ content: currentTarget.value });
        }}
        {...describedBy('content')}
      />
    </Field>
  );
}

/** A conversation that was sent before is sent again as it was. */
function Conversation() {
  const p = phrases.value.submit;
  const messages = draft.value.messages ?? [];
  return (
    <section class="field" aria-label={p.conversation}>
      <p class="label">{p.conversation}</p>
      <Messages messages={messages} />
      <p class="field-help">{p.conversationKept(messages.length)}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          edit({ messages: null });
        }}
      >
        {p.writeInstead}
      </button>
      {fieldErrors.value.messages && <p class="field-error">{fieldErrors.value.messages}</p>}
    </section>
  );
}

function Names() {
  const p = phrases.value.submit;
  return (
    <div class="options-grid">
      <TextField
        name="agent_id"
        label={p.agent}
        value={draft.value.agent_id}
        onValue={(agent_id) => {
          edit({ agent_id });
        }}
        input={{ placeholder: p.default, list: 'agents' }}
      />
      <TextField
        name="session_key"
        label={p.session}
        help={p.sessionHelp}
        value={draft.value.session_key}
        onValue={(session_key) => {
          edit({ session_key });
        }}
        input={{ list: 'sessions' }}
      />
      <datalist id="agents">{knownAgents.value.map(toOption)}</datalist>
      <datalist id="sessions">{knownSessions.value.map(toOption)}</datalist>
    </div>
  );
}

const toOption = (name: string) => <option key={name} value={name} />;

function Buttons() {
  const p = phrases.value.submit;
  return (
    <div class="submit-buttons">
      <button type="submit" class="button button-primary" disabled={isSending.value}>
        {isSending.value ? p.sending : p.button}
      </button>
      <button
        type="button"
        class="button button-quiet"
        disabled={draft.value === EMPTY}
        onClick={() => {
          replaceDraft(EMPTY);
        }}
      >
        {p.clear}
      </button>
      <span class="faint submit-hint">{isMac ? p.hintMac : p.hint}</span>
    </div>
  );
}
