/** Whether the three tables are printed as the form has them: every row once, seven cells a row, heads in their order. */
import { FORMS, type FormVersion, PART_NUMERALS, PART_TITLES, REMEDY_COLUMN_LABELS, RESULT_GROUPS } from '../form.ts';
import type { ProactiveReading } from '../reading/other-tables.ts';
import type { RequestTableReading, StrangeRow } from '../reading/request-table.ts';
import type { Section } from '../reading/sections.ts';
import { describePlace, type Finding, type Place, shortRowLabel, type TablePlace, WHOLE_REPORT } from './finding.ts';

function fault(rule: string, where: Place, message: string, actual: number | string | null = null): Finding {
  return { rule, severity: 'error', where, expected: null, actual, message };
}

/** A row, or all of table 4, that is nowhere: left out, or the table was cut off. */
export function missingRow(where: TablePlace): Finding {
  return fault(
    'form.row-missing',
    where,
    `${describePlace(where)}一行没有数字，或者这一行没有印出。表格应当完整，没有发生的填“0”，请核对是否漏行或者表格被截断。`,
  );
}

const ROW_FAULTS: Readonly<Record<StrangeRow['kind'], { rule: string; say(row: StrangeRow): string }>> = {
  repeated: { rule: 'form.row-repeated', say: () => '一行印了不止一次，请删去重复的一行并核对各项合计。' },
  displaced: { rule: 'form.row-order', say: () => '一行不在规定的位置，行次与格式不符，请按规定的顺序排列。' },
  overfull: {
    rule: 'form.row-cells',
    say: ({ cells }) => `一行有${cells}格数字，规定为7格（六类申请人和总计），请删去多出的数字。`,
  },
  short: {
    rule: 'form.row-cells',
    say: ({ cells }) => `一行只有${cells}格，规定为7格（六类申请人和总计），请补齐，没有发生的填“0”。`,
  },
  misnamed: {
    rule: 'form.row-order',
    say: ({ printed }) => `一行的位置上印的是“${shortRowLabel(printed)}”，请核对行次名称是否颠倒。`,
  },
};

/** Table 3: rows missing, printed twice, out of order, or with too many or too few cells. */
export function checkRequestRows(table: Pick<RequestTableReading, 'missing' | 'strange'>): Finding[] {
  const findings: Finding[] = [];
  const explained = new Set<string>();
  for (const row of table.strange) {
    const { rule, say } = ROW_FAULTS[row.kind];
    const where = { table: 'requests', row: row.key, column: null } as const;
    findings.push(fault(rule, where, `${describePlace(where)}${say(row)}`, row.cells));
    explained.add(row.key);
  }
  for (const row of table.missing)
    if (!explained.has(row)) findings.push(missingRow({ table: 'requests', row, column: null }));
  return findings;
}

/** Table 2. */
export function checkProactiveRows(table: Pick<ProactiveReading, 'strange'>): Finding[] {
  return table.strange.map(({ kind, key, cells }) => {
    const where = { table: 'proactive', row: key, column: null } as const;
    return kind === 'overfull'
      ? fault('form.row-cells', where, `${describePlace(where)}一行有${cells}格数字，多于规定的格数。`, cells)
      : fault('form.row-repeated', where, `${describePlace(where)}一行印了不止一次，请删去重复的一行。`, cells);
  });
}

