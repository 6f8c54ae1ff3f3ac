/** Table 4. */
import type { Cell, Five, RemediesTable } from '../form.ts';
import { type Reading, sumsUp } from './cuts.ts';
import { type FigureGroup, type FigureToken, numberOf } from './figures.ts';
import { hanOnly } from './fuzzy.ts';

export interface RemediesReading {
  table: RemediesTable;
  /** Several ways to cut satisfy all three sums. */
  alternatives: Reading[];
  digits: string;
  start: number;
  end: number;
  notNumbers: { index: number; text: string; start: number; end: number }[];
  found: boolean;
}

const REMEDY_CELLS = 15;
const BLOCK = 5;

/**
 * The fifteen figures of part four, in the official order: reconsideration, suits brought directly, suits after
 * reconsideration. Reports that print three tables, or a table of three rows, give three groups of five; reports that
 * print the table upright give fifteen groups of one.
 */
export function readRemediesTable(groups: readonly FigureGroup[]): RemediesReading {
  const upTo = groups.filter(({ tokens }) => tokens.length >= BLOCK).length >= 3 ? BLOCK : REMEDY_CELLS;
  const rows = groups.map((group) => rowOf(group, upTo));
  const tokens = wholeRow(rows) ?? upright(groups) ?? threeRows(rows) ?? cuttable(rows);
  const reading: RemediesReading = {
    table: {
      reconsideration: [null, null, null, null, null],
      litigationDirect: [null, null, null, null, null],
      litigationAfterReconsideration: [null, null, null, null, null],
    },
    alternatives: [],
    digits: tokens.map(({ text }) => text).join(' '),
    start: tokens[0]?.start ?? 0,
    end: tokens.at(-1)?.end ?? 0,
    notNumbers: [],
    found: tokens.length > 0,
  };
  const readings = remedyReadings(tokens);
  if (readings.length === 0) return { ...reading, found: false };
  const cells = readings[0]!.map((cell, index) => (readings.every((other) => other[index] === cell) ? cell : null));
  if (readings.length > 1) reading.alternatives = readings;
  if (tokens.length === REMEDY_CELLS) {
    for (const [index, token] of tokens.entries()) {
      if (token.kind === 'other')
        reading.notNumbers.push({ index, text: token.text, start: token.start, end: token.end });
    }
  }
  reading.table = {
    reconsideration: cells.slice(0, 5) as Five,
    litigationDirect: cells.slice(5, 10) as Five,
    litigationAfterReconsideration: cells.slice(10, 15) as Five,
  };
  return reading;
}

interface Row {
  label: string;
  tokens: FigureToken[];
}

/** The row without the blank cells of a wider sheet: of five or fifteen cells when it can be. */
function rowOf({ label, tokens }: FigureGroup, least: number): Row {
  const first = tokens.findIndex(({ kind }) => kind !== 'blank');
  const last = tokens.findLastIndex(({ kind }) => kind !== 'blank');
  if (tokens.length === BLOCK || tokens.length === REMEDY_CELLS) return { label, tokens };
  const size = last - first + 1;
  const target = size <= least ? least : REMEDY_CELLS;
  if (first < 0) return { label, tokens: tokens.slice(0, target) };
  if (tokens.length < target) return { label, tokens: size === 1 ? [tokens[first]!] : tokens };
  let best: FigureToken[] | null = null;
  for (let from = Math.max(0, last - target + 1); from <= first && from + target <= tokens.length; from += 1) {
    const window = tokens.slice(from, from + target);
    best ??= window;
    if (blocksSumUp(window)) return { label, tokens: window };
  }
  return { label, tokens: best ?? tokens };
}

function blocksSumUp(tokens: readonly FigureToken[]): boolean {
  const cells = tokens.map(cellOf);
  for (let from = 0; from < cells.length; from += BLOCK) if (!sumsUp(cells.slice(from, from + BLOCK))) return false;
  return true;
}

function cellOf(token: FigureToken): Cell {
  return token.kind === 'figure' ? numberOf(token.text) : null;
}

/** All fifteen in one row, perhaps with a page number behind them. */
function wholeRow(rows: readonly Row[]): FigureToken[] | null {
  const exact = rows.find(({ tokens }) => tokens.length === REMEDY_CELLS);
  if (exact) return exact.tokens;
  for (const { tokens } of rows) {
    if (tokens.length < REMEDY_CELLS || tokens.some(({ explicit }) => explicit)) continue;
    for (let from = 0; from + REMEDY_CELLS <= tokens.length; from += 1) {
      const window = tokens.slice(from, from + REMEDY_CELLS);
      if (blocksSumUp(window)) return window;
    }
    return tokens.slice(0, REMEDY_CELLS);
  }
  return null;
}

