import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import { foldRemedy, type RemedyEvent, type RemedyKind, type RemedyResult } from '../rules/course.ts';

export interface RemedyCase {
  id: string;
  organCode: string;
  kind: RemedyKind;
  caseNumber: string;
  /** The application whose reply is contested; null when the case concerns proactive disclosure. */
  applicationId: string | null;
  events: readonly RemedyEvent[];
}

/** Stores cases with their courses. @throws RemedyRefusedError when a course is not lawful */
export async function insertRemedyCases(
  db: Database,
  divisionCode: string,
  cases: readonly RemedyCase[],
  recordedBy: string,
): Promise<void> {
  if (cases.length === 0) return;
  await db
    .insertInto('remedy_case')
    .values(
      cases.map((remedy) => {
        const view = foldRemedy(remedy.events);
        if (view.filedOn === null) throw new RangeError('a remedy case starts with its filing');
        return {
          division_code: divisionCode,
          id: remedy.id,
          organ_code: remedy.organCode,
          kind: remedy.kind,
          case_number: remedy.caseNumber,
          application_id: remedy.applicationId,
          filed_on: view.filedOn,
          concluded_on: view.concludedOn,
          result: view.result,
        };
      }),
    )
    .execute();
  const rows = cases.flatMap((remedy) =>
    remedy.events.map((event, i) => {
      const { kind, on, ...content } = event;
      return {
        division_code: divisionCode,
        case_id: remedy.id,
        sequence: i + 1,
        kind,
        occurred_on: on,
        content: jsonb(content),
        recorded_by: recordedBy,
      };
    }),
  );
  await db.insertInto('remedy_event').values(rows).execute();
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
