/** Lines and table rows out of the positions of a page's text. Lengths in points, y upwards. */
import { asciiDigits } from '../rules/reading/figures.ts';
import type { Block, GridCell } from '../rules/reading/source.ts';

export interface PlacedText {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Size of the letters. */
  height: number;
}

export interface PageText {
  height: number;
  items: PlacedText[];
}

interface Segment {
  text: string;
  left: number;
  right: number;
  height: number;
}

interface Line {
  y: number;
  segments: Segment[];
}

/** What stands in a figure cell: a number, or a sign somebody put for none. */
const FIGURE = /^(?:[+-]?\d[\d,]*(?:\.\d+)?(?:件|个|项|万元|元)?|[/／—–-]{1,2}|无)$/;
const isFigure = (text: string): boolean => FIGURE.test(asciiDigits(text));
const PAGE_NUMBER = /^[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–－·\s]*$/;

/** What browsers print around a page: the time, the address, “2/4”. */
const PRINTED_AROUND =
  /^(?:\d{1,4}\/\d{1,2}\/\d{1,4}[,，]?\s*\d{1,2}:\d{2}.*|(?:https?|file):\/\/.*|\d{1,3}\s*\/\s*\d{1,3})$/;

/** Columns of table three and cells of table four. */
const ROW_SIZES = [7, 15];

/** Blocks of a whole document: rows of table three and four become grids with their blank cells, the rest paragraphs. */
export function layOutPages(pages: readonly PageText[]): Block[] {
  const lines = pages.map((page) => linesOf(page));
  const everywhere = columnCentres(lines.flat());
  return lines.flatMap((own) => pageBlocks(own, columnCentres(own) ?? everywhere));
}

interface FigureRow {
  line: Line;
  cells: GridCell[];
}

function pageBlocks(lines: readonly Line[], centres: readonly number[] | null): Block[] {
  const rows = new Map<Line, FigureRow>();
  for (const line of lines) {
    const cells = cellsOf(line, centres);
    if (cells) rows.set(line, { line, cells });
  }
  const used = new Set<Segment>();
  const labels = centres ? rowLabels(lines, [...rows.values()], centres, used) : new Map<Line, string>();
  return lines.flatMap((line): Block[] => {
    const row = rows.get(line);
    const words = (row ? wordsOf(line) : line.segments).filter((segment) => !used.has(segment));
    const text = words.map((segment) => segment.text).join(' ');
    if (!row) return text === '' ? [] : [{ kind: 'paragraph', text }];
    const label = [text, labels.get(line) ?? ''].filter((part) => part !== '').join(' ');
    return [{ kind: 'grid', rows: [label === '' ? row.cells : [{ text: label }, ...row.cells]] }];
  });
}

