import { phrases } from '../i18n/phrases.ts';
import { copyText } from '../state/clipboard.ts';

/** Gives each block of code a bar with its language and a button that copies it. */
export function dressCodeBlocks(fragment: DocumentFragment): void {
  for (const block of fragment.querySelectorAll<HTMLElement>('pre')) {
    const p = phrases.value.output;
    const frame = document.createElement('div');
    frame.className = 'code';
    const bar = document.createElement('div');
    bar.className = 'code-bar';
    const language = document.createElement('span');
    language.textContent = block.dataset.language ?? '';
    bar.append(language, copyButton(block));
    block.replaceWith(frame);
    // Wide code is scrolled by keyboard, too.
    block.tabIndex = 0;
    block.setAttribute('role', 'region');
    block.setAttribute('aria-label', `${p.code} ${block.dataset.language ?? ''}`.trim());
    frame.append(bar, block);
  }
}

function copyButton(block: HTMLElement): HTMLButtonElement {
  const p = phrases.value.output;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy';
  button.textContent = p.copyCode;
  button.addEventListener('click', () => {
    void copyText(block.textContent).then((isCopied) => {
      if (!isCopied) return;
      button.textContent = p.copied;
      setTimeout(() => {
        button.textContent = p.copyCode;
      }, 2_000);
    });
  });
  return button;
}
