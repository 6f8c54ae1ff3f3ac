/** Readings of a run of figures as a fixed number of cells. */
import type { Cell } from '../form.ts';
import { type FigureToken, numberOf } from './figures.ts';

/** More readings than this are not listed: the row is then undecidable anyhow, and time must stay bounded. */
const MOST_READINGS = 60_000;

export type Reading = Cell[];

/** Whether the first cells add up to the last; blanks count nothing. */
export function sumsUp(reading: Reading): boolean {
  const total = reading.at(-1) ?? null;
  if (total === null) return reading.every((cell) => cell === null);
  let sum = 0;
  for (const cell of reading.slice(0, -1)) sum += cell ?? 0;
  return sum === total;
}

/**
 * All readings of `tokens` as `size` cells. Cells with known limits are never cut. Loose digits are cut wherever
 * that gives exactly `size` numbers without a leading zero; when even whole there are too few figures, some cells
 * were left blank, and every place for the blanks is a reading.
 */
export function readingsOf(tokens: readonly FigureToken[], size: number): Reading[] {
  const kept = withoutOuterBlanks(tokens, size);
  if (kept.length === size) return [kept.map(cellOf)];
  if (kept.length > size) return [];
  const loose = kept.some((token) => !token.explicit);
  const cut = loose ? cutReadings(kept, size) : [];
  if (cut.some(sumsUp)) return cut;
  const blanked = blankReadings(kept.map(cellOf), size);
  if (cut.length === 0) return blanked;
  const good = blanked.filter(sumsUp);
  return kept.length >= 3 && good.length > 0 ? good : cut;
}

function cellOf(token: FigureToken): Cell {
  return token.kind === 'figure' ? numberOf(token.text) : null;
}

/**
 * Blank cells too many for the row stem from headings beside it or from a wider table on the same sheet. Those at its
 * ends are dropped: so that what remains adds up, or else so that the fewest blanks remain.
 */
function withoutOuterBlanks(tokens: readonly FigureToken[], size: number): readonly FigureToken[] {
  if (tokens.length <= size) return tokens;
  const first = tokens.findIndex((token) => token.kind !== 'blank');
  const last = tokens.findLastIndex((token) => token.kind !== 'blank');
  if (first < 0) return tokens.slice(0, size);
  let best: readonly FigureToken[] | null = null;
  for (let from = Math.max(0, last - size + 1); from <= first && from + size <= tokens.length; from += 1) {
    const window = tokens.slice(from, from + size);
    if (sumsUp(window.map(cellOf))) return window;
    best ??= window;
  }
  return best ?? tokens.slice(first, last + 1);
}

function cutReadings(tokens: readonly FigureToken[], size: number): Reading[] {
  const readings: Reading[] = [];
  const reading: Cell[] = [];
  const place = (index: number): void => {
    if (readings.length >= MOST_READINGS) return;
    const token = tokens[index];
    if (!token) {
      if (reading.length === size) readings.push([...reading]);
      return;
    }
    if (token.kind !== 'figure' || token.explicit || !/^\d+$/.test(token.text)) {
      reading.push(cellOf(token));
      place(index + 1);
      reading.pop();
      return;
    }
    cutDigits(token.text, 0, index);
  };
  const cutDigits = (digits: string, from: number, index: number): void => {
    const others = tokens.length - index - 1;
    if (from === digits.length) {
      place(index + 1);
      return;
    }
    const room = size - reading.length - others;
    if (room < 1 || readings.length >= MOST_READINGS) return;
    const longest = digits[from] === '0' ? 1 : Math.min(9, digits.length - from);
    for (let length = 1; length <= longest; length += 1) {
      // Too many digits would be left for the cells that remain, or too few for them.
      if (others === 0 && digits.length - from - length < room - 1) break;
      reading.push(Number(digits.slice(from, from + length)));
      cutDigits(digits, from + length, index);
      reading.pop();
    }
  };
  place(0);
  return readings;
}

function blankReadings(values: readonly Cell[], size: number): Reading[] {
  const missing = size - values.length;
  // With most of the row missing nothing can be told.
  if (missing > 3 || values.length === 0) return [];
  const readings: Reading[] = [];
  const reading: Cell[] = [];
  const place = (index: number, blanks: number): void => {
    if (reading.length === size) {
      readings.push([...reading]);
      return;
    }
    if (index < values.length) {
      reading.push(values[index]!);
      place(index + 1, blanks);
      reading.pop();
    }
    if (blanks > 0) {
      reading.push(null);
      place(index, blanks - 1);
      reading.pop();
    }
  };
  place(0, missing);
  return readings;
}
