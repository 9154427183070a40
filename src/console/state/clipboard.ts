import { phrases } from '../i18n/phrases.ts';
import { tell } from './notices.ts';

/** Copies a text, and tells when the browser does not let us. @returns whether it was copied */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Missing where the page came over plain HTTP from another machine.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (copyBySelection(text)) return true;
    tell(phrases.value.output.copyFailed, 'error');
    return false;
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'off-screen';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  // The old way, and the only one there is on such a page.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
