/** All findings of a batch as a workbook, one row a finding, written while the files are being checked. */
import { writeXlsxStream } from 'hucre/xlsx';
import type { ReportCheck } from '../reading/read-report.ts';
import { lookAt, placeName, quoteOf, SEVERITY_NAMES } from './describe.ts';

/** What came of one file: its check, or why it could not be read; `isFault` when the reason is a fault of ours. */
export type CheckedFile = { file: string; check: ReportCheck } | { file: string; problem: string; isFault: boolean };

const COLUMNS = [
  ['file', '文件', 36],
  ['organ', '机关', 24],
  ['year', '年度', 8],
  ['form', '格式', 8],
  ['number', '序号', 6],
  ['severity', '程度', 8],
  ['rule', '规则', 22],
  ['place', '位置', 36],
  ['quote', '原文或者数值', 36],
  ['expected', '应为', 12],
  ['message', '说明', 60],
  ['lookAt', '核对', 48],
] as const;

/** Longest text of an Excel cell. */
const LONGEST_CELL = 32_767;

type Row = Record<(typeof COLUMNS)[number][0], string | number | null>;

function rowsOf(checked: CheckedFile): Row[] {
  const { file } = checked;
  const blank: Row = {
    ...{ file, organ: null, year: null, form: null, number: null, severity: null, rule: null },
    ...{ place: null, quote: null, expected: null, message: null, lookAt: null },
  };
  if ('problem' in checked) return [{ ...blank, severity: '未能读取', message: checked.problem }];
  const { organ, year, form, findings } = checked.check;
  const report = { ...blank, organ, year, form: `${form}年` };
  if (findings.length === 0) return [{ ...report, message: '未发现问题' }];
  return findings.map((finding, index) => ({
    ...report,
    number: index + 1,
    severity: SEVERITY_NAMES[finding.severity],
    rule: finding.rule,
    place: placeName(finding),
    quote: quoteOf(finding),
    expected: finding.expected,
    message: finding.message,
    lookAt: lookAt(finding),
  }));
}

async function* cells(files: AsyncIterable<CheckedFile>): AsyncGenerator<(string | number | null)[]> {
  for await (const checked of files)
    for (const row of rowsOf(checked))
      yield COLUMNS.map(([key]) => {
        const value = row[key];
        return typeof value === 'string' ? value.slice(0, LONGEST_CELL) : value;
      });
}

/** The workbook as it is written; files are pulled as the reader takes its bytes, so memory does not grow with them. */
export function findingsSheet(files: AsyncIterable<CheckedFile>): ReadableStream<Uint8Array> {
  return writeXlsxStream(cells(files), {
    name: '问题清单',
    columns: COLUMNS.map(([key, header, width]) => ({ key, header, width })),
    freezePane: { rows: 1 },
  });
}
