/**
 * Support for tests: a report as programs take it out of a PDF, its table of applications in stretches of labels, each
 * with the figures beside them behind it, row by row or column by column.
 */
import type { FormVersion, ReportTables } from '../../rules/form.ts';
import { printedRequestRows, renderReportText } from '../../rules/testing/render-text.ts';
import { diceOf } from './layouts/dice.ts';

/** @param seed how the rows are put together */
export function outOfStepText(tables: ReportTables, form: FormVersion, seed: number): string {
  const dice = diceOf(seed);
  const year = form === '2021' ? 2023 : 2020;
  const rows = printedRequestRows(tables);
  const pieces: string[] = [];
  const late: string[] = [];
  for (let at = 0; at < rows.length; ) {
    const block = rows.slice(at, at + 1 + dice.below(dice.chance(0.4) ? 1 : 9));
    at += block.length;
    const labels = block.flatMap(({ headings, label }) => [...headings, label]);
    // Now and then the labels come at the end of the page.
    if (dice.chance(0.2)) late.push(...labels);
    else pieces.push(labels.join('\n'));
    const values = block.map((row) => row.values.map(String));
    if (dice.chance(0.5)) pieces.push(values.map((row) => row.join(dice.pick(['\n', '\n\n', ' ']))).join('\n\n'));
    else pieces.push(values[0]!.map((_, column) => values.map((row) => row[column]).join('\n')).join('\n\n'));
    if (dice.chance(0.15)) pieces.push(`- ${2 + dice.below(6)} -`, ...late.splice(0));
  }
  pieces.push(...late);
  const report = renderReportText({ organ: '甲区人民政府', year, form, tables }, 'spaces');
  const table = /(?<=\n三、[^\n]*\n)[\s\S]*?(?=\n四、政府信息公开行政复议)/;
  if (!table.test(report)) throw new Error('no part three in the text');
  return report.replace(table, () => `申请人情况\n${pieces.join('\n\n')}\n`);
}
