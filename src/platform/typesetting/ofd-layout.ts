/** Pages of GB/T 9704-2012 laid out by arithmetic, for OFD. Lengths in millimetres from the upper left corner of the page. */
import type { Block, Run, TableBlock, TypesetDocument } from './document.ts';
import { breakLines, type Line, widthOf } from './ofd-lines.ts';
import { AREA, points } from './ofd-page.ts';
import { layOutTable, type TablePiece } from './ofd-table.ts';

/** 22 lines in 225 mm. */
const PITCH = AREA.height / 22;
/** 三号 drawn together a little, so that 28 characters fill the width. */
const BODY = AREA.width / 28;

export type Face = 'fangsong' | 'song' | 'hei' | 'kai' | 'xiaobiaosong';

export interface PlacedText {
  text: string;
  left: number;
  top: number;
  /** Side of a full-width character. */
  size: number;
  face: Face;
  bold: boolean;
  /** From the beginning of each character to that of the next, one less than there are characters. */
  advances: readonly number[];
}

interface Rule {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
}

export interface LaidOutPage {
  texts: PlacedText[];
  rules: Rule[];
}

interface Type {
  face: Face;
  size: number;
  bold?: boolean;
}

const BODY_TYPE: Type = { face: 'fangsong', size: BODY };
const LEVELS: readonly Type[] = [
  { face: 'hei', size: BODY },
  { face: 'kai', size: BODY },
  { face: 'fangsong', size: BODY, bold: true },
];
const TITLE_TYPE: Type = { face: 'xiaobiaosong', size: points(22) };
const TITLE_PITCH = points(35);

type Align = 'left' | 'center' | 'right';

class Pages {
  readonly pages: LaidOutPage[] = [{ texts: [], rules: [] }];
  /** How far down the type area is filled. */
  down = 0;

  get page(): LaidOutPage {
    return this.pages.at(-1)!;
  }

  get room(): number {
    return AREA.height - this.down;
  }

  breakPage(): void {
    if (this.down === 0) return;
    this.pages.push({ texts: [], rules: [] });
    this.down = 0;
  }

  /** Room of `height`, on the next page when this one has too little. */
  take(height: number): number {
    if (height > this.room + 0.01) this.breakPage();
    const top = AREA.top + this.down;
    this.down += height;
    return top;
  }

  put(line: Line, type: Type, left: number, top: number): void {
    if (line.text === '') return;
    const { face, size, bold = false } = type;
    this.page.texts.push({ text: line.text, left, top, size, face, bold, advances: line.advances });
  }

  line(line: Line, type: Type, pitch: number, align: Align, indent = 0, end = 0): void {
    const top = this.take(pitch) + (pitch - type.size) / 2;
    const free = AREA.width - indent - end - line.width;
    const shift = align === 'center' ? free / 2 : align === 'right' ? free : 0;
    this.put(line, type, AREA.left + indent + shift, top);
  }
}

function textOf(runs: readonly Run[]): string {
  return runs.map((run) => (typeof run === 'string' ? run : run.text)).join('');
}

function oneLine(text: string, type: Type): Line {
  return (
    breakLines(text, { width: Number.POSITIVE_INFINITY, size: type.size })[0] ?? { text: '', advances: [], width: 0 }
  );
}

/** A paragraph whose first run may be strong: the strong words are objects of their own on its first line. */
function paragraph(pages: Pages, runs: readonly Run[], indent: number): void {
  const [first] = runs;
  const strong = typeof first === 'object' ? first.text.length : 0;
  const lines = breakLines(textOf(runs), { width: AREA.width, size: BODY, indent, justify: true });
  for (const [index, line] of lines.entries()) {
    // The last line of a paragraph does not stand alone on a page.
    if (index === lines.length - 2 && pages.room < 2 * PITCH) pages.breakPage();
    const left = AREA.left + (index === 0 ? indent : 0);
    const top = pages.take(PITCH) + (PITCH - BODY) / 2;
    const bold = index === 0 ? Math.min(strong, line.text.length) : 0;
    const [head, rest] = splitLine(line, bold);
    pages.put(head, { ...BODY_TYPE, bold: true }, left, top);
    pages.put(rest, BODY_TYPE, left + head.width, top);
  }
}

/** @param at in UTF-16 units, as the text of a run is counted */
function splitLine(line: Line, at: number): [Line, Line] {
  const count = [...line.text.slice(0, at)].length;
  const width = line.advances.slice(0, count).reduce((sum, advance) => sum + advance, 0);
  return [
    { text: line.text.slice(0, at), advances: line.advances.slice(0, Math.max(0, count - 1)), width },
    { text: line.text.slice(at), advances: line.advances.slice(count), width: line.width - width },
  ];
}

function signature(pages: Pages, organ: string, date: string): void {
  const organWidth = widthOf(organ, BODY);
  const dateWidth = widthOf(date, BODY);
  const organEnd = Math.max(0, 4 * BODY + (dateWidth - organWidth) / 2);
  const dateEnd = Math.max(4 * BODY, organEnd + (organWidth - dateWidth) / 2);
  if (pages.room < 5 * PITCH) pages.breakPage();
  pages.take(3 * PITCH);
  pages.line(oneLine(organ, BODY_TYPE), BODY_TYPE, PITCH, 'right', 0, organEnd);
  pages.line(oneLine(date, BODY_TYPE), BODY_TYPE, PITCH, 'right', 0, dateEnd);
}

