import type { EpochDay, PlainDate } from '../../../kernel/calendar/index.ts';
import type { ApplicationEvent, ApplicationState, Party } from './events.ts';
import type { Outcome } from './outcomes.ts';
import type { Problem } from './problems.ts';

export interface ApplicationHistory {
  /** 收到申请之日 (条例 Art. 31); null until a `received` event fixes it. */
  receivedOn: PlainDate | null;
  events: readonly ApplicationEvent[];
}

/** A consultation that suspends the clock on the days in (sent, resumed]. */
export interface Suspension {
  ref: string;
  party: Party;
  sent: EpochDay;
  /** The day of the answer or of its limit; null while it is open without a limit. */
  resumed: EpochDay | null;
  answered: boolean;
}

/** Start of a fresh clock: the day the correction came in or the fee was paid. */
export interface Restart {
  why: 'corrected' | 'fee-paid';
  /** The notice that stopped the clock before. */
  stopped: EpochDay;
  on: EpochDay;
}

/** Everything that follows from a history on a day. Days are epoch days; the command line and the store turn them into text. */
export interface ApplicationView {
  state: ApplicationState;
  received: EpochDay | null;
  /** Day 0 of the clock that runs now. */
  start: EpochDay | null;
  extensionWorkingDays: number;
  /** Set by Art. 35's reasonable delayed period, which replaces the working-day limit. */
  delayedUntil: EpochDay | null;
  suspensions: readonly Suspension[];
  restarts: readonly Restart[];
  /** Since when and until when the applicant is expected to correct or pay. */
  waiting: { for: 'correction' | 'payment'; since: EpochDay; until: EpochDay | null } | null;
  /** Last lawful day for the reply, null while it can't be told (docs/adr/0004-clock-conventions.md). */
  due: EpochDay | null;
  closed: EpochDay | null;
  outcome: Outcome | null;
  replied: EpochDay | null;
  withheldGrounds: readonly Outcome[];
  overdue: boolean;
  problems: readonly Problem[];
}
