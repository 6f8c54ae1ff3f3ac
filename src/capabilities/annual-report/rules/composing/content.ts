import { PART_NUMERALS, PART_TITLES, type ReportTables } from '../form.ts';
import { type FeesOfYear, feeParagraph, overallSituation, type Paragraph, type WorkFigures } from './sentences.ts';

export type ReportScope = 'own' | 'aggregated';

/** What of a report a person writes: figures never, so digits in it are the writer's own and are checked like any text. */
export interface WrittenParts {
  /** 五、存在的主要问题及改进情况 */
  problems: string;
  /** 六、其他需要报告的事项, after the paragraph on fees. */
  others: string;
}

export interface ReportPart {
  numeral: string;
  title: string;
  paragraphs: Paragraph[];
  /** Which table the part holds. */
  table?: 'proactive' | 'requests' | 'remedies';
}

/** A whole report as it is frozen on publication. Field order does not matter: the hash is over canonical JSON. */
export interface ReportContent {
  schema: 'gongkai/annual-report/1';
  form: '2021';
  organ: { code: string; name: string };
  year: number;
  scope: ReportScope;
  /** Organs whose records were counted, itself included. */
  organs: { code: string; name: string }[];
  title: string;
  preamble: string;
  tables: ReportTables;
  parts: ReportPart[];
}

export interface ContentInput {
  organ: { code: string; name: string; shortName: string };
  organs: { code: string; name: string }[];
  year: number;
  scope: ReportScope;
  tables: ReportTables;
  work: WorkFigures;
  fees: FeesOfYear;
  written: WrittenParts;
}

/** Text of several lines as paragraphs, empty lines left out. */
function written(text: string): Paragraph[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ sentences: [line] }));
}

/** Puts the six parts together (条例 Art. 50, 国办公开办函〔2021〕30号). */
export function composeContent(input: ContentInput): ReportContent {
  const { organ, year, tables } = input;
  const paragraphs: Paragraph[][] = [
    overallSituation(tables, input.work, organ.shortName, year),
    [],
    [],
    [],
    written(input.written.problems),
    [feeParagraph(input.fees, organ.shortName), ...written(input.written.others)],
  ];
  const tablesOfParts = [undefined, 'proactive', 'requests', 'remedies', undefined, undefined] as const;
  return {
    schema: 'gongkai/annual-report/1',
    form: '2021',
    organ: { code: organ.code, name: organ.name },
    year,
    scope: input.scope,
    organs: input.organs,
    title: `${organ.name}${year}年度政府信息公开工作年度报告`,
    preamble:
      '本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。' +
      `所列数据的统计期限自${year}年1月1日起至12月31日止${input.scope === 'aggregated' ? '，含所属各行政机关' : ''}。`,
    tables,
    parts: PART_TITLES.map((title, i) => {
      const table = tablesOfParts[i];
      return { numeral: PART_NUMERALS[i]!, title, paragraphs: paragraphs[i]!, ...(table ? { table } : {}) };
    }),
  };
}
