import { useEffect, useState } from 'preact/hooks';
import { phrases } from '../i18n/phrases.ts';
import { copyText } from '../state/clipboard.ts';
import { Icon } from './icon.tsx';

/** Copies a text that is made when it is asked for, and says that it did. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2_000);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  return (
    <button
      type="button"
      class="button button-quiet"
      onClick={() => void copyText(text()).then(setCopied)}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
      {isCopied ? phrases.value.output.copied : label}
    </button>
  );
}
