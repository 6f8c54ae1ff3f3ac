/**
 * Reports laid out at random, as real sites do: every figure right, nothing accused, one wrong figure of a table and one
 * of a sentence found. scripts/annual-report/survey-layouts.ts does the same by the thousand.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { closePdfReader } from './pdf.ts';
import { judgeLayout } from './testing/layouts/judge.ts';
import { LAYOUTS, randomReport } from './testing/layouts/random-report.ts';

const SEEDS = [8501, 8503, 8504, 8505, 8507, 8508];

afterAll(closePdfReader);

describe('random layouts', () => {
  test.each(LAYOUTS)('%s', async (layout) => {
    for (const seed of SEEDS) {
      const faults = await judgeLayout(seed, { layout });
      expect(faults.map(({ kind, told, report }) => `${kind} ${report.seed}: ${told}`)).toEqual([]);
    }
  });

  test.each([41031, 41053])(
    '%i: a page number within the upright table of remedies is none of its figures',
    async (seed) => {
      const faults = await judgeLayout(seed);
      expect(faults.map(({ kind, told }) => `${kind}: ${told}`)).toEqual([]);
    },
  );

  test('a seed makes the same report again', () => {
    const [first, again] = [randomReport(77), randomReport(77)];
    expect(Buffer.from(first.bytes).equals(Buffer.from(again.bytes))).toBe(true);
    expect(first.tables).toEqual(again.tables);
  });
});
