/** A table with merged cells, laid out in pieces of a page each. */
import type { TableBlock, TableCell } from './document.ts';
import { breakLines, type Line } from './ofd-lines.ts';
import { AREA, points } from './ofd-page.ts';

const LINE_HEIGHT = 1.35;

/** Lengths from the upper left corner of the piece. */
export interface TablePiece {
  height: number;
  texts: { text: string; left: number; top: number; size: number; advances: readonly number[] }[];
  rules: { fromX: number; fromY: number; toX: number; toY: number }[];
}

interface Placed {
  row: number;
  rows: number;
  left: number;
  width: number;
  lines: Line[];
  align: 'left' | 'center' | 'right';
}

interface Measured {
  cells: Placed[];
  heights: number[];
  headRows: number;
  size: number;
  padding: number;
}

function measure(block: TableBlock): Measured {
  const typeSize = block.size ?? 12;
  const size = points(typeSize);
  const padding = points(typeSize > 11 ? 4 : 2.2);
  const sum = block.columns.reduce((total, share) => total + share, 0);
  const edges = [0];
  for (const share of block.columns) edges.push(edges.at(-1)! + (share / sum) * AREA.width);
  const covered: number[] = block.columns.map(() => 0);
  const cells: Placed[] = [];
  const rows = [...block.head, ...block.body];
  for (const [row, line] of rows.entries()) {
    let column = 0;
    for (const cell of line) {
      while ((covered[column] ?? 0) > row) column++;
      cells.push(place(cell, row, column, edges, size, padding));
      for (let i = column; i < column + (cell.columns ?? 1); i++) covered[i] = row + (cell.rows ?? 1);
      column += cell.columns ?? 1;
    }
  }
  const least = Math.max(block.rowHeight ?? 0, size * LINE_HEIGHT + 2 * padding);
  const heights = rows.map(() => least);
  // Cells of few rows first: those that span many then find most of their room there already.
  for (const { row, rows: span, lines } of [...cells].sort((a, b) => a.rows - b.rows)) {
    const needed = lines.length * size * LINE_HEIGHT + 2 * padding;
    const given = heights.slice(row, row + span).reduce((total, height) => total + height, 0);
    const last = Math.min(row + span, heights.length) - 1;
    if (needed > given) heights[last] = heights[last]! + needed - given;
  }
  return { cells, heights, headRows: block.head.length, size, padding };
}

function place(
  cell: TableCell,
  row: number,
  column: number,
  edges: readonly number[],
  size: number,
  padding: number,
): Placed {
  const left = edges[column]!;
  const width = (edges[column + (cell.columns ?? 1)] ?? AREA.width) - left;
  const lines = breakLines(cell.text, { width: Math.max(size, width - 2 * padding), size });
  return { row, rows: cell.rows ?? 1, left, width, lines, align: cell.align ?? 'center' };
}

/**
 * @param first room on the page where the table begins, @param other room on each page after it. The head is repeated;
 * a cell that a page break cuts has its words in its larger part.
 */
export function layOutTable(block: TableBlock, first: number, other: number): TablePiece[] {
  const measured = measure(block);
  const { heights, headRows } = measured;
  const head = Array.from({ length: headRows }, (_, row) => row);
  const headHeight = sumOf(heights, head);
  const groups: number[][] = [];
  let rows: number[] = [];
  let room = first - headHeight;
  for (let row = headRows; row < heights.length; row++) {
    const height = heights[row]!;
    if (height > room && (rows.length > 0 || (groups.length === 0 && first < other))) {
      groups.push(rows);
      rows = [];
      room = other - headHeight;
    }
    rows.push(row);
    room -= height;
  }
  groups.push(rows);
  // With no room for a single row the table begins on the next page.
  if (groups[0]!.length === 0 && groups.length > 1) groups.shift();
  return groups.map((body) => draw(measured, [...head, ...body], groups));
}

function sumOf(heights: readonly number[], rows: readonly number[]): number {
  return rows.reduce((total, row) => total + heights[row]!, 0);
}

function draw(measured: Measured, rows: readonly number[], groups: readonly (readonly number[])[]): TablePiece {
  const { cells, heights, size, padding } = measured;
  const tops = new Map<number, number>();
  let height = 0;
  for (const row of rows) {
    tops.set(row, height);
    height += heights[row]!;
  }
  const piece: TablePiece = { height, texts: [], rules: [] };
  for (const cell of cells) {
    const span = Array.from({ length: cell.rows }, (_, i) => cell.row + i);
    const own = span.filter((row) => tops.has(row));
    if (own.length === 0) continue;
    const top = tops.get(own[0]!)!;
    const tall = sumOf(heights, own);
    box(piece, cell, top, tall);
    const parts = groups.map((group) => span.filter((row) => group.includes(row)));
    const largest = parts.reduce((best, part) => (sumOf(heights, part) > sumOf(heights, best) ? part : best), own);
    if (largest[0] !== own[0]) continue;
    const block = cell.lines.length * size * LINE_HEIGHT;
    for (const [index, line] of cell.lines.entries()) {
      const free = cell.width - line.width;
      const shift = cell.align === 'left' ? padding : cell.align === 'right' ? free - padding : free / 2;
      piece.texts.push({
        text: line.text,
        left: cell.left + Math.max(0, shift),
        top: top + (tall - block) / 2 + index * size * LINE_HEIGHT + (size * (LINE_HEIGHT - 1)) / 2,
        size,
        advances: line.advances,
      });
    }
  }
  piece.rules = [
    ...new Map(
      piece.rules.map((rule) => [
        Object.values(rule)
          .map((n) => n.toFixed(3))
          .join(),
        rule,
      ]),
    ).values(),
  ];
  return piece;
}

function box(piece: TablePiece, { left, width }: Placed, top: number, height: number): void {
  const right = left + width;
  const bottom = top + height;
  piece.rules.push(
    { fromX: left, fromY: top, toX: right, toY: top },
    { fromX: left, fromY: bottom, toX: right, toY: bottom },
    { fromX: left, fromY: top, toX: left, toY: bottom },
    { fromX: right, fromY: top, toX: right, toY: bottom },
  );
}
