import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** Whoever is this near to the end, in px, reads along. */
const NEAR_PX = 48;

/**
 * Keeps the end of a text that grows in sight, for as long as the reader is there.
 * @param end stands right after the text
 * @param mayGrow whether the text is not known to be all there is
 */
export function useFollowing(end: RefObject<HTMLElement | null>, mayGrow: boolean) {
  const isThere = useRef(mayGrow);
  const lastTop = useRef(0);
  const [isBehind, setBehind] = useState(false);

  const scrollToEnd = useCallback(() => {
    end.current?.scrollIntoView({ block: 'end' });
    lastTop.current = paneOf(end.current)?.scrollTop ?? 0;
  }, []);
  const jump = useCallback(() => {
    scrollToEnd();
    isThere.current = true;
    setBehind(false);
  }, []);
  const onDrawn = useCallback(() => {
    if (!mayGrow) return;
    if (isThere.current) scrollToEnd();
    else setBehind(distanceTo(end.current) >= NEAR_PX);
  }, [mayGrow]);

  useEffect(() => {
    const pane = paneOf(end.current);
    const onScroll = (): void => {
      const top = pane?.scrollTop ?? 0;
      const isNear = distanceTo(end.current) < NEAR_PX;
      // That the text grew under the reader is no going away: only scrolling up is.
      if (isNear || top < lastTop.current) isThere.current = isNear;
      lastTop.current = top;
      setBehind(mayGrow && !isNear && !isThere.current);
    };
    pane?.addEventListener('scroll', onScroll, { passive: true });
    return () => pane?.removeEventListener('scroll', onScroll);
  }, [mayGrow]);
  useEffect(() => {
    if (!mayGrow) setBehind(false);
  }, [mayGrow]);

  return { isBehind, jump, onDrawn };
}

const paneOf = (element: HTMLElement | null): HTMLElement | null =>
  element?.closest<HTMLElement>('main') ?? null;

/** How far below the lower edge of what is seen an element ends, in px. */
function distanceTo(element: HTMLElement | null): number {
  const pane = paneOf(element);
  if (!element || !pane) return 0;
  return element.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
}
