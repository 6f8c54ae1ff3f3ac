import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type PlainDate, shanghaiDate, type WorkingCalendar } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { notify, readStaff } from '../notifications/index.ts';
import { loadCalendar, storeCalendarYear } from './index.ts';

/** A clock that ends on another day under the new calendar. */
export interface MovedClock {
  organCode: string;
  /** 申请2026-0012 */
  subject: string;
  /** 答复期限 */
  clock: string;
  path: string;
  before: PlainDate | null;
  after: PlainDate | null;
  /** Who handles it, if anybody does. */
  personId: string | null;
}

/** Gives every open case its days by the calendar after, in the transaction, and lists what moved. */
export type Redate = (
  transaction: Database,
  divisionCode: string,
  before: WorkingCalendar,
  after: WorkingCalendar,
  today: PlainDate,
) => Promise<MovedClock[]>;

export interface CalendarChange {
  divisionCode: string;
  id: string;
  moved: MovedClock[];
}

export interface AppliedCalendar {
  year: number;
  version: number;
  changes: CalendarChange[];
}

/**
 * Loads a year's calendar and re-dates every open case of every division by it, keeps the list of what moved and tells who
 * is affected: all in the caller's transaction, so that nothing is half done.
 * @throws CalendarDataError, CalendarVersionError
 */
export async function applyCalendarYear(
  transaction: Database,
  input: unknown,
  source: string,
  loadedBy: string,
  redate: Redate,
  now: Date,
): Promise<AppliedCalendar> {
  if (!transaction.isTransaction) throw new TypeError('a changed calendar re-dates in one transaction');
  const before = await loadCalendar(transaction);
  const { year, version } = await storeCalendarYear(transaction, input, source, loadedBy);
  const after = await loadCalendar(transaction);
  const divisions = await transaction.selectFrom('organ').select('division_code').distinct().execute();
  const changes: CalendarChange[] = [];
  for (const { division_code: divisionCode } of divisions) {
    const moved = await redate(transaction, divisionCode, before, after, shanghaiDate(now));
    const id = randomUUID();
    await transaction
      .insertInto('calendar_change')
      .values({
        division_code: divisionCode,
        id,
        year,
        version,
        source,
        loaded_at: now,
        loaded_by: loadedBy,
        affected: moved.length,
      })
      .execute();
    await storeMoved(transaction, divisionCode, id, moved);
    await tellAffected(transaction, divisionCode, id, year, moved, now);
    changes.push({ divisionCode, id, moved });
  }
  return { year, version, changes };
}

const BATCH = 5000;

async function storeMoved(db: Database, divisionCode: string, id: string, moved: readonly MovedClock[]): Promise<void> {
  for (let start = 0; start < moved.length; start += BATCH) {
    const rows = moved.slice(start, start + BATCH).map((one, i) => ({ ...one, position: start + i + 1 }));
    await sql`
      insert into calendar_change_case (division_code, change_id, position, organ_code, subject, clock, path, before, after)
      select ${divisionCode}, ${id}::uuid, m.position, m."organCode", m.subject, m.clock, m.path, m.before, m.after
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as m(position int, "organCode" text, subject text, clock text, path text, before date, after date)`.execute(db);
  }
}

/** Each person once, with how many of theirs moved: who handles the cases, else who answers for disclosure in the organ. */
async function tellAffected(
  db: Database,
  divisionCode: string,
  id: string,
  year: number,
  moved: readonly MovedClock[],
  now: Date,
): Promise<void> {
  if (moved.length === 0) return;
  const staff = await readStaff(db, divisionCode, shanghaiDate(now));
  const counts = new Map<string, number>();
  for (const { personId, organCode } of moved) {
    const told =
      personId !== null && staff.isActive(personId)
        ? [personId]
        : staff.holders(organCode, 'disclosure-officer', 'clerk');
    for (const person of told) counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  // Those with as many are told the same, so that a large district takes few statements.
  for (const [count, entries] of Map.groupBy(counts, ([, number]) => number))
    await notify(
      db,
      divisionCode,
      {
        topic: 'calendar',
        key: `calendar/${id}`,
        title: `${year}年工作日历变动，您有${count}项期限随之变化`,
        body: '届满日已按新的工作日历重新计算，请查看变化清单。',
        path: `/calendar?change=${id}`,
        organCode: null,
      },
      entries.map(([person]) => person),
      now,
    );
}

export interface StoredChange {
  id: string;
  year: number;
  version: number;
  source: string;
  loadedAt: Date;
  loadedBy: string;
  affected: number;
}

export async function listChanges(db: Database, divisionCode: string, limit: number): Promise<StoredChange[]> {
  const rows = await db
    .selectFrom('calendar_change')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('loaded_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    version: row.version,
    source: row.source,
    loadedAt: row.loaded_at,
    loadedBy: row.loaded_by,
    affected: row.affected,
  }));
}

/** What a change moved in some organs, page by page. */
export async function listMoved(
  db: Database,
  divisionCode: string,
  changeId: string,
  organCodes: readonly string[],
  limit: number,
  offset: number,
): Promise<{ items: Omit<MovedClock, 'personId'>[]; total: number }> {
  if (organCodes.length === 0) return { items: [], total: 0 };
  const of = db
    .selectFrom('calendar_change_case')
    .where('division_code', '=', divisionCode)
    .where('change_id', '=', changeId)
    .where('organ_code', 'in', [...organCodes]);
  const { count } = await of.select((one) => one.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const rows = await of
    .select(['organ_code', 'subject', 'clock', 'path', 'before', 'after'])
    .orderBy('position')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    total: Number(count),
    items: rows.map((row) => ({
      organCode: row.organ_code,
      subject: row.subject,
      clock: row.clock,
      path: row.path,
      before: row.before,
      after: row.after,
    })),
  };
}
