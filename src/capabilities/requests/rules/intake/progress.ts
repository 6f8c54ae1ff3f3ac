import {
  addDays,
  formatChinese,
  type PlainDate,
  toEpochDay,
  type WorkingCalendar,
  yearOf,
} from '../../../../kernel/calendar/index.ts';
import { readClock } from '../clock.ts';
import type { ApplicationEvent, ApplicationState } from '../events.ts';
import type { Period } from '../explain.ts';
import { outcomeRule, type RemedyClass, remedyClassOf } from '../outcomes.ts';

interface ProgressStep {
  readonly title: string;
  readonly on: PlainDate | null;
  readonly state: 'done' | 'current' | 'upcoming';
  readonly detail: string | null;
}

/** A case as its applicant sees it. Names of third parties, other organs and officials are never part of it. */
export interface CaseProgress {
  readonly state: ApplicationState;
  readonly headline: string;
  /** What happens now, and whose turn it is. */
  readonly explanation: string;
  /** Last lawful day for the reply as things stand; null while it can't be told. */
  readonly due: PlainDate | null;
  readonly workingDaysLeft: number | null;
  readonly overdue: boolean;
  /** Set when the due day lies in a year whose holidays are not announced yet. */
  readonly calendarMissing: number | null;
  /** Why the clock stands still today; null while it runs or has not begun. */
  readonly paused: { readonly since: PlainDate; readonly why: string; readonly basis: string } | null;
  readonly periods: readonly Period[];
  readonly steps: readonly ProgressStep[];
  readonly mayCorrect: boolean;
  /** Last day to hand in the correction. */
  readonly correctBy: PlainDate | null;
  readonly mayWithdraw: boolean;
  readonly fee: {
    readonly amountYuan: number | null;
    readonly payBy: PlainDate | null;
    readonly paidOn: PlainDate | null;
  } | null;
  readonly remedy: RemedyClass | null;
}

export interface FollowedCase {
  readonly events: readonly ApplicationEvent[];
  /** A correction handed in on the portal that the organ has not confirmed yet. */
  readonly correctionSubmittedOn: PlainDate | null;
}

/** 自收到收费通知次日起30日内: practice of the fee measures (kernel/statutory-clocks, C10). */
const PAYMENT_DAYS = 30;

function stepOf(event: ApplicationEvent): Omit<ProgressStep, 'state'> | null {
  const step = (title: string, detail: string | null = null) => ({ title, on: event.on, detail });
  switch (event.kind) {
    case 'submitted':
      return step('提交申请');
    case 'received':
      return step('确认收到申请', '答复期限自次日起计算');
    case 'correction-requested':
      return step('告知补正', `请于${formatChinese(event.respondBy)}前补正，逾期不补正的视为放弃申请`);
    case 'corrected':
      return step('收到补正', '答复期限自次日起重新计算');
    case 'consultation-sent':
      if (event.party === 'internal') return null;
      return step(
        event.party === 'third-party' ? '征求第三方意见' : '征求其他机关意见',
        '征求意见所需时间不计算在答复期限内',
      );
    case 'consultation-answered':
      return step('收到征求意见的答复');
    case 'notice-delivered':
      return event.ref === null ? step('收费通知送达', '自次日起30日内缴费') : null;
    case 'extended':
      return step('延长答复期限', `延长${event.workingDays}个工作日`);
    case 'reasons-requested':
      return step('要求说明理由', `请于${formatChinese(event.respondBy)}前说明申请数量、频次的理由`);
    case 'reasons-given':
      return step('收到理由说明');
    case 'delayed':
      return step('确定延迟答复期限', `于${formatChinese(event.until)}前答复`);
    case 'fee-notified':
      return step('发出收费通知', event.amountYuan === undefined ? null : `应缴信息处理费${event.amountYuan}元`);
    case 'fee-paid':
      return step('完成缴费', '处理期限自次日起重新计算');
    case 'withdrawn':
      return step('申请人撤回申请');
    case 'replied':
      return step('作出答复', outcomeRule(event.outcome).label);
    case 'served':
      return step('送达答复');
    case 'reanswer-ordered':
      return step('被责令重新答复', event.by === 'reconsideration' ? '依据行政复议决定' : '依据人民法院裁判');
    case 'reanswered':
      return step('重新作出答复', outcomeRule(event.outcome).label);
  }
}

