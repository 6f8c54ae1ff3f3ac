import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { dataKeyOf, findDataKeys, type Protection } from '../../../platform/protection/index.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';

export type AssignmentKind = 'assigned' | 'taken' | 'released';

export interface Assignment {
  sequence: number;
  kind: AssignmentKind;
  personId: string | null;
  personName: string | null;
  reason: string;
  recordedAt: Date;
  recordedBy: string;
}

/** Who decided: the person and how the record names them. */
export interface Recorder {
  id: string;
  name: string;
}

/** Whose an application is now; the row is locked until the transaction ends. Undefined where there is no such one. */
export async function lockAssignee(
  transaction: Database,
  divisionCode: string,
  applicationId: string,
): Promise<{ assigneeId: string | null; number: string; closed: boolean } | undefined> {
  const { rows } = await sql<{ assignee_id: string | null; number: string; closed: boolean }>`
    select assignee_id, number, closed_on is not null as closed from application
    where division_code = ${divisionCode} and id = ${applicationId}::uuid for update`.execute(transaction);
  const row = rows[0];
  return row && { assigneeId: row.assignee_id, number: row.number, closed: row.closed };
}

/** @returns the number of the entry in the history */
export async function storeAssignment(
  transaction: Database,
  divisionCode: string,
  applicationId: string,
  input: { kind: AssignmentKind; personId: string | null; reason: string },
  by: Recorder,
  now: Date,
): Promise<number> {
  await transaction
    .updateTable('application')
    .set({ assignee_id: input.personId, updated_at: now })
    .where('division_code', '=', divisionCode)
    .where('id', '=', applicationId)
    .execute();
  const last = await transaction
    .selectFrom('application_assignment')
    .select((max) => max.fn.max('sequence').as('sequence'))
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  const sequence = Number(last?.sequence ?? 0) + 1;
  await transaction
    .insertInto('application_assignment')
    .values({
      division_code: divisionCode,
      application_id: applicationId,
      sequence,
      kind: input.kind,
      person_id: input.personId,
      reason: input.reason,
      recorded_at: now,
      recorded_by_id: by.id,
      recorded_by: by.name,
    })
    .execute();
  return sequence;
}

