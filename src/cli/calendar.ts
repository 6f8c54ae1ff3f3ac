import { z } from 'zod';
import {
  isPlainDate,
  MissingCalendarError,
  type PlainDate,
  toEpochDay,
  type WorkingCalendar,
} from '../kernel/calendar/index.ts';
import { readCalendar } from '../platform/calendars/files.ts';
import { describeIssue } from '../platform/command-line/describe-issue.ts';
import { HeldAnswers } from '../platform/command-line/held-answers.ts';
import { type CommandIo, parseJsonLine, readLines, UsageError } from '../platform/command-line/io.ts';

export interface CalendarAnswer {
  from: PlainDate;
  workingDays: number;
  due: PlainDate;
  /** Calendar days from `from` to `due`. */
  calendarDays: number;
}

function add(from: string, workingDays: number, calendar: WorkingCalendar, where: string): CalendarAnswer {
  if (!isPlainDate(from)) throw new UsageError(`${where}: expected a date YYYY-MM-DD, found ${JSON.stringify(from)}`);
  if (!Number.isSafeInteger(workingDays) || workingDays < 0)
    throw new UsageError(`${where}: expected a whole number of working days from 0, found ${workingDays}`);
  try {
    const due = calendar.addWorkingDays(from, workingDays);
    return { from, workingDays, due, calendarDays: toEpochDay(due) - toEpochDay(from) };
  } catch (error) {
    if (error instanceof MissingCalendarError)
      throw new UsageError(where === 'calendar add' ? error.message : `${where}: ${error.message}`);
    throw error;
  }
}

const batchLine = z.object({ from: z.string(), workingDays: z.number() });

/** `gongkai calendar add DATE N` and `--batch FILE|-` (docs/commands.md). */
export async function runCalendarAdd(
  date: string | undefined,
  count: string | undefined,
  options: { batch?: string; json?: boolean; calendar?: string[] },
  io: CommandIo,
): Promise<number> {
  const calendar = await readCalendar(options.calendar);
  if (options.batch !== undefined) {
    if (date !== undefined) throw new UsageError('calendar add: DATE and N do not go with --batch');
    const answers = new HeldAnswers();
    try {
      for await (const { number, text } of readLines(options.batch, io)) {
        const where = `${options.batch}:${number}`;
        const input = parseJsonLine(options.batch, number, text);
        const line = batchLine.safeParse(input);
        if (!line.success) throw new UsageError(`${where}: ${describeIssue(line.error, input)}`);
        answers.add(`${JSON.stringify(add(line.data.from, line.data.workingDays, calendar, where))}\n`);
      }
      await answers.release(io);
    } finally {
      answers.discard();
    }
    return 0;
  }
  if (date === undefined || count === undefined)
    throw new UsageError('calendar add: expected DATE and N, e.g. gongkai calendar add 2022-09-28 20');
  if (!/^\d{1,9}$/.test(count))
    throw new UsageError(
      `calendar add: expected a whole number of working days from 0, found ${JSON.stringify(count)}`,
    );
  const answer = add(date, Number(count), calendar, 'calendar add');
  io.out(options.json ? `${JSON.stringify(answer)}\n` : `${answer.due}\n`);
  return 0;
}
