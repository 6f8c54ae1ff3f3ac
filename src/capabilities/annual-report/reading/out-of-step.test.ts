import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_KEYS, FORMS, type FormVersion } from '../rules/form.ts';
import { consistentTables } from '../rules/testing/consistent-tables.ts';
import { checkReport } from './read-report.ts';
import { outOfStepText } from './testing/out-of-step.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(['2021', '2019'] as const)('labels and figures that fell apart, form of %s', (form: FormVersion) => {
  test('every figure comes to its row, and nothing is found', async () => {
    await fc.assert(
      fc.asyncProperty(consistentTables(form), fc.integer({ min: 1, max: 1e6 }), async (tables, seed) => {
        const { tables: read, findings } = await checkReport(bytesOf(outOfStepText(tables, form, seed)), 'x.txt');
        expect(read.requests).toEqual(tables.requests);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 60, seed: 115 },
    );
  });

  test('a single wrong figure is found', async () => {
    const place = fc.record({
      row: fc.nat({ max: FORMS[form].rowKeys.length - 1 }),
      column: fc.nat({ max: COLUMN_KEYS.length - 1 }),
      by: fc.integer({ min: 1, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(
        consistentTables(form),
        place,
        fc.nat({ max: 1e6 }),
        async (tables, { row, column, by }, seed) => {
          const { values } = tables.requests.rows[row]!;
          values[column] = (values[column] ?? 0) + by;
          const { findings } = await checkReport(bytesOf(outOfStepText(tables, form, seed)), 'x.txt');
          expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
        },
      ),
      { numRuns: 60, seed: 116 },
    );
  });
});
