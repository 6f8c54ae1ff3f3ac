import { escapeHtml } from './html.ts';
import { OWN_PICTURE } from './schema.ts';

/** A list item of a word processor: a paragraph that says which list and level it belongs to. */
const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMBERED = /^[\s(（]*(?:\d+|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.、)）\s]/i;

/** Style and handlers under another name: the policy of the page would refuse them, aloud, where they are parsed. */
function undressed(html: string): string {
  return html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, '')
    .replace(/<style\b[\s\S]*?<\/style>/gi, '')
    .replace(/(<[a-z][^>]*?\s)style(?=\s*=)/gi, '$1data-dress')
    .replace(/(?<=<[a-z][^>]*\s)on(?=[a-z]+\s*=)/gi, 'data-on');
}

const dressOf = (element: Element | null): string => element?.getAttribute('data-dress') ?? '';

/**
 * What Word, WPS or a web page puts on the clipboard, without its dress: lists become lists, empty paragraphs and the
 * blanks that stood for an indent go, pictures of other places go, notes stand in their marks. The schema then drops what it does not know.
 */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(undressed(html), 'text/html');
  for (const dead of body.querySelectorAll('style, script, meta, link, title, xml, o\\:p, object, iframe, svg'))
    dead.remove();
  for (const image of body.querySelectorAll('img')) {
    if (!OWN_PICTURE.test(image.getAttribute('src') ?? '')) image.remove();
  }
  for (const bold of body.querySelectorAll('b, strong')) {
    // Some editors wrap the whole clipboard in a <b> that is not bold.
    if (/font-weight:\s*(?:normal|400)/i.test(dressOf(bold))) bold.replaceWith(...bold.childNodes);
  }
  takeFootnotes(body);
  lowerHeadings(body);
  for (const outline of body.querySelectorAll('p[class*="MsoTitle"]')) renamed(outline, 'h2');
  for (const list of listRuns(body)) writeList(list);
  for (const paragraph of body.querySelectorAll('p')) tidyParagraph(paragraph);
  return body.innerHTML;
}

/** The title of the page is its first heading, so those of a text begin with the second; their order is kept. */
function lowerHeadings(body: HTMLElement): void {
  const by = body.querySelector('h1') ? 1 : 0;
  // The deepest first, so that none is lowered twice.
  for (const level of [6, 5, 4, 3, 2, 1]) {
    const to = Math.min(level + by, 4);
    if (to !== level) for (const heading of body.querySelectorAll(`h${level}`)) renamed(heading, `h${to}`);
  }
}

/** Word and WPS link a mark `#_ftn1` to a note at the end that links back; the note moves into its mark. */
function takeFootnotes(body: HTMLElement): void {
  for (const mark of body.querySelectorAll('a[href]')) {
    const name = /#_((?:ftn|edn)\d+)$/.exec(mark.getAttribute('href') ?? '')?.[1];
    if (name === undefined) continue;
    const note =
      body.querySelector(`[id="${name}"]`) ??
      body.querySelector(`a[href$="#_${name.replace('n', 'nref')}"]`)?.closest('p');
    if (!note || note.contains(mark)) continue;
    for (const back of note.querySelectorAll('a[href*="#_ftnref"], a[href*="#_ednref"]')) back.remove();
    const place = body.ownerDocument.createElement('span');
    place.setAttribute('data-note', escapeHtml((note.textContent ?? '').replace(/\s+/g, ' ').trim()));
    note.remove();
    (mark.parentElement?.matches('sup') ? mark.parentElement : mark).replaceWith(place);
  }
  for (const list of body.querySelectorAll('div'))
    if (/mso-element:\s*(?:foot|end)note-list/i.test(dressOf(list))) list.remove();
}

function renamed(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function levelOf(element: Element | null): number {
  return Number(LIST.exec(dressOf(element))?.[1] ?? 0);
}

/** Paragraphs of lists that follow each other. */
function listRuns(body: HTMLElement): Element[][] {
  const runs: Element[][] = [];
  for (const paragraph of body.querySelectorAll('p')) {
    if (levelOf(paragraph) === 0) continue;
    const run = runs.at(-1);
    if (run && run.at(-1) === paragraph.previousElementSibling) run.push(paragraph);
    else runs.push([paragraph]);
  }
  return runs;
}

function writeList(paragraphs: readonly Element[]): void {
  const first = paragraphs[0]!;
  const page = first.ownerDocument;
  const open: Element[] = [];
  for (const paragraph of paragraphs) {
    const level = Math.min(levelOf(paragraph), open.length + 1);
    const isNumbered = takeMark(paragraph);
    open.length = Math.min(open.length, level);
    if (open.length < level) {
      const list = page.createElement(isNumbered ? 'ol' : 'ul');
      const parent = open.at(-1)?.lastElementChild;
      if (parent) parent.append(list);
      else first.before(list);
      open.push(list);
    }
    const item = page.createElement('li');
    item.append(...paragraph.childNodes);
    open.at(-1)!.append(item);
    paragraph.remove();
  }
}

/** Takes the typed-out bullet or number away. @returns whether it was a number */
function takeMark(paragraph: Element): boolean {
  const mark = [...paragraph.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(dressOf(span)));
  if (!mark) return false;
  const isNumbered = NUMBERED.test(`${mark.textContent ?? ''} `);
  mark.remove();
  return isNumbered;
}

function tidyParagraph(paragraph: Element): void {
  const text = paragraph.textContent ?? '';
  const align = /text-align:\s*(\w+)/i.exec(dressOf(paragraph))?.[1] ?? paragraph.getAttribute('align') ?? '';
  const place = { right: 'signature', end: 'signature', center: 'centred' }[align.toLowerCase()];
  if (place) paragraph.className = place;
  if (text.trim() === '' && !paragraph.querySelector('img')) {
    if (!paragraph.closest('td, th, li')) paragraph.remove();
    return;
  }
  const first = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  if (first?.textContent) first.textContent = first.textContent.replace(/^[\s\u3000]+/, '');
}