interface Label {
  text: string;
  segments: Segment[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A row's own number, with which its label begins. */
const LABEL_START = /^(?:[1-8]\s*[.．、]|[（(][一二三四五六七1-8][）)]|[一二三四]\s*[、.．])/;

/**
 * Labels broken over lines stand around the figures of their row, not before them. Lines of words below each other
 * make a label until the next begins with a number of its own; a row takes the label beside it, the innermost if
 * there are several.
 */
function rowLabels(
  lines: readonly Line[],
  rows: readonly FigureRow[],
  centres: readonly number[],
  used: Set<Segment>,
): Map<Line, string> {
  const sevens = rows.filter(({ cells }) => cells.length === 7);
  const found = new Map<Line, string>();
  if (sevens.length === 0) return found;
  const limit = centres[0]! - 2;
  const labels: Label[] = [];
  for (const line of lines) {
    for (const segment of rows.some((row) => row.line === line) ? wordsOf(line) : line.segments) {
      if (segment.right > limit + segment.height) continue;
      const above = labels.findLast(
        (label) =>
          label.bottom - line.y > 0 &&
          label.bottom - line.y < segment.height * 2.2 &&
          segment.left < label.right &&
          label.left < segment.right,
      );
      if (above && !LABEL_START.test(segment.text)) {
        above.text += segment.text;
        above.segments.push(segment);
        above.bottom = line.y;
        above.right = Math.max(above.right, segment.right);
      } else if (LABEL_START.test(segment.text)) {
        const { text, left, right } = segment;
        labels.push({ text, segments: [segment], left, right, top: line.y, bottom: line.y });
      }
    }
  }
  for (const { line } of sevens) {
    let best: Label | null = null;
    for (const label of labels) {
      const slack = label.segments[0]!.height * 0.8;
      if (line.y > label.top + slack || line.y < label.bottom - slack) continue;
      if (best === null || label.left > best.left) best = label;
    }
    if (best === null) continue;
    found.set(line, best.text);
    for (const segment of best.segments) used.add(segment);
  }
  return found;
}

function linesOf(page: PageText): Line[] {
  const items = page.items.filter((item) => item.text.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: PlacedText[][] = [];
  let top = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const current = lines.at(-1);
    const tolerance = Math.min(item.height, current?.[0]?.height ?? item.height) * 0.5;
    if (current && top - item.y <= tolerance) current.push(item);
    else {
      lines.push([item]);
      top = item.y;
    }
  }
  const laid = lines.map((line): Line => ({ y: line[0]!.y, segments: segmentsOf(line) }));
  return laid.filter((line, index) => {
    const atEdge =
      (index === 0 || index === laid.length - 1) && (line.y < page.height * 0.1 || line.y > page.height * 0.92);
    const text = line.segments.map((segment) => segment.text).join(' ');
    return !(atEdge && (PAGE_NUMBER.test(text) || PRINTED_AROUND.test(text)));
  });
}

function segmentsOf(items: PlacedText[]): Segment[] {
  const segments: Segment[] = [];
  for (const item of items.sort((a, b) => a.x - b.x)) {
    const last = segments.at(-1);
    const gap = last ? item.x - last.right : 0;
    const figures = last !== undefined && /[\d０-９]$/.test(last.text) && /^[\d０-９]/.test(item.text);
    // “（三）不予公开” and “1.属于国家秘密” may stand close together.
    const begins = last !== undefined && LABEL_START.test(item.text) && LABEL_START.test(last.text);
    // A figure in its cell stands close behind a long label; within a sentence it stands closer still.
    const figureBehindWords =
      last !== undefined && !figures && isFigure(item.text.trim()) && /[^\d\s]$/.test(last.text);
    const most = figures ? 0.2 : figureBehindWords ? 0.3 : 0.8;
    const near = !begins && gap < item.height * most && !(figures && /\s$/.test(last.text));
    if (last && near) {
      last.text += item.text;
      last.right = Math.max(last.right, item.x + item.width);
    } else {
      segments.push(...splitFigures(item));
    }
  }
  return segments.map((segment) => ({ ...segment, text: segment.text.trim() }));
}

/** One piece of text may hold several cells, “95 0 0 0 0 0 95”: their places are then shared out by length. */
function splitFigures(item: PlacedText): Segment[] {
  const parts = item.text.trim().split(/\s+/);
  const { height } = item;
  const whole = { text: item.text, left: item.x, right: item.x + item.width, height };
  if (parts.length < 2 || !parts.every(isFigure)) return [whole];
  const unit = item.width / Math.max(1, item.text.length);
  let from = 0;
  return parts.map((text) => {
    const at = item.text.indexOf(text, from);
    from = at + text.length;
    return { text, left: item.x + at * unit, right: item.x + from * unit, height };
  });
}

function figuresOf(line: Line): Segment[] {
  const last = line.segments.findLastIndex((segment) => !isFigure(segment.text));
  return line.segments.slice(last + 1);
}

/** Middles of the seven columns, from the rows that are complete; `null` without at least three such rows. */
function columnCentres(lines: readonly Line[]): number[] | null {
  const full = lines.map(figuresOf).filter((figures) => figures.length === 7);
  if (full.length < 3) return null;
  return [0, 1, 2, 3, 4, 5, 6].map((column) => {
    const middles = full.map((figures) => middle(figures[column]!)).sort((a, b) => a - b);
    return middles[Math.floor(middles.length / 2)]!;
  });
}

function middle(segment: Segment): number {
  return (segment.left + segment.right) / 2;
}

function wordsOf(line: Line): Segment[] {
  return line.segments.slice(0, line.segments.length - figuresOf(line).length);
}

/** The cells of a row of table three or four, or `null` when the line is none. */
function cellsOf(line: Line, centres: readonly number[] | null): GridCell[] | null {
  const figures = figuresOf(line);
  if (ROW_SIZES.includes(figures.length)) return figures.map(({ text }) => ({ text }));
  return centres && figures.length >= 4 && figures.length < 7 ? placeInColumns(figures, centres) : null;
}

/** A row with blank cells: each figure belongs to the column it stands under. `null` when one stands under none. */
function placeInColumns(figures: readonly Segment[], centres: readonly number[]): GridCell[] | null {
  const cells: GridCell[] = centres.map(() => ({ text: '' }));
  const width = (centres[6]! - centres[0]!) / 6;
  for (const figure of figures) {
    const at = middle(figure);
    let nearest = 0;
    for (const [column, centre] of centres.entries()) {
      if (Math.abs(centre - at) < Math.abs(centres[nearest]! - at)) nearest = column;
    }
    if (Math.abs(centres[nearest]! - at) > width * 0.4 || cells[nearest]!.text !== '') return null;
    cells[nearest] = { text: figure.text };
  }
  return cells;
}
