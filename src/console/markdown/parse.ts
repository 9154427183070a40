import MarkdownIt, { type Token } from 'markdown-it';

/** The least level of a heading: the page's own stand above. */
const FIRST_LEVEL = 4;
const LAST_LEVEL = 6;

const markdown = new MarkdownIt('default', { html: false, linkify: true, typographer: false });
// Only what is written as an address: "main.rs" is none.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());

const { escapeHtml } = markdown.utils;

markdown.renderer.rules.fence = (tokens, at) => codeOf(tokens[at]);
markdown.renderer.rules.code_block = (tokens, at) => codeOf(tokens[at]);
// What an image would tell its host, nobody agreed to.
markdown.renderer.rules.image = (tokens, at) => {
  const image = tokens[at];
  const source = textOf(image, 'src');
  const words = image?.content ?? '';
  if (image?.meta?.isInLink === true) return escapeHtml(words);
  return `<a href="${escapeHtml(source)}">${escapeHtml(words === '' ? source : words)}</a>`;
};

/** Marks images that stand inside of a link, which cannot have another one in it. */
function markImagesInLinks(tokens: readonly Token[]): void {
  for (const { children } of tokens) {
    let isInLink = false;
    for (const token of children ?? []) {
      if (token.type === 'link_open' || token.type === 'link_close') {
        isInLink = token.type === 'link_open';
      } else if (token.type === 'image' && isInLink) token.meta = { isInLink };
    }
  }
}

const textOf = (token: Token | undefined, attribute: string): string =>
  String(token?.attrGet(attribute) ?? '');

function codeOf(token: Token | undefined): string {
  const language = /^[\w+#.-]{1,24}/.exec(token?.info.trim() ?? '')?.[0] ?? '';
  const code = escapeHtml(token?.content ?? '');
  return `<pre data-language="${escapeHtml(language)}"><code>${code}</code></pre>`;
}

/**
 * Renders Markdown to HTML, a piece for each block of the top level, so that what did not change need
 * not be drawn again. It is still to be sanitized.
 */
export function renderBlocks(text: string): string[] {
  const env = {};
  const tokens = markdown.parse(text, env);
  levelHeadings(tokens);
  withoutStyles(tokens);
  markImagesInLinks(tokens);
  const blocks: string[] = [];
  let begin = 0;
  for (const [at, { level, nesting }] of tokens.entries()) {
    // Of what is open at the top level, the end has the level of the beginning.
    if (level > 0 || nesting === 1) continue;
    blocks.push(markdown.renderer.render(tokens.slice(begin, at + 1), markdown.options, env));
    begin = at + 1;
  }
  return blocks;
}

/** Headings go on below the page's own, and skip no level. */
function levelHeadings(tokens: readonly Token[]): void {
  let before = FIRST_LEVEL - 1;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      const wanted = Number(token.tag.slice(1)) + FIRST_LEVEL - 1;
      before = Math.min(wanted, before + 1, LAST_LEVEL);
      token.tag = `h${before}`;
    } else if (token.type === 'heading_close') token.tag = `h${before}`;
  }
}

/** The alignment of columns is written as a style, which the Content-Security-Policy forbids. */
function withoutStyles(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const align = /text-align:(\w+)/.exec(textOf(token, 'style'))?.[1];
    if (align) token.attrs = [['align', align]];
  }
}
