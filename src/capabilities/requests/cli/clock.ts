import type { z } from 'zod';
import { MissingCalendarError } from '../../../kernel/calendar/index.ts';
import { readCalendar } from '../../../platform/calendars/files.ts';
import { type CommandIo, parseJsonLine, readLines, UsageError } from '../../../platform/command-line/io.ts';
import { type ClockAnswer, readClock } from '../rules/clock.ts';
import { clockLineSchema } from '../rules/event-schema.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { stateLabels } from '../rules/events.ts';

/** The first fault of a line as `events[2].kind: …`, naming the kinds there are when the kind is unknown. */
function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  );
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'kind')
    return `${path}: unknown event; expected one of correction-requested, corrected, consultation-sent, consultation-answered, extended, fee-notified, fee-paid, withdrawn, replied`;
  return `${path || '(line)'}: ${issue.message}`;
}

function describe(id: string | number, answer: ClockAnswer): string {
  const lines = [
    `${id}  ${stateLabels[answer.state]}  ${answer.due ? `答复期限 ${answer.due}` : '答复期限未定'}${answer.overdue ? '（已超期）' : ''}`,
  ];
  if (answer.workingDaysLeft !== null && !answer.overdue) lines[0] += `  剩余${answer.workingDaysLeft}个工作日`;
  for (const period of answer.periods)
    lines.push(
      `  ${period.from} 至 ${period.to}  ${period.counts ? `计${period.days}日` : '不计'}  ${period.why}（${period.basis}）`,
    );
  for (const problem of answer.problems) lines.push(`  问题：${problem.message}（${problem.basis}）`);
  return `${lines.join('\n')}\n`;
}

/**
 * `gongkai clock FILE|-`: JSON Lines in, one answer a line out (contracts.md); with --text for people. All lines are
 * read before anything is written, so a bad line leaves no half output.
 */
export async function runClock(
  file: string,
  options: { text?: boolean; calendar?: string[] },
  io: CommandIo,
): Promise<number> {
  const calendar = await readCalendar(options.calendar);
  const answers: string[] = [];
  for await (const { number, text } of readLines(file, io)) {
    const where = `${file}:${number}`;
    const line = clockLineSchema.safeParse(parseJsonLine(file, number, text));
    if (!line.success) throw new UsageError(`${where}: ${describeIssue(line.error)}`);
    const { id, receivedOn, asOf, events } = line.data;
    try {
      const answer = readClock({ receivedOn, events: events as ApplicationEvent[] }, asOf, calendar);
      answers.push(options.text ? describe(id, answer) : `${JSON.stringify({ id, ...answer })}\n`);
    } catch (error) {
      if (error instanceof MissingCalendarError) throw new UsageError(`${where}: ${error.message}`);
      throw error;
    }
  }
  io.out(answers.join(''));
  return 0;
}