function putTable(pages: Pages, block: TableBlock): void {
  pages.take(Math.min(PITCH * 0.4, Math.max(0, pages.room)));
  const whole = layOutTable(block, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const height = whole[0]?.height ?? 0;
  if (block.together && height <= AREA.height && height > pages.room) pages.breakPage();
  const pieces: TablePiece[] = layOutTable(block, pages.room, AREA.height);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 || piece.height > pages.room + 0.01) pages.breakPage();
    const top = pages.take(piece.height);
    for (const { text, left, top: down, size, advances } of piece.texts)
      pages.page.texts.push({
        text,
        left: AREA.left + left,
        top: top + down,
        size,
        face: 'song',
        bold: false,
        advances,
      });
    for (const { fromX, fromY, toX, toY } of piece.rules)
      pages.page.rules.push({
        fromX: AREA.left + fromX,
        fromY: top + fromY,
        toX: AREA.left + toX,
        toY: top + toY,
      });
  }
  pages.take(Math.min(PITCH * 0.6, Math.max(0, pages.room)));
}

function put(pages: Pages, block: Block, next: Block | undefined): void {
  const one = (text: string, align: Align, end = 0): void => {
    for (const line of breakLines(text, { width: AREA.width - end, size: BODY }))
      pages.line(line, BODY_TYPE, PITCH, align, 0, end);
  };
  switch (block.kind) {
    case 'masthead': {
      const type: Type = { face: 'xiaobiaosong', size: points(32) };
      pages.take(35 - PITCH);
      pages.line(oneLine(`${block.organ}文件`, type), type, type.size * 1.3, 'center');
      pages.take(PITCH);
      one(block.number, 'center');
      const top = pages.take(4);
      pages.page.rules.push({ fromX: AREA.left, fromY: top + 4, toX: AREA.left + AREA.width, toY: top + 4 });
      pages.take(PITCH);
      return;
    }
    case 'title':
      for (const text of block.lines)
        for (const line of breakLines(text, { width: AREA.width, size: TITLE_TYPE.size }))
          pages.line(line, TITLE_TYPE, TITLE_PITCH, 'center');
      return;
    case 'number':
      one(block.text, 'right', BODY);
      return;
    case 'addressee':
      one(block.text, 'left');
      return;
    case 'heading': {
      // A heading stays with what it heads: two lines, or a table's first rows.
      if (pages.room < PITCH * (next?.kind === 'table' ? 5 : 3)) pages.breakPage();
      const type = LEVELS[block.level - 1]!;
      const lines = breakLines(block.text, { width: AREA.width, size: BODY, indent: 2 * BODY });
      for (const [index, line] of lines.entries()) pages.line(line, type, PITCH, 'left', index === 0 ? 2 * BODY : 0);
      return;
    }
    case 'paragraph':
      paragraph(pages, block.runs, block.indent === false ? 0 : 2 * BODY);
      return;
    case 'table':
      putTable(pages, block);
      return;
    case 'annexes':
      pages.take(Math.min(PITCH, pages.room));
      for (const [index, title] of block.titles.entries()) {
        const number = block.titles.length > 1 ? `${index + 1}.` : '';
        const label = index === 0 ? '附件：' : '';
        const indent = label === '' ? 5 * BODY : 2 * BODY;
        for (const [at, line] of breakLines(`${label}${number}${title}`, {
          width: AREA.width - indent,
          size: BODY,
        }).entries())
          pages.line(line, BODY_TYPE, PITCH, 'left', at === 0 ? indent : 5 * BODY);
      }
      return;
    case 'signature':
      signature(pages, block.organ, block.date);
      return;
    case 'note':
      paragraph(pages, [`（${block.text}）`], 2 * BODY);
      return;
    case 'gap':
      pages.take(Math.min(block.lines * PITCH, pages.room));
      return;
    case 'page-break':
      pages.breakPage();
      return;
  }
}

/** The document's pages with their numbers: on odd pages to the right, on even ones to the left. */
export function layOutOfd(document: TypesetDocument): LaidOutPage[] {
  const pages = new Pages();
  for (const [index, block] of document.blocks.entries()) put(pages, block, document.blocks[index + 1]);
  const laid = pages.pages.filter(({ texts, rules }) => texts.length + rules.length > 0);
  const type: Type = { face: 'song', size: points(14) };
  for (const [index, page] of laid.entries()) {
    const line = oneLine(`— ${index + 1} —`, type);
    const left = index % 2 === 0 ? AREA.left + AREA.width - line.width - type.size : AREA.left + type.size;
    const { text, advances } = line;
    const top = AREA.top + AREA.height + 7;
    page.texts.push({ text, left, top, size: type.size, face: 'song', bold: false, advances });
  }
  return laid;
}
