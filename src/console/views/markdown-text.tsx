import { useEffect, useRef } from 'preact/hooks';
import { MarkdownDocument } from '../markdown/document.ts';
import type { Output } from '../state/output.ts';
import { language } from '../state/preferences.ts';

/** Drawing takes at most one part in this many of the time. */
const SHARE = 8;

interface MarkdownTextProps {
  output: Output;
  onDrawn: () => void;
}

/** A text as Markdown, drawn again as it grows, and less often the longer that takes. */
export function MarkdownText({ output, onDrawn }: MarkdownTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const words = language.value;
  useEffect(() => {
    const own = box.current;
    if (!own) return;
    const shown = new MarkdownDocument(own);
    let next = 0;
    let frame = 0;
    let timer = 0;
    const draw = (): void => {
      frame = 0;
      const begin = performance.now();
      shown.show(output.text());
      onDrawn();
      const end = performance.now();
      next = end + (end - begin) * SHARE;
    };
    const plan = (): void => {
      if (frame || timer) return;
      const early = next - performance.now();
      if (early <= 0) frame = requestAnimationFrame(draw);
      else {
        timer = window.setTimeout(() => {
          timer = 0;
          plan();
        }, early);
      }
    };
    const stop = output.version.subscribe(plan);
    return () => {
      stop();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      own.replaceChildren();
    };
  }, [output, onDrawn, words]);
  return <div ref={box} class="markdown" />;
}
