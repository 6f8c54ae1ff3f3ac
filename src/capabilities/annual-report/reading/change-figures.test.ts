/**
 * A figure made wrong is always reported: a sample of the changes that scripts/annual-report/change-figures.ts makes of
 * every figure of real reports.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filledTables, findRow, type ReportTables } from '../rules/form.ts';
import { consistentTables } from '../rules/testing/consistent-tables.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { checkReport } from './read-report.ts';
import { changedTables, newlyFound, printedFigures, wrongFigures } from './testing/change-figures.ts';
import { renderFile } from './testing/render-files.ts';

const [TABLES] = fc.sample(consistentTables('2021'), { numRuns: 1, seed: 5 }) as [ReportTables];

const WAYS = {
  tabs: (tables: ReportTables) => text(tables, 'tabs'),
  strokes: (tables: ReportTables) => text(tables, 'strokes'),
  html: (tables: ReportTables) => renderFile('html', tables, '2021'),
  docx: (tables: ReportTables) => renderFile('docx', tables, '2021'),
  xlsx: (tables: ReportTables) => renderFile('xlsx', tables, '2021'),
} as const;

function text(tables: ReportTables, style: 'tabs' | 'strokes' | 'run-together'): Uint8Array {
  return Buffer.from(renderReportText({ organ: '示例区人民政府', year: 2023, form: '2021', tables }, style));
}

describe('a wrong figure', () => {
  test.each(Object.entries(WAYS))('in %s', async (_, print) => {
    const before = await checkReport(print(TABLES), 'before');
    const missed: string[] = [];
    for (const [turn, { at, from, to, tables }] of [...changedTables(TABLES)].entries()) {
      if (turn % 23 !== 0) continue;
      const after = await checkReport(print(tables), 'after');
      if (newlyFound(before, after).length === 0) missed.push(`${at} ${from}→${to}`);
    }
    expect(missed).toEqual([]);
  });

  test('at the end of a row whose cells run together, before the heading of the next group', async () => {
    const tables = filledTables('2021', 0);
    for (const key of ['new', 'denied_8', 'total'] as const) findRow(tables, key)!.values = [1, 0, 0, 0, 0, 0, 1];
    const bytes = text(tables, 'run-together');
    const before = await checkReport(bytes, 'before');
    const printed = new TextDecoder().decode(bytes);
    const total = printedFigures(printed, printed.indexOf('申请人情况'), tables.requests.rows).find(
      ({ at }) => at === 'denied_8/6',
    )!;
    for (const to of wrongFigures(1)) {
      const changed = printed.slice(0, total.start) + to + printed.slice(total.end);
      const after = await checkReport(Buffer.from(changed), 'after');
      expect([to, newlyFound(before, after).length > 0]).toEqual([to, true]);
    }
  });
});
