import { signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { keyAsked, takeKey } from '../api/key.ts';
import { phrases } from '../i18n/phrases.ts';
import { Dialog } from './dialog.tsx';

/** Whether the reader closed the dialog without a key. */
const isPutOff = signal(false);

/** Asks for a key whenever the gateway does. */
export function KeyDialog() {
  const p = phrases.value.key;
  const field = useId();
  const problem = useId();
  const isWrong = keyAsked.value === 'wrong';
  return (
    <Dialog
      title={p.title}
      isOpen={keyAsked.value !== null && !isPutOff.value}
      onClose={() => {
        isPutOff.value = keyAsked.value !== null;
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const secret = new FormData(event.currentTarget).get('key');
          if (typeof secret === 'string' && secret !== '') takeKey(secret);
        }}
      >
        <p>{p.text}</p>
        <label class="label" for={field}>
          {p.label}
        </label>
        <input
          class="input"
          id={field}
          name="key"
          type="password"
          autocomplete="off"
          required
          autofocus
          aria-invalid={isWrong}
          aria-describedby={problem}
        />
        <p class="field-error" id={problem} role="alert">
          {isWrong && p.wrong}
        </p>
        <div class="dialog-buttons">
          <button type="submit" class="button button-primary">
            {p.use}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Tells that nothing goes on without a key, once the dialog was closed. */
export function KeyBanner() {
  const p = phrases.value.key;
  if (keyAsked.value === null || !isPutOff.value) return null;
  return (
    <section class="banner banner-warning" aria-label={p.title}>
      <span>{p.needed}</span>
      <button
        type="button"
        class="button"
        onClick={() => {
          isPutOff.value = false;
        }}
      >
        {p.enter}
      </button>
    </section>
  );
}
