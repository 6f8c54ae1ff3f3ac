import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_KEYS, FORMS, filledTables, findRow } from '../form.ts';
import { consistentTables } from '../testing/consistent-tables.ts';
import { checkTables } from './tables.ts';
import { checkAgainstPriorYear, checkOutliers } from './years.ts';

describe('the identities of the tables', () => {
  for (const version of ['2021', '2019'] as const) {
    test(`consistent tables of the ${version} form raise nothing`, () => {
      fc.assert(
        fc.property(consistentTables(version), (tables) => {
          expect(checkTables(tables)).toEqual([]);
        }),
      );
    });

    test(`any change of any one figure of section three is found (${version})`, () => {
      fc.assert(
        fc.property(
          consistentTables(version),
          fc.nat({ max: FORMS[version].rowKeys.length - 1 }),
          fc.nat({ max: 6 }),
          fc.oneof(fc.nat({ max: 100_000 }), fc.nat({ max: 20 })),
          (tables, row, column, value) => {
            const values = tables.requests.rows[row]!.values;
            fc.pre(values[column] !== value);
            values[column] = value;
            const errors = checkTables(tables).filter((finding) => finding.severity === 'error');
            expect(errors.map((finding) => finding.rule)).toContain('requests.row-sum');
          },
        ),
        { numRuns: 400 },
      );
    });
  }

  test('two changes that hide each other in a row still break the columns', () => {
    fc.assert(
      fc.property(
        consistentTables('2021'),
        fc.nat({ max: 24 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (tables, row, column, shift) => {
          const values = tables.requests.rows[row]!.values;
          values[column] = values[column]! + shift;
          values[6] = values[6]! + shift;
          expect(checkTables(tables).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('a changed remedy figure is found in its block', () => {
    const tables = filledTables('2021', 0);
    tables.remedies.reconsideration = [376, 97, 196, 121, 790];
    tables.remedies.litigationDirect = [16, 1, 12, 27, 56];
    tables.remedies.litigationAfterReconsideration = [74, 1, 30, 51, 157];
    expect(checkTables(tables)).toMatchObject([
      {
        rule: 'remedies.total',
        where: { table: 'remedies', row: 'litigationAfterReconsideration', column: 'total' },
        expected: 156,
        actual: 157,
      },
    ]);
  });

  test('the message shows the sum', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'granted')!.values = [55, 1, 0, 1, 0, 1, 57];
    const finding = checkTables(tables).find(({ rule }) => rule === 'requests.row-sum')!;
    expect(finding.message).toContain('55+1+0+1+0+1=58');
    expect(finding.message).toContain('总计57');
  });

  test('a blank cell is reported as blank and counts as nothing in sums', () => {
    const tables = filledTables('2021', 0);
    findRow(tables, 'granted')!.values[2] = null;
    expect(checkTables(tables)).toMatchObject([
      { rule: 'cell.blank', where: { row: 'granted', column: COLUMN_KEYS[2] }, actual: null },
    ]);
  });

  test('a cell that could not be read is not judged', () => {
    const tables = filledTables('2021', 3);
    const row = findRow(tables, 'granted')!;
    row.values = [5, 1, null, 0, 0, 0, 9];
    const unreadable = new Set(['requests/granted/research']);
    const rules = checkTables(tables, { unreadable }).filter(
      (finding) => 'row' in finding.where && finding.where.row === 'granted',
    );
    expect(rules).toEqual([]);
  });

  test('negative and broken counts are no figures', () => {
    const tables = filledTables('2021', 0);
    tables.proactive.licensing = -1;
    tables.proactive.compulsion = 1.5;
    tables.proactive.chargesWan = 24252.311082;
    expect(checkTables(tables).map(({ where }) => 'row' in where && where.row)).toEqual(['licensing', 'compulsion']);
  });
});

describe('two years', () => {
  test('what was carried forward must arrive, column by column', () => {
    const prior = filledTables('2021', 0);
    findRow(prior, 'forward')!.values = [2, 0, 0, 0, 0, 0, 2];
    const tables = filledTables('2021', 0);
    findRow(tables, 'carried')!.values = [1, 1, 0, 0, 0, 0, 2];
    expect(checkAgainstPriorYear(tables, prior)).toMatchObject([
      { rule: 'carry-over', where: { column: 'natural' }, expected: 2, actual: 1 },
      { rule: 'carry-over', where: { column: 'business' }, expected: 0, actual: 1 },
    ]);
  });

  test('documents in force roll forward, as a question', () => {
    const prior = filledTables('2021', 0);
    prior.proactive.normativeDocuments = [69, 3, 665];
    const tables = filledTables('2021', 0);
    tables.proactive.normativeDocuments = [88, 55, 698];
    expect(checkAgainstPriorYear(tables, prior)).toEqual([]);
    tables.proactive.normativeDocuments = [88, 55, 699];
    expect(checkAgainstPriorYear(tables, prior)).toMatchObject([
      { rule: 'in-force-roll-forward', severity: 'warning', expected: 698, actual: 699 },
    ]);
  });

  test('pending cases of last year cannot exceed this year’s cases', () => {
    const prior = filledTables('2021', 0);
    prior.remedies.reconsideration = [0, 0, 0, 4, 4];
    expect(checkAgainstPriorYear(filledTables('2021', 0), prior)).toMatchObject([
      { rule: 'carry-over', severity: 'warning', where: { table: 'remedies' } },
    ]);
  });

  test('a jump to many of “not held” is worth a question', () => {
    const prior = filledTables('2021', 1);
    const tables = filledTables('2021', 1);
    expect(checkOutliers(tables, prior)).toEqual([]);
    findRow(tables, 'unable_1')!.values[6] = 60;
    expect(checkOutliers(tables, prior)).toMatchObject([{ severity: 'info', where: { row: 'unable_1' } }]);
  });
});
