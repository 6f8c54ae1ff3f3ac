import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Attacked, LessonTopic, RemedyKind, RemedyResult } from '../rules/conclusions.ts';
import type { RemedyEvent, RemedyState } from '../rules/course.ts';
import type { StoredRemedy } from './remedy-cases.ts';

interface Row {
  id: string;
  organ_code: string;
  kind: RemedyKind;
  case_number: string;
  application_id: string | null;
  attacked: Attacked;
  body: string;
  known_on: PlainDate | null;
  remedy_told: boolean;
  preceding_case_id: string | null;
  state: RemedyState;
  filed_on: PlainDate;
  concluded_on: PlainDate | null;
  result: RemedyResult | null;
  events: RemedyEvent[] | null;
}

const remedyOf = (row: Row): StoredRemedy => ({
  id: row.id,
  organCode: row.organ_code,
  kind: row.kind,
  caseNumber: row.case_number,
  applicationId: row.application_id,
  attacked: row.attacked,
  body: row.body,
  knownOn: row.known_on,
  remedyTold: row.remedy_told,
  precedingCaseId: row.preceding_case_id,
  state: row.state,
  filedOn: row.filed_on,
  concludedOn: row.concluded_on,
  result: row.result,
  events: row.events ?? [],
});

async function select(
  db: Database,
  conditions: RawBuilder<unknown>,
  rest: RawBuilder<unknown>,
): Promise<StoredRemedy[]> {
  const { rows } = await sql<Row>`
    select c.id, c.organ_code, c.kind, c.case_number, c.application_id, c.attacked, c.body, c.known_on, c.remedy_told,
           c.preceding_case_id, c.state, c.filed_on, c.concluded_on, c.result,
           (select json_agg(e.content || jsonb_build_object('kind', e.kind, 'on', e.occurred_on) order by e.sequence)
            from remedy_event e where e.division_code = c.division_code and e.case_id = c.id) as events
    from remedy_case c where ${conditions} ${rest}`.execute(db);
  return rows.map(remedyOf);
}

export async function findRemedy(db: Database, divisionCode: string, id: string): Promise<StoredRemedy | undefined> {
  return (await select(db, sql`c.division_code = ${divisionCode} and c.id = ${id}::uuid`, sql``))[0];
}

/** The cases over an application's replies, the oldest first. */
export function listRemediesOf(db: Database, divisionCode: string, applicationId: string): Promise<StoredRemedy[]> {
  return select(
    db,
    sql`c.division_code = ${divisionCode} and c.application_id = ${applicationId}::uuid`,
    sql`order by c.filed_on, c.id`,
  );
}

/** Which cases a list shows. */
export interface RemedyQuery {
  divisionCode: string;
  organCodes: readonly string[];
  /** `open`: attended to on `today`, orders to answer anew that were obeyed still among them. */
  view: 'open' | 'closed' | 'all';
  today: PlainDate;
  kinds?: readonly RemedyKind[];
  results?: readonly RemedyResult[];
  attacked?: readonly Attacked[];
  filedFrom?: PlainDate;
  filedTo?: PlainDate;
  /** Part of the case number or of the body's name. */
  text?: string;
}

const texts = (values: readonly string[]): RawBuilder<string[]> => sql`${[...values]}::text[]`;

function conditionsOf(query: RemedyQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [
    sql`c.division_code = ${query.divisionCode}`,
    sql`c.organ_code = any (${texts(query.organCodes)})`,
  ];
  if (query.view === 'open') parts.push(sql`(c.attended or c.attended_until >= ${query.today}::date)`);
  if (query.view === 'closed') parts.push(sql`c.concluded_on is not null`);
  if (query.kinds) parts.push(sql`c.kind = any (${texts(query.kinds)})`);
  if (query.results) parts.push(sql`c.result = any (${texts(query.results)})`);
  if (query.attacked) parts.push(sql`c.attacked = any (${texts(query.attacked)})`);
  if (query.filedFrom) parts.push(sql`c.filed_on >= ${query.filedFrom}::date`);
  if (query.filedTo) parts.push(sql`c.filed_on <= ${query.filedTo}::date`);
  if (query.text)
    parts.push(sql`(position(${query.text} in c.case_number) > 0 or position(${query.text} in c.body) > 0)`);
  return sql.join(parts, sql` and `);
}

/** A district has tens of cases a year and a large city some hundreds, so a list comes whole, the latest first. */
export function searchRemedies(db: Database, query: RemedyQuery, limit: number): Promise<StoredRemedy[]> {
  return select(db, conditionsOf(query), sql`order by c.filed_on desc, c.id limit ${limit}`);
}

export interface RemedyRecord {
  sequence: number;
  recordedAt: Date;
  recordedBy: string;
}

export async function listRemedyRecords(db: Database, divisionCode: string, caseId: string): Promise<RemedyRecord[]> {
  const rows = await db
    .selectFrom('remedy_event')
    .select(['sequence', 'recorded_at', 'recorded_by'])
    .where('division_code', '=', divisionCode)
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({ sequence: row.sequence, recordedAt: row.recorded_at, recordedBy: row.recorded_by }));
}

export interface RemedyLesson {
  sequence: number;
  topic: LessonTopic;
  lesson: string;
  measure: string;
  recordedAt: Date;
  recordedBy: string;
}

export async function listLessons(db: Database, divisionCode: string, caseId: string): Promise<RemedyLesson[]> {
  const rows = await db
    .selectFrom('remedy_lesson')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    topic: row.topic as LessonTopic,
    lesson: row.lesson,
    measure: row.measure,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

/** Adds a lesson; two people at once get two numbers, since the case's row is locked. */
export async function insertLesson(
  transaction: Database,
  divisionCode: string,
  caseId: string,
  input: Pick<RemedyLesson, 'topic' | 'lesson' | 'measure'>,
  recordedBy: string,
  now: Date,
): Promise<number> {
  await sql`select 1 from remedy_case where division_code = ${divisionCode} and id = ${caseId}::uuid for update`.execute(
    transaction,
  );
  const sequence = (await listLessons(transaction, divisionCode, caseId)).length + 1;
  await transaction
    .insertInto('remedy_lesson')
    .values({
      division_code: divisionCode,
      case_id: caseId,
      sequence,
      topic: input.topic,
      lesson: input.lesson,
      measure: input.measure,
      recorded_at: now,
      recorded_by: recordedBy,
    })
    .execute();
  return sequence;
}
