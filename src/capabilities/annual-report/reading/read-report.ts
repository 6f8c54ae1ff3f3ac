/** One file in, the contract of `gongkai report check` out. */
import { cellId } from '../rules/checks/cells.ts';
import { checkDeadline, checkFormOfYear } from '../rules/checks/duty.ts';
import type { Finding, TextPlace } from '../rules/checks/finding.ts';
import { checkHeadings } from '../rules/checks/headings.ts';
import { checkParts } from '../rules/checks/structure.ts';
import { checkTables } from '../rules/checks/tables.ts';
import { checkAgainstPriorYear, checkOutliers, settleExplained } from '../rules/checks/years.ts';
import { DOCUMENT_COLUMN_KEYS, type FormVersion, type ReportTables, type Three } from '../rules/form.ts';
import { checkNarrative } from '../rules/narrative/check-narrative.ts';
import { type RecognisedReport, type RowReading, recogniseReport } from '../rules/reading/recognise.ts';
import { partAt } from '../rules/reading/sections.ts';
import { citesOnlyOldFormat, publisherOf } from '../rules/reading/title.ts';
import { openReportFile } from './open-file.ts';
import type { ExtractPages } from './pdf.ts';

export interface ReadReport extends RecognisedReport {
  file: string;
}

/** The JSON of `gongkai report check` for one file. */
export interface ReportCheck {
  file: string;
  form: FormVersion;
  organ: string | null;
  year: number | null;
  tables: ReportTables;
  findings: Finding[];
  /** Rows whose cells ran together, and how they were cut. */
  readings: RowReading[];
}

/** What of last year's report is needed. */
export type PriorReport = Pick<ReadReport, 'file' | 'form' | 'year' | 'tables'>;

export interface CheckOptions {
  /** The same organ's report of the year before. */
  prior?: PriorReport | undefined;
  /** Checks of wording by another capability, their rules begin with `text.`. */
  screen?: ((report: RecognisedReport) => Finding[]) | undefined;
}

/** The prior report is of another year than the one before; comparing them would accuse without cause. */
export class WrongPriorYearError extends Error {
  override name = 'WrongPriorYearError';
}

/**
 * Reads a published report of any known format and form.
 * @throws UnreadableFileError when the file cannot be read, NotAReportError when it is no report
 */
export async function readReport(bytes: Uint8Array, fileName: string, extract?: ExtractPages): Promise<ReadReport> {
  return { ...recogniseReport(await openReportFile(bytes, extract)), file: fileName };
}

/** @throws UnreadableFileError, NotAReportError, WrongPriorYearError */
export async function checkReport(
  bytes: Uint8Array,
  fileName: string,
  options: CheckOptions = {},
): Promise<ReportCheck> {
  const report = await readReport(bytes, fileName);
  return checkReadReport(report, options);
}

/** All checks over a report already read. @throws WrongPriorYearError */
export function checkReadReport(report: ReadReport, options: CheckOptions = {}): ReportCheck {
  const { prior, screen } = options;
  if (prior && report.year !== null && prior.year !== null && prior.year !== report.year - 1) {
    throw new WrongPriorYearError(
      `the prior report must be for ${report.year - 1}, but ${prior.file} is for ${prior.year}`,
    );
  }
  const settled = prior ? settleByPriorYear(report, prior.tables) : report;
  const { tables, form, unreadable } = settled;
  const findings = [
    ...settled.findings,
    ...checkTables(tables, { unreadable, form }).filter((finding) => !isToldAlready(finding, settled.strokes)),
    ...checkDuties(settled),
  ];
  if (prior) {
    const partSix = settled.sections.find(({ part }) => part === 6);
    const explanation = partSix ? settled.text.slice(partSix.bodyStart, partSix.end) : '';
    findings.push(...settleExplained(checkYears(settled, prior), explanation));
    findings.push(...checkOutliers(tables, prior.tables));
  }
  findings.push(...checkNarrative(settled, prior?.tables ?? null));
  findings.push(...checkHeadings(settled.sections, settled.text), ...missingParts(settled));
  if (screen) findings.push(...screen(settled));
  return {
    file: report.file,
    form,
    organ: report.organ,
    year: report.year,
    tables,
    findings,
    readings: settled.readings,
  };
}

function isToldAlready({ rule, where }: Finding, strokes: ReadonlySet<string>): boolean {
  return rule === 'cell.blank' && 'table' in where && where.table !== 'report' && strokes.has(cellId(where));
}

/** The parts of article 50. A workbook of the three tables alone is no report with parts left out. */
function missingParts({ sections, text }: RecognisedReport): Finding[] {
  const isTablesOnly = !sections.some(({ part }) => part === 1 || part > 4);
  return checkParts(sections, text).filter(({ rule }) => !(isTablesOnly && rule === 'form.part-missing'));
}

/** In the form of 2019 the third figure of documents is what is public in all, which rolls forward to nothing. */
function checkYears(report: RecognisedReport, prior: PriorReport): Finding[] {
  const rolls = report.form === '2021' && prior.form === '2021';
  return checkAgainstPriorYear(report.tables, prior.tables).filter(
    ({ rule }) => rolls || rule !== 'in-force-roll-forward',
  );
}

function placeOf(report: RecognisedReport, span: { start: number; end: number }): TextPlace {
  const { start, end } = span;
  return { section: partAt(report.sections, start), start, end, quote: report.text.slice(start, end) };
}

function checkDuties(report: RecognisedReport): Finding[] {
  if (report.year === null) return [];
  const cited = citesOnlyOldFormat(report.text);
  const findings = checkFormOfYear(report.form, report.year, cited && placeOf(report, cited));
  if (report.publishedOn) {
    const { date } = report.publishedOn;
    findings.push(...checkDeadline(publisherOf(report.organ), report.year, date, placeOf(report, report.publishedOn)));
  }
  return findings;
}

/** “693665”: with last year's documents in force, only one way to cut it may roll forward. */
function settleByPriorYear(report: ReadReport, prior: ReportTables): ReadReport {
  const tables = structuredClone(report.tables);
  const unreadable = new Set(report.unreadable);
  let { findings, readings } = report;
  for (const reading of report.readings) {
    const { row } = reading;
    if (reading.table !== 'proactive' || (row !== 'rules' && row !== 'normativeDocuments')) continue;
    const before = prior.proactive[row][2];
    if (before === null || reading.decidedBy === 'sentences') continue;
    const fitting = reading.alternatives.filter((cells) => before + cells[0]! - cells[1]! === cells[2]);
    if (fitting.length !== 1) continue;
    tables.proactive[row] = fitting[0] as Three;
    for (const column of DOCUMENT_COLUMN_KEYS) unreadable.delete(cellId({ table: 'proactive', row, column }));
    findings = findings.filter(
      ({ rule, where }) => !(rule === 'cell.ambiguous' && 'table' in where && where.row === row),
    );
    readings = readings.map((other) => (other === reading ? { ...other, decidedBy: 'the year before' } : other));
  }
  return { ...report, tables, unreadable, findings, readings };
}
