import type { Severity } from '../finding.ts';

export const TERM_KINDS = ['organ-name', 'organ-renamed', 'office', 'law-repealed', 'phrase'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** One wrong, abolished or renamed name and what to write. */
export interface Term {
  readonly wrong: string;
  readonly right: string;
  readonly kind: TermKind;
  /** Day from which the old name is wrong (YYYY-MM-DD); null when it never was right. */
  readonly since: string | null;
  readonly severity: Severity;
  /** Act or document that gives the right name. */
  readonly source: string;
  readonly note: string;
  /** Not a finding when one of these words stands right before it. */
  readonly notAfter: readonly string[];
  /** Not a finding when one of these characters or words follows. */
  readonly notBefore: readonly string[];
}

export interface TermListError {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

const COLUMNS = ['wrong', 'right', 'kind', 'since', 'severity', 'source', 'note', 'not_after', 'not_before'];

/** Splits one line of RFC 4180 CSV without line breaks inside fields. */
export function splitCsvLine(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const unit = line[index]!;
    if (quoted) {
      if (unit !== '"') field += unit;
      else if (line[index + 1] === '"') field += line[++index];
      else quoted = false;
    } else if (unit === '"' && field === '') quoted = true;
    else if (unit === ',') {
      fields.push(field);
      field = '';
    } else field += unit;
  }
  fields.push(field);
  return fields;
}

/**
 * Reads a term list: a header naming the columns, then one term a line. `not_after` and `not_before` hold words separated by a space;
 * a `not_before` without spaces is a set of characters. A bad line is reported by number and left out; the rest stays usable.
 */
export function parseTermList(csv: string): { terms: Term[]; errors: TermListError[] } {
  const terms: Term[] = [];
  const errors: TermListError[] = [];
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = splitCsvLine(lines[0] ?? '');
  const missing = COLUMNS.slice(0, 3).filter((column) => !header.includes(column));
  if (missing.length > 0) return { terms, errors: [{ line: 1, message: `缺少列：${missing.join('、')}` }] };
  const seen = new Map<string, number>();
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.trim() === '') continue;
    const fields = splitCsvLine(line);
    const get = (column: string) => fields[header.indexOf(column)]?.trim() ?? '';
    const problem = termProblem(get, fields.length, header.length, seen);
    if (problem !== null) {
      errors.push({ line: index + 1, message: problem });
      continue;
    }
    seen.set(get('wrong'), index + 1);
    terms.push({
      wrong: get('wrong'),
      right: get('right'),
      kind: get('kind') as TermKind,
      since: get('since') || null,
      severity: (get('severity') || 'warning') as Severity,
      source: get('source'),
      note: get('note'),
      notAfter: get('not_after').split(' ').filter(Boolean),
      notBefore: get('not_before').includes(' ')
        ? get('not_before').split(' ').filter(Boolean)
        : [...get('not_before')],
    });
  }
  return { terms, errors };
}

function termProblem(
  get: (column: string) => string,
  fieldCount: number,
  columnCount: number,
  seen: ReadonlyMap<string, number>,
): string | null {
  const wrong = get('wrong');
  if (fieldCount > columnCount) return `有${fieldCount}栏，多于表头的${columnCount}栏`;
  if (wrong.length < 2) return '词语不足两个字';
  if (wrong.includes('\uFFFD')) return '含有无法识别的字符，文件编码应为UTF-8';
  if (wrong === get('right')) return '误写与正确写法相同';
  const before = seen.get(wrong);
  if (before !== undefined) return `与第${before}行重复：${wrong}`;
  if (!(TERM_KINDS as readonly string[]).includes(get('kind')))
    return `类别“${get('kind')}”不在${TERM_KINDS.join('、')}之内`;
  if (!/^(?:\d{4}-\d{2}-\d{2})?$/.test(get('since'))) return `日期“${get('since')}”应写作YYYY-MM-DD`;
  if (!/^(?:error|warning|info)?$/.test(get('severity'))) return `级别“${get('severity')}”应为error、warning或info`;
  return null;
}
