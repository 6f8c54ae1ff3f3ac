/** Lines and table rows out of the positions of a page's text. Lengths in points, y upwards. */
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
}

interface Line {
  y: number;
  segments: Segment[];
}

/** What stands in a figure cell: a number, or a sign somebody put for none. */
const FIGURE = /^(?:[+-]?\d[\d,]*(?:\.\d+)?|[/／—–-]{1,2}|无)$/;
const PAGE_NUMBER = /^[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–－·\s]*$/;

/** Columns of table three and cells of table four. */
const ROW_SIZES = [7, 15];

/** Blocks of a whole document: rows of table three and four become grids with their blank cells, the rest paragraphs. */
export function layOutPages(pages: readonly PageText[]): Block[] {
  const lines = pages.map((page) => linesOf(page));
  const everywhere = columnCentres(lines.flat());
  return lines.flatMap((own) => {
    const centres = columnCentres(own) ?? everywhere;
    return own.map((line): Block => blockOf(line, centres));
  });
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
    return !(atEdge && PAGE_NUMBER.test(line.segments.map(({ text }) => text).join('')));
  });
}

function segmentsOf(items: PlacedText[]): Segment[] {
  const segments: Segment[] = [];
  for (const item of items.sort((a, b) => a.x - b.x)) {
    const last = segments.at(-1);
    const gap = last ? item.x - last.right : 0;
    const figures = last !== undefined && /\d$/.test(last.text) && /^\d/.test(item.text);
    const near = gap < item.height * (figures ? 0.2 : 0.8) && !(figures && /\s$/.test(last.text));
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
  const whole = { text: item.text, left: item.x, right: item.x + item.width };
  if (parts.length < 2 || !parts.every((part) => FIGURE.test(part))) return [whole];
  const unit = item.width / Math.max(1, item.text.length);
  let from = 0;
  return parts.map((text) => {
    const at = item.text.indexOf(text, from);
    from = at + text.length;
    return { text, left: item.x + at * unit, right: item.x + from * unit };
  });
}

function figuresOf(line: Line): Segment[] {
  const last = line.segments.findLastIndex((segment) => !FIGURE.test(segment.text));
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

function blockOf(line: Line, centres: readonly number[] | null): Block {
  const figures = figuresOf(line);
  const words = line.segments.slice(0, line.segments.length - figures.length);
  const label = words.map(({ text }) => text).join(' ');
  if (ROW_SIZES.includes(figures.length))
    return rowBlock(
      label,
      figures.map(({ text }) => ({ text })),
    );
  if (centres && figures.length >= 3 && figures.length < 7) {
    const cells = placeInColumns(figures, centres);
    if (cells) return rowBlock(label, cells);
  }
  return { kind: 'paragraph', text: line.segments.map(({ text }) => text).join(' ') };
}

function rowBlock(label: string, cells: GridCell[]): Block {
  return { kind: 'grid', rows: [label === '' ? cells : [{ text: label }, ...cells]] };
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
