/**
 * Table 3 where words and figures fell apart: programs that take the text out of a PDF write a stretch of labels, then
 * the figures beside them, row by row or column by column. The figures keep the official order, and their sums tell
 * whether they were put together right.
 */
import type { RowKey } from '../form.ts';
import { sumsUp } from './cuts.ts';
import { type FigureGroup, type FigureToken, numberOf } from './figures.ts';

const WIDTH = 7;
/** One wrong figure breaks the sum of its row, of its column and the balance. */
const MOST_BROKEN = 3;
const MOST_STEPS = 20_000;

interface Run {
  tokens: FigureToken[];
}

/** Figures on lines below each other; words and empty lines end a run. `null` when some are no plain figures. */
function runsOf(groups: readonly FigureGroup[]): Run[] | null {
  const runs: Run[] = [];
  for (const group of groups) {
    let last: FigureToken | null = null;
    for (const token of group.tokens) {
      if (token.explicit || token.kind !== 'figure' || !/^\d{1,9}$/.test(token.text)) return null;
      if (last && last.row - token.row <= 1) runs.at(-1)!.tokens.push(token);
      else runs.push({ tokens: [token] });
      last = token;
    }
  }
  return runs;
}

/** A stray row more or less: so many rows may lack a label of their own where labels and figures did not fall apart. */
const STRAY = 2;

/** Whether most rows of figures have words of their own before them: then those words tell more than the order does. */
function areInStep(groups: readonly FigureGroup[], rows: number): boolean {
  const own = groups.filter(({ label, tokens }) => tokens.length === WIDTH && label.trim() !== '');
  return own.length >= rows - STRAY;
}

/** The ways to take the next rows from `runs` at `at`: the rows, and where the runs go on. */
function nextRows(runs: readonly Run[], at: number): { rows: FigureToken[][]; next: number }[] {
  const ways: { rows: FigureToken[][]; next: number }[] = [];
  const { tokens } = runs[at]!;
  if (tokens.length % WIDTH === 0) {
    const rows = Array.from({ length: tokens.length / WIDTH }, (_, row) =>
      tokens.slice(row * WIDTH, row * WIDTH + WIDTH),
    );
    ways.push({ rows, next: at + 1 });
  }
  const block = runs.slice(at, at + WIDTH);
  if (block.length === WIDTH && block.every((run) => run.tokens.length === tokens.length))
    ways.push({ rows: tokens.map((_, row) => block.map((column) => column.tokens[row]!)), next: at + WIDTH });
  // A row whose figures do not stand at equal distances.
  const row: FigureToken[] = [];
  let next = at;
  while (row.length < WIDTH && next < runs.length) {
    row.push(...runs[next]!.tokens);
    next += 1;
  }
  if (row.length === WIDTH && next > at + 1 && tokens.length > 1) ways.push({ rows: [row], next });
  return ways;
}

/** How many of the sums of rows, results and balance do not hold. */
function brokenSums(rows: readonly number[][], keys: readonly RowKey[]): number {
  const at = (key: RowKey): number[] => rows[keys.indexOf(key)] ?? [];
  const results = rows.filter((_, index) => !['new', 'carried', 'total', 'forward'].includes(keys[index]!));
  let broken = rows.filter((row) => !sumsUp(row)).length;
  for (let column = 0; column < WIDTH; column += 1) {
    const total = at('total')[column]!;
    if (results.reduce((sum, row) => sum + row[column]!, 0) !== total) broken += 1;
    if (at('new')[column]! + at('carried')[column]! !== total + at('forward')[column]!) broken += 1;
  }
  return broken;
}

/**
 * @param keys the rows to be found, in the official order
 * @returns the tokens of each row, or `null` when there are others than these rows, when the sums do not hold, or when
 *   several ways to put them together are equally good
 */
export function rowsByOrder(groups: readonly FigureGroup[], keys: readonly RowKey[]): FigureToken[][] | null {
  const runs = runsOf(groups);
  const count = runs?.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (runs === null || count !== keys.length * WIDTH || areInStep(groups, keys.length)) return null;
  let best: { rows: FigureToken[][]; figures: string; broken: number } | null = null;
  let isTied = false;
  let steps = 0;
  const visit = (at: number, rows: FigureToken[][]): void => {
    steps += 1;
    if (steps > MOST_STEPS) return;
    if (at === runs.length) {
      const values = rows.map((row) => row.map(({ text }) => numberOf(text)));
      const broken = brokenSums(values, keys);
      const figures = values.join('/');
      if (best === null || broken < best.broken) {
        best = { rows, figures, broken };
        isTied = false;
      } else if (broken === best.broken && figures !== best.figures) isTied = true;
      return;
    }
    for (const way of nextRows(runs, at)) visit(way.next, [...rows, ...way.rows]);
  };
  visit(0, []);
  const found = best as { rows: FigureToken[][]; broken: number } | null;
  return found === null || isTied || found.broken > MOST_BROKEN || steps > MOST_STEPS ? null : found.rows;
}
