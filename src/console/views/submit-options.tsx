import { formatNumber } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import { type Draft, draft, optionsSet, STARTS } from '../state/draft.ts';
import { edit } from '../state/submit.ts';
import { describedBy, Field, idOf, SpanField, TextField } from './fields.tsx';
import { MetadataFields } from './metadata-fields.tsx';

/** All of a task that seldom matters. */
export function SubmitOptions() {
  const p = phrases.value.submit;
  const now = draft.value;
  const set = optionsSet(now);
  return (
    <>
      <summary>
        {p.options}
        {set > 0 && <span class="badge number">{p.optionsSet(set)}</span>}
      </summary>
      <div class="options-grid">
        <StartFields now={now} />
        <RetryFields now={now} />
        <SpanField
          name="timeout_ms"
          label={p.timeout}
          value={now.timeout_ms}
          onValue={(timeout_ms) => {
            edit({ timeout_ms });
          }}
        />
        <SpanField
          name="expires_in_ms"
          label={p.expires}
          help={p.expiresHelp}
          value={now.expires_in_ms}
          onValue={(expires_in_ms) => {
            edit({ expires_in_ms });
          }}
        />
        <TextField
          name="priority"
          label={p.priority}
          help={p.priorityHelp}
          value={now.priority}
          onValue={(priority) => {
            edit({ priority });
          }}
          input={{ inputMode: 'numeric', placeholder: formatNumber(5) }}
        />
        <TextField
          name="model"
          label={p.model}
          value={now.model}
          onValue={(model) => {
            edit({ model });
          }}
          input={{ placeholder: 'openclaw' }}
        />
        <MetadataFields pairs={now.metadata} />
      </div>
    </>
  );
}

function StartFields({ now }: { now: Draft }) {
  const p = phrases.value.submit;
  return (
    <>
      <Field name="start" label={p.start}>
        <select
          class="select"
          id={idOf('start')}
          value={now.start}
          onChange={({ currentTarget }) => {
            edit({ start: currentTarget.value as Draft['start'] });
          }}
        >
          {STARTS.map((start) => (
            <option key={start} value={start}>
              {p.starts[start]}
            </option>
          ))}
        </select>
      </Field>
      {now.start === 'delay' && (
        <SpanField
          name="delay_ms"
          label={p.delay}
          value={now.delay_ms}
          onValue={(delay_ms) => {
            edit({ delay_ms });
          }}
        />
      )}
      {now.start === 'at' && (
        <TextField
          name="run_at"
          label={p.runAt}
          value={now.run_at}
          onValue={(run_at) => {
            edit({ run_at });
          }}
          input={{ type: 'datetime-local' }}
        />
      )}
    </>
  );
}

function RetryFields({ now }: { now: Draft }) {
  const p = phrases.value.submit;
  return (
    <>
      <Field name="retry" label={p.retry}>
        <select
          class="select"
          id={idOf('retry')}
          value={now.retry}
          onChange={({ currentTarget }) => {
            edit({ retry: currentTarget.value as Draft['retry'] });
          }}
          {...describedBy('retry')}
        >
          <option value="safe">{p.retries.safe}</option>
          <option value="always">{p.retries.always}</option>
        </select>
      </Field>
      {now.retry === 'always' && (
        <TextField
          name="max_attempts"
          label={p.maxAttempts}
          value={now.max_attempts}
          onValue={(max_attempts) => {
            edit({ max_attempts });
          }}
          input={{ inputMode: 'numeric', placeholder: formatNumber(3) }}
        />
      )}
    </>
  );
}
