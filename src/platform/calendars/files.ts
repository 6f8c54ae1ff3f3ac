import { readFile } from 'node:fs/promises';
import {
  builtinYears,
  CalendarDataError,
  type CalendarYear,
  nationalCalendar,
  parseCalendarYear,
  WorkingCalendar,
} from '../../kernel/calendar/index.ts';
import { describeSystemError, isSystemError, UsageError } from '../command-line/io.ts';

/**
 * The built-in calendar, with the years of `files` (the form `gongkai import calendar` takes) added or put in their place.
 * @throws UsageError naming file and field
 */
export async function readCalendar(files: readonly string[] = []): Promise<WorkingCalendar> {
  if (files.length === 0) return nationalCalendar();
  const years = new Map(builtinYears.map((year) => [year.year, year]));
  try {
    for (const file of files) {
      const year = await readYear(file);
      years.set(year.year, year);
    }
    return new WorkingCalendar([...years.values()]);
  } catch (error) {
    if (error instanceof CalendarDataError) throw new UsageError(error.message);
    throw error;
  }
}

async function readYear(file: string): Promise<CalendarYear> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isSystemError(error))
      throw new UsageError(`--calendar: ${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(
      `--calendar: ${file}: expected a calendar as JSON {"year","version","notices","rest","work"} (docs/how-to/load-a-calendar.md)`,
    );
  }
  return parseCalendarYear(input, file);
}
