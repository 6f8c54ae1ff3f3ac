import { readFile } from 'node:fs/promises';
import { redateOpenCases } from '../calendar-redating.ts';
import { CalendarDataError } from '../kernel/calendar/index.ts';
import { appendAudit, SYSTEM } from '../platform/audit/record.ts';
import { applyCalendarYear } from '../platform/calendars/change.ts';
import { CalendarVersionError } from '../platform/calendars/index.ts';
import { type CommandIo, describeSystemError, isSystemError, UsageError } from '../platform/command-line/io.ts';
import { runImportOrgans } from '../platform/identity/index.ts';
import { type ImportPublicationsCommand, runImportPublications } from './import-publications.ts';
import { runImportSynonyms } from './import-synonyms.ts';
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
        const by = options.by ?? 'command line';
        const now = new Date();
        const { year, version, changes } = await applyCalendarYear(transaction, input, file, by, redateOpenCases, now);
        for (const { divisionCode, id, moved } of changes)
          await appendAudit(
            transaction,
            {
              divisionCode,
              organCode: SYSTEM,
              action: 'calendar.load',
              personId: null,
              personName: by,
              postId: null,
              postTitle: null,
              delegationId: null,
              origin: 'command line',
              subject: { kind: 'calendar', id: `${year}` },
              reason: null,
              before: null,
              after: { version, change: id, affected: moved.length },
            },
            now,
          );
        return {
          year,
          version,
          moved: changes.flatMap(({ moved }) =>
            moved.map(({ organCode, subject, clock, before, after }) => ({ organCode, subject, clock, before, after })),
          ),
        };
      });
    } catch (error) {
      if (error instanceof CalendarDataError || error instanceof CalendarVersionError)
        throw new UsageError(error.message);
      throw error;
    }
  });
  if (options.json) io.out(`${JSON.stringify(result)}\n`);
  else {
    io.out(`已载入${result.year}年工作日历第${result.version}版，${result.moved.length}项在办事项的期限有变化\n`);
    for (const one of result.moved)
      io.out(`  ${one.organCode} ${one.subject} ${one.clock}  ${one.before ?? '未定'} → ${one.after ?? '未定'}\n`);
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
  options: ImportPublicationsCommand,
  io: CommandIo,
): Promise<number> {
  if (kind === 'synonyms') return runImportSynonyms(file, options, io);
  if (kind === 'publications') return runImportPublications(file, options, io);
  if (kind === 'calendar') return importCalendar(file, options, io);
  if (kind === 'organs') return importOrgans(file, options, io);
  throw new UsageError(`import: expected calendar, organs, publications or synonyms, found ${JSON.stringify(kind)}`);
}
