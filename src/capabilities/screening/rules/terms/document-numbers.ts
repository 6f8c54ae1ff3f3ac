import { makeFinding } from '../facts/make.ts';
import type { Finding } from '../finding.ts';

/** What the library says of a document number. */
export type DocumentStatus =
  | { readonly status: 'in-force' }
  | { readonly status: 'repealed' | 'lapsed'; readonly since?: string; readonly replacedBy?: string }
  | { readonly status: 'unknown' };

/**
 * Looks a number such as 甬政发〔2021〕5号 up. Answers undefined when the library does not cover its issuer, so that only the
 * platform's own series can be called unknown.
 */
export type DocumentLookup = (documentNumber: string) => DocumentStatus | undefined;

const NUMBER =
  /([\u4e00-\u9fff]{1,12}?)([〔[(（【［])\s?(\d{2}|(?:19|20)\d{2})(年?)\s?([〕\])）】］])\s?(第?)\s?(0*)(\d{1,5})\s?号/g;
const ISSUED = /[发函办字规通令告政委局厅部院文审批决纪复报请议呈]$/;

/** Year brackets, 第, leading zeros and two-digit years in document numbers (党政机关公文格式 GB/T 9704-2012, 7.2.5). */
export function checkDocumentNumbers(text: string, lookup?: DocumentLookup): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const [whole, , open, year, yearWord, close, ordinal, zeros, serial] = match;
    const issuer = issuerOf(match[1]!);
    const start = match.index + match[1]!.length - issuer.length;
    const end = match.index + whole.length;
    if (issuer === '' || !ISSUED.test(issuer)) continue;
    const right = `${issuer}〔${year}〕${serial}号`;
    const problems: string[] = [];
    // Six-corner brackets came with GB/T 9704-1999; an older number is quoted as it was written.
    if ((open !== '〔' || close !== '〕') && !(year!.length === 4 && year! < '2000'))
      problems.push('年份应用六角括号“〔〕”');
    if (year!.length === 2) problems.push('年份应标全称');
    if (yearWord !== '') problems.push('年份后不加“年”字');
    if (ordinal !== '') problems.push('发文顺序号不加“第”字');
    if (zeros !== '') problems.push('发文顺序号不编虚位');
    if (problems.length > 0) {
      const fixed = year!.length === 2 ? null : right;
      const message = `发文字号不规范：${problems.join('，')}（GB/T 9704—2012）。`;
      findings.push(makeFinding(text, 'term', 'terms.document-number', start, end, 'error', message, fixed));
    }
    const finding = lookup === undefined ? null : statusFinding(text, start, end, right, lookup);
    if (finding !== null) findings.push(finding);
  }
  return findings;
}

/** Cuts the running text before the organ's code: 根据国发〔2021〕5号 has the code 国发. */
function issuerOf(before: string): string {
  const cut = before.replace(
    /^.*(?:根据|依据|按照|依照|落实|执行|印发|转发|文件|的通知|详见|参照|关于|以及|废止|规定|[由以与和及见按从经将对])/,
    '',
  );
  return cut.length > 8 ? cut.slice(-8) : cut;
}

function statusFinding(
  text: string,
  start: number,
  end: number,
  number: string,
  lookup: DocumentLookup,
): Finding | null {
  const found = lookup(number);
  if (found === undefined || found.status === 'in-force') return null;
  if (found.status === 'unknown') {
    return makeFinding(
      text,
      'term',
      'terms.document-unknown',
      start,
      end,
      'warning',
      `文件库中没有“${number}”，请核对发文字号。`,
    );
  }
  const since = found.since === undefined ? '' : `自${found.since}起`;
  const next = found.replacedBy === undefined ? '' : `，现行文件为${found.replacedBy}`;
  const word = found.status === 'repealed' ? '废止' : '失效';
  return makeFinding(
    text,
    'term',
    'terms.document-not-in-force',
    start,
    end,
    'warning',
    `“${number}”${since}已${word}${next}。`,
  );
}
