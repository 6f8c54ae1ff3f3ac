/** Support for tests: the three tables with the merges, splits and slips of published ones. */
import {
  BALANCE_NOTE,
  type Cell,
  COLUMN_LABELS,
  FORMS,
  type FormVersion,
  groupOfRow,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  REMEDY_LABELS,
  RESULT_GROUPS,
  RESULTS_HEADING,
  type ReportTables,
  type ResultGroup,
} from '../../../rules/form.ts';
import type { Merged, Part } from '../render-files.ts';
import type { Dice } from './dice.ts';
import { type Habits, printFigure, printHeading, printLabel } from './printed-label.ts';

export function cell(text: string, rows = 1, columns = 1): Merged {
  return { text, rows, columns };
}

/** How a site prints its tables, beyond the habits of its labels. */
export interface TableShape {
  /** Headings of groups beside their rows as in the form, above them in rows of their own, or with their subtotals. */
  groups: 'beside' | 'above' | 'above-blank' | 'subtotals';
  split: boolean;
  repeatHead: boolean;
  proactive: 'one' | 'four';
  remedies: 'official' | 'three' | 'rows' | 'transposed';
}

export function randomShape(dice: Dice): TableShape {
  return {
    groups: dice.chance(0.6) ? 'beside' : dice.pick(['above', 'above-blank', 'subtotals'] as const),
    split: dice.chance(0.25),
    repeatHead: dice.chance(0.5),
    proactive: dice.chance(0.6) ? 'one' : 'four',
    remedies: dice.chance(0.6) ? 'official' : dice.pick(['three', 'rows', 'transposed'] as const),
  };
}

function requestHead(habits: Habits, labels: number): Merged[][] {
  return [
    [cell(printHeading(BALANCE_NOTE, habits), 3, labels), cell('申请人情况', 1, 7)],
    [cell('自然人', 2), cell('法人或其他组织', 1, 5), cell('总计', 2)],
    Object.values(COLUMN_LABELS)
      .slice(1, 6)
      .map((label) => cell(label)),
  ];
}

function requestTables(tables: ReportTables, habits: Habits, shape: TableShape, dice: Dice): Merged[][][] {
  const beside = shape.groups === 'beside';
  const labels = beside ? 3 : 1;
  const printed = tables.requests.rows.filter(
    (row) =>
      row.merged ||
      !tables.requests.rows.some((other) => other.merged && groupOfRow(other.key) === groupOfRow(row.key)),
  );
  const results = printed.filter(({ key }) => key !== 'new' && key !== 'carried' && key !== 'forward');
  const chunks: Merged[][][] = [requestHead(habits, labels)];
  const splitAt = shape.split ? 5 + dice.below(printed.length - 8) : -1;
  let group: string | null = null;
  const ends = (index: number): number => (splitAt > index ? splitAt : printed.length);
  for (const [index, row] of printed.entries()) {
    const own = groupOfRow(row.key);
    const line: Merged[] = [];
    const atSplit = index === splitAt;
    if (atSplit) chunks.push(shape.repeatHead ? requestHead(habits, labels) : []);
    const rows = chunks.at(-1)!;
    const isResult = results.includes(row);
    const single = row.merged === true || row.key === 'other' || own === null;
    const heading = !single && own !== group ? printHeading(RESULT_GROUPS[own].label, habits) : null;
    const results_ = row.key === 'granted' ? RESULTS_HEADING : null;
    if (beside) {
      const upTo = ends(index);
      if (results_ !== null || (atSplit && isResult))
        line.push(
          cell(
            atSplit ? '' : RESULTS_HEADING,
            printed.slice(index, upTo).filter((other) => results.includes(other)).length,
          ),
        );
      if (heading !== null || (atSplit && !single))
        line.push(cell(heading ?? '', printed.slice(index, upTo).filter(({ key }) => groupOfRow(key) === own).length));
    } else {
      if (results_ !== null)
        rows.push(shape.groups === 'above' ? [cell(results_, 1, 8)] : [cell(results_), ...sevenBlanks()]);
      if (heading !== null) rows.push(groupRow(tables, own as ResultGroup, heading, habits, shape));
    }
    const label =
      row.merged && own !== null ? printHeading(RESULT_GROUPS[own].label, habits) : printLabel(row.key, habits, dice);
    line.push(cell(label, 1, beside ? (isResult ? (single ? 2 : 1) : 3) : 1));
    line.push(...row.values.map((value) => cell(printFigure(value, habits))));
    rows.push(line);
    group = own;
  }
  return chunks;
}

function sevenBlanks(): Merged[] {
  return Array.from({ length: 7 }, () => cell(''));
}

function groupRow(
  tables: ReportTables,
  group: ResultGroup,
  heading: string,
  habits: Habits,
  shape: TableShape,
): Merged[] {
  if (shape.groups === 'above') return [cell(heading, 1, 8)];
  if (shape.groups === 'above-blank') return [cell(heading), ...sevenBlanks()];
  const rows = tables.requests.rows.filter(({ key }) => groupOfRow(key) === group);
  const sums = [0, 1, 2, 3, 4, 5, 6].map((column) => rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0));
  return [cell(heading), ...sums.map((sum) => cell(printFigure(sum, habits)))];
}

