import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../kernel/calendar/plain-date.ts';
import { checkDeadline, checkFormOfYear } from './duty.ts';

describe('deadline', () => {
  test.each([
    ['department', '2023-01-31', 0],
    ['department', '2023-02-01', 1],
    ['government', '2023-03-31', 0],
    ['government', '2023-04-01', 1],
    ['other', '2023-12-31', 0],
  ] as const)('%s publishing on %s', (publisher, day, findings) => {
    expect(checkDeadline(publisher, 2022, plainDate(day), null)).toHaveLength(findings);
  });
});

describe('form of the year', () => {
  const quote = { section: 0, start: 0, end: 2, quote: '60号' };
  test('the trial form after 2021 is a fault, citing it alone a hint', () => {
    expect(checkFormOfYear('2019', 2022, null)).toMatchObject([{ rule: 'form.outdated', severity: 'error' }]);
    expect(checkFormOfYear('2021', 2022, quote)).toMatchObject([{ rule: 'form.outdated', severity: 'info' }]);
    expect(checkFormOfYear('2019', 2020, quote)).toEqual([]);
  });
});
