import { randomUUID, timingSafeEqual } from 'node:crypto';
import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { createDataKeys, type DataKey, findDataKeys, type Protection } from '../../../platform/protection/index.ts';
import { newAccessCode } from '../intake/access-codes.ts';
import { nextNumber } from '../store/applications.ts';
import { type CorrectionEvent, type CorrectionOutcome, foldCorrection } from './course.ts';

/** The kind of data subject (platform/protection) such a request is. */
export const CORRECTION_SUBJECT = 'records-correction';

export interface CorrectionRequest {
  organCode: string;
  applicantName: string;
  /** A legal person or other organisation. */
  isOrganisation: boolean;
  /** Which record: as it stands with the organ. */
  record: string;
  /** What is wrong and how it should read. */
  requested: string;
  /** What shows that it is wrong. */
  evidence: string;
  receivedOn: PlainDate;
  answerBy: PlainDate | null;
}

export interface StoredCorrectionRequest extends CorrectionRequest {
  id: string;
  number: string;
  /** The applicant holds a 查询码 and can follow the request on the portal. */
  isFollowed: boolean;
  state: 'open' | 'closed';
  outcome: CorrectionOutcome | null;
  closedOn: PlainDate | null;
  events: (CorrectionEvent & { recordedAt: Date; recordedBy: string })[];
}

const ERASED = '（已依法删除）';
const FIELDS = ['applicant-name', 'record', 'requested', 'evidence'] as const;

function seal(key: DataKey, input: CorrectionRequest) {
  const [name, record, requested, evidence] = FIELDS;
  return {
    applicant_name_sealed: key.seal(name, input.applicantName),
    record_sealed: key.seal(record, input.record),
    requested_sealed: key.seal(requested, input.requested),
    evidence_sealed: key.seal(evidence, input.evidence),
  };
}

function codeIndex(protection: Protection, id: string, code: string): Uint8Array {
  return protection.blindIndex(`records-correction-access ${id}`, code);
}

