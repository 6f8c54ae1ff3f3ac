/** Support for tests: every figure of the tables made wrong once, in the values or in the text where it is printed. */
import type { Finding } from '../../rules/checks/finding.ts';
import {
  COLUMN_KEYS,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type RequestRow,
  type RowKey,
} from '../../rules/form.ts';
import type { ReportCheck } from '../read-report.ts';

/** What a hasty person makes of a figure: one more or less, digits exchanged, one lost, doubled or added, nothing. */
export function wrongFigures(figure: number): number[] {
  const digits = String(figure);
  const swapped = [...digits].map((digit, at) =>
    at === 0 ? null : digits.slice(0, at - 1) + digit + digits[at - 1] + digits.slice(at + 1),
  );
  const lost = digits.length > 1 ? [...digits].map((_, at) => digits.slice(0, at) + digits.slice(at + 1)) : [];
  const written = [...swapped.slice(1), ...lost, `${digits}${digits.at(-1)}`, `${digits}0`, '0']
    .map(Number)
    .filter((value) => Number.isSafeInteger(value));
  return [...new Set([figure + 1, figure - 1, figure + 10, ...written])].filter(
    (value) => value !== figure && value >= 0,
  );
}

export interface Changed {
  at: string;
  from: number;
  to: number;
  tables: ReportTables;
}

/** Every figure of tables three and four, each made wrong in every way. */
export function* changedTables(tables: ReportTables): Generator<Changed> {
  for (const [index, row] of tables.requests.rows.entries())
    for (const [column, from] of row.values.entries()) {
      if (from === null) continue;
      for (const to of wrongFigures(from)) {
        const changed = structuredClone(tables);
        changed.requests.rows[index]!.values[column] = to;
        yield { at: `${row.key}/${COLUMN_KEYS[column]}`, from, to, tables: changed };
      }
    }
  for (const key of REMEDY_KEYS)
    for (const [column, from] of tables.remedies[key].entries()) {
      if (from === null) continue;
      for (const to of wrongFigures(from)) {
        const changed = structuredClone(tables);
        changed.remedies[key][column] = to;
        yield { at: `${key}/${REMEDY_COLUMN_KEYS[column]}`, from, to, tables: changed };
      }
    }
}

export interface PrintedFigure {
  at: string;
  value: number;
  /** In UTF-16 units of the text, end exclusive. */
  start: number;
  end: number;
}

/** What may stand between two figures of a row; nothing at all where cells run together. */
const BETWEEN = '[\\s|　\\u00a0]*';

/** Where a text prints the rows, found by their own figures in their order; rows that are not found are left out. */
export function printedFigures(
  text: string,
  from: number,
  rows: readonly {
    key: RowKey | (typeof REMEDY_KEYS)[number];
    values: RequestRow['values'] | readonly (number | null)[];
  }[],
): PrintedFigure[] {
  const figures: PrintedFigure[] = [];
  let at = from;
  for (const { key, values } of rows) {
    if (values.some((value) => value === null)) continue;
    const found = new RegExp(
      `(?<!\\d)${values.map((value) => `(${value})`).join(BETWEEN)}(?:(?!\\d)|(?=[1-8][.、．]))`,
      'd',
    );
    const match = found.exec(text.slice(at));
    if (!match?.indices) continue;
    for (const [column, value] of values.entries()) {
      const [start, end] = match.indices[column + 1]!;
      figures.push({ at: `${key}/${column}`, value: value!, start: at + start, end: at + end });
    }
    at += match.index + match[0].length;
  }
  return figures;
}

const signOf = ({ rule, where, expected, actual }: Finding): string =>
  JSON.stringify([rule, 'table' in where ? [where.table, where.row, where.column] : where.quote, expected, actual]);

/** What a check finds that the check of the same report before the change did not; remarks alone do not count. */
export function newlyFound(before: ReportCheck, after: ReportCheck): Finding[] {
  const known = new Set(before.findings.map(signOf));
  return after.findings.filter((finding) => finding.severity !== 'info' && !known.has(signOf(finding)));
}
