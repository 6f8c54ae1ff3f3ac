import { addDays, type PlainDate, toEpochDay, type WorkingCalendar, yearOf } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import {
  directSuitLimit,
  lastDayOf,
  MAXIMUM_DECISION_EXTENSION_DAYS,
  reconsiderationAcceptance,
  reconsiderationDecisionDue,
  reconsiderationLimit,
  type StatutoryClockId,
  statutoryClocks,
} from '../../../kernel/statutory-clocks/index.ts';
import type { Attacked, RemedyKind } from './conclusions.ts';
import {
  foldRemedy,
  type RemedyEvent,
  type RemedyEventKind,
  RemedyRefusedError,
  type RemedyView,
  sinceRemand,
  suspendedDays,
} from './course.ts';

/** Whose clock it is. `organ` is the one whose act is attacked: its clocks are the ones it loses cases by. */
export type ClockParty = 'applicant' | 'organ' | 'review-body';

export const clockPartyLabels: Readonly<Record<ClockParty, string>> = {
  applicant: '申请人（原告）',
  organ: '本机关',
  'review-body': '复议机关（法院）',
};

/** `waiting`: cannot be told yet, since what starts it has not happened or the case stands still. */
export type ClockState = 'running' | 'met' | 'missed' | 'waiting' | 'ended';

export interface RemedyClock {
  id: StatutoryClockId | 'REANSWER';
  /** In the reference table of clocks (C13 …); empty for one a decision sets. */
  number: string;
  label: string;
  party: ClockParty;
  from: PlainDate | null;
  due: PlainDate | null;
  metOn: PlainDate | null;
  state: ClockState;
  onExpiry: string;
  basis: string;
  note: string | null;
}

/** A case as far as its clocks depend on it. */
export interface ClockedCase {
  readonly kind: RemedyKind;
  readonly attacked: Attacked;
  /**
   * The day from which the time to apply or sue runs: service of the reply; end of the reply's limit for an inaction;
   * receipt of the reconsideration decision for a suit after it. Null where it is not known.
   */
  readonly knownOn: PlainDate | null;
  /** Whether right, organ and period were told; if not the period is longer (行政复议法 Art. 20 ¶3). */
  readonly remedyTold: boolean;
  readonly events: readonly RemedyEvent[];
  /** When the new answer that was ordered was given, from the application's own record. */
  readonly reansweredOn: PlainDate | null;
}

const dayOf = (events: readonly RemedyEvent[], kind: RemedyEventKind): PlainDate | null =>
  events.find((event) => event.kind === kind)?.on ?? null;

class Clocks {
  readonly list: RemedyClock[] = [];
  readonly today: PlainDate;
  /** With years to come, so that comparing goes on; a day of theirs is never told. */
  readonly calendar: WorkingCalendar;
  readonly #lastYear: number;

  constructor(today: PlainDate, calendar: WorkingCalendar) {
    this.today = today;
    this.calendar = calendar.withProvisionalYears();
    this.#lastYear = calendar.lastYear;
  }

  add(
    id: StatutoryClockId,
    party: ClockParty,
    from: PlainDate | null,
    metOn: PlainDate | null,
    more: { due?: PlainDate | null; ended?: boolean; note?: string } = {},
  ): PlainDate | null {
    const { number, label, onExpiry, legalBasis } = statutoryClocks[id];
    const due = more.due !== undefined ? more.due : from === null ? null : lastDayOf(id, from, this.calendar);
    const state = stateOf(due, metOn, more.ended ?? false, this.today);
    const note = more.note ?? null;
    this.push({ id, number, label, party, from, due, metOn, state, onExpiry, basis: cite(legalBasis), note });
    return due;
  }

  push(clock: RemedyClock): void {
    const isTold = clock.due === null || yearOf(clock.due) <= this.#lastYear;
    this.list.push(
      isTold ? clock : { ...clock, due: null, note: `${yearOf(clock.due!)}年的工作日历尚未公布，届满日暂不能确定` },
    );
  }
}

function stateOf(due: PlainDate | null, metOn: PlainDate | null, ended: boolean, today: PlainDate): ClockState {
  if (metOn !== null) return due !== null && metOn > due ? 'missed' : 'met';
  if (ended) return 'ended';
  if (due === null) return 'waiting';
  return due < today ? 'missed' : 'running';
}

/**
 * Every clock of a case (reference table C13-C20 and those of the trial), in the order of a case, as of a day. Clocks that
 * ended without being met because the case was over are `ended`. A last day past the published calendars is not told.
 */
export function clocksOf(remedy: ClockedCase, today: PlainDate, calendar: WorkingCalendar): RemedyClock[] {
  const view = foldRemedy(remedy.events, remedy.kind);
  const clocks = new Clocks(today, calendar);
  timeToApply(clocks, remedy);
  if (remedy.kind === 'reconsideration') reconsiderationClocks(clocks, remedy, view);
  else litigationClocks(clocks, remedy, view);
  orderClock(clocks, remedy, view);
  return clocks.list;
}

