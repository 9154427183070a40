import { phrases } from '../i18n/phrases.ts';
import { isHelpOpen } from '../state/shortcuts.ts';
import { Dialog } from './dialog.tsx';

/** Lists the keyboard shortcuts. */
export function HelpDialog() {
  const p = phrases.value.help;
  const close = (): void => {
    isHelpOpen.value = false;
  };
  const keys: readonly (readonly [string, string])[] = [
    ['n', p.keys.n],
    ['/', p.keys.search],
    ['j', p.keys.next],
    ['k', p.keys.previous],
    ['Esc', p.keys.escape],
    ['Ctrl/⌘ Enter', p.keys.submit],
    ['?', p.keys.help],
  ];
  return (
    <Dialog title={p.title} isOpen={isHelpOpen.value} onClose={close}>
      <dl class="shortcuts">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={close}>
          {p.close}
        </button>
      </div>
    </Dialog>
  );
}
