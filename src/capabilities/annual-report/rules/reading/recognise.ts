/** A report out of its text: form, organ, year, parts and the three tables. */
import { cellId } from '../checks/cells.ts';
import { describePlace, type Finding, shortRowLabel } from '../checks/finding.ts';
import { checkProactiveRows, checkRequestRows, checkTableHeads, missingRow } from '../checks/structure.ts';
import {
  COLUMN_KEYS,
  DOCUMENT_COLUMN_KEYS,
  FORMS,
  type FormVersion,
  formOfYear,
  groupOfRow,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type ReportTables,
} from '../form.ts';
import { sumsUp } from './cuts.ts';
import { figureGroups, saysNone } from './figures.ts';
import { type ProactiveReading, readProactiveTable } from './other-tables.ts';
import { type RemediesReading, readRemediesTable } from './remedies-table.ts';
import { type RequestTableReading, readRequestTable } from './request-table.ts';
import { findSections, type Section } from './sections.ts';
import type { SourceText } from './source.ts';
import { type PublicationDate, readPublicationDate, readTitle } from './title.ts';

/** The file is no annual report of a form that can be read; `found` says what there was instead. */
export class NotAReportError extends Error {
  override name = 'NotAReportError';
  readonly lookedFor: string;
  readonly found: string;
  constructor(lookedFor: string, found: string) {
    super(`not a 2021 or 2019 form report: looked for ${lookedFor}; found ${found}`);
    this.lookedFor = lookedFor;
    this.found = found;
  }
}

/** How a row whose cells run together was read. */
export interface RowReading {
  table: 'requests' | 'proactive' | 'remedies';
  row: string;
  digits: string;
  /** Equally good readings; one when decided. */
  alternatives: (number | null)[][];
  decidedBy: string;
}

export interface RecognisedReport {
  form: FormVersion;
  organ: string | null;
  year: number | null;
  publishedOn: PublicationDate | null;
  tables: ReportTables;
  text: string;
  sections: Section[];
  /** Where the figures of the tables stand, so that sentences are not sought there. */
  tableSpans: { start: number; end: number }[];
  readings: RowReading[];
  /** What reading itself found: cells that are no number, rows that cannot be decided or are not there. */
  findings: Finding[];
  /** Cells whose `null` is no blank; keys by `cellId`. */
  unreadable: Set<string>;
  /** Cells with a stroke or 无 in place of 0: told already, and counted as nothing. */
  strokes: Set<string>;
}

/** With fewer rows of table 3 than this it is another kind of document. */
const LEAST_ROWS = 8;

