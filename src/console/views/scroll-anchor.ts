import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const isBrowsersTask = CSS.supports('overflow-anchor', 'auto');

/**
 * Keeps what is read in its place when something is put in above it, where the browser does not.
 * @param first changes when the first item does
 */
export function useScrollAnchor(box: RefObject<HTMLElement | null>, first: string | undefined) {
  const height = useRef(0);
  const before = useRef(first);
  useLayoutEffect(() => {
    const own = box.current;
    if (!own || isBrowsersTask) return;
    const grown = own.scrollHeight - height.current;
    if (before.current !== first && own.scrollTop > 0) own.scrollTop += grown;
    before.current = first;
    height.current = own.scrollHeight;
  });
}
