import { describe, expect, it } from 'vitest';
import { nationalCalendar, type PlainDate, plainDate } from '../calendar/index.ts';
import { lastDayOf, lastsLongEnough, type StatutoryClockId, statutoryClocks } from './index.ts';

const calendar = nationalCalendar();

/** Worked by hand from the yearly notices of the State Council (kernel/calendar/years). */
const cases: [StatutoryClockId, string, string][] = [
  ['CORRECTION_NOTICE', '2022-01-24', '2022-02-07'],
  ['REPLY', '2022-01-24', '2022-02-24'],
  ['REPLY', '2022-09-28', '2022-10-31'],
  ['CORRECTION_NOTICE', '2022-09-26', '2022-10-10'],
  ['REPLY', '2022-10-13', '2022-11-10'],
  ['REPLY', '2022-04-28', '2022-05-30'],
  ['REPLY', '2022-10-08', '2022-11-03'],
  ['REPLY', '2023-01-16', '2023-02-16'],
  ['REPLY', '2023-04-23', '2023-05-23'],
  ['CORRECTION_NOTICE', '2023-04-26', '2023-05-09'],
  ['REPLY', '2023-09-25', '2023-10-27'],
  ['THIRD_PARTY', '2023-09-25', '2023-10-20'],
  ['PROACTIVE_PUBLISH', '2023-12-29', '2024-01-29'],
  ['PROACTIVE_PUBLISH', '2022-12-30', '2023-02-02'],
  ['REPLY', '2024-01-22', '2024-02-22'],
  ['REPLY', '2024-02-07', '2024-03-12'],
  ['REPLY', '2024-09-10', '2024-10-14'],
  ['REPLY', '2024-10-03', '2024-11-01'],
  ['THIRD_PARTY', '2024-04-30', '2024-05-23'],
  ['FEE_PAYMENT', '2024-09-03', '2024-10-08'],
  ['FEE_PAYMENT', '2025-09-05', '2025-10-09'],
  ['REPLY', '2024-09-20', '2024-10-23'],
  ['RECONSIDERATION_APPLY', '2024-01-05', '2024-03-05'],
  ['RECONSIDERATION_APPLY', '2024-03-15', '2024-05-14'],
  ['LITIGATE_DIRECT', '2024-03-15', '2024-09-18'],
  ['LITIGATE_AFTER_RECONSIDERATION', '2024-02-02', '2024-02-18'],
  ['CORRECTION_NOTICE', '2025-01-20', '2025-02-05'],
  ['REPLY', '2025-01-20', '2025-02-21'],
  ['CORRECTION_NOTICE', '2025-01-24', '2025-02-10'],
  ['REPLY', '2025-01-24', '2025-02-27'],
  ['REPLY', '2025-09-24', '2025-10-28'],
  ['CO_MAKER', '2025-04-21', '2025-05-14'],
  ['THIRD_PARTY', '2025-05-29', '2025-06-20'],
  ['RECONSIDERATION_APPLY', '2025-08-08', '2025-10-09'],
  ['LITIGATE_AFTER_RECONSIDERATION', '2025-09-18', '2025-10-09'],
  ['RECONSIDERATION_ACCEPT', '2025-09-26', '2025-10-10'],
  ['RECONSIDERATION_CORRECTION', '2025-09-24', '2025-10-14'],
  ['LITIGATION_ANSWER', '2025-09-18', '2025-10-09'],
  ['LITIGATION_JUDGE', '2024-03-15', '2024-09-18'],
  ['LITIGATION_APPEAL', '2024-02-02', '2024-02-18'],
  ['LITIGATION_APPEAL_RULING', '2025-09-24', '2025-10-09'],
  ['PROACTIVE_PUBLISH', '2025-01-26', '2025-02-28'],
  ['PROACTIVE_PUBLISH', '2025-09-30', '2025-11-04'],
  ['REPLY', '2024-12-18', '2025-01-16'],
  ['REPLY', '2025-12-05', '2026-01-05'],
  ['REPLY', '2025-12-22', '2026-01-20'],
  ['REPLY', '2026-02-10', '2026-03-16'],
  ['HEARING_MATERIAL', '2022-09-28', '2022-09-21'],
  ['ANNUAL_REPORT_DEPARTMENT', '2022-12-31', '2023-01-31'],
  ['ANNUAL_REPORT_GOVERNMENT', '2022-12-31', '2023-03-31'],
];

describe('statutory clocks', () => {
  it.each(cases)('%s from %s ends on %s', (id, start, end) => {
    expect(lastDayOf(id, plainDate(start), calendar)).toBe(end);
  });

  it('has one number for each clock', () => {
    const numbers = Object.values(statutoryClocks).map((clock) => clock.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('refuses to invent a length the organ sets', () => {
    expect(() => lastDayOf('CORRECTION_REPLY', '2024-01-01' as PlainDate, calendar)).toThrow('申请人补正期限');
  });

  it.each([
    ['PUBLIC_COMMENT', '2024-03-01', '2024-03-31', true],
    ['PUBLIC_COMMENT', '2024-03-01', '2024-03-30', false],
    // Seven working days over the May holiday: 29, 30 April, 6 to 10 May and the working Saturday.
    ['LEGAL_REVIEW', '2024-04-28', '2024-05-10', true],
    ['LEGAL_REVIEW', '2024-04-28', '2024-05-09', false],
    ['HEARING_MATERIAL', '2024-05-20', '2024-05-13', true],
    ['HEARING_MATERIAL', '2024-05-20', '2024-05-14', false],
  ] as const)('%s from %s to %s: long enough %s', (id, start, end, enough) => {
    expect(lastsLongEnough(id, plainDate(start), plainDate(end), calendar)).toBe(enough);
  });

  it('knows minimum periods from limits', () => {
    expect(() => lastsLongEnough('REPLY', plainDate('2024-01-01'), plainDate('2024-02-01'), calendar)).toThrow(
      '答复期限不是最短期限',
    );
  });
});
