import { dressCodeBlocks } from './code-blocks.ts';
import { renderBlocks } from './parse.ts';
import { sanitize } from './sanitize.ts';

/** Markdown in the page: of a text that grows, only the blocks that changed are drawn again. */
export class MarkdownDocument {
  private drawn: string[] = [];

  constructor(private readonly box: HTMLElement) {}

  /** Shows a text instead of the one before. What is selected or focused in other blocks stays so. */
  show(text: string): void {
    const blocks = renderBlocks(text);
    for (const [at, html] of blocks.entries()) if (this.drawn[at] !== html) this.draw(at, html);
    while (this.box.children.length > blocks.length) this.box.lastElementChild?.remove();
    this.drawn = blocks;
  }

  private draw(at: number, html: string): void {
    const fragment = sanitize(html);
    dressCodeBlocks(fragment);
    const old = this.box.children[at];
    const block = old ?? document.createElement('div');
    block.replaceChildren(fragment);
    if (!old) this.box.append(block);
  }
}
