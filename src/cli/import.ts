import { readFile } from 'node:fs/promises';
import { redateOpenApplications } from '../capabilities/requests/index.ts';
import { CalendarDataError } from '../kernel/calendar/index.ts';
import { CalendarVersionError, loadCalendar, storeCalendarYear } from '../platform/calendars/index.ts';
import { type CommandIo, describeSystemError, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { runImportOrgans } from '../platform/identity/index.ts';
import { type DataOptions, withData } from './open.ts';

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${file}: expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * `gongkai import calendar FILE`: loads a year's working-day calendar and re-dates every open application by it, in one
 * transaction, with a list of those that moved. A faulty file changes nothing.
 */
async function importCalendar(
  file: string,
  options: DataOptions & { by?: string; json?: boolean },
  io: CommandIo,
): Promise<number> {
  const input = await readJson(file);
  const result = await withData(options, async ({ db }) => {
    try {
      return await db.transaction().execute(async (transaction) => {
        const year = await storeCalendarYear(transaction, input, file, options.by ?? 'command line');
        const calendar = await loadCalendar(transaction);
        const divisions = await transaction.selectFrom('organ').select('division_code').distinct().execute();
        const moved = [];
        for (const { division_code } of divisions)
          moved.push(...(await redateOpenApplications(transaction, division_code, calendar)));
        return { year: year.year, version: year.version, moved };
      });
    } catch (error) {
      if (error instanceof CalendarDataError || error instanceof CalendarVersionError)
        throw new UsageError(error.message);
      throw error;
    }
  });
  if (options.json) io.out(`${JSON.stringify(result)}\n`);
  else {
    io.out(`已载入${result.year}年工作日历第${result.version}版，${result.moved.length}件在办申请的答复期限有变化\n`);
    for (const one of result.moved)
      io.out(`  ${one.organCode} ${one.number}  ${one.before ?? '未定'} → ${one.after ?? '未定'}\n`);
  }
  return 0;
}

/** `gongkai import organs FILE`: the organs a district begins with, from CSV. Makes the database when there is none. */
async function importOrgans(
  file: string,
  options: DataOptions & { by?: string; json?: boolean },
  io: CommandIo,
): Promise<number> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(`${file}: cannot be read: ${describeSystemError(error)}`);
    throw error;
  }
  return withData(options, ({ db }) => runImportOrgans(db, { name: file, bytes }, options, io, new Date()), true);
}

/** `gongkai import KIND FILE`. */
export async function runImport(
  kind: string,
  file: string,
  options: DataOptions & { by?: string; json?: boolean },
  io: CommandIo,
): Promise<number> {
  if (kind === 'calendar') return importCalendar(file, options, io);
  if (kind === 'organs') return importOrgans(file, options, io);
  throw new UsageError(`import: expected calendar or organs, found ${JSON.stringify(kind)}`);
}
