import {
  APPLICANT_COLUMNS,
  FORMS,
  groupOfRow,
  RESULT_GROUPS,
  type ReportTables,
  type ResultGroup,
  type RowKey,
} from '../form.ts';
import type { FigureId } from './tables.ts';

/** A figure inside a sentence: what it says and which records stand behind it. */
export interface FigureReference {
  figure: FigureId;
  value: number;
}

export type Sentence = readonly (string | FigureReference)[];

export interface Paragraph {
  /** （一）主动公开 … */
  heading?: string;
  sentences: Sentence;
}

/** Work of the year that stands in the sentences only, from monthly figures; a kind nobody reported is left out. */
export const workKinds = {
  publications: { label: '主动公开政府信息', unit: '条' },
  gazettes: { label: '编发政府公报', unit: '期' },
  publicConcernsAnswered: { label: '回应公众热点或舆情', unit: '次' },
  pressConferences: { label: '举办新闻发布会', unit: '次' },
  onlineInterviews: { label: '组织政府网站在线访谈', unit: '次' },
  interpretations: { label: '发布政策解读信息', unit: '条' },
  topics: { label: '优化新增信息公开专题', unit: '个' },
  wrongExpressionsMended: { label: '排查整改错敏信息', unit: '条' },
  personalDataDeidentified: { label: '对个人信息作匿名化、去标识化整改', unit: '条' },
  accountsKept: { label: '保留政务新媒体账号', unit: '个' },
} as const;

export type WorkKind = keyof typeof workKinds;
export type WorkFigures = Partial<Record<WorkKind, number>>;

export interface FeesOfYear {
  /** Applications for which a fee was notified, and what was paid, in yuan. */
  notified: number;
  paidYuan: number;
}

const TOTAL = 6;

function value(tables: ReportTables, row: RowKey, column = TOTAL): number {
  return tables.requests.rows.find((candidate) => candidate.key === row)?.values[column] ?? 0;
}

function rowFigure(tables: ReportTables, row: RowKey): FigureReference {
  return { figure: `requests/${row}/total`, value: value(tables, row) };
}

/** Sum of a group of results; opens to the records of all its rows. */
export function groupFigure(tables: ReportTables, group: ResultGroup): FigureReference {
  const rows = FORMS['2021'].resultKeys.filter((key) => groupOfRow(key) === group);
  return { figure: `requests/${group}/total`, value: rows.reduce((sum, row) => sum + value(tables, row), 0) };
}

function organisations(tables: ReportTables, row: RowKey): FigureReference {
  const sum = APPLICANT_COLUMNS.slice(1).reduce((total, _, i) => total + value(tables, row, i + 1), 0);
  return { figure: `requests/${row}/organisations`, value: sum };
}

function work(figures: WorkFigures, kinds: readonly WorkKind[], opening: string): Sentence {
  const parts: (string | FigureReference)[] = [];
  for (const kind of kinds) {
    const figure = figures[kind];
    if (figure === undefined) continue;
    parts.push(
      parts.length === 0 ? `${opening}${workKinds[kind].label}` : `，${workKinds[kind].label}`,
      { figure: `work/${kind}`, value: figure },
      workKinds[kind].unit,
    );
  }
  return parts.length === 0 ? [] : [...parts, '。'];
}

function requestSentences(tables: ReportTables, name: string, year: number): Sentence {
  const results: (string | FigureReference)[] = [];
  const add = (label: string, figure: FigureReference): void => {
    results.push(results.length === 0 ? '，其中' : '，', label, figure, '件');
  };
  add('予以公开', rowFigure(tables, 'granted'));
  add('部分公开', rowFigure(tables, 'partial'));
  for (const group of ['denied', 'unable', 'rejected', 'other'] as const)
    add(RESULT_GROUPS[group].name, groupFigure(tables, group));
  return [
    `${year}年，${name}新收政府信息公开申请`,
    rowFigure(tables, 'new'),
    '件，其中自然人申请',
    { figure: 'requests/new/natural', value: value(tables, 'new', 0) },
    '件，法人或其他组织申请',
    organisations(tables, 'new'),
    '件；上年结转',
    rowFigure(tables, 'carried'),
    '件。全年办结',
    rowFigure(tables, 'total'),
    '件',
    ...results,
    '；结转下年度继续办理',
    rowFigure(tables, 'forward'),
    '件。',
  ];
}

function remedySentence(tables: ReportTables): Sentence {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  return [
    '因政府信息公开引起的行政复议',
    { figure: 'remedies/reconsideration/total', value: reconsideration[4] ?? 0 },
    '件，未经复议直接起诉的行政诉讼',
    { figure: 'remedies/litigationDirect/total', value: litigationDirect[4] ?? 0 },
    '件，复议后起诉的行政诉讼',
    { figure: 'remedies/litigationAfterReconsideration/total', value: litigationAfterReconsideration[4] ?? 0 },
    '件。',
  ];
}

/**
 * Part one (总体情况). Every figure is taken from the tables or the year's monthly figures, so a sentence can't
 * disagree with a table; parts of a sum always add up because the sum and its parts are counted from the same rows.
 */
export function overallSituation(tables: ReportTables, figures: WorkFigures, name: string, year: number): Paragraph[] {
  const paragraphs: Paragraph[] = [
    {
      heading: '（一）主动公开。',
      sentences: work(
        figures,
        [
          'publications',
          'gazettes',
          'publicConcernsAnswered',
          'pressConferences',
          'onlineInterviews',
          'interpretations',
        ],
        `${year}年，${name}`,
      ),
    },
    { heading: '（二）依申请公开。', sentences: requestSentences(tables, name, year) },
    {
      heading: '（三）政府信息管理。',
      sentences: [
        ...work(figures, ['topics'], '本年'),
        '制发行政规范性文件',
        { figure: 'proactive/normativeDocuments/issued', value: tables.proactive.normativeDocuments[0] ?? 0 },
        '件，废止',
        { figure: 'proactive/normativeDocuments/repealed', value: tables.proactive.normativeDocuments[1] ?? 0 },
        '件，现行有效',
        { figure: 'proactive/normativeDocuments/inForce', value: tables.proactive.normativeDocuments[2] ?? 0 },
        '件。',
      ],
    },
    {
      heading: '（四）政府信息公开平台建设。',
      sentences: work(figures, ['wrongExpressionsMended', 'personalDataDeidentified', 'accountsKept'], '本年'),
    },
    { heading: '（五）监督保障。', sentences: remedySentence(tables) },
  ];
  return paragraphs.filter((paragraph) => paragraph.sentences.length > 0);
}

/** Part six must report the 信息处理费 (国办函〔2020〕109号), also when none was charged. */
export function feeParagraph(fees: FeesOfYear, name: string): Paragraph {
  if (fees.notified === 0)
    return {
      sentences: [
        `依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），${name}本年度发出收费通知`,
        { figure: 'fees/notified', value: 0 },
        '件，收取信息处理费',
        { figure: 'fees/paid', value: fees.paidYuan },
        '元。',
      ],
    };
  return {
    sentences: [
      `依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），${name}本年度对`,
      { figure: 'fees/notified', value: fees.notified },
      '件政府信息公开申请发出收费通知，实际收取信息处理费共计',
      { figure: 'fees/paid', value: fees.paidYuan },
      '元。',
    ],
  };
}

export function sentenceText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : String(part.value))).join('');
}

export function paragraphText(paragraph: Paragraph): string {
  return `${paragraph.heading ?? ''}${sentenceText(paragraph.sentences)}`;
}
