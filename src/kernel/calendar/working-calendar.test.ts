import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  builtinYears,
  fromEpochDay,
  InvalidDateError,
  isPlainDate,
  nationalCalendar,
  parseCalendarYear,
  plainDate,
  shanghaiDate,
  toEpochDay,
  WorkingCalendar,
} from './index.ts';

const calendar = nationalCalendar();

describe('plain dates', () => {
  it('go to epoch days and back like the platform calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        const text = fromEpochDay(day);
        expect(text).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(toEpochDay(text)).toBe(day);
      }),
    );
  });

  it.each(['2022-02-29', '2022-13-01', '2022-1-1', '2022-00-10', '', '20220101', '2022-01-01T00:00', '２０２２-01-01'])(
    'refuse %j',
    (text) => {
      expect(isPlainDate(text)).toBe(false);
      expect(() => plainDate(text)).toThrow(InvalidDateError);
    },
  );

  it('add months to the end of a shorter month', () => {
    expect(addMonths(plainDate('2023-08-31'), 6)).toBe('2024-02-29');
    expect(addMonths(plainDate('2022-12-31'), 2)).toBe('2023-02-28');
  });

  it('are those of Asia/Shanghai', () => {
    expect(shanghaiDate(new Date('2022-12-31T16:00:00Z'))).toBe('2023-01-01');
    expect(shanghaiDate(new Date('2022-12-31T15:59:59Z'))).toBe('2022-12-31');
  });
});

/** Working days a year as counted by hand from the notices. */
const workingDaysOfYear = { 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248 };
const working = [
  '2022-01-29',
  '2022-01-30',
  '2022-04-02',
  '2022-10-08',
  '2022-10-09',
  '2023-01-28',
  '2023-04-23',
  '2023-06-25',
  '2023-10-07',
  '2024-02-04',
  '2024-02-18',
  '2024-04-07',
  '2024-09-14',
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-09-20',
];
const resting = [
  '2024-09-16',
  '2024-09-17',
  '2025-01-28',
  '2025-06-02',
  '2026-02-23',
  '2020-02-01',
  '2020-01-31',
  '2019-05-02',
];

describe('the national calendar', () => {
  it.each(Object.entries(workingDaysOfYear))('%s has %i working days', (year, days) => {
    expect(calendar.workingDaysBetween(plainDate(`${Number(year) - 1}-12-31`), plainDate(`${year}-12-31`))).toBe(days);
  });
  it.each(working)('%s is a working weekend day', (date) => expect(calendar.isWorkingDay(plainDate(date))).toBe(true));
  it.each(resting)('%s is a rest day', (date) => expect(calendar.isWorkingDay(plainDate(date))).toBe(false));

  it('names its notice for every year', () => {
    for (const year of builtinYears) expect(year.notices.every((notice) => notice.url.includes('gov.cn'))).toBe(true);
  });

  it('refuses to answer outside its years, and says which is missing', () => {
    expect(() => calendar.addWorkingDays(plainDate('2026-12-20'), 20)).toThrow('no working-day calendar for 2027');
    expect(() => calendar.addWorkingDays(plainDate('2031-05-01'), 1)).toThrow('no working-day calendar for 2031');
    expect(() => calendar.isWorkingDay(plainDate('2006-12-29'))).toThrow('no working-day calendar for 2006');
  });

  it('counts as one would by hand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: toEpochDay('2007-01-01'), max: toEpochDay('2026-06-30') }),
        fc.integer({ min: 0, max: 60 }),
        (day, count) => {
          const from = fromEpochDay(day);
          let by = from;
          for (let left = count; left > 0; ) {
            by = addDays(by, 1);
            if (calendar.isWorkingDay(by)) left--;
          }
          expect(calendar.addWorkingDays(from, count)).toBe(by);
          expect(calendar.workingDaysBetween(from, by)).toBe(count);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('rolls a last day on a holiday to the next working day', () => {
    expect(calendar.rollForward(plainDate('2024-10-03'))).toBe('2024-10-08');
    expect(calendar.rollForward(plainDate('2024-02-17'))).toBe('2024-02-18');
    expect(calendar.rollForward(plainDate('2024-02-18'))).toBe('2024-02-18');
  });
});

describe('calendar data an administrator loads', () => {
  const valid = {
    year: 2027,
    version: 1,
    notices: [{ url: 'https://www.gov.cn/x' }],
    rest: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    work: [{ name: '元旦', date: '2027-01-09' }],
  };

  it('extends the calendar', () => {
    const longer = new WorkingCalendar([...builtinYears, parseCalendarYear(valid)]);
    expect(longer.addWorkingDays(plainDate('2026-12-31'), 1)).toBe('2027-01-04');
    expect(longer.isWorkingDay(plainDate('2027-01-09'))).toBe(true);
  });

  it.each([
    ['no object', 'x', /\(root\)/],
    ['a year as text', { ...valid, year: '2027' }, /year/],
    ['no notice', { ...valid, notices: [] }, /notices/],
    ['an address that is none', { ...valid, notices: [{ url: 'javascript:1' }] }, /notices\[0\]\.url/],
    ['an impossible date', { ...valid, work: [{ name: 'x', date: '2027-02-30' }] }, /work\[0\]\.date.*2027-02-30/],
    ['a date of another year', { ...valid, work: [{ name: 'x', date: '2030-02-20' }] }, /work\[0\]\.date/],
    ['a range backwards', { ...valid, rest: [{ name: 'x', from: '2027-05-03', to: '2027-05-01' }] }, /rest\[0\]\.to/],
    ['a day twice', { ...valid, work: [{ name: 'x', date: '2027-01-02' }] }, /each day once/],
  ])('refuses %s, naming the field', (_, input, message) => {
    expect(() => parseCalendarYear(input, 'f.json')).toThrow(message);
  });

  it('refuses a gap between years', () => {
    const later = { ...valid, year: 2028, rest: [{ name: '元旦', from: '2028-01-01', to: '2028-01-02' }], work: [] };
    expect(() => new WorkingCalendar([...builtinYears, parseCalendarYear(later)])).toThrow('2027 is missing');
  });
});
