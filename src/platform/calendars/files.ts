import { readFile } from 'node:fs/promises';
import {
  builtinYears,
  CalendarDataError,
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
      const year = parseCalendarYear(JSON.parse(await readFile(file, 'utf8')), file);
      years.set(year.year, year);
    }
    return new WorkingCalendar([...years.values()]);
  } catch (error) {
    if (error instanceof CalendarDataError) throw new UsageError(error.message);
    if (isSystemError(error)) throw new UsageError(`--calendar: cannot be read: ${describeSystemError(error)}`);
    if (error instanceof SyntaxError) throw new UsageError(`--calendar: expected JSON: ${error.message}`);
    throw error;
  }
}
