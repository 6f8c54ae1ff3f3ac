import { sql } from 'kysely';
import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { nationalCalendar } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import { type ClockedCase, clocksOf } from '../rules/clocks.ts';
import type { Attacked, RemedyKind, RemedyResult } from '../rules/conclusions.ts';
import { foldRemedy, type RemedyEvent, type RemedyState } from '../rules/course.ts';

export interface RemedyCase {
  id: string;
  organCode: string;
  kind: RemedyKind;
  caseNumber: string;
  /** The application whose reply is contested; null when the case concerns proactive disclosure. */
  applicationId: string | null;
  /** What is attacked; a reply where left out. */
  attacked?: Attacked;
  /** 复议机关 or court. */
  body?: string;
  /** From when the time to apply or sue runs. */
  knownOn?: PlainDate | null;
  remedyTold?: boolean;
  /** The reconsideration a suit follows. */
  precedingCaseId?: string | null;
  events: readonly RemedyEvent[];
}

/** A case as it stands in the register. */
export interface StoredRemedy extends Required<RemedyCase> {
  events: readonly RemedyEvent[];
  state: RemedyState;
  filedOn: PlainDate;
  concludedOn: PlainDate | null;
  result: RemedyResult | null;
}

/** The columns folded from the events, so that lists and counts need no fold. */
function projectionOf(remedy: ClockedCase, calendar: WorkingCalendar) {
  const view = foldRemedy(remedy.events, remedy.kind);
  if (view.filedOn === null || view.lastOn === null) throw new RangeError('a remedy case starts with its filing');
  const appeal = clocksOf(remedy, view.lastOn, calendar).find(
    ({ id, metOn }) => metOn === null && (id === 'LITIGATION_APPEAL' || id === 'LITIGATION_APPEAL_RULING'),
  );
  return {
    filed_on: view.filedOn,
    concluded_on: view.concludedOn,
    result: view.result,
    state: view.state,
    attended: view.concludedOn === null || view.reanswer !== null,
    attended_until: appeal?.due ?? null,
    event_count: remedy.events.length,
  };
}

function withDefaults(remedy: RemedyCase): Required<RemedyCase> {
  return { attacked: 'reply', body: '', knownOn: null, remedyTold: true, precedingCaseId: null, ...remedy };
}

const clocked = (remedy: Required<RemedyCase>): ClockedCase => ({ ...remedy, reansweredOn: null });

function eventRow(divisionCode: string, caseId: string, sequence: number, event: RemedyEvent, recordedBy: string) {
  const { kind, on, ...content } = event;
  return {
    division_code: divisionCode,
    case_id: caseId,
    sequence,
    kind,
    occurred_on: on,
    content: jsonb(content),
    recorded_by: recordedBy,
  };
}

/** Stores cases with their courses. @throws RemedyRefusedError when a course is not lawful */
export async function insertRemedyCases(
  db: Database,
  divisionCode: string,
  cases: readonly RemedyCase[],
  recordedBy: string,
  calendar: WorkingCalendar = nationalCalendar(),
): Promise<void> {
  if (cases.length === 0) return;
  const complete = cases.map(withDefaults);
  await db
    .insertInto('remedy_case')
    .values(
      complete.map((remedy) => ({
        division_code: divisionCode,
        id: remedy.id,
        organ_code: remedy.organCode,
        kind: remedy.kind,
        case_number: remedy.caseNumber,
        application_id: remedy.applicationId,
        attacked: remedy.attacked,
        body: remedy.body,
        known_on: remedy.knownOn,
        remedy_told: remedy.remedyTold,
        preceding_case_id: remedy.precedingCaseId,
        ...projectionOf(clocked(remedy), calendar),
      })),
    )
    .execute();
  const rows = complete.flatMap((remedy) =>
    remedy.events.map((event, i) => eventRow(divisionCode, remedy.id, i + 1, event, recordedBy)),
  );
  await db.insertInto('remedy_event').values(rows).execute();
}

/** Appends one event; false when somebody recorded another meanwhile. @throws RemedyRefusedError */
export async function appendRemedyEvent(
  db: Database,
  divisionCode: string,
  remedy: StoredRemedy,
  event: RemedyEvent,
  calendar: WorkingCalendar,
  recordedBy: string,
): Promise<boolean> {
  const count = remedy.events.length;
  const projection = projectionOf(clocked({ ...remedy, events: [...remedy.events, event] }), calendar);
  const updated = await db
    .updateTable('remedy_case')
    .set(projection)
    .where('division_code', '=', divisionCode)
    .where('id', '=', remedy.id)
    .where('event_count', '=', count)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await db
    .insertInto('remedy_event')
    .values(eventRow(divisionCode, remedy.id, count + 1, event, recordedBy))
    .execute();
  return true;
}

export type RemedyColumn = RemedyResult | 'pending';
export type RemedyCounts = Record<RemedyKind, Record<RemedyColumn, number>>;

/**
 * Table four: cases concluded in the year by result, and those filed by its end and still open then. A case filed in an
 * earlier year counts in the year it is concluded and, as pending, in every year before.
 */
export async function countRemedies(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
): Promise<RemedyCounts> {
  const { rows } = await sql<{ kind: RemedyKind; column: RemedyColumn; count: number }>`
    select kind, case when concluded_on <= ${`${year}-12-31`}::date then result else 'pending' end as column, count(*)::int as count
    from remedy_case
    where division_code = ${divisionCode} and organ_code = any (${sql`${[...organCodes]}::text[]`})
      and filed_on <= ${`${year}-12-31`}::date and (concluded_on is null or concluded_on >= ${`${year}-01-01`}::date)
    group by 1, 2`.execute(db);
  const empty = () => ({ upheld: 0, corrected: 0, other: 0, pending: 0 });
  const counts: RemedyCounts = {
    reconsideration: empty(),
    'litigation-direct': empty(),
    'litigation-after-reconsideration': empty(),
  };
  for (const row of rows) counts[row.kind][row.column] = row.count;
  return counts;
}

export interface RemedyListing {
  id: string;
  organCode: string;
  kind: RemedyKind;
  caseNumber: string;
  filedOn: PlainDate;
  concludedOn: PlainDate | null;
  result: RemedyResult | null;
}

/** The cases behind figures of table four; a year has tens of them, so they come whole (at most `limit`). */
export async function listRemedies(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  year: number,
  kind: RemedyKind,
  columns: readonly RemedyColumn[],
  limit = 1000,
): Promise<RemedyListing[]> {
  const { rows } = await sql<{
    id: string;
    organ_code: string;
    kind: RemedyKind;
    case_number: string;
    filed_on: PlainDate;
    concluded_on: PlainDate | null;
    result: RemedyResult | null;
  }>`
    select * from (
      select id, organ_code, kind, case_number, filed_on, concluded_on, result,
             case when concluded_on <= ${`${year}-12-31`}::date then result else 'pending' end as column
      from remedy_case
      where division_code = ${divisionCode} and organ_code = any (${sql`${[...organCodes]}::text[]`}) and kind = ${kind}
        and filed_on <= ${`${year}-12-31`}::date and (concluded_on is null or concluded_on >= ${`${year}-01-01`}::date)
    ) listed
    where listed.column = any (${sql`${[...columns]}::text[]`}) order by filed_on, id limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    kind: row.kind,
    caseNumber: row.case_number,
    filedOn: row.filed_on,
    concludedOn: row.concluded_on,
    result: row.result,
  }));
}
