import { phrases } from '../i18n/phrases.ts';
import { dismiss, type Notice, notices } from '../state/notices.ts';
import { Icon } from './icon.tsx';

/** What is told in passing. The regions are always there, or what is put in would not be read out. */
export function Notices() {
  const of = (kind: Notice['kind']) => notices.value.filter((notice) => notice.kind === kind);
  return (
    <div class="notices">
      <div role="alert">{of('error').map(toView)}</div>
      <div role="status">{of('info').map(toView)}</div>
    </div>
  );
}

const toView = ({ id, kind, text }: Notice) => (
  <div key={id} class={`notice notice-${kind}`}>
    <Icon name={kind === 'error' ? 'warning' : 'check'} />
    <span>{text}</span>
    <button
      type="button"
      class="button button-icon"
      aria-label={phrases.value.notices.dismiss}
      onClick={() => {
        dismiss(id);
      }}
    >
      <Icon name="close" />
    </button>
  </div>
);
