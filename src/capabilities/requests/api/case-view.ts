import { MissingCalendarError, type PlainDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { type ClockAnswer, readClock } from '../rules/clock.ts';
import {
  type ApplicationEvent,
  type ApplicationState,
  channels,
  type EventKind,
  eventLabels,
  type Party,
  type Service,
} from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';
import { outcomeRule } from '../rules/outcomes.ts';
import { lawfulEvents, transitions, verdictOf } from '../rules/transitions.ts';

export const partyLabels: Readonly<Record<Party, string>> = {
  'third-party': '第三方',
  'co-maker': '共同制作机关',
  'other-organ': '其他机关',
  internal: '本机关内设机构',
};

export const serviceLabels: Readonly<Record<Service, string>> = {
  hand: '当面送达（签收之日）',
  post: '邮寄送达（交邮之日）',
  online: '网上送达（到达之日）',
};

export interface CaseClock extends Omit<ClockAnswer, 'state' | 'problems'> {
  calendarMissing: number | null;
}

export interface StandingCase {
  state: ApplicationState;
  clock: CaseClock;
  problems: ClockAnswer['problems'];
}

/**
 * An application as it stands on a day. Where its limit runs past the last published calendar the due day is not told,
 * nor any day of those years: only which year is wanting.
 */
export function readCase(
  events: readonly ApplicationEvent[],
  today: PlainDate,
  calendar: WorkingCalendar,
): StandingCase {
  const history = { receivedOn: null, events };
  try {
    const { state, problems, ...clock } = readClock(history, today, calendar);
    return { state, problems, clock: { ...clock, calendarMissing: null } };
  } catch (error) {
    if (!(error instanceof MissingCalendarError)) throw error;
    const { state, problems, periods } = readClock(history, today, calendar.withProvisionalYears());
    const end = `${calendar.lastYear}-12-31` as PlainDate;
    const told = periods
      .filter(({ from }) => from <= end)
      // A run of working days cut at the year's end counts only the days before it.
      .map((period) =>
        period.to <= end
          ? period
          : { ...period, to: end, days: period.counts ? calendar.workingDaysBetween(period.from, end) + 1 : 0 },
      );
    return {
      state,
      problems,
      clock: {
        due: null,
        workingDaysLeft: null,
        overdue: false,
        periods: told,
        calendarMissing: calendar.lastYear + 1,
      },
    };
  }
}

interface Detail {
  label: string;
  value: string;
}

/** The fields of an event as the file's table of contents would have them. */
export function detailsOf(event: ApplicationEvent): Detail[] {
  const details: Detail[] = [];
  const add = (label: string, value: string | null | undefined): void => {
    if (value) details.push({ label, value });
  };
  switch (event.kind) {
    case 'submitted':
      add('提交方式', channels[event.channel].label);
      break;
    case 'correction-requested':
      add('补正期限', event.respondBy);
      break;
    case 'consultation-sent':
      add('征求意见书编号', event.ref);
      add('对象', partyLabels[event.party]);
      add('送达日期', event.deliveredOn ?? '尚未送达');
      break;
    case 'consultation-answered':
      add('征求意见书编号', event.ref);
      if (event.consents !== undefined) add('意见', event.consents ? '同意公开' : '不同意公开');
      break;
    case 'notice-delivered':
      add('送达的通知', event.ref === null ? '收费通知书' : `征求意见书${event.ref}`);
      break;
    case 'extended':
      add('延长', `${event.workingDays}个工作日`);
      add('批准人', event.approvedBy);
      break;
    case 'reasons-requested':
      add('说明期限', event.respondBy);
      break;
    case 'reasons-given':
      add('认定', event.reasonable ? '理由合理' : '理由不合理');
      break;
    case 'delayed':
      add('延迟答复至', event.until);
      break;
    case 'fee-notified':
      if (event.amountYuan !== undefined) add('金额', `${event.amountYuan}元`);
      add('送达日期', event.deliveredOn ?? '尚未送达');
      break;
    case 'replied':
    case 'reanswered': {
      const rule = outcomeRule(event.outcome);
      add('答复类型', rule.label);
      add('依据', cite(rule.legalBasis));
      if (event.kind === 'replied' && event.withheldGrounds?.length)
        add('不予公开部分的理由', event.withheldGrounds.map((ground) => outcomeRule(ground).label).join('、'));
      add('送达方式', serviceLabels[event.service]);
      add('送达日期', event.servedOn ?? '尚未送达');
      break;
    }
    case 'served':
      add('送达方式', serviceLabels[event.service]);
      break;
    case 'reanswer-ordered':
      add('责令途径', event.by === 'reconsideration' ? '行政复议' : '行政诉讼');
      add('重新答复期限', event.dueOn);
      break;
  }
  return details;
}

/** Acts an office records itself; the first two stand in the registration. */
const NEVER_OFFERED: ReadonlySet<EventKind> = new Set(['submitted']);
const AFTER_REPLY: ReadonlySet<EventKind> = new Set(['served', 'withdrawn']);

/** What is lawful next, and what is not with its article: the buttons of a case page. */
export function nextActs(
  events: readonly ApplicationEvent[],
  state: ApplicationState,
  today: PlainDate,
  calendar: WorkingCalendar,
): { lawful: EventKind[]; refused: { kind: EventKind; label: string; reason: string }[] } {
  const view = foldApplication({ receivedOn: null, events }, today, calendar.withProvisionalYears());
  const isReplied = view.replied !== null && view.closed === null;
  const isOpenConsultation = openConsultations(events).length > 0;
  const undelivered = undeliveredNotices(events);
  const lawful: EventKind[] = [];
  const refused: { kind: EventKind; label: string; reason: string }[] = [];
  const allowed = new Set(lawfulEvents(state));
  for (const kind of Object.keys(transitions[state]) as EventKind[]) {
    if (NEVER_OFFERED.has(kind)) continue;
    const refuse = (reason: string): void => void refused.push({ kind, label: eventLabels[kind], reason });
    const verdict = verdictOf(state, kind);
    if (verdict !== 'allow') refuse(`${verdict.reason}（${cite(verdict.legalBasis)}）`);
    else if (isReplied && !AFTER_REPLY.has(kind)) refuse('已作出答复，只能办理送达');
    else if (kind === 'served' && view.replied === null) refuse('还没有作出答复，不能送达');
    else if (kind === 'consultation-answered' && !isOpenConsultation) refuse('没有尚待答复的征求意见书');
    else if (kind === 'notice-delivered' && undelivered.length === 0)
      refuse('没有尚待登记送达的征求意见书或者收费通知');
    else if (allowed.has(kind)) lawful.push(kind);
  }
  return { lawful, refused };
}

/** Notices whose days run from delivery and that have none yet: references of consultations, null for the fee notice. */
export function undeliveredNotices(events: readonly ApplicationEvent[]): (string | null)[] {
  const waiting = new Set<string | null>();
  for (const event of events) {
    if (event.kind === 'consultation-sent' && event.deliveredOn === null) waiting.add(event.ref);
    if (event.kind === 'consultation-answered') waiting.delete(event.ref);
    if (event.kind === 'fee-notified' && event.deliveredOn === null) waiting.add(null);
    if (event.kind === 'fee-paid') waiting.delete(null);
    if (event.kind === 'notice-delivered') waiting.delete(event.ref);
  }
  return [...waiting];
}

/** References of the consultations nobody answered yet. */
export function openConsultations(events: readonly ApplicationEvent[]): string[] {
  const open = new Set<string>();
  for (const event of events) {
    if (event.kind === 'consultation-sent') open.add(event.ref);
    if (event.kind === 'consultation-answered') open.delete(event.ref);
  }
  return [...open];
}
