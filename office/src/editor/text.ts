import type { Node } from '@tiptap/pm/model';
import { isBare, noteText } from './html.ts';

/** Where a unit of the plain text stands in the document. */
export interface Place {
  /** Position before the unit; of the mark for a footnote's words. */
  pos: number;
  /** Offset within a footnote's words, or null. */
  inNote: number | null;
}

interface Unit {
  character: string;
  place: Place | null;
}

const BLOCKS = new Set([
  'paragraph',
  'heading',
  'listItem',
  'tableRow',
  'blockquote',
  'table',
  'horizontalRule',
  'figure',
]);

/**
 * The plain text of a document, as the server writes that of its HTML, and the place of each unit.
 * The server's findings count in this text.
 */
export function mappedText(doc: Node): { text: string; places: readonly (Place | null)[] } {
  const units: Unit[] = [];
  const notes: { pos: number; note: string }[] = [];
  const add = (text: string, place: (offset: number) => Place | null): void => {
    for (let i = 0; i < text.length; i++) units.push({ character: text[i]!, place: place(i) });
  };
  const nowhere = (): null => null;

  const walk = (node: Node, pos: number, parent: Node | null, index: number): void => {
    const name = node.type.name;
    if (node.isText) add(node.text!.replace(/[\n\t]/g, ' '), (offset) => ({ pos: pos + offset, inNote: null }));
    else if (name === 'hardBreak') add('\n', nowhere);
    else if (name === 'footnote') {
      notes.push({ pos, note: String(node.attrs.note) });
      add(String(notes.length), () => ({ pos, inNote: null }));
    } else if (name === 'figure') {
      add(String(node.attrs.alt), nowhere);
      if (node.attrs.caption) add(`${String(node.attrs.caption)}\n`, nowhere);
      return;
    } else if (name === 'table' && node.attrs.caption) add(`${String(node.attrs.caption)}\n`, nowhere);
    node.forEach((child, offset, i) => {
      walk(child, pos + offset + (node === doc ? 0 : 1), node, i);
    });
    if (name === 'tableCell' || name === 'tableHeader') add('\t', nowhere);
    if (BLOCKS.has(name) && !isBare(node, parent, index)) add('\n', nowhere);
  };
  walk(doc, 0, null, 0);
  for (const { pos, note } of notes) add(`${noteText(note)}\n`, (offset) => ({ pos, inNote: offset }));

  return tidied(units);
}

/** Lines without blanks at their end, without empty lines. */
function tidied(units: readonly Unit[]): { text: string; places: readonly (Place | null)[] } {
  const kept: Unit[] = [];
  const endLine = (line: Unit[]): void => {
    while (/[ \u3000]/.test(line.at(-1)?.character ?? '')) line.pop();
    while (line.at(-1)?.character === '\t') line.pop();
    if (line.every(({ character }) => character.trim() === '')) return;
    if (kept.length > 0) kept.push({ character: '\n', place: null });
    for (const unit of line) kept.push(unit);
  };
  let line: Unit[] = [];
  for (const unit of units) {
    if (unit.character !== '\n') {
      line.push(unit.character === '\u00a0' ? { ...unit, character: ' ' } : unit);
      continue;
    }
    endLine(line);
    line = [];
  }
  endLine(line);
  return { text: kept.map(({ character }) => character).join(''), places: kept.map(({ place }) => place) };
}