/** Answers to consultations of the organ's own departments belong to no step the applicant was told of. */
function visibleEvents(events: readonly ApplicationEvent[]): ApplicationEvent[] {
  const internal = new Set(
    events.flatMap((event) => (event.kind === 'consultation-sent' && event.party === 'internal' ? [event.ref] : [])),
  );
  return events.filter((event) => event.kind !== 'consultation-answered' || !internal.has(event.ref));
}

const UPCOMING: Readonly<Record<ApplicationState, readonly string[]>> = {
  submitted: ['办理', '作出答复并送达'],
  processing: ['作出答复并送达'],
  suspended: ['恢复办理', '作出答复并送达'],
  'awaiting-correction': ['机关收到补正后继续办理', '作出答复并送达'],
  'correction-lapsed': ['机关告知处理结果'],
  'awaiting-payment': ['缴费后继续办理', '作出答复并送达'],
  'payment-lapsed': ['机关告知处理结果'],
  closed: [],
};

const CURRENT: Readonly<Record<ApplicationState, string>> = {
  submitted: '等待机关确认收到',
  processing: '正在办理',
  suspended: '正在征求意见',
  'awaiting-correction': '等待您补正',
  'correction-lapsed': '补正期限已过',
  'awaiting-payment': '等待您缴费',
  'payment-lapsed': '缴费期限已过',
  closed: '已经办结',
};

function explain(
  state: ApplicationState,
  { correctionSubmittedOn }: FollowedCase,
  progress: { correctBy: PlainDate | null; due: PlainDate | null; overdue: boolean; payBy: PlainDate | null },
  withdrawn: boolean,
): string {
  const { correctBy, due, overdue, payBy } = progress;
  if (correctionSubmittedOn !== null && (state === 'awaiting-correction' || state === 'correction-lapsed'))
    return `您已于${formatChinese(correctionSubmittedOn)}提交补正，是否在期限内以这一天为准。机关与您确认收到之日为收到补正之日，答复期限自次日起重新计算。`;
  switch (state) {
    case 'submitted':
      return '申请已经提交，机关尚未确认收到。通过互联网提交的，以双方确认之日为收到申请之日，答复期限自次日起计算。机关会按您留下的联系方式与您确认。';
    case 'processing':
      if (overdue)
        return '法定答复期限已过，机关仍未答复。您可以申请行政复议或者提起行政诉讼，也可以向政府信息公开工作主管部门投诉。';
      return due === null ? '机关正在办理。' : `机关正在办理，最迟于${formatChinese(due)}答复。`;
    case 'suspended':
      return '机关正在征求第三方或者其他机关的意见，所需时间不计算在答复期限内。';
    case 'awaiting-correction':
      return `申请内容不明确，需要您补正。请于${correctBy === null ? '告知的期限' : formatChinese(correctBy)}前补正；无正当理由逾期不补正的，视为放弃申请，机关不再处理。`;
    case 'correction-lapsed':
      return '补正期限已过。有正当理由的，请尽快补正并说明理由；无正当理由逾期不补正的，视为放弃申请。';
    case 'awaiting-payment':
      return `机关已发出收费通知，请按通知缴费${payBy === null ? '' : `，最迟于${formatChinese(payBy)}`}；逾期未缴纳的，视为放弃申请。缴费完成次日起重新计算处理期限。`;
    case 'payment-lapsed':
      return '缴费期限已过，视为放弃申请。如已缴费，请与机关联系。';
    case 'closed':
      return withdrawn ? '您已撤回申请，机关不再办理。如仍需要，可以重新提出申请。' : '机关已经答复，本件办结。';
  }
}

