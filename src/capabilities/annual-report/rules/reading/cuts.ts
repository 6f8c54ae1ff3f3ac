/** Readings of a run of figures as a fixed number of cells. */
import type { Cell } from '../form.ts';
import { type FigureToken, numberOf } from './figures.ts';

/** More readings than this are not listed: the row is then undecidable anyhow, and time must stay bounded. */
const MOST_READINGS = 20_000;

/** Cells of a row of applicants, whose first six add up to the seventh. */
const ROW_SIZE = 7;

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
 * were left blank, and every place for the blanks is a reading. When cuts of a row of applicants add up, the cuts that
 * do not are stood for by one.
 */
export function readingsOf(tokens: readonly FigureToken[], size: number): Reading[] {
  const kept = withoutOuterBlanks(tokens, size);
  if (kept.length === size) return [kept.map(cellOf)];
  if (kept.length > size) return [];
  const loose = kept.some((token) => !token.explicit);
  // Figures that stand apart from each other are more likely beside blank cells than cut through.
  const apart = kept.length >= 2 && size === ROW_SIZE ? blankReadings(kept.map(cellOf), size).filter(sumsUp) : [];
  if (apart.length > 0) return apart;
  const adding = loose && size === ROW_SIZE ? addingReadings(kept, size) : [];
  if (adding.length > 0) {
    const other = cutReadings(kept, size, 2).find((reading) => !sumsUp(reading));
    return other ? [...adding, other] : adding;
  }
  const cut = loose ? cutReadings(kept, size, MOST_READINGS) : [];
  if (cut.some(sumsUp)) return cut;
  const blanked = blankReadings(kept.map(cellOf), size);
  if (cut.length === 0) return blanked;
  // So many figures that stand apart are cells of their own: what does not add up then is the report's fault.
  if (kept.length >= 4 && size === ROW_SIZE) return blanked;
  return cut;
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

/** Only the cuts whose first cells add up to the last, found without making the others. */
function addingReadings(tokens: readonly FigureToken[], size: number): Reading[] {
  const last = tokens.at(-1)!;
  const isLoose = last.kind === 'figure' && !last.explicit && /^\d+$/.test(last.text);
  if (!isLoose) return [];
  const readings: Reading[] = [];
  const others = tokens.slice(0, -1).reduce((sum, token) => sum + (token.kind === 'figure' ? token.text.length : 1), 0);
  for (let length = 1; length <= Math.min(9, last.text.length); length += 1) {
    const from = last.text.length - length;
    if (length > 1 && last.text[from] === '0') continue;
    // Numbers of fewer digits cannot add up to the total, nor can as many of more.
    const digits = others + from;
    if (digits > (size - 1) * length || (length > 1 && digits < length - 1 + size - 2)) continue;
    const total = Number(last.text.slice(from));
    const before =
      from === 0 ? tokens.slice(0, -1) : [...tokens.slice(0, -1), { ...last, text: last.text.slice(0, from) }];
    for (const cells of cutReadings(before, size - 1, MOST_READINGS, total)) {
      if (sumsUp([...cells, total])) readings.push([...cells, total]);
    }
  }
  return readings;
}

/** @param most stops after so many @param limit cells that add up to more are not looked at */
function cutReadings(
  tokens: readonly FigureToken[],
  size: number,
  most: number,
  limit = Number.POSITIVE_INFINITY,
): Reading[] {
  const readings: Reading[] = [];
  const reading: Cell[] = [];
  let sum = 0;
  const place = (index: number): void => {
    if (readings.length >= most) return;
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
    if (room < 1 || readings.length >= most) return;
    // Even the largest numbers that the remaining digits can make are too small for the total.
    if (others === 0 && limit < Number.POSITIVE_INFINITY && sum + 2 * 10 ** (digits.length - from - room + 1) < limit)
      return;
    const longest = digits[from] === '0' ? 1 : Math.min(9, digits.length - from);
    for (let length = 1; length <= longest; length += 1) {
      // Too many digits would be left for the cells that remain, or too few for them.
      if (others === 0 && digits.length - from - length < room - 1) break;
      const cell = Number(digits.slice(from, from + length));
      if (sum + cell > limit) break;
      sum += cell;
      reading.push(cell);
      cutDigits(digits, from + length, index);
      reading.pop();
      sum -= cell;
    }
  };
  place(0);
  return readings;
}

function blankReadings(values: readonly Cell[], size: number): Reading[] {
  const missing = size - values.length;
  // With most of the row missing nothing can be told.
  if (missing > 5 || values.length === 0) return [];
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
