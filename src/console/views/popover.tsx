import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A short text that opens a longer one over the page; a click elsewhere or Esc closes it. */
export function Popover({
  summary,
  children,
}: {
  summary: ComponentChildren;
  children: ComponentChildren;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      const own = details.current;
      if (own?.open && target instanceof Node && !own.contains(target)) own.open = false;
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, []);
  return (
    <details
      ref={details}
      class="pill"
      onKeyDown={(event) => {
        const own = event.currentTarget;
        if (event.key !== 'Escape' || !own.open) return;
        event.preventDefault();
        own.open = false;
        own.querySelector('summary')?.focus();
      }}
    >
      <summary>{summary}</summary>
      <div class="popover">{children}</div>
    </details>
  );
}
