import { MissingCalendarError } from '../../../kernel/calendar/index.ts';
import { readCalendar } from '../../../platform/calendars/files.ts';
import { describeIssue } from '../../../platform/command-line/describe-issue.ts';
import { HeldAnswers } from '../../../platform/command-line/held-answers.ts';
import { type CommandIo, parseJsonLine, readLines, UsageError } from '../../../platform/command-line/io.ts';
import { type ClockAnswer, readClock } from '../rules/clock.ts';
import { clockLineSchema } from '../rules/event-schema.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { stateLabels } from '../rules/events.ts';

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
 * `gongkai clock FILE|-`: JSON Lines in, one answer a line out (docs/commands.md); with --text for people. Answers are
 * held back until the last line was found good, so a bad line leaves no half output, however long the input is.
 */
export async function runClock(
  file: string,
  options: { text?: boolean; calendar?: string[] },
  io: CommandIo,
): Promise<number> {
  const calendar = await readCalendar(options.calendar);
  const answers = new HeldAnswers();
  try {
    for await (const { number, text } of readLines(file, io)) {
      const where = `${file}:${number}`;
      const input = parseJsonLine(file, number, text);
      const line = clockLineSchema.safeParse(input);
      if (!line.success) throw new UsageError(`${where}: ${describeIssue(line.error, input)}`);
      const { id, receivedOn, asOf, events } = line.data;
      if (asOf < receivedOn)
        throw new UsageError(`${where}: asOf: expected a day on or after receivedOn ${receivedOn}, found ${asOf}`);
      try {
        const answer = readClock({ receivedOn, events: events as ApplicationEvent[] }, asOf, calendar);
        answers.add(options.text ? describe(id, answer) : `${JSON.stringify({ id, ...answer })}\n`);
      } catch (error) {
        if (error instanceof MissingCalendarError) throw new UsageError(`${where}: ${error.message}`);
        throw error;
      }
    }
    await answers.release(io);
  } finally {
    answers.discard();
  }
  return 0;
}
