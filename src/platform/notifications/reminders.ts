import { type PlainDate, shanghaiDate, toEpochDay, type WorkingCalendar } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import type { Role } from '../identity/index.ts';
import { type Notice, notify } from './notify.ts';
import { readStaff, type Staff } from './recipients.ts';

/** A clock somebody must be reminded of. */
export interface DueItem {
  /** Names the clock of the thing, without its day: `application/…/REPLY`. */
  readonly key: string;
  readonly organCode: string;
  readonly dueOn: PlainDate;
  /** The clock: 答复期限. */
  readonly clock: string;
  /** The thing by its number: 申请2026-0012. Never by anybody's name. */
  readonly subject: string;
  /** What there is to do, a sentence. */
  readonly advice: string;
  readonly path: string;
  /** Who handles it; the heads of disclosure of the organ where nobody does. */
  readonly personIds: readonly string[];
  /** Told besides, in the organ: whose duty the matter is whoever handles the case. */
  readonly roles?: readonly Role[];
  /** Nothing is wrong when it is over: somebody else's time, after which the organ goes on. */
  readonly isOthers?: boolean;
}

/** What a capability has clocks of. `until`: the last due day anybody is reminded of today. */
export type ReminderSource = (
  db: Database,
  divisionCode: string,
  today: PlainDate,
  until: PlainDate,
  calendar: WorkingCalendar,
) => Promise<readonly DueItem[]>;

/** Working days before the last one on which people are reminded; 0 is the day itself. */
export const DEFAULT_STAGES: readonly number[] = [5, 3, 1, 0];

/**
 * How near the end is: the tightest stage reached, -1 when it is over, undefined while it is far. After a standstill only
 * the most pressing reminder is sent, not every one that was missed.
 */
export function stageOf(left: number, stages: readonly number[]): number | undefined {
  if (left < 0) return -1;
  const reached = stages.filter((stage) => left <= stage);
  return reached.length === 0 ? undefined : Math.min(...reached);
}

/** Who is told: whoever handles it; else who answers for disclosure in the organ, else its clerks. Overdue, the head too. */
function recipientsOf(item: DueItem, stage: number, staff: Staff): string[] {
  const handling = item.personIds.filter((id) => staff.isActive(id));
  const byDuty = (item.roles ?? []).flatMap((role) => staff.holders(item.organCode, role));
  const known = [...handling, ...byDuty];
  const told = known.length > 0 ? known : staff.holders(item.organCode, 'disclosure-officer', 'clerk');
  if (stage >= 0 || item.isOthers) return told;
  return [...told, ...staff.holders(item.organCode, 'disclosure-officer'), ...staff.holders(item.organCode, 'head')];
}

function noticeOf(item: DueItem, stage: number, left: number): Notice {
  const when = left < 0 ? `已超期${-left}个工作日` : left === 0 ? '今天届满' : `还剩${left}个工作日`;
  const isOver = stage < 0;
  return {
    topic: isOver && !item.isOthers ? 'overdue' : 'reminder',
    // With the day: a clock that was moved is reminded of anew.
    key: `${item.key}/${item.dueOn}/${isOver ? 'overdue' : stage}`,
    title: isOver && item.isOthers ? `${item.subject}的${item.clock}已届满` : `${item.subject}的${item.clock}${when}`,
    body: `届满日为${item.dueOn}。${item.advice}`,
    path: item.path,
    organCode: item.organCode,
  };
}

/**
 * Reminds of everything that is near its end, once for each stage, person and last day: a second process and a restart find
 * the notices told.
 * @returns how many notices were new
 * @throws AggregateError when a source failed, after the others were told
 */
export async function sendReminders(
  db: Database,
  divisionCode: string,
  sources: readonly ReminderSource[],
  calendar: WorkingCalendar,
  now: Date,
  stages: readonly number[] = DEFAULT_STAGES,
): Promise<number> {
  const today = shanghaiDate(now);
  const provisional = calendar.withProvisionalYears();
  const until = provisional.text(provisional.addEpochDays(toEpochDay(today), Math.max(0, ...stages)));
  const staff = await readStaff(db, divisionCode, today);
  let told = 0;
  const faults: unknown[] = [];
  for (const source of sources) {
    try {
      for (const item of await source(db, divisionCode, today, until, calendar))
        told += await remind(db, divisionCode, item, today, provisional, stages, staff, now);
    } catch (error) {
      // What one capability cannot tell keeps none of the others from telling theirs.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'reminders of some clocks were not sent');
  return told;
}

async function remind(
  db: Database,
  divisionCode: string,
  item: DueItem,
  today: PlainDate,
  calendar: WorkingCalendar,
  stages: readonly number[],
  staff: Staff,
  now: Date,
): Promise<number> {
  const left = calendar.ordinal(toEpochDay(item.dueOn)) - calendar.ordinal(toEpochDay(today));
  // On a rest day behind the last day it is over although no working day lies between.
  const isOver = item.dueOn < today;
  const stage = stageOf(isOver ? -1 : left, stages);
  if (stage === undefined) return 0;
  const notice = noticeOf(item, stage, isOver ? Math.min(left, -1) : left);
  const recipients = recipientsOf(item, stage, staff);
  return db.transaction().execute((transaction) => notify(transaction, divisionCode, notice, recipients, now));
}
