import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/calendar/plain-date.ts';
import { cellsOf } from '../composing/tables.ts';
import { filledTables, findRow } from '../form.ts';
import { checkDates, isLate, latestDates, mayMove, type TaskState, taskStateLabels } from './course.ts';
import { type Explanation, findDifferences } from './differences.ts';

const none = { report: null, confirmed: null, explanations: [] };

describe('dates of a collection', () => {
  test('the last days of the law are taken, a day later is not', () => {
    expect(checkDates(2025, latestDates(2025))).toEqual({});
    expect(checkDates(2025, { organDueOn: plainDate('2026-02-01'), areaDueOn: plainDate('2026-04-01') })).toMatchObject(
      {
        organDueOn: expect.stringContaining('第四十九条'),
        areaDueOn: expect.stringContaining('第四十九条'),
      },
    );
  });

  test('not before the year is over, nor the area before its organs', () => {
    expect(
      checkDates(2025, { organDueOn: plainDate('2025-12-31'), areaDueOn: plainDate('2026-01-20') }),
    ).toHaveProperty('organDueOn');
    expect(checkDates(2025, { organDueOn: plainDate('2026-01-20'), areaDueOn: plainDate('2026-01-19') })).toEqual({
      areaDueOn: '不得早于各机关报送的期限',
    });
  });

  test('late is who owes it after the day, not who handed in', () => {
    const due = plainDate('2026-01-20');
    expect(isLate('waiting', due, due)).toBe(false);
    const late = (Object.keys(taskStateLabels) as TaskState[]).filter((state) =>
      isLate(state, due, plainDate('2026-01-21')),
    );
    expect(late).toEqual(['waiting', 'returned']);
  });
});

test('what was handed in is decided once, and handed in again only when the records changed', () => {
  expect(mayMove('waiting', 'accepted', false)).toBe(false);
  expect(mayMove('handed-in', 'accepted', false)).toBe(true);
  // What would be accepted is no longer what the records say.
  expect(mayMove('handed-in', 'accepted', true)).toBe(false);
  expect(mayMove('accepted', 'accepted', false)).toBe(false);
  expect(mayMove('accepted', 'returned', false)).toBe(true);
  expect(mayMove('accepted', 'handed-in', false)).toBe(false);
  expect(mayMove('accepted', 'handed-in', true)).toBe(true);
});

describe('differences', () => {
  test('one changed cell is one difference, in whichever table', () => {
    const records = filledTables('2021', 3);
    const cells = [...cellsOf(records)].map(({ id }) => id);
    fc.assert(
      fc.property(fc.nat(cells.length - 1), fc.integer({ min: 4, max: 1e6 }), (index, value) => {
        const report = filledTables('2021', 3);
        const [table, row, column] = cells[index]!.split('/') as [string, string, string | undefined];
        if (table === 'requests')
          findRow(report, row as 'new')!.values[
            ['natural', 'business', 'research', 'welfare', 'legal', 'other', 'total'].indexOf(column!)
          ] = value;
        else if (table === 'remedies')
          report.remedies[row as 'reconsideration'][
            ['upheld', 'corrected', 'other', 'pending', 'total'].indexOf(column!)
          ] = value;
        else if (column) report.proactive[row as 'rules'][['issued', 'repealed', 'inForce'].indexOf(column)] = value;
        else report.proactive[row as 'licensing'] = value;
        expect(findDifferences(records, { ...none, report })).toEqual([
          { figure: cells[index], counted: 3, stated: value, source: 'report', explanation: null },
        ]);
      }),
    );
  });

  test('a blank cell says nothing', () => {
    const report = filledTables('2021', 3);
    report.proactive.chargesWan = null;
    expect(findDifferences(filledTables('2021', 3), { ...none, report })).toEqual([]);
  });

  test('a group printed as one row stands against the sum of its rows', () => {
    const report = filledTables('2021', 3);
    for (let number = 1; number <= 3; number += 1)
      findRow(report, `other_${number}` as 'other_1')!.values = [null, null, null, null, null, null, null];
    const row = findRow(report, 'other_1')!;
    row.merged = true;
    row.values = [9, 9, 9, 9, 9, 9, 10];
    expect(findDifferences(filledTables('2021', 3), { ...none, report })).toMatchObject([
      { figure: 'requests/other/total', counted: 9, stated: 10 },
    ]);
  });

  test('an explanation holds for its two figures and no others', () => {
    const records = filledTables('2021', 3);
    const confirmed = filledTables('2021', 3);
    confirmed.proactive.licensing = 5;
    const written: Explanation = {
      figure: 'proactive/licensing',
      counted: 3,
      stated: 5,
      source: 'confirmed',
      explanation: '另有2件由窗口代办',
      by: '某人',
    };
    const found = () => findDifferences(records, { ...none, confirmed, explanations: [written] });
    expect(found()[0]?.explanation).toMatchObject({ explanation: '另有2件由窗口代办' });
    confirmed.proactive.licensing = 6;
    expect(found()[0]?.explanation).toBeNull();
    records.proactive.licensing = 6;
    expect(found()).toEqual([]);
  });

  test('what the organ typed goes before its report', () => {
    const report = filledTables('2021', 3);
    report.proactive.licensing = 5;
    const typed = {
      figure: 'proactive/licensing',
      counted: 3,
      stated: 4,
      source: 'typed',
      explanation: '更正',
      by: '某人',
    } as const;
    expect(findDifferences(filledTables('2021', 3), { report, confirmed: null, explanations: [typed] })).toMatchObject([
      { stated: 4, source: 'typed', explanation: { explanation: '更正' } },
    ]);
  });
});