/** A new 查询码 in place of one that was lost; the old one opens nothing any more. */
export async function renewCorrectionCode(
  transaction: Database,
  protection: Protection,
  divisionCode: string,
  id: string,
): Promise<string> {
  const code = newAccessCode();
  await transaction
    .updateTable('records_correction')
    .set({ access_code_index: codeIndex(protection, id, code) })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
  return code;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The id of the request with this number and code; undefined when either is wrong, without saying which. */
export async function findCorrectionByCode(
  db: Database,
  protection: Protection,
  divisionCode: string,
  { organCode, number }: { organCode: string; number: string },
  code: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('records_correction')
    .select(['id', 'access_code_index'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('number', '=', number)
    .executeTakeFirst();
  // Worked out also for numbers that do not exist, which so take as long as others.
  const given = codeIndex(protection, row?.id ?? NOBODY, code);
  if (!row?.access_code_index || row.access_code_index.length !== given.length) return undefined;
  return timingSafeEqual(row.access_code_index, given) ? row.id : undefined;
}

/** Registers a request with a number of its own series (更2026-0001) and its first event. */
export async function insertCorrection(
  transaction: Database,
  protection: Protection,
  divisionCode: string,
  input: CorrectionRequest,
  recordedBy: string,
  now: Date,
): Promise<{ id: string; number: string; code: string }> {
  const id = randomUUID();
  const year = yearOf(input.receivedOn);
  const last = await nextNumber(transaction, divisionCode, input.organCode, 'records-correction', year);
  const number = `更${year}-${String(last).padStart(4, '0')}`;
  const keys = await createDataKeys(transaction, protection, [{ divisionCode, kind: CORRECTION_SUBJECT, id }], now);
  const key = keys.get(id)!;
  const code = newAccessCode();
  await transaction
    .insertInto('records_correction')
    .values({
      division_code: divisionCode,
      id,
      organ_code: input.organCode,
      number,
      ...seal(key, input),
      is_organisation: input.isOrganisation,
      access_code_index: codeIndex(protection, id, code),
      received_on: input.receivedOn,
      answer_by: input.answerBy,
      event_count: 1,
    })
    .execute();
  await insertEvent(transaction, key, divisionCode, id, 1, { kind: 'received', on: input.receivedOn }, recordedBy, now);
  return { id, number, code };
}

async function insertEvent(
  transaction: Database,
  key: DataKey,
  divisionCode: string,
  id: string,
  sequence: number,
  event: CorrectionEvent,
  recordedBy: string,
  now: Date,
): Promise<void> {
  const { kind, on, ...content } = event;
  await transaction
    .insertInto('records_correction_event')
    .values({
      division_code: divisionCode,
      correction_id: id,
      sequence,
      kind,
      occurred_on: on,
      content_sealed: key.seal(`event ${sequence}`, JSON.stringify(content)),
      recorded_at: now,
      recorded_by: recordedBy,
    })
    .execute();
}

/** Appends events; false when somebody recorded another meanwhile. @throws CorrectionRefusedError */
export async function appendCorrectionEvents(
  transaction: Database,
  protection: Protection,
  divisionCode: string,
  found: StoredCorrectionRequest,
  events: readonly CorrectionEvent[],
  recordedBy: string,
  now: Date,
): Promise<boolean> {
  const view = foldCorrection([...found.events, ...events]);
  const count = found.events.length;
  const updated = await transaction
    .updateTable('records_correction')
    .set({ state: view.state, outcome: view.outcome, closed_on: view.closedOn, event_count: count + events.length })
    .where('division_code', '=', divisionCode)
    .where('id', '=', found.id)
    .where('event_count', '=', count)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  const key = (await findDataKeys(transaction, protection, divisionCode, CORRECTION_SUBJECT, [found.id])).get(found.id);
  if (!key) throw new Error('the applicant’s data were erased');
  for (const [i, event] of events.entries())
    await insertEvent(transaction, key, divisionCode, found.id, count + 1 + i, event, recordedBy, now);
  return true;
}

export interface CorrectionQuery {
  organCodes: readonly string[];
  view: 'open' | 'closed' | 'all';
  limit: number;
  id?: string;
}

/** Requests with their courses, the latest first. */
export async function listCorrections(
  db: Database,
  protection: Protection,
  divisionCode: string,
  query: CorrectionQuery,
): Promise<StoredCorrectionRequest[]> {
  if (query.organCodes.length === 0) return [];
  let select = db
    .selectFrom('records_correction')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', [...query.organCodes]);
  if (query.view !== 'all') select = select.where('state', '=', query.view);
  if (query.id !== undefined) select = select.where('id', '=', query.id);
  const rows = await select.orderBy('received_on', 'desc').orderBy('number', 'desc').limit(query.limit).execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const keys = await findDataKeys(db, protection, divisionCode, CORRECTION_SUBJECT, ids);
  const events = await db
    .selectFrom('records_correction_event')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('correction_id', 'in', ids)
    .orderBy('sequence')
    .execute();
  const byId = Map.groupBy(events, (event) => event.correction_id);
  return rows.map((row) => {
    const key = keys.get(row.id);
    const open = (field: (typeof FIELDS)[number], sealed: Uint8Array): string => key?.open(field, sealed) ?? ERASED;
    return {
      id: row.id,
      organCode: row.organ_code,
      number: row.number,
      isFollowed: row.access_code_index !== null,
      isOrganisation: row.is_organisation,
      applicantName: open('applicant-name', row.applicant_name_sealed),
      record: open('record', row.record_sealed),
      requested: open('requested', row.requested_sealed),
      evidence: open('evidence', row.evidence_sealed),
      receivedOn: row.received_on,
      answerBy: row.answer_by,
      state: row.state as 'open' | 'closed',
      outcome: row.outcome as CorrectionOutcome | null,
      closedOn: row.closed_on,
      events: (byId.get(row.id) ?? []).map((event) => ({
        ...(key ? (JSON.parse(key.open(`event ${event.sequence}`, event.content_sealed)) as object) : {}),
        kind: event.kind,
        on: event.occurred_on,
        recordedAt: event.recorded_at,
        recordedBy: event.recorded_by,
      })) as StoredCorrectionRequest['events'],
    };
  });
}

/** Without knowing whose organ it is: the caller asks the permission with the answer's. */
export async function findCorrectionRequest(
  db: Database,
  protection: Protection,
  divisionCode: string,
  id: string,
): Promise<StoredCorrectionRequest | undefined> {
  const row = await db
    .selectFrom('records_correction')
    .select('organ_code')
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const query: CorrectionQuery = { organCodes: [row.organ_code], view: 'all', limit: 1, id };
  return (await listCorrections(db, protection, divisionCode, query))[0];
}