/** Without what a converter puts between the characters of a head. */
function solid(text: string): string {
  return text.replace(/[\s|#*]/g, '');
}

/** Where each head stands; -1 unless it stands there exactly once, since only then its place says anything. */
function placesOf(text: string, heads: readonly string[]): number[] {
  return heads.map((head) => {
    const at = text.indexOf(head);
    return at >= 0 && text.indexOf(head, at + 1) < 0 ? at : -1;
  });
}

/** The first pair of neighbours that stand the wrong way round; heads that were not found are passed over. */
function swapped(text: string, heads: readonly string[]): [string, string] | null {
  const places = placesOf(text, heads);
  let last = -1;
  for (const [index, place] of places.entries()) {
    if (place < 0) continue;
    if (last >= 0 && place < places[last]!) return [heads[last]!, heads[index]!];
    last = index;
  }
  return null;
}

function headFault(where: Place, part: string, pair: readonly [string, string]): Finding {
  return fault('form.column-order', where, `${part}表头中“${pair[0]}”应在“${pair[1]}”之前，请核对表头名称是否颠倒。`);
}

/** Stems, since the labels are shortened in print: 社会公益, 法律服务. */
const APPLICANT_HEADS = ['自然人', '商业企业', '科研机构', '社会公益', '法律服务', '其他'] as const;

function checkApplicantHeads(region: string): Finding[] {
  const text = solid(region).replaceAll('法人或其他组织', '');
  const end = text.search(/本年新收/);
  const start = text.slice(0, end).indexOf('申请人情况');
  if (end < 0 || start < 0) return [];
  const heads = text.slice(start, end);
  const where = { table: 'requests', row: null, column: null } as const;
  const pair = swapped(heads, APPLICANT_HEADS) ?? swapped(heads, ['自然人', '总计']);
  if (pair) return [headFault(where, '第三部分表格', pair)];
  // Read row by row, 总计 stands before the kinds of organisations; read by column, behind them; never among them.
  const [business, last, total] = placesOf(heads, ['商业企业', '其他', '总计']) as [number, number, number];
  const isAmong = business >= 0 && last >= 0 && total > business && total < last;
  return isAmong ? [headFault(where, '第三部分表格', ['其他', '总计'])] : [];
}

/** Headings of the groups of results: in their order, each with its own number, each before its own rows. */
function checkGroupHeadings(region: string): Finding[] {
  const text = solid(region).replace(/[(]/g, '（').replace(/[)]/g, '）');
  const groups = Object.values(RESULT_GROUPS);
  const found = [...text.matchAll(/（([三四五六])）(不予公开|无法提供|不予处理|其他处理)/g)];
  const wrong = found.find(([heading]) => !groups.some(({ label }) => label === heading));
  const where = { table: 'requests', row: null, column: null } as const;
  if (wrong)
    return [
      fault('form.row-order', where, `第三部分表格中“${wrong[0]}”的序号与名称不符，请核对分组名称是否颠倒。`, wrong[0]),
    ];
  const pair = swapped(
    text,
    groups.map(({ label }) => label),
  );
  return pair
    ? [fault('form.row-order', where, `第三部分表格中“${pair[0]}”应在“${pair[1]}”之前，请核对分组名称是否颠倒。`)]
    : [];
}

function checkDocumentHeads(region: string, form: FormVersion): Finding[] {
  const text = solid(region).replace(/[(]/g, '（').replace(/[)]/g, '）');
  const where = { table: 'proactive', row: 'normativeDocuments', column: null } as const;
  const columns = swapped(text, FORMS[form].documentColumns);
  const blocks = swapped(text, [
    '第二十条第（一）项',
    '第二十条第（五）项',
    '第二十条第（六）项',
    '第二十条第（八）项',
  ]);
  return [columns, blocks].flatMap((pair) => (pair ? [headFault(where, '第二部分表格', pair)] : []));
}

function checkRemedyHeads(region: string): Finding[] {
  const text = solid(region);
  const official = Object.values(REMEDY_COLUMN_LABELS);
  const first = text.search(new RegExp(official.join('|')));
  if (first < 0) return [];
  const where = { table: 'remedies', row: 'reconsideration', column: null } as const;
  const found = [...text.matchAll(new RegExp(official.join('|'), 'g'))].map(([head]) => head);
  if (found.length === 15) {
    const byRow = found.every((head, index) => head === official[index % 5]);
    const byColumn = found.every((head, index) => head === official[Math.floor(index / 3)]);
    const wrong = found.findIndex((head, index) => head !== official[index % 5]);
    if (!byRow && !byColumn) return [headFault(where, '第四部分表格', [official[wrong % 5]!, found[wrong]!])];
  }
  const groups = text.slice(text.slice(0, first).lastIndexOf('。') + 1);
  const kinds = swapped(groups, ['未经复议直接起诉', '复议后起诉']);
  const courses = swapped(groups.slice(0, groups.search(new RegExp(official.join('|')))), ['行政复议', '行政诉讼']);
  return [kinds, courses].flatMap((pair) => (pair ? [headFault(where, '第四部分表格', pair)] : []));
}

/** Heads and headings of the tables; only heads that stand there once and whole are judged. */
export function checkTableHeads(
  regions: { proactive: string; requests: string; remedies: string },
  form: FormVersion,
): Finding[] {
  return [
    ...checkDocumentHeads(regions.proactive, form),
    ...checkApplicantHeads(regions.requests),
    ...checkGroupHeadings(regions.requests),
    ...checkRemedyHeads(regions.remedies),
  ];
}

/**
 * The six parts of article 50 and of the form, each under its own number and in their order. A title with another
 * part's number is a fault; a part that was not found is a warning, since its heading may only be worded freely.
 */
export function checkParts(sections: readonly Section[], text: string): Finding[] {
  const findings: Finding[] = [];
  const misnumbered = new Set<number>();
  for (const [index, title] of PART_TITLES.entries()) {
    for (const match of text.matchAll(
      new RegExp(`(?<![（(第十])([一二三四五六])[\\s　]*[、.．][\\s　]*${title}`, 'g'),
    )) {
      const numeral = match[1]!;
      if (numeral === PART_NUMERALS[index]) continue;
      misnumbered.add(index + 1);
      misnumbered.add('一二三四五六'.indexOf(numeral) + 1);
      const where = { section: 0, start: match.index, end: match.index + match[0].length, quote: match[0] };
      const message = `“${title}”是第${PART_NUMERALS[index]}部分的标题，这里序号为“${numeral}”，请核对六个部分的顺序和序号。`;
      findings.push(fault('form.part-order', where, message, match[0]));
    }
  }
  // A workbook of the tables alone has no written parts.
  const isTablesAlone = !sections.some(({ part }) => part === 1 || part > 4);
  for (const [index, title] of PART_TITLES.entries()) {
    const part = index + 1;
    if (isTablesAlone && (part === 1 || part > 4)) continue;
    if (misnumbered.has(part) || sections.some((section) => section.part === part)) continue;
    const isElsewhere = new RegExp(`(?<![（(第十])${PART_NUMERALS[index]}[\\s　]*[、.．][\\s　]*${title}`).test(text);
    findings.push({
      ...fault(
        isElsewhere ? 'form.part-order' : 'form.part-missing',
        WHOLE_REPORT,
        isElsewhere
          ? `第${PART_NUMERALS[index]}部分“${title}”不在规定的位置，六个部分应当按格式的顺序排列。`
          : `没有找到第${PART_NUMERALS[index]}部分“${title}”，年度报告应当包含《条例》第五十条规定的各项内容。`,
      ),
      severity: isElsewhere ? 'error' : 'warning',
    });
  }
  return findings;
}
