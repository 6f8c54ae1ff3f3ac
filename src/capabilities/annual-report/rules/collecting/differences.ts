/** What an organ says of itself against what its records give, cell by cell. */
import { cellsOf, type FigureId } from '../composing/tables.ts';
import { COLUMN_KEYS, FORMS, groupOfRow, RESULT_GROUPS, type ReportTables, type ResultGroup } from '../form.ts';

/** Where the organ's figure comes from: typed in, read from its own report, or confirmed before the records changed. */
export const differenceSources = {
  typed: '本机关统计',
  report: '本机关年度报告',
  confirmed: '报送时的数据',
} as const;
export type DifferenceSource = keyof typeof differenceSources;

export interface Explanation {
  figure: FigureId;
  counted: number;
  stated: number;
  source: DifferenceSource;
  explanation: string;
  by: string;
}

export interface Difference {
  figure: FigureId;
  /** What the records give. */
  counted: number;
  /** What the organ says. */
  stated: number;
  source: DifferenceSource;
  /** Null while nobody explained just these two figures. */
  explanation: Pick<Explanation, 'explanation' | 'by'> | null;
}

/** Figures are kept to six decimals of 万元; sums of fractions differ in the last bits. */
export function sameFigure(a: number, b: number): boolean {
  return Math.abs(a - b) < 5e-7;
}

/** The figures the records give, those of the groups included, which some reports print as one row. */
export function countedFigures(tables: ReportTables): Map<FigureId, number> {
  const counted = new Map<FigureId, number>();
  for (const { id, value } of cellsOf(tables)) counted.set(id, value ?? 0);
  const leaves = FORMS['2021'].resultKeys;
  for (const group of Object.keys(RESULT_GROUPS) as ResultGroup[])
    for (const column of COLUMN_KEYS) {
      const parts = leaves
        .filter((key) => groupOfRow(key) === group)
        .map((key) => counted.get(`requests/${key}/${column}`) ?? 0);
      counted.set(
        `requests/${group}/${column}`,
        parts.reduce((sum, value) => sum + value, 0),
      );
    }
  return counted;
}

export interface Statements {
  /** Read from the organ's own report. */
  report: ReportTables | null;
  /** As handed in here. */
  confirmed: ReportTables | null;
  explanations: readonly Explanation[];
}

/**
 * The cells in which an organ's figures are not those of its records, in the order of the form. A figure it typed goes
 * before its report, and that before what it confirmed. A blank cell says nothing. An explanation holds for the two
 * figures it was written for: when one of them changes, it has to be written anew.
 */
export function findDifferences(records: ReportTables, { report, confirmed, explanations }: Statements): Difference[] {
  const counted = countedFigures(records);
  const stated = new Map<FigureId, { value: number; source: DifferenceSource }>();
  for (const [tables, source] of [
    [confirmed, 'confirmed'],
    [report, 'report'],
  ] as const)
    for (const { id, value } of tables ? cellsOf(tables) : []) if (value !== null) stated.set(id, { value, source });
  const typed = explanations.filter(({ source }) => source === 'typed');
  for (const { figure, stated: value } of typed) stated.set(figure, { value, source: 'typed' });
  const written = new Map(explanations.map((one) => [one.figure, one]));
  return [...counted].flatMap(([figure, value]) => {
    const said = stated.get(figure);
    if (!said || sameFigure(said.value, value)) return [];
    const found = written.get(figure);
    const holds = found && sameFigure(found.counted, value) && sameFigure(found.stated, said.value);
    return [
      {
        figure,
        counted: value,
        stated: said.value,
        source: said.source,
        explanation: holds ? { explanation: found.explanation, by: found.by } : null,
      },
    ];
  });
}
