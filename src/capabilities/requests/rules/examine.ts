import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { ApplicationEvent } from './events.ts';
import { foldApplication } from './fold.ts';
import { type Problem, problemRules } from './problems.ts';
import { replyObjection } from './reply-conditions.ts';

const END_OF_TIME = '9999-12-31' as PlainDate;

export interface Examination {
  /** Why the record keeper refuses the event; null when it may be recorded. */
  readonly refused: Problem | null;
  /** All that is wrong with it, breaches that are recorded and shown among them. */
  readonly problems: readonly Problem[];
}

/** Whether the record keeper refuses an event for this problem, or records it and shows the breach. */
export function refuses(problem: Problem): boolean {
  return problemRules[problem.code].kind === 'unlawful';
}

/** What the law says to one more event of a history. */
export function examineEvent(
  events: readonly ApplicationEvent[],
  event: ApplicationEvent,
  calendar: WorkingCalendar,
): Examination {
  const provisional = calendar.withProvisionalYears();
  const fold = (history: readonly ApplicationEvent[]) =>
    foldApplication({ receivedOn: null, events: history }, END_OF_TIME, provisional).problems;
  const problems = fold([...events, event]).slice(fold(events).length);
  const refused = problems.find(refuses) ?? replyFault(events, event, provisional);
  return { refused, problems };
}

/** Why the event, if it is a reply, may not have its outcome after what has happened. */
function replyFault(
  events: readonly ApplicationEvent[],
  event: ApplicationEvent,
  calendar: WorkingCalendar,
): Problem | null {
  if (event.kind !== 'replied') return null;
  const { state } = foldApplication({ receivedOn: null, events }, event.on, calendar);
  return replyObjection(event, {
    state,
    corrected: events.some(({ kind }) => kind === 'corrected'),
    askedThirdParty: events.some((one) => one.kind === 'consultation-sent' && one.party === 'third-party'),
  });
}
