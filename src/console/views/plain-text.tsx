import { useEffect, useRef } from 'preact/hooks';
import type { Output } from '../state/output.ts';

/** Each block is laid out only when it comes into sight. */
const BLOCK_CHARACTERS = 16_384;

interface PlainTextProps {
  output: Output;
  onDrawn: () => void;
}

/** A text as it is, however long; what is added to it is only appended. */
export function PlainText({ output, onDrawn }: PlainTextProps) {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const own = box.current;
    if (!own) return;
    let frame = 0;
    let taken = 0;
    let { generation } = output;
    const draw = (): void => {
      frame = 0;
      if (generation !== output.generation) {
        own.replaceChildren();
        ({ generation } = output);
        taken = 0;
      }
      appendTo(own, output.pieces.slice(taken).join(''));
      taken = output.pieces.length;
      onDrawn();
    };
    const stop = output.version.subscribe(() => {
      frame ||= requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      own.replaceChildren();
    };
  }, [output, onDrawn]);
  return <pre ref={box} class="plain" />;
}

function appendTo(box: HTMLElement, text: string): void {
  let rest = text;
  while (rest !== '') {
    const last = box.lastElementChild?.firstChild;
    const room = last instanceof Text ? BLOCK_CHARACTERS - last.length : 0;
    if (last instanceof Text && room > 0) {
      const cut = placeToCut(rest, room);
      last.appendData(rest.slice(0, cut));
      rest = rest.slice(cut);
      if (cut >= room || rest === '') continue;
    }
    const block = document.createElement('span');
    block.append('');
    box.append(block);
  }
}

/** At the end of a line where there is one, for blocks begin on a line of their own. */
function placeToCut(text: string, room: number): number {
  if (text.length <= room) return text.length;
  const line = text.lastIndexOf('\n', room - 1);
  if (line >= 0) return line + 1;
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(room - 1));
  return isPair ? room + 1 : room;
}
