import { builtinYears, type CalendarYear, parseCalendarYear, WorkingCalendar } from '../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../database/index.ts';

export class CalendarVersionError extends Error {
  override name = 'CalendarVersionError';
}

/** The calendar in force: the built-in years, overlaid by what administrators loaded; the highest version of a year counts. */
export async function loadCalendar(db: Database): Promise<WorkingCalendar> {
  const rows = await db
    .selectFrom('working_calendar')
    .select(['year', 'version', 'content'])
    .orderBy('version')
    .execute();
  const years = new Map<number, CalendarYear>(builtinYears.map((year) => [year.year, year]));
  for (const row of rows) {
    const standing = years.get(row.year);
    if (!standing || row.version > standing.version)
      years.set(row.year, parseCalendarYear(row.content, `working_calendar ${row.year}`));
  }
  return new WorkingCalendar([...years.values()]);
}

/**
 * Stores a year's calendar; the version must be higher than the one in force, which stays.
 * @throws CalendarDataError, CalendarVersionError
 */
export async function storeCalendarYear(
  db: Database,
  input: unknown,
  source: string,
  loadedBy: string,
): Promise<CalendarYear> {
  const year = parseCalendarYear(input, source);
  const standing = (await loadCalendar(db)).years.find((candidate) => candidate.year === year.year);
  if (standing && standing.version >= year.version)
    throw new CalendarVersionError(
      `${source}: version: expected more than ${standing.version}, the version of ${year.year} in force, found ${year.version}`,
    );
  await db
    .insertInto('working_calendar')
    .values({ year: year.year, version: year.version, content: jsonb(year), loaded_by: loadedBy })
    .execute();
  return year;
}
