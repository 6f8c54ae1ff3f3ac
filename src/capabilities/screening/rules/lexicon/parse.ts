import type { Severity } from '../finding.ts';
import { charactersByFrequency, DEFAULT_FOLDING, foldTable, LONGEST_TERM, pairsPerMillion } from '../matching/index.ts';
import { splitCsvLine } from '../terms/term-list.ts';
import type { Lexicon, LexiconEntry, LexiconHead } from './lexicon.ts';

export type LexiconProblemCode =
  | 'encoding'
  | 'head-missing'
  | 'columns'
  | 'empty-term'
  | 'duplicate-term'
  | 'matches-everything'
  | 'term-too-long'
  | 'bad-character'
  | 'bad-severity'
  | 'no-terms';

export interface LexiconProblem {
  /** Line of the file, from 1; 0 for the file as a whole. */
  readonly line: number;
  readonly code: LexiconProblemCode;
  /** Chinese, for the person who keeps the list. */
  readonly message: string;
}

export type LexiconReading =
  | { readonly ok: true; readonly lexicon: Lexicon }
  | { readonly ok: false; readonly problems: readonly LexiconProblem[] };

const HEAD_LABELS = { 名称: 'name', 所有者: 'owner', 用途: 'purpose', 级别: 'severity', 版本: 'version' } as const;
const COLUMN_LABELS = { 词条: 'term', 建议: 'suggestion', 级别: 'severity', 说明: 'note', 例外: 'allowedIn' } as const;
const SEVERITIES: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  须改: 'error',
  存疑: 'warning',
  提示: 'info',
};
/** A term met more often than this in a million characters of ordinary official text would flag every other page. */
const TOO_COMMON = 500;

type HeadField = (typeof HEAD_LABELS)[keyof typeof HEAD_LABELS];
type Column = (typeof COLUMN_LABELS)[keyof typeof COLUMN_LABELS];

/**
 * Reads a lexicon file. Lines `# 名称：…`, `# 所有者：…`, `# 用途：…`, `# 级别：须改|存疑|提示`, `# 版本：…` (or name, owner, purpose,
 * severity, version) give the head unless `given` does. Then, in a `csv` file, a row of titles (词条 建议 级别 说明 例外, or term
 * suggestion severity note allowedIn) and one term a row, several exceptions parted by `|`; in a `txt` file one term a line.
 *
 * One fault refuses the whole file, with all faults listed by line: a list that is half in force cannot be answered for.
 */
export function parseLexicon(
  bytes: Uint8Array,
  format: 'csv' | 'txt',
  given: Partial<LexiconHead> = {},
): LexiconReading {
  const { lines, problems } = decodeLines(bytes);
  if (problems.length > 0) return { ok: false, problems };
  const head: Partial<Record<HeadField, string>> = { ...given };
  const entries: LexiconEntry[] = [];
  const seen = new Map<string, number>();
  let columns: readonly (Column | null)[] | null = format === 'txt' ? ['term'] : null;
  let standard: Severity = 'warning';
  lines.forEach((text, index) => {
    const line = index + 1;
    const report = (code: LexiconProblemCode, message: string) => problems.push({ line, code, message });
    if (text.trim() === '' && (format === 'csv' || index === lines.length - 1)) return;
    if (text.startsWith('#')) {
      readHeadLine(text, head);
      return;
    }
    const cells = format === 'csv' ? splitCsvLine(text) : [text];
    if (columns === null) {
      columns = cells.map(columnOf);
      if (!columns.includes('term')) report('columns', '标题行应当有“词条”一栏');
      return;
    }
    if (cells.length > columns.length) report('columns', `标题行有${columns.length}栏，本行有${cells.length}栏`);
    if (entries.length === 0) standard = SEVERITIES[head.severity ?? ''] ?? 'warning';
    const cell = (column: Column) => cells[columns?.indexOf(column) ?? -1]?.trim() ?? '';
    const term = cell('term');
    const fault = faultOf(term);
    if (fault) report(fault.code, fault.message);
    const key = folded(term);
    const earlier = seen.get(key);
    if (!fault && earlier !== undefined)
      report('duplicate-term', `“${term}”与第${earlier}行重复（全半角、大小写、繁简视为相同）`);
    if (!fault && earlier === undefined) seen.set(key, line);
    const severityText = cell('severity');
    const severity = severityText === '' ? standard : SEVERITIES[severityText];
    if (!severity) report('bad-severity', `级别应为须改、存疑或提示，本行为“${severityText}”`);
    entries.push({
      term,
      suggestion: cell('suggestion') === '' ? null : cell('suggestion'),
      severity: severity ?? standard,
      note: cell('note'),
      allowedIn: cell('allowedIn')
        .split('|')
        .map((phrase) => phrase.trim())
        .filter((phrase) => phrase !== ''),
    });
  });
  problems.push(...headProblems(head));
  if (entries.length === 0) problems.push({ line: 0, code: 'no-terms', message: '文件中没有词条' });
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
  const { name, owner, purpose, version } = head as Record<HeadField, string>;
  return { ok: true, lexicon: { name, owner, purpose, severity: standard, version, entries } };
}

