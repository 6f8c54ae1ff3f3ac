/** Reports of several years and organs side by side, each value with the file it was read from. */
import type { ReportCheck } from '../reading/read-report.ts';
import { MEASURES, type Measures, measuresOf } from '../rules/comparing/measures.ts';

export interface ComparedReport {
  organ: string | null;
  year: number | null;
  /** The file that all values of this row were read from. */
  file: string;
  form: '2021' | '2019';
  values: Measures;
}

type Read = Pick<ReportCheck, 'organ' | 'year' | 'file' | 'form' | 'tables'>;

export function compareReport({ organ, year, file, form, tables }: Read): ComparedReport {
  return { organ, year, file, form, values: measuresOf(tables) };
}

/** By organ and within it by year; reports whose organ or year is not known come last. */
export function inOrder(reports: readonly ComparedReport[]): ComparedReport[] {
  const collator = new Intl.Collator('zh-CN');
  return [...reports].sort(
    (a, b) =>
      Number(a.organ === null) - Number(b.organ === null) ||
      collator.compare(a.organ ?? '', b.organ ?? '') ||
      (a.year ?? Number.POSITIVE_INFINITY) - (b.year ?? Number.POSITIVE_INFINITY) ||
      collator.compare(a.file, b.file),
  );
}

/** What a measure means, in the words of the table's notes. */
export const MEASURE_NOTES = MEASURES.map(({ name, unit, note }) => `${name}（${unit}）：${note}`);

/** Spreadsheets take a cell that begins with one of these for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV after RFC 4180 in UTF-8 with its mark, so that Excel shows Chinese; unknown values are empty cells. */
export function comparisonCsv(
  reports: readonly Pick<ComparedReport, 'organ' | 'year' | 'file' | 'values'>[],
  source = '文件',
): string {
  const head = ['机关', '年度', ...MEASURES.map(({ name, unit }) => `${name}（${unit}）`), source];
  const rows = reports.map(({ organ, year, file, values }) => [
    organ,
    year,
    ...MEASURES.map(({ key }) => values[key]),
    file,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** JSON: the measures explained once, then a row for each report. */
export function comparisonJson(reports: readonly ComparedReport[]): string {
  const measures = MEASURES.map(({ key, name, unit, note }) => ({ key, name, unit, note }));
  return `${JSON.stringify({ measures, reports }, null, 2)}\n`;
}
