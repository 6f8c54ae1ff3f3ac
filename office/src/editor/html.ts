import { DOMSerializer, type Node } from '@tiptap/pm/model';

/** Of a page of its own: nothing in it is loaded or run. */
const inert = document.implementation.createHTMLDocument('');

/** Whether a paragraph stands in its list item or cell without element of its own, as the house form has it. */
export function isBare(paragraph: Node, parent: Node | null, index: number): boolean {
  if (paragraph.type.name !== 'paragraph' || paragraph.attrs.place !== null || index !== 0 || !parent) return false;
  return /^(?:listItem|tableCell|tableHeader)$/.test(parent.type.name) && parent.childCount === 1;
}

/** The editor's document as HTML in the form the server keeps. */
export function toHtml(doc: Node): string {
  const box = inert.createElement('div');
  const serializer = DOMSerializer.fromSchema(doc.type.schema);
  box.append(serializer.serializeFragment(doc.content, { document: inert }));
  const last = box.lastElementChild;
  if (last?.matches('p') && last.childNodes.length === 0) last.remove();
  for (const paragraph of box.querySelectorAll('li > p:only-child, td > p:only-child, th > p:only-child'))
    if (!paragraph.hasAttribute('class')) paragraph.replaceWith(...paragraph.childNodes);
  for (const table of box.querySelectorAll('table')) frameTable(table);
  writeFootnotes(box);
  return box.innerHTML;
}

/** Rows of headings at the top are the head; the caption gets its element. */
function frameTable(table: HTMLTableElement): void {
  const rows = [...table.rows];
  const heads = rows.findIndex((row) => [...row.cells].some((cell) => cell.tagName !== 'TH'));
  // A table of headings alone has no body to head.
  if (heads > 0) table.createTHead().append(...rows.slice(0, heads));
  const caption = table.getAttribute('data-caption');
  table.removeAttribute('data-caption');
  if (caption) table.createCaption().textContent = caption;
}

function writeFootnotes(box: HTMLElement): void {
  const list = inert.createElement('ol');
  for (const [i, mark] of [...box.querySelectorAll('span[data-note]')].entries()) {
    const number = i + 1;
    const item = inert.createElement('li');
    item.id = `fn-${number}`;
    item.innerHTML = mark.getAttribute('data-note') ?? '';
    list.append(item);
    const link = inert.createElement('a');
    link.setAttribute('href', `#fn-${number}`);
    link.id = `fnref-${number}`;
    link.textContent = String(number);
    const raised = inert.createElement('sup');
    raised.append(link);
    mark.replaceWith(raised);
  }
  if (list.childElementCount > 0) box.append(list);
}

/** The server's HTML as the editor reads it: each footnote within its mark. */
export function fromHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const link of body.querySelectorAll('a[href^="#fn-"]')) {
    const item = body.querySelector(`li[id="${CSS.escape(link.getAttribute('href')!.slice(1))}"]`);
    if (!item) continue;
    for (const back of item.querySelectorAll('a[href^="#fnref-"]')) back.remove();
    const mark = inert.createElement('span');
    mark.setAttribute('data-note', item.innerHTML.replace(/^<p>(.*)<\/p>$/s, '$1').trim());
    (link.parentElement?.matches('sup') && link.parentElement.childNodes.length === 1
      ? link.parentElement
      : link
    ).replaceWith(mark);
    const list = item.parentElement;
    item.remove();
    if (list?.childElementCount === 0) list.remove();
  }
  return body.innerHTML;
}

/** A note's words without its marks. */
export function noteText(note: string): string {
  return new DOMParser().parseFromString(note, 'text/html').body.textContent ?? '';
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
