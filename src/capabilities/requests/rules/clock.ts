import { type PlainDate, toEpochDay, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { type ClockConventions, defaultConventions } from './conventions.ts';
import type { ApplicationState } from './events.ts';
import { explainClock, type Period } from './explain.ts';
import { type ApplicationHistory, type ApplicationView, foldApplication } from './fold.ts';
import type { Problem } from './problems.ts';

/** The answer of `gongkai clock` (docs/commands.md). */
export interface ClockAnswer {
  state: ApplicationState;
  due: PlainDate | null;
  /** Working days in (asOf, due]; negative when overdue; null without a due day and for a closed application. */
  workingDaysLeft: number | null;
  overdue: boolean;
  periods: Period[];
  problems: readonly Problem[];
}

export function workingDaysLeft(view: ApplicationView, asOf: PlainDate, calendar: WorkingCalendar): number | null {
  if (view.due === null || view.closed !== null) return null;
  return calendar.ordinal(view.due) - calendar.ordinal(toEpochDay(asOf));
}

/** @throws MissingCalendarError */
export function readClock(
  history: ApplicationHistory,
  asOf: PlainDate,
  calendar: WorkingCalendar,
  conventions: ClockConventions = defaultConventions,
): ClockAnswer {
  const view = foldApplication(history, asOf, calendar, conventions);
  return {
    state: view.state,
    due: view.due === null ? null : calendar.text(view.due),
    workingDaysLeft: workingDaysLeft(view, asOf, calendar),
    overdue: view.overdue,
    periods: explainClock(view, toEpochDay(asOf), calendar),
    problems: view.problems,
  };
}