function timeToApply(clocks: Clocks, { kind, attacked, knownOn, remedyTold, events }: ClockedCase): void {
  const id: StatutoryClockId =
    kind === 'reconsideration'
      ? 'RECONSIDERATION_APPLY'
      : kind === 'litigation-after-reconsideration'
        ? 'LITIGATE_AFTER_RECONSIDERATION'
        : attacked === 'inaction'
          ? 'LITIGATE_INACTION'
          : 'LITIGATE_DIRECT';
  const untoldLimit = kind === 'reconsideration' ? reconsiderationLimit : directSuitLimit;
  const isLonger = !remedyTold && kind !== 'litigation-after-reconsideration' && knownOn !== null;
  clocks.add(id, 'applicant', knownOn, dayOf(events, 'filed'), {
    ...(isLonger ? { due: untoldLimit({ knownOn, told: 'never' }, clocks.calendar).due } : {}),
    ...(isLonger ? { note: '作出行政行为时未告知救济权利、机关或者期限，自知道行政行为之日起最长不超过一年' } : {}),
  });
}

function reconsiderationClocks(clocks: Clocks, { events }: ClockedCase, view: RemedyView): void {
  const simplified = view.procedure === 'simplified';
  const accepted = dayOf(events, 'accepted');
  const copied = dayOf(events, 'copy-received');
  const answered = dayOf(events, 'answered');
  const asked = dayOf(events, 'correction-requested');
  const corrected = dayOf(events, 'corrected');
  const over = view.concludedOn !== null;
  if (asked !== null)
    clocks.add('RECONSIDERATION_CORRECTION', 'applicant', asked, corrected, { ended: over || accepted !== null });
  const correction =
    asked === null ? {} : { correction: { askedOn: asked, deliveredOn: asked, correctedOn: corrected } };
  const acceptance =
    view.filedOn && reconsiderationAcceptance({ receivedOn: view.filedOn, ...correction }, clocks.calendar);
  const due = acceptance ? acceptance.deemedAcceptedOn : null;
  // A correction asked for after the days of examining neither stops nor restarts them.
  const from = acceptance?.isNoticeLate ? view.filedOn : (corrected ?? view.filedOn);
  clocks.add('RECONSIDERATION_ACCEPT', 'review-body', due === null ? null : from, accepted, {
    due,
    ended: over,
    note: '审查期限届满未作出不予受理决定的，届满之日起视为受理',
  });
  clocks.add(
    simplified ? 'RECONSIDERATION_SERVE_SIMPLIFIED' : 'RECONSIDERATION_SERVE',
    'review-body',
    accepted,
    copied ?? (answered === null ? null : answered),
    { ended: over, ...(copied === null && answered !== null ? { note: '未登记收到副本的日期' } : {}) },
  );
  clocks.add(simplified ? 'RECONSIDERATION_ANSWER_SIMPLIFIED' : 'RECONSIDERATION_ANSWER', 'organ', copied, answered, {
    ended: over,
  });
  const id = simplified ? 'RECONSIDERATION_DECIDE_SIMPLIFIED' : 'RECONSIDERATION_DECIDE';
  clocks.add(id, 'review-body', accepted, over ? view.concludedOn : null, decidingTime(clocks, id, accepted, events));
  if (over && view.conclusion !== 'withdrawn' && view.conclusion !== 'mediated') {
    const ending = events.findLast((event) => event.kind === 'concluded');
    const received = ending?.kind === 'concluded' ? (ending.receivedOn ?? ending.on) : null;
    clocks.add('LITIGATE_AFTER_RECONSIDERATION', 'applicant', received, null, {
      note: '届满未起诉的，行政复议决定不再受诉讼审查',
    });
  }
}

/** 中止 stops the time of the decision; an extension names its own last day. */
function decidingTime(
  clocks: Clocks,
  id: StatutoryClockId,
  accepted: PlainDate | null,
  events: readonly RemedyEvent[],
): { due: PlainDate | null; note?: string } {
  if (accepted === null) return { due: null };
  const { days, isSuspended } = suspendedDays(events);
  if (isSuspended) return { due: null, note: '中止审理期间不计算期限' };
  const extended = events.findLast((event) => event.kind === 'extended');
  if (extended?.kind === 'extended') return { due: extended.until, note: '已延长审理期限' };
  const due = lastDayOf(id, addDays(accepted, days), clocks.calendar);
  return days > 0 ? { due, note: `中止审理${days}天不计算在内` } : { due };
}

