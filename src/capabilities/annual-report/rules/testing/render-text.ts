/** Support for tests: a report as text, its tables printed in the ways that published reports print them. */
import {
  BALANCE_NOTE,
  type Cell,
  COLUMN_LABELS,
  FORMS,
  type FormVersion,
  groupOfRow,
  PART_NUMERALS,
  PART_TITLES,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  RESULT_GROUPS,
  RESULTS_HEADING,
  type ReportTables,
  ROW_LABELS,
} from '../form.ts';

export type TableStyle =
  | 'strokes'
  | 'stroke-a-line'
  | 'cell-a-line'
  | 'cell-a-line-tabbed'
  | 'tabs'
  | 'spaces'
  | 'run-together';
export const TABLE_STYLES: readonly TableStyle[] = [
  'strokes',
  'stroke-a-line',
  'cell-a-line',
  'cell-a-line-tabbed',
  'tabs',
  'spaces',
  'run-together',
];

export interface ReportText {
  organ: string;
  year: number;
  form: FormVersion;
  tables: ReportTables;
  /** Bodies of parts one, five and six. */
  overall?: string;
  problems?: string;
  others?: string;
}

/** A printed row: headings that begin in it, its label, its figures. */
export interface PrintedRow {
  headings: string[];
  label: string;
  values: Cell[];
}

export function printedRequestRows(tables: ReportTables): PrintedRow[] {
  let group: string | null = null;
  let inResults = false;
  const rows: PrintedRow[] = [];
  for (const row of tables.requests.rows) {
    const own = groupOfRow(row.key);
    const headings: string[] = [];
    if (row.key === 'granted') headings.push(RESULTS_HEADING);
    inResults = row.key !== 'new' && row.key !== 'carried' && row.key !== 'forward';
    if (inResults && own !== null && own !== group && row.key !== 'other' && !row.merged) {
      headings.push(RESULT_GROUPS[own].label);
    }
    if (own !== null && own === group && rows.at(-1)?.label === RESULT_GROUPS[own].label) continue;
    group = own;
    const label = row.merged && own !== null ? RESULT_GROUPS[own].label : ROW_LABELS[row.key];
    rows.push({ headings, label, values: row.values });
  }
  return rows;
}

function printRow(style: TableStyle, row: PrintedRow): string {
  const values = row.values.map((value) => (value === null ? '' : String(value)));
  switch (style) {
    case 'cell-a-line':
      return `${[...row.headings, row.label, ...values].join('\n')}\n`;
    case 'cell-a-line-tabbed':
      return `${[...row.headings, row.label, ...values].map((cell) => `\t${cell}`).join('\n')}\n\n`;
    case 'tabs':
      return `${[...row.headings, row.label, ...values].join('\t')}\n`;
    case 'strokes':
      return `${[...row.headings, row.label, ...values].join(' | ')} | ||\n`;
    case 'stroke-a-line':
      return `${[...row.headings, row.label, ...values].map((cell) => `${cell} |`).join('\n')}\n| ||\n`;
    case 'spaces':
      return `${row.headings.map((heading) => `${heading}\n`).join('')}${row.label} ${values.join(' ')}\n`;
    case 'run-together':
      return `${row.headings.join('')}${row.label}${values.join('')}`;
  }
}

function printTable(style: TableStyle, heads: readonly string[], rows: readonly PrintedRow[]): string {
  return (
    printRow(style, { headings: [], label: heads.join(style === 'run-together' ? '' : '\n'), values: [] }).replace(
      style === 'spaces' ? ' \n' : '\u0000',
      '\n',
    ) + rows.map((row) => printRow(style, row)).join('')
  );
}

export function renderReportText(report: ReportText, style: TableStyle): string {
  const { proactive, remedies } = report.tables;
  const one = (label: string, value: Cell): PrintedRow => ({ headings: [], label, values: [value] });
  const body = [
    report.overall ?? '本年度认真贯彻落实《条例》。',
    [
      printTable(
        style,
        ['第二十条第（一）项', '信息内容', ...FORMS[report.form].documentColumns],
        [
          { headings: [], label: '规章', values: proactive.rules },
          { headings: [], label: '行政规范性文件', values: proactive.normativeDocuments },
        ],
      ),
      printTable(style, ['第二十条第（五）项', '信息内容', '本年处理决定数量'], [one('行政许可', proactive.licensing)]),
      printTable(
        style,
        ['第二十条第（六）项', '信息内容', '本年处理决定数量'],
        [one('行政处罚', proactive.penalties), one('行政强制', proactive.compulsion)],
      ),
      printTable(
        style,
        ['第二十条第（八）项', '信息内容', '本年收费金额（单位：万元）'],
        [one('行政事业性收费', proactive.chargesWan)],
      ),
    ].join(''),
    printTable(
      style,
      [BALANCE_NOTE, '申请人情况', '自然人', '法人或其他组织', '总计', ...Object.values(COLUMN_LABELS).slice(1, 6)],
      printedRequestRows(report.tables),
    ),
    printTable(
      style,
      [
        '行政复议',
        '行政诉讼',
        '未经复议直接起诉',
        '复议后起诉',
        ...REMEDY_KEYS.flatMap(() => Object.values(REMEDY_COLUMN_LABELS)),
      ],
      [{ headings: [], label: '', values: REMEDY_KEYS.flatMap((key) => remedies[key]) }],
    ),
    report.problems ?? '存在的问题是解读形式还不够丰富，将继续改进。',
    report.others ?? '本年度没有收取信息处理费。',
  ];
  const parts = body.map((text, index) => `${PART_NUMERALS[index]}、${PART_TITLES[index]}\n${text}\n`);
  return `${report.organ}\n${report.year}年度政府信息公开工作年度报告\n\n${parts.join('')}`;
}