export async function listAssignments(
  db: Database,
  divisionCode: string,
  applicationId: string,
): Promise<Assignment[]> {
  const rows = await db
    .selectFrom('application_assignment as a')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.sequence', 'a.kind', 'a.person_id', 'p.full_name', 'a.reason', 'a.recorded_at', 'a.recorded_by'])
    .where('a.division_code', '=', divisionCode)
    .where('a.application_id', '=', applicationId)
    .orderBy('a.sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    kind: row.kind as AssignmentKind,
    personId: row.person_id,
    personName: row.full_name,
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

/** Who may be given applications of an organ: those who handle them there today, with how many they have open. */
export async function listCandidates(
  db: Database,
  divisionCode: string,
  organCode: string,
  today: PlainDate,
): Promise<{ id: string; name: string; title: string; open: number }[]> {
  const { rows } = await sql<{ id: string; name: string; title: string; open: number }>`
    select p.id, p.full_name as name, min(post.title) as title,
           (select count(*)::int from application a
            where a.division_code = ${divisionCode} and a.assignee_id = p.id and a.closed_on is null) as open
    from post join person p on p.id = post.person_id
    where post.division_code = ${divisionCode} and post.organ_code = ${organCode} and p.status = 'active'
      and post.active_from <= ${today}::date and (post.active_to is null or post.active_to >= ${today}::date)
      and post.roles && array['clerk', 'disclosure-officer']::text[]
    group by p.id, p.full_name order by p.full_name, p.id`.execute(db);
  return rows;
}

export interface CoHandling {
  id: string;
  applicationId: string;
  organCode: string;
  personId: string | null;
  matter: string;
  respondBy: PlainDate | null;
  askedAt: Date;
  askedById: string;
  askedBy: string;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  endedAt: Date | null;
}

const MATTER = 'co-handling-matter';
const ANSWER = 'co-handling-answer';
const ERASED = '（已依法删除）';

interface CoHandlingRow {
  id: string;
  application_id: string;
  organ_code: string;
  person_id: string | null;
  matter_sealed: Uint8Array;
  respond_by: PlainDate | null;
  asked_at: Date;
  asked_by_id: string;
  asked_by: string;
  answer_sealed: Uint8Array | null;
  answered_at: Date | null;
  answered_by: string | null;
  ended_at: Date | null;
}

async function openRows(
  db: Database,
  protection: Protection,
  divisionCode: string,
  rows: readonly CoHandlingRow[],
): Promise<CoHandling[]> {
  const ids = [...new Set(rows.map((row) => row.application_id))];
  const keys = await findDataKeys(db, protection, divisionCode, APPLICATION_SUBJECT, ids);
  return rows.map((row) => {
    const key = keys.get(row.application_id);
    return {
      id: row.id,
      applicationId: row.application_id,
      organCode: row.organ_code,
      personId: row.person_id,
      matter: key?.open(`${MATTER} ${row.id}`, row.matter_sealed) ?? ERASED,
      respondBy: row.respond_by,
      askedAt: row.asked_at,
      askedById: row.asked_by_id,
      askedBy: row.asked_by,
      answer: row.answer_sealed === null ? null : (key?.open(`${ANSWER} ${row.id}`, row.answer_sealed) ?? ERASED),
      answeredAt: row.answered_at,
      answeredBy: row.answered_by,
      endedAt: row.ended_at,
    };
  });
}

async function keyOf(db: Database, protection: Protection, divisionCode: string, applicationId: string, now: Date) {
  const subject = { divisionCode, kind: APPLICATION_SUBJECT, id: applicationId };
  const key = await dataKeyOf(db, protection, subject, now);
  if (!key) throw new Error('the applicant’s data were erased');
  return key;
}

export async function insertCoHandling(
  transaction: Database,
  protection: Protection,
  divisionCode: string,
  input: {
    applicationId: string;
    organCode: string;
    personId: string | null;
    matter: string;
    respondBy: PlainDate | null;
  },
  by: Recorder,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const key = await keyOf(transaction, protection, divisionCode, input.applicationId, now);
  await transaction
    .insertInto('co_handling')
    .values({
      division_code: divisionCode,
      id,
      application_id: input.applicationId,
      organ_code: input.organCode,
      person_id: input.personId,
      matter_sealed: key.seal(`${MATTER} ${id}`, input.matter),
      respond_by: input.respondBy,
      asked_at: now,
      asked_by_id: by.id,
      asked_by: by.name,
    })
    .execute();
  return id;
}

export async function listCoHandlingOf(
  db: Database,
  protection: Protection,
  divisionCode: string,
  applicationId: string,
): Promise<CoHandling[]> {
  const rows = await db
    .selectFrom('co_handling')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return openRows(db, protection, divisionCode, rows);
}

/** What some organs are asked for; those open by their day, else the latest. */
export async function listCoHandlingFor(
  db: Database,
  protection: Protection,
  divisionCode: string,
  organCodes: readonly string[],
  isOpen: boolean,
  limit: number,
): Promise<CoHandling[]> {
  if (organCodes.length === 0) return [];
  let query = db
    .selectFrom('co_handling')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', [...organCodes]);
  query = isOpen
    ? query.where('answered_at', 'is', null).where('ended_at', 'is', null).orderBy('respond_by').orderBy('asked_at')
    : query.orderBy('asked_at', 'desc');
  return openRows(db, protection, divisionCode, await query.limit(limit).execute());
}

export async function findCoHandling(
  db: Database,
  protection: Protection,
  divisionCode: string,
  id: string,
): Promise<CoHandling | undefined> {
  const row = await db
    .selectFrom('co_handling')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && (await openRows(db, protection, divisionCode, [row]))[0];
}

/** False when it was answered or ended meanwhile. */
export async function answerCoHandling(
  transaction: Database,
  protection: Protection,
  divisionCode: string,
  found: CoHandling,
  answer: string,
  by: string,
  now: Date,
): Promise<boolean> {
  const key = await keyOf(transaction, protection, divisionCode, found.applicationId, now);
  const updated = await transaction
    .updateTable('co_handling')
    .set({ answer_sealed: key.seal(`${ANSWER} ${found.id}`, answer), answered_at: now, answered_by: by })
    .where('division_code', '=', divisionCode)
    .where('id', '=', found.id)
    .where('answered_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function endCoHandling(
  transaction: Database,
  divisionCode: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const updated = await transaction
    .updateTable('co_handling')
    .set({ ended_at: now })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Applications a person is asked to help with, for their own worklist. */
export async function listCoHandledBy(db: Database, divisionCode: string, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('co_handling')
    .select('application_id')
    .where('division_code', '=', divisionCode)
    .where('person_id', '=', personId)
    .where('answered_at', 'is', null)
    .where('ended_at', 'is', null)
    .limit(500)
    .execute();
  return [...new Set(rows.map((row) => row.application_id))];
}