function litigationClocks(clocks: Clocks, remedy: ClockedCase, view: RemedyView): void {
  const { events, remandedOn } = sinceRemand(remedy.events);
  // Sent back: tried anew from the day the case comes back.
  const accepted = remandedOn ?? dayOf(events, 'accepted');
  const copied = dayOf(events, 'copy-received');
  const first = events.find((event) => event.kind === 'concluded');
  clocks.add('LITIGATION_ANSWER', 'organ', copied, dayOf(events, 'answered'), { ended: first !== undefined });
  const id = view.procedure === 'simplified' ? 'LITIGATION_JUDGE_SIMPLIFIED' : 'LITIGATION_JUDGE';
  clocks.add(id, 'review-body', accepted, first?.on ?? null, decidingTime(clocks, id, accepted, events));
  if (first?.kind !== 'concluded' || first.conclusion === 'withdrawn' || first.conclusion === 'mediated') return;
  const appealed = events.find((event) => event.kind === 'appealed');
  const isRuling = first.conclusion === 'suit-dismissed' || first.conclusion === 'not-accepted';
  clocks.add(
    isRuling ? 'LITIGATION_APPEAL_RULING' : 'LITIGATION_APPEAL',
    'organ',
    first.receivedOn ?? first.on,
    appealed?.on ?? null,
    { note: '原告同样可以在此期限内上诉' },
  );
  if (appealed)
    clocks.add(
      'LITIGATION_JUDGE_APPEAL',
      'review-body',
      appealed.on,
      events.find((event) => event.kind === 'appeal-concluded')?.on ?? null,
    );
}

function orderClock(clocks: Clocks, { reansweredOn, events }: ClockedCase, view: RemedyView): void {
  if (view.reanswer === null) return;
  const { orderedOn, dueOn } = view.reanswer;
  const ending = events.findLast((event) => event.kind === 'concluded');
  const received =
    ending?.kind === 'concluded' && ending.on === orderedOn ? (ending.receivedOn ?? orderedOn) : orderedOn;
  // Without a day in the decision the Regulation's own limit runs from when the decision reached the organ.
  const due = dueOn ?? lastDayOf('REPLY', received, clocks.calendar);
  clocks.push({
    id: 'REANSWER',
    number: '',
    label: '重新答复期限',
    party: 'organ',
    from: received,
    due,
    metOn: reansweredOn,
    state: stateOf(due, reansweredOn, false, clocks.today),
    onExpiry: '不履行复议决定、生效裁判',
    basis: cite(statutoryClocks.REPLY.legalBasis),
    note: dueOn === null ? '决定（判决）未写明期限的，按条例规定的答复期限计算' : '决定（判决）写明的期限',
  });
}

/** What presses next: the organ's own running clock that ends first, else that of the other parties; undefined when none runs. */
export function nextClock(clocks: readonly RemedyClock[]): RemedyClock | undefined {
  const open = clocks.filter(
    ({ state, due, metOn, id }) =>
      due !== null &&
      metOn === null &&
      id !== 'LITIGATE_AFTER_RECONSIDERATION' &&
      (state === 'running' || (state === 'missed' && !LAPSES_QUIETLY.has(id))),
  );
  const soonest = (party: (party: ClockParty) => boolean): RemedyClock | undefined =>
    open.filter((clock) => party(clock.party)).sort((a, b) => (a.due! < b.due! ? -1 : a.due! > b.due! ? 1 : 0))[0];
  return soonest((party) => party === 'organ') ?? soonest((party) => party !== 'organ');
}

/** A right that was not used; nothing is overdue when it is gone. */
const LAPSES_QUIETLY: ReadonlySet<RemedyClock['id']> = new Set([
  'RECONSIDERATION_APPLY',
  'RECONSIDERATION_ACCEPT',
  'RECONSIDERATION_CORRECTION',
  'LITIGATE_DIRECT',
  'LITIGATE_INACTION',
  'LITIGATE_AFTER_RECONSIDERATION',
  'LITIGATION_APPEAL',
  'LITIGATION_APPEAL_RULING',
]);

/**
 * Checks what an event may only be by the calendar: an extension within its limit. The rest is foldRemedy's.
 * @throws RemedyRefusedError
 */
export function checkExtension(
  remedy: Pick<ClockedCase, 'kind' | 'events'>,
  event: RemedyEvent,
  calendar: WorkingCalendar,
): void {
  if (event.kind !== 'extended' || remedy.kind !== 'reconsideration') return;
  const accepted = dayOf(remedy.events, 'accepted');
  if (accepted === null) return;
  const { days } = suspendedDays(remedy.events);
  const provisional = calendar.withProvisionalYears();
  const regular = lastDayOf('RECONSIDERATION_DECIDE', addDays(accepted, days), provisional);
  if (event.on > regular)
    throw new RemedyRefusedError(`审理期限已于${regular}届满，不能再延长（《中华人民共和国行政复议法》第六十二条）`);
  const latest = reconsiderationDecisionDue(
    {
      acceptedOn: accepted,
      procedure: 'ordinary',
      extensionDays: MAXIMUM_DECISION_EXTENSION_DAYS,
      suspendedDays: days,
    },
    provisional,
  );
  if (event.until > latest)
    throw new RemedyRefusedError(
      `延长期限最多不得超过三十日，最迟为${latest}（《中华人民共和国行政复议法》第六十二条）`,
    );
}

/** Working days from `today` to a due day, negative when it has passed. */
export function workingDaysLeft(due: PlainDate, today: PlainDate, calendar: WorkingCalendar): number {
  const provisional = calendar.withProvisionalYears();
  return provisional.ordinal(toEpochDay(due)) - provisional.ordinal(toEpochDay(today));
}
