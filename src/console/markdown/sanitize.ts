import DOMPurify, { type Config } from 'dompurify';

/** What our Markdown can become, and nothing else. */
const ALLOWED: Config = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'em', 'strong', 's', 'a'],
    ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', '#text'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'align', 'start', 'data-language', 'target', 'rel'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Those that are no addresses, and need not look like one.
  ADD_URI_SAFE_ATTR: ['align', 'start', 'data-language', 'target', 'rel'],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  RETURN_DOM_FRAGMENT: true,
};

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
});

/** Makes nodes of HTML that may be hostile; they load nothing, run nothing and look as we want. */
export const sanitize = (html: string): DocumentFragment =>
  DOMPurify.sanitize(html, { ...ALLOWED, RETURN_DOM_FRAGMENT: true });
