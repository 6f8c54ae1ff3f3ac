import { type PlainDate, toEpochDay, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { type ApplicationState, stateLabels } from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';
import { outcomeRule } from '../rules/outcomes.ts';
import type { WorklistRow } from '../store/worklist.ts';
import { maskApplicantName } from './applicant.ts';

/** Working days from `today` to a due day; negative when it has passed. */
export function daysLeft(due: PlainDate | null, today: PlainDate, calendar: WorkingCalendar): number | null {
  return due === null ? null : calendar.ordinal(toEpochDay(due)) - calendar.ordinal(toEpochDay(today));
}

/** A row as lists show it: lapses and ended consultations told as of today, personal names masked. */
export function worklistItem(
  row: WorklistRow,
  organNames: ReadonlyMap<string, string>,
  today: PlainDate,
  calendar: WorkingCalendar,
  people: ReadonlyMap<string, string> = new Map(),
) {
  const state = stateOn(row, today, calendar);
  return {
    id: row.id,
    organCode: row.organCode,
    organName: organNames.get(row.organCode) ?? row.organCode,
    number: row.number,
    channel: row.channel,
    applicantCategory: row.applicantCategory,
    applicant: maskApplicantName(row.applicantName, row.applicantCategory),
    subject: row.subject,
    submittedOn: row.submittedOn,
    receivedOn: row.receivedOn,
    dueOn: row.dueOn,
    workingDaysLeft: row.closedOn === null ? daysLeft(row.dueOn, today, calendar) : null,
    closedOn: row.closedOn,
    repliedOn: row.repliedOn,
    state,
    stateLabel: stateLabels[state],
    outcome: row.outcome,
    outcomeLabel: row.outcome === null ? null : outcomeRule(row.outcome).label,
    calendarMissing: row.calendarMissing,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: people.get(row.assigneeId) ?? '' },
  };
}

export type WorklistItem = ReturnType<typeof worklistItem>;

function stateOn(row: WorklistRow, today: PlainDate, calendar: WorkingCalendar): ApplicationState {
  if (row.state === 'closed' || row.state === 'submitted') return row.state;
  return foldApplication({ receivedOn: null, events: row.events }, today, calendar.withProvisionalYears()).state;
}

export type Urgency = 'overdue' | 'red' | 'amber' | 'calm' | 'waiting';

/** How pressing a case is. Who waits for somebody else is not pressed, unless the limit itself runs out. */
export function urgencyOf(item: WorklistItem, thresholds: { amber: number; red: number }): Urgency {
  const left = item.workingDaysLeft;
  if (left !== null && left < 0) return 'overdue';
  // What lapsed can be closed now; it only grows older.
  if (item.state === 'correction-lapsed' || item.state === 'payment-lapsed' || item.state === 'submitted')
    return 'amber';
  if (item.state === 'awaiting-correction' || item.state === 'awaiting-payment' || item.state === 'suspended')
    return 'waiting';
  if (left === null) return 'calm';
  if (left <= thresholds.red) return 'red';
  return left <= thresholds.amber ? 'amber' : 'calm';
}

/** What to do next, in a clause. */
export function adviceOf(item: WorklistItem): string {
  switch (item.state) {
    case 'submitted':
      return '与申请人确认，登记收到申请之日';
    case 'awaiting-correction':
      return '等待申请人补正';
    case 'correction-lapsed':
      return '申请人逾期未补正，可按放弃申请办结';
    case 'suspended':
      return '等待被征求意见方答复';
    case 'awaiting-payment':
      return '等待申请人缴费';
    case 'payment-lapsed':
      return '申请人逾期未缴费，可按放弃申请办结';
    case 'closed':
      return '已办结';
    case 'processing':
      if (item.repliedOn !== null) return '已作出答复，尽快送达';
      if (item.workingDaysLeft !== null && item.workingDaysLeft < 0) return '已超过法定期限，立即答复';
      return '审查并作出答复';
  }
}
