/** Lines and table rows out of the positions of a page's text. Lengths in points, y upwards. */
import { asciiDigits } from '../rules/reading/figures.ts';
import type { Block, GridCell } from '../rules/reading/source.ts';
import { inColumns } from './text-columns.ts';

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
  const lines = pages.map((page) =>
    inColumns(linesOf(page), (line, segments) => ({ ...line, segments: [...segments] })),
  );
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
  lines: Line[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A row's own number, with which its label begins. */
const LABEL_START =
  /^(?:[1-8]\s*[.．、,，]|[①-⑧]|[（(]\s*[一二三四五六七1-8]\s*[）)]|[一二三四]\s*[、.．]|第?[四五][\s部分]*(?:因?政府信息公开|存在)|(?:因?政府信息公开[^\d]{0,12})?行政复议|结果维|[（(]?本列数据)/;

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
  const figureLines = new Set(sevens.map(({ line }) => line));
  const found = new Map<Line, string>();
  if (sevens.length === 0) return found;
  const limit = centres[0]! - 2;
  const labels: Label[] = [];
  const labelSegments = (line: Line): Segment[] =>
    (rows.some((row) => row.line === line) ? wordsOf(line) : line.segments).filter(
      ({ right, height }) => right <= limit + height,
    );
  const spacing = wrapSpacing(lines, labelSegments);
  for (const line of lines) {
    for (const segment of labelSegments(line)) {
      // A blank within the label: “2.没有现 成信息”.
      const beside = labels.at(-1);
      if (
        beside?.lines.at(-1) === line &&
        segment.left - beside.right < segment.height * 1.6 &&
        segment.left >= beside.left &&
        !LABEL_START.test(segment.text)
      ) {
        beside.text += segment.text;
        beside.segments.push(segment);
        beside.right = Math.max(beside.right, segment.right);
        continue;
      }
      const above = labels.findLast(
        (label) =>
          label.bottom - line.y > 0 &&
          label.bottom - line.y < Math.min(segment.height * 2.2, spacing) &&
          segment.left < label.right &&
          label.left < segment.right,
      );
      // A label stands beside one row of figures: a second one has a label of its own.
      const ofNextRow = above !== undefined && figureLines.has(line) && above.lines.some((own) => figureLines.has(own));
      if (above && !ofNextRow && !LABEL_START.test(segment.text)) {
        above.lines.push(line);
        above.text += segment.text;
        above.segments.push(segment);
        above.bottom = line.y;
        above.right = Math.max(above.right, segment.right);
      } else if (ofNextRow || figureLines.has(line) || LABEL_START.test(segment.text)) {
        const { text, left, right } = segment;
        labels.push({ text, segments: [segment], lines: [line], left, right, top: line.y, bottom: line.y });
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

/** How far below each other the lines of one label may stand: a little more than the closest that there are. */
function wrapSpacing(lines: readonly Line[], labelSegments: (line: Line) => Segment[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    for (const segment of labelSegments(line)) {
      for (const lower of lines.slice(index + 1, index + 4)) {
        const gap = line.y - lower.y;
        const overlaps = labelSegments(lower).some(({ left, right }) => left < segment.right && segment.left < right);
        if (gap > segment.height * 0.8 && overlaps) least = Math.min(least, gap);
      }
    }
  }
  return least * 1.3;
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
  if (full.length < 3) return headCentres(lines);
  return [0, 1, 2, 3, 4, 5, 6].map((column) => {
    const middles = full.map((figures) => middle(figures[column]!)).sort((a, b) => a - b);
    return middles[Math.floor(middles.length / 2)]!;
  });
}

/** What the heads of the seven columns begin with; narrow columns break them. */
const COLUMN_HEADS = [/^自然/, /^商业/, /^科研/, /^社会/, /^法律/, /^其他?$/, /^总计?$/] as const;

/** Middles of the columns from their heads, for tables that leave most cells blank. */
function headCentres(lines: readonly Line[]): number[] | null {
  const first = lines.findIndex(({ segments }) => segments.some(({ text }) => text.startsWith('自然人')));
  if (first < 0) return null;
  // 总计 stands a line higher than 商业企业, whose head two lines of its own.
  const near = lines.filter(({ y, segments }) => Math.abs(y - lines[first]!.y) < 8 * (segments[0]?.height ?? 10));
  const segments = near.flatMap((line) => line.segments);
  const centres: number[] = [];
  for (const head of COLUMN_HEADS) {
    const after = centres.at(-1) ?? Number.NEGATIVE_INFINITY;
    const found = segments
      .filter((segment) => head.test(segment.text) && middle(segment) > after)
      .sort((a, b) => a.left - b.left)[0];
    if (!found) return null;
    centres.push(middle(found));
  }
  return centres;
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