function proactiveTables(
  tables: ReportTables,
  form: FormVersion,
  habits: Habits,
  shape: TableShape,
  dice: Dice,
): Merged[][][] {
  const { proactive } = tables;
  const figure = (value: Cell, unit?: string): string => printFigure(value, habits, unit);
  const documents = (label: string, values: readonly Cell[]): Merged[] => [
    cell(label),
    ...values.map((value) => cell(figure(value))),
  ];
  const item = (number: string): string => printHeading(`第二十条第（${number}）项`, habits);
  const name = dice.pick(['行政规范性文件', '行政规范性文件', '规范性文件']);
  const first: Merged[][] = [
    [cell(item('一'), 1, 4)],
    [cell('信息内容'), ...FORMS[form].documentColumns.map((label) => cell(label))],
    documents('规章', proactive.rules),
    documents(name, proactive.normativeDocuments),
  ];
  const blocks: Merged[][][] = [first];
  if (form === '2021') {
    const head = (number: string, column: string): Merged[][] => [
      [cell(item(number), 1, 4)],
      [cell('信息内容'), cell(column, 1, 3)],
    ];
    const one = (label: string, value: Cell, unit?: string): Merged[] => [cell(label), cell(figure(value, unit), 1, 3)];
    const wan = habits.unit === '' ? '' : '万元';
    blocks.push(
      [...head('五', '本年处理决定数量'), one('行政许可', proactive.licensing)],
      [...head('六', '本年处理决定数量'), one('行政处罚', proactive.penalties), one('行政强制', proactive.compulsion)],
      [...head('八', '本年收费金额（单位：万元）'), one('行政事业性收费', proactive.chargesWan, wan)],
    );
  } else {
    const heads = ['上一年项目数量', '本年增/减', '处理决定数量'];
    const head = (number: string): Merged[][] => [
      [cell(item(number), 1, 4)],
      ['信息内容', ...heads].map((label) => cell(label)),
    ];
    const change = (): string => dice.pick(['0', '0', '增加3', '减少4', '+2', '-1', '5']);
    const three = (label: string, value: Cell): Merged[] => [
      cell(label),
      cell(String(dice.below(300))),
      cell(change()),
      cell(figure(value)),
    ];
    blocks.push(
      [...head('五'), three('行政许可', proactive.licensing), three('其他对外管理服务事项', dice.below(900))],
      [...head('六'), three('行政处罚', proactive.penalties), three('行政强制', proactive.compulsion)],
      [
        [cell(item('八'), 1, 4)],
        [cell('信息内容'), cell('上一年项目数量'), cell('本年增/减', 1, 2)],
        [cell('行政事业性收费'), cell(String(dice.below(40))), cell(change(), 1, 2)],
      ],
      [
        [cell(item('九'), 1, 4)],
        [cell('信息内容'), cell('采购项目数量'), cell('采购总金额', 1, 2)],
        [
          cell('政府集中采购'),
          cell(String(dice.below(400))),
          cell(dice.pick(['1203.56万元', '0', '98765.4', '12,345,678元']), 1, 2),
        ],
      ],
    );
  }
  return shape.proactive === 'four' ? blocks : [blocks.flat()];
}

function remedyTables(tables: ReportTables, habits: Habits, shape: TableShape): Merged[][][] {
  const labels = (): Merged[] => Object.values(REMEDY_COLUMN_LABELS).map((label) => cell(label));
  const figures = (key: (typeof REMEDY_KEYS)[number]): Merged[] =>
    tables.remedies[key].map((value) => cell(printFigure(value, habits)));
  const name = (key: (typeof REMEDY_KEYS)[number]): string => printHeading(REMEDY_LABELS[key], habits);
  switch (shape.remedies) {
    case 'official':
      return [
        [
          [cell('行政复议', 1, 5), cell('行政诉讼', 1, 10)],
          [
            ...labels().map((label) => ({ ...label, rows: 2 })),
            cell('未经复议直接起诉', 1, 5),
            cell('复议后起诉', 1, 5),
          ],
          [...labels(), ...labels()],
          REMEDY_KEYS.flatMap(figures),
        ],
      ];
    case 'three':
      return REMEDY_KEYS.map((key) => [[cell(name(key), 1, 5)], labels(), figures(key)]);
    case 'rows':
      return [[[cell('类别'), ...labels()], ...REMEDY_KEYS.map((key) => [cell(name(key)), ...figures(key)])]];
    case 'transposed':
      return [
        REMEDY_KEYS.flatMap((key) =>
          labels().map((label, index): Merged[] => [
            ...(index === 0 ? [cell(name(key), 5)] : []),
            label,
            figures(key)[index]!,
          ]),
        ),
      ];
  }
}

export function tablesAsPrinted(
  tables: ReportTables,
  form: FormVersion,
  habits: Habits,
  shape: TableShape,
  dice: Dice,
): { proactive: Part[]; requests: Part[]; remedies: Part[] } {
  return {
    proactive: proactiveTables(tables, form, habits, shape, dice),
    requests: requestTables(tables, habits, shape, dice),
    remedies: remedyTables(tables, habits, shape),
  };
}
