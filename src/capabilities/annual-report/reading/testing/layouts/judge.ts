/** Support for tests: whether a random report is read right, accuses nothing, and betrays what is planted in it. */

import { filledTables } from '../../../rules/form.ts';
import { checkReadReport, type ReportCheck, readReport } from '../../read-report.ts';
import { flatCells, type Layout, type RandomReport, randomReport } from './random-report.ts';

/** Findings that a report right in every sum may still have: how it is printed, not what it says. */
const OF_PRINTING = new Set(['cell.blank', 'cell.not-a-number', 'cell.ambiguous', 'form.part-missing']);

export interface Fault {
  kind: string;
  told: string;
  report: RandomReport;
}

async function read(report: RandomReport): Promise<ReportCheck> {
  const own = await readReport(report.bytes, `${report.seed}.${report.layout}`);
  const prior = { ...own, year: report.year - 1, tables: report.prior, form: report.form };
  return checkReadReport(own, { prior });
}

function figureFaults(report: RandomReport, check: ReportCheck): Omit<Fault, 'report'>[] {
  const actual = flatCells(check.form === report.form ? check.tables : filledTables(report.form, null));
  const wrong: string[] = [];
  const unread: string[] = [];
  for (const [name, value] of flatCells(report.tables)) {
    const got = actual.get(name) ?? null;
    // Documents run together are read by their order of size, and the reader says so with the other ways.
    const isGuess =
      report.layout === 'run-together' &&
      /^(?:rules|normativeDocuments)\./.test(name) &&
      check.findings.some(({ rule }) => rule === 'cell.ambiguous');
    if (got !== value && !isGuess) (got === null ? unread : wrong).push(`${name} ${got} for ${value}`);
  }
  // Where figures run together a cell may stay open, if the reader says so.
  const isTold = report.layout === 'run-together' && check.findings.some(({ rule }) => OF_PRINTING.has(rule));
  return [
    ...(wrong.length > 0 ? [{ kind: 'wrong figure', told: wrong.slice(0, 6).join(', ') }] : []),
    ...(unread.length > 0 && !isTold ? [{ kind: 'unread figure', told: unread.slice(0, 6).join(', ') }] : []),
  ];
}

async function missed(report: RandomReport): Promise<string | null> {
  const { planted } = report;
  if (!planted) return null;
  const { findings } = await read(report);
  const found = findings.some(({ rule, severity }) =>
    planted.kind === 'cell'
      ? severity === 'error' || (severity === 'warning' && rule !== 'cell.blank')
      : rule.startsWith('narrative.'),
  );
  if (found) return null;
  return planted.kind === 'cell' ? `${planted.at} ${planted.from}→${planted.to}` : `${planted.from} → ${planted.to}`;
}

/** @param options the layout, instead of one by chance */
export async function judgeLayout(seed: number, options: { layout?: Layout } = {}): Promise<Fault[]> {
  const report = randomReport(seed, options);
  try {
    const check = await read(report);
    const faults = figureFaults(report, check);
    if (check.year !== report.year) faults.push({ kind: 'year', told: `${check.year} for ${report.year}` });
    if (check.organ !== report.organ) faults.push({ kind: 'organ', told: `${check.organ} for ${report.organ}` });
    const accused = check.findings.filter(({ rule, severity }) => !OF_PRINTING.has(rule) && severity !== 'info');
    if (accused.length > 0) {
      const told = accused.map(
        ({ rule, message, where }) => `${rule}: ${message} «${'quote' in where ? where.quote : ''}»`,
      );
      faults.push({ kind: 'accused', told: told.slice(0, 3).join(' | ') });
    }
    if (faults.length > 0) return faults.map((fault) => ({ ...fault, report }));
    const spoilt: Fault[] = [];
    for (const plant of ['cell', 'sentence'] as const) {
      const planted = randomReport(seed, { ...options, plant });
      const told = await missed(planted);
      if (told !== null) spoilt.push({ kind: `missed ${plant}`, told, report: planted });
    }
    return spoilt;
  } catch (error) {
    return [{ kind: 'not read', told: String(error).slice(0, 160), report }];
  }
}