/** @throws NotAReportError */
export function recogniseReport(source: SourceText): RecognisedReport {
  const { text } = source;
  const sections = findSections(text);
  const requests = requestRegion(source, sections);
  const groups = figureGroups(source, requests.start, requests.end);
  const { organ, year } = readTitle(text);
  const heads = text.replace(/\s+/g, '');
  const hint = formByHeads(heads) ?? (year === null ? null : formOfYear(year)) ?? '2021';
  const table = readInBestForm(groups, hint, formByHeads(heads) !== null);
  if (table.reading.found < LEAST_ROWS) {
    const headings = sections.map(({ heading }) => heading).join('、') || 'no headings of its parts';
    throw new NotAReportError(
      `the table “三、收到和处理政府信息公开申请情况” with the ${FORMS['2021'].rowKeys.length} rows of the 2021 form or the ${FORMS['2019'].rowKeys.length} of the 2019 form`,
      `${table.reading.found} of them (${headings})`,
    );
  }
  const form = table.form;
  const proactiveEnd = sections.find(({ part }) => part === 3)?.start ?? requests.start;
  const proactiveStart =
    sections.find(({ part }) => part === 2)?.bodyStart ?? proactiveStartWithoutHeading(text, proactiveEnd);
  const proactiveGroups = figureGroups(source, proactiveStart, proactiveEnd);
  const proactive = readProactiveTable(proactiveGroups, form, documentFigures(text.slice(0, proactiveStart)));
  const remedyRegion = { start: requests.end, end: remediesEnd(text, sections, requests.end) };
  const remedyGroups = figureGroups(source, remedyRegion.start, remedyRegion.end);
  const remedies = readRemediesTable(remedyGroups);
  const report: RecognisedReport = {
    form,
    organ,
    year,
    publishedOn: year === null ? null : readPublicationDate(text, year),
    tables: { proactive: proactive.table, requests: { rows: table.reading.rows }, remedies: remedies.table },
    text,
    sections,
    tableSpans: [
      tableSpan(text, { start: proactiveStart, end: proactiveEnd }, proactiveGroups, /第二十条|信息内容/),
      tableSpan(text, requests, groups, /[（(]?本列数据|申请人情况|一\s*[、.．]?\s*本年\s*新收/),
      tableSpan(text, remedyRegion, remedyGroups, /行政复议[\s|]*行政诉讼[\s|]|结果\s*维持/),
    ],
    readings: [],
    findings: [],
    unreadable: new Set(),
    strokes: new Set(),
  };
  noteRequests(report, table.reading);
  noteProactive(report, proactive);
  noteRemedies(report, remedies);
  if (!source.isPlaced && !table.reading.byOrder)
    report.findings.push(
      ...checkTableHeads(
        {
          proactive: text.slice(proactiveStart, proactiveEnd),
          requests: text.slice(requests.start, requests.end),
          remedies: text.slice(remedyRegion.start, remedyRegion.end),
        },
        form,
      ),
    );
  return report;
}

function formByHeads(heads: string): FormVersion | null {
  const old = /新公开数量|对外公开总数量|上一年项目数量|采购项目/.test(heads);
  const current = /本年制发件数|本年废止件数|现行有效件数/.test(heads);
  return old === current ? null : old ? '2019' : '2021';
}

interface Region {
  start: number;
  end: number;
}

function requestRegion(source: SourceText, sections: readonly Section[]): Region {
  const { text } = source;
  const third = sections.find(({ part }) => part === 3);
  const fourth = sections.find(({ part }) => part === 4);
  const next = sections.find(({ part }) => part > 4);
  const start = third?.bodyStart ?? requestStartWithoutHeading(text, sections);
  if (fourth && fourth.start > start) return { start, end: fourth.bodyStart };
  const remedyHead = text.slice(start).search(REMEDY_HEAD);
  const end = remedyHead >= 0 ? start + remedyHead : (next?.start ?? text.length);
  return { start, end: Math.max(start, end) };
}

function requestStartWithoutHeading(text: string, sections: readonly Section[]): number {
  const second = sections.find(({ part }) => part === 2)?.bodyStart ?? Math.max(0, text.search(FIRST_BLOCK));
  const head = text
    .slice(second)
    .search(/[（(]?\s*本列数据的勾稽|申请人情况|[一1][\s、.．]*本年度?\s*新收|新收\s*政府\s*信息公开申请数/);
  return head < 0 ? second : second + head;
}

/** The words however a narrow column breaks them. */
function broken(...words: string[]): RegExp {
  return new RegExp(
    words.map((word) => [...word].map((char) => (/[（）]/.test(char) ? '[（(）)]?' : char)).join('\\s*')).join('|'),
  );
}

const FIRST_BLOCK = broken('第二十条第（一）项');
const REMEDY_HEAD = broken('结果维', '未经复议直接', '复议后起诉');

/** Where the table itself stands in its part: authors put sentences before and after it. */
function tableSpan(text: string, region: Region, groups: ReturnType<typeof figureGroups>, head: RegExp): Region {
  const first = text.slice(region.start, region.end).search(head);
  const start = first < 0 ? region.start : region.start + first;
  return { start, end: Math.max(start, groups.at(-1)?.end ?? region.end) };
}

function proactiveStartWithoutHeading(text: string, end: number): number {
  const head = text.slice(0, end).search(FIRST_BLOCK);
  return head >= 0 ? head : Math.max(0, end - 2000);
}

function remediesEnd(text: string, sections: readonly Section[], start: number): number {
  return sections.find((section) => section.part > 4 && section.start >= start)?.start ?? text.length;
}

/** Figures that sentences give for normative documents, “现行有效行政规范性文件698件”. */
function documentFigures(text: string): Set<number> {
  const figures = new Set<number>();
  for (const match of text.matchAll(/规范性文件[^。；\d]{0,12}(\d+)\s*件|(\d+)\s*件[^。；\d]{0,8}规范性文件/g)) {
    figures.add(Number(match[1] ?? match[2]));
  }
  return figures;
}

function readInBestForm(
  groups: ReturnType<typeof figureGroups>,
  hint: FormVersion,
  certain: boolean,
): { form: FormVersion; reading: RequestTableReading } {
  const first = { form: hint, reading: readRequestTable(groups, hint) };
  if (certain) return first;
  const otherForm: FormVersion = hint === '2021' ? '2019' : '2021';
  const second = { form: otherForm, reading: readRequestTable(groups, otherForm) };
  return second.reading.gain > first.reading.gain + 0.5 ? second : first;
}

function listed(alternatives: readonly (readonly (number | null)[])[]): string {
  return alternatives
    .slice(0, 6)
    .map((cells) => cells.map((cell) => cell ?? '空').join(' '))
    .join('；或 ');
}

function noteRequests(report: RecognisedReport, table: RequestTableReading): void {
  const merged = new Set(table.rows.filter((row) => row.merged).map((row) => row.key));
  for (const choice of table.choices) {
    const where = { table: 'requests', row: choice.key, column: null } as const;
    if (choice.decidedBy !== 'separators') {
      const { key, digits, alternatives, decidedBy } = choice;
      report.readings.push({ table: 'requests', row: key, digits, alternatives, decidedBy });
    }
    if (choice.decidedBy !== 'nothing') continue;
    for (const [index, column] of COLUMN_KEYS.entries()) {
      if ((choice.reading?.[index] ?? null) === null) report.unreadable.add(cellId({ ...where, column }));
    }
    const broken = choice.alternatives.length === 0 || !choice.alternatives.some(sumsUp);
    const ways = choice.alternatives.length === 0 ? '' : `：${listed(choice.alternatives)}`;
    report.findings.push({
      rule: broken ? 'requests.row-sum' : 'cell.ambiguous',
      severity: broken ? 'error' : 'warning',
      where,
      expected: null,
      actual: choice.digits,
      message: broken
        ? `“${shortRowLabel(choice.key)}”一行的数字“${choice.digits}”无论怎样分成七格，各类申请人之和都不等于总计${ways}。请核对原件。`
        : `“${shortRowLabel(choice.key)}”一行的数字“${choice.digits}”连在一起，有${choice.alternatives.length}种分法都能成立${ways}。请对照原件确认。`,
    });
  }
  for (const { key, column, text } of table.notNumbers) {
    noteNotANumber(report, { table: 'requests', row: key, column: COLUMN_KEYS[column]! }, text);
  }
  for (const key of table.missing) {
    for (const column of COLUMN_KEYS) report.unreadable.add(cellId({ table: 'requests', row: key, column }));
  }
  report.findings.push(...checkRequestRows(table));
  // A row printed merged covers the rest of its group: those cells are not blanks.
  const groups = new Set([...merged].map(groupOfRow));
  for (const row of table.rows) {
    const group = groupOfRow(row.key);
    if (row.merged || group === null || !groups.has(group) || row.values.some((value) => value !== null)) continue;
    for (const column of COLUMN_KEYS) report.unreadable.add(cellId({ table: 'requests', row: row.key, column }));
  }
}

/** Letters and characters that text recognition takes for figures, each with the figure. */
const MISREAD = new Map(
  Object.entries({ 0: 'OoＯ〇○口囗Q', 1: 'lI|丨Ｉ', 2: 'Zz', 5: 'Ss', 6: 'b', 8: 'B', 9: 'gq' }).flatMap(
    ([digit, signs]) => [...signs].map((sign) => [sign, digit] as const),
  ),
);

/** The figures that “1O” or “l5” was likely printed as; `null` when it is nothing like a number. The value is still unknown. */
function misreadDigits(text: string): number | null {
  const digits = [...text].map((sign) => (/\d/.test(sign) ? sign : MISREAD.get(sign)));
  return digits.length <= 7 && digits.every((digit) => digit !== undefined) ? Number(digits.join('')) : null;
}

function noteNotANumber(report: RecognisedReport, place: Parameters<typeof cellId>[0], text: string): void {
  // A stroke says that there is none: no number, but the sums can be judged.
  (saysNone(text) ? report.strokes : report.unreadable).add(cellId(place));
  const likely = misreadDigits(text);
  const hint = likely === null ? '' : `可能是文字识别把“${likely}”认成了“${text}”，请对照原件。`;
  report.findings.push({
    rule: 'cell.not-a-number',
    severity: 'error',
    where: place,
    expected: likely,
    actual: text,
    message: `${describePlace(place)}填写的是“${text}”，应填写阿拉伯数字；没有发生的填“0”。${hint}`,
  });
}

function noteProactive(report: RecognisedReport, proactive: ProactiveReading): void {
  for (const { key, digits, alternatives, decidedBy } of proactive.doubtful) {
    report.readings.push({ table: 'proactive', row: key, digits, alternatives, decidedBy });
    if (decidedBy === 'sentences') continue;
    if (decidedBy === 'nothing') {
      for (const column of DOCUMENT_COLUMN_KEYS)
        report.unreadable.add(cellId({ table: 'proactive', row: key, column }));
    }
    const value = report.tables.proactive[key];
    const taken = Array.isArray(value) ? value : [value, null, null];
    const how = taken[2] === null ? '无法判定' : `暂按制发${taken[0]}、废止${taken[1]}、现行有效${taken[2]}读取`;
    const others = alternatives.length === 0 ? '' : `；其他分法：${listed(alternatives)}`;
    if (!Array.isArray(value)) report.unreadable.add(cellId({ table: 'proactive', row: key, column: null }));
    report.findings.push({
      rule: 'cell.ambiguous',
      severity: taken[2] === null ? 'warning' : 'info',
      where: { table: 'proactive', row: key, column: null },
      expected: null,
      actual: digits,
      message: `“${PROACTIVE_LABELS[key]}”一行的数字“${digits}”连在一起，${how}${others}。请对照原件或者上下年度报告确认。`,
    });
  }
  report.findings.push(...checkProactiveRows(proactive));
  for (const { key, column, text } of proactive.notNumbers) {
    const place = {
      table: 'proactive',
      row: key,
      column: column === null ? null : DOCUMENT_COLUMN_KEYS[column]!,
    } as const;
    noteNotANumber(report, place, text);
  }
  for (const key of proactive.missing) {
    const several = key === 'rules' || key === 'normativeDocuments';
    for (const column of several ? DOCUMENT_COLUMN_KEYS : [null]) {
      report.unreadable.add(cellId({ table: 'proactive', row: key, column }));
    }
    report.findings.push(missingRow({ table: 'proactive', row: key, column: null }));
  }
}

function noteRemedies(report: RecognisedReport, remedies: RemediesReading): void {
  for (const { index, text } of remedies.notNumbers) {
    const row = REMEDY_KEYS[Math.floor(index / 5)]!;
    noteNotANumber(report, { table: 'remedies', row, column: REMEDY_COLUMN_KEYS[index % 5]! }, text);
  }
  if (remedies.found && remedies.alternatives.length === 0) return;
  for (const [block, row] of REMEDY_KEYS.entries()) {
    const doubtful = REMEDY_COLUMN_KEYS.filter((_, index) => report.tables.remedies[row][index] === null);
    if (remedies.found && doubtful.length === 0) continue;
    for (const column of doubtful) report.unreadable.add(cellId({ table: 'remedies', row, column }));
    const alternatives = remedies.alternatives.map((cells) => cells.slice(block * 5, block * 5 + 5));
    if (!remedies.found && remedies.digits === '') {
      report.findings.push(missingRow({ table: 'remedies', row, column: null }));
      continue;
    }
    report.findings.push({
      rule: remedies.found ? 'cell.ambiguous' : 'remedies.total',
      severity: remedies.found ? 'warning' : 'error',
      where: { table: 'remedies', row, column: null },
      expected: null,
      actual: remedies.digits === '' ? null : remedies.digits,
      message: remedies.found
        ? `第四部分表格的数字“${remedies.digits}”连在一起，有多种分法都能成立：${listed(alternatives)}。请对照原件确认。`
        : `第四部分表格的数字“${remedies.digits}”无法分成三组、每组前四项之和等于总计。请对照原件核对。`,
    });
  }
  if (remedies.found) {
    report.readings.push({
      table: 'remedies',
      row: 'reconsideration',
      digits: remedies.digits,
      alternatives: remedies.alternatives,
      decidedBy: 'nothing',
    });
  }
}
