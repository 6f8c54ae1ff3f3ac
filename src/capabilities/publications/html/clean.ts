import { parseFragment, serialize } from 'parse5';
import sanitize from 'sanitize-html';
import { isFlat } from './flat.ts';

const FOOTNOTE_ID = /^fn(?:ref)?-\d{1,4}$/;
const COUNT = /^[1-9]\d?$/;
/** Pictures are attachments of the platform; any other source could follow readers or change behind the organ's back. */
const OWN_FILE = /^\/items\/[0-9a-f-]{36}\/files\/[0-9a-f-]{36}$/;

/** Addresses a link may lead to: what has a scheme of the list, or none. Anything that only looks like one is dropped. */
const LINK = /^(?:https?:|mailto:|tel:|#|\/(?!\/)|[^:/\\]*(?:[/?#]|$))/i;

const attributes = (allowed: readonly string[], attribs: sanitize.Attributes): sanitize.Attributes =>
  Object.fromEntries(Object.entries(attribs).filter(([name]) => allowed.includes(name)));

const rename =
  (tagName: string): sanitize.Transformer =>
  (_, attribs) => ({ tagName, attribs });

const cell =
  (tagName: 'td' | 'th'): sanitize.Transformer =>
  (_, attribs) => {
    const kept: sanitize.Attributes = {};
    for (const name of ['colspan', 'rowspan']) if (COUNT.test(attribs[name] ?? '')) kept[name] = attribs[name]!;
    if (tagName === 'th' && /^(?:col|row|colgroup|rowgroup)$/.test(attribs.scope ?? '')) kept.scope = attribs.scope!;
    return { tagName, attribs: kept };
  };

const options: sanitize.IOptions = {
  allowedTags: [
    'h2',
    'h3',
    'h4',
    'p',
    'br',
    'hr',
    'blockquote',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    'u',
    's',
    'sub',
    'sup',
    'a',
    'img',
    'figure',
    'figcaption',
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: {
    a: ['href', 'id'],
    img: ['src', 'alt'],
    li: ['id'],
    ol: ['start'],
    p: ['class'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedClasses: { p: ['signature', 'centred'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'title',
    'iframe',
    'object',
    'svg',
    'math',
    'xml',
    'head',
  ],
  nestingLimit: 60,
  transformTags: {
    h1: rename('h2'),
    h5: rename('h4'),
    h6: rename('h4'),
    b: rename('strong'),
    i: rename('em'),
    del: rename('s'),
    strike: rename('s'),
    div: rename('p'),
    section: rename('p'),
    article: rename('p'),
    center: () => ({ tagName: 'p', attribs: { class: 'centred' } }),
    td: cell('td'),
    th: cell('th'),
    p: (tagName, attribs) => {
      const right = /(?:^|[;\s])text-align\s*:\s*(?:right|end)/i.test(attribs.style ?? '') || attribs.align === 'right';
      const centre = /(?:^|[;\s])text-align\s*:\s*center/i.test(attribs.style ?? '') || attribs.align === 'center';
      const own = attribs.class ?? '';
      const name = right ? 'signature' : centre ? 'centred' : own;
      return { tagName, attribs: name === '' ? {} : { class: name } };
    },
    a: (tagName, attribs) => {
      const kept = attributes(['href', 'id'], attribs);
      if (kept.id !== undefined && !FOOTNOTE_ID.test(kept.id)) delete kept.id;
      if (kept.href !== undefined && !LINK.test(kept.href.trim())) delete kept.href;
      return { tagName, attribs: kept };
    },
    li: (tagName, attribs) => ({ tagName, attribs: FOOTNOTE_ID.test(attribs.id ?? '') ? { id: attribs.id! } : {} }),
    ol: (tagName, attribs) => ({ tagName, attribs: COUNT.test(attribs.start ?? '') ? { start: attribs.start! } : {} }),
  },
  exclusiveFilter: ({ tag, attribs, text, mediaChildren }) => {
    if (tag === 'img') return !OWN_FILE.test(attribs.src ?? '');
    if (tag === 'a') return text.trim() === '' && (mediaChildren?.length ?? 0) === 0;
    return false;
  },
};

/** Empty paragraphs are how word processors make room; the page has its own. */
const EMPTY = /<(p|h2|h3|h4|strong|em|u|s|li|ul|ol|blockquote|figure)(?: class="[^"]*")?>(?:\s|&nbsp;|<br>)*<\/\1>/g;

/** One round of cleaning; what comes out may need another. */
export function once(html: string): string {
  const safe = sanitize(html, options);
  // A parser mends what is nested wrongly, so that browsers and we read the same.
  const mended = serialize(parseFragment(safe)).replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
  let text = mended;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(EMPTY, '');
  }
  return text.trim();
}

const MAX_ROUNDS = 6;

/**
 * Clean, semantic HTML from whatever was pasted or imported: an allow-list of elements and attributes, nothing that runs,
 * loads from elsewhere or looks like something else. Cleaning what is clean changes nothing.
 * @throws RangeError for HTML so entangled that it does not settle
 */
export function cleanHtml(html: string): string {
  if (isFlat(html)) return html;
  let text = once(html);
  if (isFlat(text)) return text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const again = once(text);
    if (again === text) return text;
    text = again;
  }
  throw new RangeError('正文的格式过于混乱，无法整理，请先粘贴为纯文本');
}