/** The fee told of last, and whether it was paid since. */
function feeOf(events: readonly ApplicationEvent[]): CaseProgress['fee'] {
  const notified = events.findLast((event) => event.kind === 'fee-notified');
  if (!notified) return null;
  const paid = events.findLast((event) => event.kind === 'fee-paid');
  const later = events.findLast((event) => event.kind === 'notice-delivered' && event.ref === null);
  const delivered = notified.deliveredOn ?? later?.on ?? null;
  return {
    amountYuan: notified.amountYuan ?? null,
    payBy: delivered === null ? null : addDays(delivered, PAYMENT_DAYS),
    paidOn: paid?.on ?? null,
  };
}

function pauseOf(periods: readonly Period[], today: PlainDate, state: ApplicationState): CaseProgress['paused'] {
  if (state !== 'suspended' && state !== 'awaiting-correction' && state !== 'awaiting-payment') return null;
  const period = periods.find(({ from, to }) => from <= today && today <= to) ?? periods.at(-1);
  return period && !period.counts ? { since: period.from, why: period.why, basis: period.basis } : null;
}

function remedyOf(events: readonly ApplicationEvent[]): RemedyClass | null {
  const last = events.findLast((event) => event.kind === 'replied' || event.kind === 'reanswered');
  if (!last) return null;
  const remedy = remedyClassOf(last.outcome, last.on, last.kind === 'replied' ? last.withheldGrounds : undefined);
  return remedy === 'none' ? null : remedy;
}

/** How a case stands on `today`. The calendar may lack the year of the due day; then the day is not told. */
export function followCase(followed: FollowedCase, today: PlainDate, calendar: WorkingCalendar): CaseProgress {
  const { events } = followed;
  const clock = readClock({ receivedOn: null, events }, today, calendar.withProvisionalYears());
  const missing = clock.due !== null && yearOf(clock.due) > calendar.lastYear ? yearOf(clock.due) : null;
  const due = missing === null ? clock.due : null;
  const { state } = clock;
  const correction = events.findLast((event) => event.kind === 'correction-requested');
  const correctBy =
    correction && (state === 'awaiting-correction' || state === 'correction-lapsed') ? correction.respondBy : null;
  const fee = feeOf(events);
  const withdrawn = events.some((event) => event.kind === 'withdrawn');
  const done = visibleEvents(events).flatMap((event): ProgressStep[] => {
    const step = stepOf(event);
    return step ? [{ ...step, state: 'done' }] : [];
  });
  if (followed.correctionSubmittedOn !== null && correctBy !== null)
    done.push({ title: '您已提交补正', on: followed.correctionSubmittedOn, state: 'done', detail: '等待机关确认收到' });
  const upcoming = UPCOMING[state].map((title): ProgressStep => ({ title, on: null, state: 'upcoming', detail: null }));
  const current: ProgressStep[] =
    state === 'closed'
      ? []
      : [
          {
            title: CURRENT[state],
            on: null,
            state: 'current',
            detail: due === null ? null : `最迟于${formatChinese(due)}答复`,
          },
        ];
  return {
    state,
    headline: CURRENT[state],
    explanation: explain(
      state,
      followed,
      { correctBy, due, overdue: clock.overdue, payBy: fee?.payBy ?? null },
      withdrawn,
    ),
    due: state === 'closed' ? null : due,
    workingDaysLeft: due === null ? null : clock.workingDaysLeft,
    overdue: clock.overdue && state !== 'closed',
    calendarMissing: missing,
    paused: pauseOf(clock.periods, today, state),
    periods: missing === null ? clock.periods : clock.periods.filter(({ to }) => yearOf(to) <= calendar.lastYear),
    steps: [...done, ...current, ...upcoming],
    mayCorrect: correctBy !== null && followed.correctionSubmittedOn === null,
    correctBy,
    mayWithdraw: state !== 'closed',
    fee,
    remedy: state === 'closed' && !withdrawn ? remedyOf(events) : null,
  };
}

/** Working days an application or a correction has waited for the organ's confirmation (Art. 31). */
export function workingDaysWaiting(since: PlainDate, today: PlainDate, calendar: WorkingCalendar): number {
  const provisional = calendar.withProvisionalYears();
  return Math.max(0, provisional.ordinal(toEpochDay(today)) - provisional.ordinal(toEpochDay(since)));
}
