import { type EpochDay, type PlainDate, type WorkingCalendar, yearOf } from '../../../kernel/calendar/index.ts';
import { type ClockConventions, defaultConventions } from './conventions.ts';
import type { ApplicationEvent, ApplicationState } from './events.ts';
import { foldApplication } from './fold.ts';
import { type Outcome, outcomes, type RemedyClass, type ReportRow, remedyClassOf } from './outcomes.ts';

/** The folded columns that stand beside an application's record, so that lists and counts need no fold. */
export interface Projection {
  state: ApplicationState;
  received_on: PlainDate | null;
  due_on: PlainDate | null;
  replied_on: PlainDate | null;
  closed_on: PlainDate | null;
  outcome: Outcome | null;
  report_row: ReportRow | null;
  remedy_class: RemedyClass | null;
  /** The year whose calendar is missing when the due day can't be told yet. */
  calendar_missing: number | null;
}

/** A day no history reaches: the projection knows all recorded events and says nothing that depends on today. */
const END_OF_TIME = '9999-12-31' as PlainDate;

/**
 * Projection of a history whose events are lawful. The state it stores is the one right after the last event: lapses and
 * ends of suspensions follow from the dates and are told when read. A due day past the last published calendar is not
 * stored; the year that is missing is, so that the case is re-dated when the State Council's notice comes.
 */
export function projectApplication(
  history: { receivedOn: PlainDate | null; events: readonly ApplicationEvent[] },
  calendar: WorkingCalendar,
  conventions: ClockConventions = defaultConventions,
): Projection {
  const provisional = calendar.withProvisionalYears();
  const view = foldApplication(history, END_OF_TIME, provisional, conventions);
  const last = history.events.at(-1)?.on ?? history.receivedOn;
  const state =
    view.closed !== null || last === null ? view.state : foldApplication(history, last, provisional, conventions).state;
  const text = (day: EpochDay | null): PlainDate | null => (day === null ? null : provisional.text(day));
  const due = text(view.due);
  const missing = due !== null && yearOf(due) > calendar.lastYear ? yearOf(due) : null;
  const outcome = view.closed === null ? null : view.outcome;
  return {
    state,
    received_on: text(view.received),
    due_on: missing === null ? due : null,
    replied_on: text(view.replied),
    closed_on: outcome === null ? null : text(view.closed),
    outcome,
    report_row: outcome === null ? null : outcomes[outcome].reportRow,
    remedy_class:
      outcome === null
        ? null
        : remedyClassOf(outcome, provisional.text(view.replied ?? view.closed!), view.withheldGrounds),
    calendar_missing: missing,
  };
}
