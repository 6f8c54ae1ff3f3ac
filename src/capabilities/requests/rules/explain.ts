import { type EpochDay, type PlainDate, toEpochDay, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { basis, cite, regulation } from '../../../kernel/legal-basis/index.ts';
import type { Party } from './events.ts';
import type { ApplicationView } from './fold.ts';

/** A run of days that all count, or all don't, for one reason. Days inclusive; the runs leave no gap. */
export interface Period {
  from: PlainDate;
  to: PlainDate;
  /** Whether each day of the run counts towards the limit; a counting run holds working days only. */
  counts: boolean;
  /** How many days of the run were counted: its length, or 0. */
  days: number;
  why: string;
  basis: string;
}

const RECEIPT = cite(regulation(31));
const REPLY = cite(regulation(33, { paragraph: 2 }));
const EXCLUDED = cite(regulation(33, { paragraph: 3 }));
const CORRECTION = cite(regulation(30));
const FEES = cite(basis('feeMeasures'));
const FIRST_DAY = cite(basis('civilProcedureLaw', 85));
const DELAYED = cite(regulation(35));

const partyNames: Readonly<Record<Party, string>> = {
  'third-party': '征求第三方意见，所需时间不计算在内',
  'co-maker': '征求共同制作机关意见，所需时间不计算在内',
  'other-organ': '征求其他机关意见，所需时间不计算在内',
  internal: '内部协商',
};

interface DayReason {
  counts: boolean;
  why: string;
  basis: string;
}

/** Rest days of the yearly notices and the notice each comes from, made once for a calendar. */
const notices = new WeakMap<WorkingCalendar, ReadonlyMap<EpochDay, string>>();

function noticesOf(calendar: WorkingCalendar): ReadonlyMap<EpochDay, string> {
  const known = notices.get(calendar);
  if (known) return known;
  const made = new Map<EpochDay, string>();
  for (const { year, rest } of calendar.years)
    for (const { from, to } of rest)
      for (let day = toEpochDay(from), last = toEpochDay(to); day <= last; day++)
        if (!made.has(day)) made.set(day, `国务院办公厅关于${year}年部分节假日安排的通知`);
  notices.set(calendar, made);
  return made;
}

/** The notice a rest day comes from; weekends need none. */
function restBasis(calendar: WorkingCalendar, day: EpochDay): string {
  return noticesOf(calendar).get(day) ?? '工作日以外的周末休息日';
}

function reasonOf(view: ApplicationView, calendar: WorkingCalendar, day: EpochDay): DayReason {
  const received = view.received!;
  if (day === received) return { counts: false, why: '收到申请之日，当日不计入', basis: `${RECEIPT}；${FIRST_DAY}` };
  for (const restart of view.restarts) {
    const correction = restart.why === 'corrected';
    if (day > restart.on) continue;
    if (day === restart.on)
      return correction
        ? { counts: false, why: '收到补正之日，答复期限自此重新起算，当日不计入', basis: `${CORRECTION}；${FIRST_DAY}` }
        : { counts: false, why: '完成缴费之日，处理期限自次日重新计算', basis: FEES };
    if (day > restart.stopped)
      return correction
        ? { counts: false, why: '等待申请人补正', basis: CORRECTION }
        : { counts: false, why: '等待申请人缴费', basis: FEES };
    return correction
      ? { counts: false, why: '答复期限自收到补正之日重新起算，此前的时间不计', basis: CORRECTION }
      : { counts: false, why: '处理期限自缴费完成次日重新计算，此前的时间不计', basis: FEES };
  }
  if (view.waiting && day > view.waiting.since)
    return view.waiting.for === 'correction'
      ? { counts: false, why: '等待申请人补正', basis: CORRECTION }
      : { counts: false, why: '等待申请人缴费', basis: FEES };
  if (view.delayedUntil !== null)
    return { counts: calendar.isWorkingEpochDay(day), why: '在确定的延迟答复期限内', basis: DELAYED };
  for (const { sent, resumed, party } of view.suspensions)
    if (day > sent && (resumed === null || day <= resumed))
      return { counts: false, why: partyNames[party], basis: EXCLUDED };
  const note = calendar.noteOf(day);
  if (!note.working) return { counts: false, why: `休息日（${note.reason}）`, basis: restBasis(calendar, day) };
  return { counts: true, why: '工作日，计入答复期限', basis: REPLY };
}

/**
 * The clock of an application as runs of days from the day of receipt to the due day (or to `asOf` while there is
 * none), so that a person can recount it by hand: the counting runs hold exactly the working days of the limit.
 * @throws MissingCalendarError
 */
export function explainClock(view: ApplicationView, asOf: EpochDay, calendar: WorkingCalendar): Period[] {
  if (view.received === null) return [];
  const end = Math.max(view.due ?? Math.max(asOf, view.closed ?? asOf), view.received);
  const periods: Period[] = [];
  let run: DayReason | null = null;
  for (let day = view.received; day <= end; day++) {
    const reason = reasonOf(view, calendar, day);
    const last = periods.at(-1);
    if (last && run && run.counts === reason.counts && run.why === reason.why && run.basis === reason.basis) {
      last.to = calendar.text(day);
      if (reason.counts) last.days++;
    } else {
      const date = calendar.text(day);
      periods.push({
        from: date,
        to: date,
        counts: reason.counts,
        days: reason.counts ? 1 : 0,
        why: reason.why,
        basis: reason.basis,
      });
    }
    run = reason;
  }
  return periods;
}
