/** Figures of sentences against the figures of the tables: `narrative.figure`. */
import type { Finding, TextPlace } from '../checks/finding.ts';
import { shortRowLabel } from '../checks/finding.ts';
import { type Five, findRow, REMEDY_COLUMN_KEYS, REMEDY_COLUMN_LABELS, type ReportTables } from '../form.ts';
import { basisValue, kindValue } from './mention-values.ts';
import { type Basis, KIND_NAMES, type Measure, type Mention, type RemedyCourse } from './mention-words.ts';
import type { Sentence } from './prose.ts';

export interface ReadSentence {
  sentence: Sentence;
  mentions: Mention[];
  /** The bases on which the sentence's count of applications agrees with the tables; all when it names none. */
  bases: readonly Basis[];
}

const BASES: readonly Basis[] = ['new', 'handled', 'finished'];
const ALL = [6];

export function placeIn(sentence: Sentence, start: number, end: number, source: string): TextPlace {
  const from = sentence.offsets[start]!;
  const to = sentence.offsets[Math.max(start, end - 1)]! + 1;
  return { section: sentence.part, start: from, end: to, quote: source.slice(from, to) };
}

/** Which way of counting the sentence's own figure for applications follows. */
export function basesOf(tables: ReportTables, mentions: readonly Mention[]): readonly Basis[] {
  const counts = mentions.filter(({ measure, limited }) => measure.of === 'received' && !limited);
  if (counts.length === 0) return BASES;
  const fitting = BASES.filter((basis) =>
    counts.some((mention) => mention.measure.of === 'received' && basisValue(tables, basis, ALL) === mention.value),
  );
  if (fitting.length === 0) return BASES;
  // “新收713件，上年结转36件，其中自然人741件”: both were told, and both may be taken apart.
  const tellsCarried =
    fitting.includes('new') && mentions.some(({ measure, limited }) => measure.of === 'carried' && !limited);
  return tellsCarried && !fitting.includes('handled') ? [...fitting, 'handled'] : fitting;
}

interface Demand {
  /** Every value under which the sentence is right. */
  values: number[];
  /** How to name the demand: “新收159件”. */
  text: string;
}