function threeRows(rows: readonly Row[]): FigureToken[] | null {
  let fives = rows.flatMap((row): Row[] => {
    if (row.tokens.length === BLOCK) return [row];
    // A page number behind a row of loose figures.
    const loose =
      row.tokens.length > BLOCK && row.tokens.length < 2 * BLOCK && row.tokens.every(({ explicit }) => !explicit);
    return loose ? [{ label: row.label, tokens: row.tokens.slice(0, BLOCK) }] : [];
  });
  // Headings beside blank cells, and lines of a sheet that are no table, look like blank rows.
  const filters: ((row: Row) => boolean)[] = [
    ({ label, tokens }) => tokens.some(({ kind }) => kind !== 'blank') || /复议|诉讼|起诉|总计/.test(hanOnly(label)),
    ({ label }) => /(?:总计|合计)$/.test(hanOnly(label)),
    ({ label }) => /(?:复议|起诉)$/.test(hanOnly(label)),
    ({ tokens }) => tokens.some(({ kind }) => kind !== 'blank'),
  ];
  for (const keep of filters) {
    const kept = fives.filter(keep);
    if (fives.length > 3 && kept.length >= 3) fives = kept;
  }
  if (fives.length !== 3) return null;
  const place = ({ label: printed }: Row): number => {
    const label = hanOnly(printed);
    const direct = label.lastIndexOf('未经复议');
    const after = label.lastIndexOf('复议后');
    if (direct < 0 && after < 0) return -1;
    return direct > after ? 1 : 2;
  };
  const places = fives.map(place);
  const named = places.filter((at) => at > 0);
  // Only where both kinds of suit are named, each once, may the labels overrule the order.
  const ordered =
    named.length !== 2 || named[0] === named[1]
      ? fives
      : [...fives].sort((a, b) => Math.max(0, place(a)) - Math.max(0, place(b)));
  return ordered.flatMap(({ tokens }) => tokens);
}

const COLUMN_ENDINGS = [/维持$/, /纠正$/, /其他(?:结果)?$/, /(?:尚未|未)审结$/, /(?:总计|合计)$/] as const;

/** One figure a line, each with its own head: “结果维持 3 结果纠正 1 …”. */
function upright(rows: readonly Row[]): FigureToken[] | null {
  const cells = new Map<number, FigureToken>();
  let block = -1;
  for (const { label, tokens } of rows) {
    const token = tokens.find(({ kind }) => kind !== 'blank') ?? tokens[0];
    const column = COLUMN_ENDINGS.findIndex((ending) => ending.test(hanOnly(label)));
    if (column < 0 || !token || beforePageNumber(tokens.filter(({ kind }) => kind !== 'blank')).length > 1) continue;
    if (column === 0) block += 1;
    if (block >= 0 && block < 3) cells.set(block * BLOCK + column, token);
  }
  if (cells.size !== REMEDY_CELLS) return null;
  return Array.from({ length: REMEDY_CELLS }, (_, index) => cells.get(index)!);
}

/** A number behind an empty line is that of a page. */
function beforePageNumber(tokens: readonly FigureToken[]): readonly FigureToken[] {
  const [first, second] = tokens;
  const isApart =
    first !== undefined && second !== undefined && !first.explicit && !second.explicit && first.row - second.row > 1;
  return isApart ? tokens.slice(0, 1) : tokens;
}

/** Figures that run together: as many of the rows as it takes, since what follows the table has figures of its own. */
function cuttable(rows: readonly Row[]): FigureToken[] {
  const all = rows.flatMap((row) => row.tokens);
  for (let count = 1; count < rows.length; count += 1) {
    const tokens = rows.slice(0, count).flatMap((row) => row.tokens);
    if (remedyReadings(tokens).length > 0) return tokens;
  }
  return all;
}

function remedyReadings(tokens: readonly FigureToken[]): Reading[] {
  if (tokens.length === REMEDY_CELLS) return [tokens.map(cellOf)];
  if (tokens.length > REMEDY_CELLS || tokens.some((token) => token.explicit)) return [];
  return cutIntoBlocks(tokens.map(({ text }) => text));
}

/** Cuts runs of digits into three blocks of five that each add up. At most 24 ways are listed. */
function cutIntoBlocks(runs: readonly string[]): Reading[] {
  const text = runs.join('');
  if (!/^\d+$/.test(text) || text.length > 60) return [];
  const limits = new Set<number>();
  let at = 0;
  for (const run of runs) {
    at += run.length;
    limits.add(at);
  }
  const readings: Reading[] = [];
  const cells: Cell[] = [];
  let steps = 0;
  const place = (from: number): void => {
    steps += 1;
    if (readings.length >= 24 || steps > 400_000) return;
    if (cells.length % 5 === 0 && cells.length > 0 && !sumsUp(cells.slice(-5))) return;
    if (cells.length === REMEDY_CELLS) {
      if (from === text.length) readings.push([...cells]);
      return;
    }
    const longest = text[from] === '0' ? 1 : 6;
    for (let length = 1; length <= longest && from + length <= text.length; length += 1) {
      if (text.length - from - length < REMEDY_CELLS - cells.length - 1) break;
      cells.push(Number(text.slice(from, from + length)));
      place(from + length);
      cells.pop();
      if (limits.has(from + length)) break;
    }
  };
  place(0);
  return readings;
}