/** Splits before decoding, so that each line with bytes of another encoding is named. */
function decodeLines(bytes: Uint8Array): { lines: string[]; problems: LexiconProblem[] } {
  const problems: LexiconProblem[] = [];
  const lines: string[] = [];
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)))
    return { lines, problems: [{ line: 0, code: 'encoding', message: '文件是UTF-16编码，应另存为UTF-8' }] };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let from = 0; from <= bytes.length; ) {
    const next = bytes.indexOf(10, from);
    const to = next < 0 ? bytes.length : next;
    try {
      lines.push(decoder.decode(bytes.subarray(from, to)).replace(/\r$/, ''));
    } catch {
      lines.push('');
      problems.push({ line: lines.length, code: 'encoding', message: '不是UTF-8编码（可能是GBK），应另存为UTF-8' });
    }
    from = to + 1;
  }
  return { lines, problems };
}

function readHeadLine(text: string, head: Partial<Record<HeadField, string>>): void {
  const match = /^#\s*([^：:]+?)\s*[：:]\s*(.*?)\s*$/.exec(text);
  if (!match) return;
  const label = match[1]!;
  const field = label in HEAD_LABELS ? HEAD_LABELS[label as keyof typeof HEAD_LABELS] : label;
  if (isHeadField(field)) head[field] ??= match[2]!;
}

function isHeadField(field: string): field is HeadField {
  return Object.values<string>(HEAD_LABELS).includes(field);
}

function headProblems(head: Partial<Record<HeadField, string>>): LexiconProblem[] {
  const problems: LexiconProblem[] = [];
  for (const [label, field] of Object.entries(HEAD_LABELS)) {
    const value = head[field]?.trim() ?? '';
    if (field === 'severity') {
      if (value !== '' && !SEVERITIES[value])
        problems.push({ line: 0, code: 'bad-severity', message: `词库级别应为须改、存疑或提示，现为“${value}”` });
    } else if (value === '') problems.push({ line: 0, code: 'head-missing', message: `没有写明词库的${label}` });
  }
  return problems;
}

function columnOf(title: string): Column | null {
  const label = title.trim();
  if (label in COLUMN_LABELS) return COLUMN_LABELS[label as keyof typeof COLUMN_LABELS];
  return Object.values(COLUMN_LABELS).find((column) => column === label) ?? null;
}

/** The form by which terms are the same term. */
function folded(term: string): string {
  const table = foldTable(DEFAULT_FOLDING);
  let result = '';
  for (let i = 0; i < term.length; i++) {
    const unit = String.fromCharCode(table[term.charCodeAt(i)]!);
    if (!DEFAULT_FOLDING.skipped.includes(unit)) result += unit;
  }
  return result;
}

function faultOf(term: string): { code: LexiconProblemCode; message: string } | null {
  if (term === '') return { code: 'empty-term', message: '词条为空' };
  if (!term.isWellFormed()) return { code: 'bad-character', message: '词条含有不成对的代理字符' };
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(term))
    return { code: 'bad-character', message: '词条含有控制字符或替换字符（\\ufffd）' };
  const key = folded(term);
  if (key === '' || /^[\p{P}\p{S}\p{Z}]+$/u.test(key))
    return { code: 'matches-everything', message: `“${term}”只有空格或符号，会匹配所有文本` };
  if ([...key].length > LONGEST_TERM || key.length > LONGEST_TERM)
    return { code: 'term-too-long', message: `词条超过${LONGEST_TERM}个字符` };
  if (key.length === 1 && charactersByFrequency().includes(key))
    return { code: 'matches-everything', message: `“${term}”是常用单字，会匹配几乎所有文本` };
  if (key.length === 2 && pairsPerMillion(key) >= TOO_COMMON)
    return {
      code: 'matches-everything',
      message: `“${term}”在公文中每百万字出现约${Math.round(pairsPerMillion(key))}次，会匹配几乎所有文本`,
    };
  return null;
}