function sum(values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

const BASIS_NAMES: Readonly<Record<Basis, string>> = {
  new: '本年新收',
  handled: '本年新收加上年结转',
  finished: '本年度办理结果总计',
};

function demandOfBases(
  tables: ReportTables,
  bases: readonly Basis[],
  columns: readonly number[],
  name: string,
): Demand | null {
  const values: number[] = [];
  const texts: string[] = [];
  for (const basis of bases) {
    const value = basisValue(tables, basis, columns);
    if (value === null) return null;
    if (!values.includes(value)) texts.push(`${BASIS_NAMES[basis]}${name}为${value}`);
    values.push(value);
  }
  return { values, text: texts.join('，') };
}

function remedyDemand(tables: ReportTables, of: 'reconsideration' | 'litigation' | 'remedies'): Demand | null {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  const blocks =
    of === 'reconsideration'
      ? [[reconsideration]]
      : of === 'litigation'
        ? [[litigationDirect, litigationAfterReconsideration], [litigationDirect], [litigationAfterReconsideration]]
        : [[reconsideration, litigationDirect, litigationAfterReconsideration]];
  const values: number[] = [];
  for (const block of blocks) {
    const total = sum(block.map((cells) => cells[4]));
    const pending = sum(block.map((cells) => cells[3]));
    if (total === null) return null;
    values.push(total);
    // Authors also count only what was concluded.
    if (pending !== null) values.push(total - pending);
  }
  const name = { reconsideration: '行政复议', litigation: '行政诉讼', remedies: '行政复议与行政诉讼合计' }[of];
  return { values, text: `第四部分表格${name}为${values[0]}` };
}

function remedyCourse(tables: ReportTables, course: RemedyCourse): Five[] {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  if (course === 'reconsideration') return [reconsideration];
  if (course === 'litigation') return [litigationDirect, litigationAfterReconsideration];
  return [course === 'litigationDirect' ? litigationDirect : litigationAfterReconsideration];
}

/** The total of these blocks, or what of it was concluded. */
function remedyBlocks(blocks: readonly Five[], name: string): Demand | null {
  const total = sum(blocks.map((cells) => cells[4]));
  const pending = sum(blocks.map((cells) => cells[3]));
  if (total === null) return null;
  return { values: pending === null ? [total] : [total, total - pending], text: `第四部分表格“${name}”总计为${total}` };
}

/** What the tables allow a figure of this measure to be; `null` when cells are missing. */
export function demandFor(tables: ReportTables, measure: Measure, bases: readonly Basis[]): Demand | null {
  switch (measure.of) {
    case 'received':
      return demandOfBases(tables, measure.bases, ALL, '');
    case 'applicant':
      return demandOfBases(tables, bases, measure.columns, `“${measure.name}”`);
    case 'finished': {
      const total = basisValue(tables, 'finished', ALL);
      const other = kindValue(tables, 'other');
      if (total === null) return null;
      // “答复” may leave out applications that ended without a reply.
      return { values: other === null ? [total] : [total, total - other], text: `本年度办理结果总计为${total}` };
    }
    case 'kinds': {
      const parts = measure.kinds.map((kind) => kindValue(tables, kind));
      const value = sum(parts);
      if (value === null) return null;
      const names = measure.kinds.map((kind) => `“${KIND_NAMES[kind]}”`).join('与');
      return {
        values: [value],
        text: `第三部分表格${names}总计为${parts.length > 1 ? `${parts.join('+')}=` : ''}${value}`,
      };
    }
    case 'row': {
      const row = findRow(tables, measure.row);
      const value = row?.merged ? null : (row?.values[6] ?? null);
      return value === null
        ? null
        : { values: [value], text: `第三部分表格“${shortRowLabel(measure.row)}”总计为${value}` };
    }
    case 'carried':
    case 'forward': {
      const value = findRow(tables, measure.of)?.values[6] ?? null;
      const name = measure.of === 'carried' ? '上年结转政府信息公开申请数量' : '结转下年度继续办理';
      return value === null ? null : { values: [value], text: `第三部分表格“${name}”总计为${value}` };
    }
    case 'documents': {
      const value = tables.proactive.normativeDocuments[measure.column];
      // The form of 2019 counts what was made and published, not what was repealed and is in force.
      if (value === null || findRow(tables, 'other')) return null;
      const name = ['本年制发件数', '本年废止件数', '现行有效件数'][measure.column]!;
      return { values: [value], text: `第二部分表格行政规范性文件${name}为${value}` };
    }
    case 'litigationDirect':
      return remedyBlocks([tables.remedies.litigationDirect], '未经复议直接起诉');
    case 'litigationAfter':
      return remedyBlocks([tables.remedies.litigationAfterReconsideration], '复议后起诉');
    case 'remedyResult': {
      const blocks = remedyCourse(tables, measure.course);
      const value = sum(blocks.map((cells) => cells[measure.column]!));
      const name = REMEDY_COLUMN_LABELS[REMEDY_COLUMN_KEYS[measure.column]!];
      return value === null ? null : { values: [value], text: `第四部分表格“${name}”为${value}` };
    }
    default:
      return remedyDemand(tables, measure.of);
  }
}

/** Where else the wrong figure stands in the tables: it usually tells what went wrong. */
function likelySlip(tables: ReportTables, mention: Mention): string {
  if (mention.measure.of !== 'kinds' || mention.measure.kinds.length !== 1) return '';
  const kind = mention.measure.kinds[0]!;
  const rows = tables.requests.rows.filter((row) => row.key === kind || row.key.startsWith(`${kind}_`));
  const single = rows.find((row) => row.values[6] === mention.value && rows.length > 1);
  if (single) return `；表中“${shortRowLabel(single.key)}”一行为${mention.value}，是否漏计其他各行`;
  const natural = sum(rows.map((row) => row.values[0]));
  return natural === mention.value ? `；“自然人”一列为${mention.value}，是否漏计法人或其他组织` : '';
}

export function checkFigures(tables: ReportTables, read: readonly ReadSentence[], source: string): Finding[] {
  const findings: Finding[] = [];
  for (const { sentence, mentions, bases } of read) {
    for (const mention of mentions) {
      if (mention.limited) continue;
      const demand = demandFor(tables, mention.measure, bases);
      if (demand === null || demand.values.includes(mention.value)) continue;
      const where = placeIn(sentence, clauseStart(sentence.text, mention.start), mention.end, source);
      findings.push({
        rule: 'narrative.figure',
        severity: 'warning',
        where,
        expected: demand.values[0]!,
        actual: mention.value,
        message: `文字表述为${mention.value}件，${demand.text}，两者不一致${likelySlip(tables, mention)}。请核对。`,
      });
    }
  }
  return findings;
}

export function clauseStart(text: string, index: number): number {
  let from = index;
  while (from > 0 && !/[，；。：（）、]/.test(text[from - 1]!)) from -= 1;
  return from;
}
