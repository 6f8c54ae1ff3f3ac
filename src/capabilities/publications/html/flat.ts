/**
 * Paragraphs and headings one after another, with nothing inside them but text: what most pages of an older site are once they
 * have been cleaned. Such a text reads and cleans to itself, which is seen here without a parser.
 */
const FLAT =
  /^(?:<(p|h[234])(?: class="(?:signature|centred)")?>(?!\s*<)(?:[^<>&\u00a0\p{Cc}\p{Cs}]|[\n\t]|&(?:lt|gt);|&amp;(?![a-zA-Z0-9#]))*<\/\1>)+$/u;
const CHARACTERS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

export function isFlat(html: string): boolean {
  return FLAT.test(html);
}

/** Its text, a line for each block; only for what `isFlat`. */
export function flatText(html: string): string {
  return html
    .replace(/[\n\t]+/g, ' ')
    .replace(/<[^>]+>/g, (tag) => (tag.startsWith('</') ? '\n' : ''))
    .replace(/&(?:lt|gt|amp);/g, (entity) => CHARACTERS[entity]!);
}
