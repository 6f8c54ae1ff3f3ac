import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DataKey } from '../../../platform/protection/index.ts';
import type { Letter } from '../letters/rules/assemble.ts';
import type { CaseLetterKind, LetterContent } from '../letters/rules/case-facts.ts';
import type { Service } from '../rules/events.ts';

export type LetterStatus = 'drafting' | 'in-review' | 'in-approval' | 'issued' | 'discarded';

export type LetterStepKind =
  | 'drafted'
  | 'edited'
  | 'submitted'
  | 'reviewed'
  | 'legal-reviewed'
  | 'returned'
  | 'issued'
  | 'served'
  | 'discarded';

export interface StoredLetter {
  readonly id: string;
  readonly applicationId: string;
  readonly organCode: string;
  readonly kind: CaseLetterKind;
  readonly status: LetterStatus;
  readonly version: number;
  /** Null once the applicant's data were erased. */
  readonly content: LetterContent | null;
  readonly number: string | null;
  readonly issuedOn: PlainDate | null;
  readonly service: Service | null;
  readonly servedOn: PlainDate | null;
  readonly proof: string | null;
  readonly servedBy: string | null;
  readonly createdAt: Date;
}

export interface LetterStep {
  readonly letterId: string;
  readonly sequence: number;
  readonly step: LetterStepKind;
  readonly act: string;
  readonly personId: string | null;
  readonly doneBy: string;
  readonly opinion: string | null;
  readonly doneAt: Date;
}

/** A file of a letter as it was rendered when it was issued; `hash` is the SHA-256 of the file as it is read. */
export interface LetterFile {
  readonly address: string;
  readonly key: string;
  readonly hash: string;
}

/** What the application's data key seals a letter's parts as. */
export const letterSeals = {
  CONTENT: 'letter-content',
  WORDS: 'letter-words',
  OPINION: 'letter-opinion',
  PROOF: 'letter-proof',
  FILE_KEY: 'letter-file-key',
} as const;
const { CONTENT, WORDS, OPINION, PROOF, FILE_KEY } = letterSeals;

/** Adds a draft with its first step. */
export async function insertLetter(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  letter: Pick<StoredLetter, 'id' | 'applicationId' | 'organCode' | 'kind' | 'createdAt'> & { content: LetterContent },
): Promise<void> {
  await transaction
    .insertInto('case_letter')
    .values({
      division_code: divisionCode,
      id: letter.id,
      application_id: letter.applicationId,
      organ_code: letter.organCode,
      kind: letter.kind,
      status: 'drafting',
      version: 1,
      content: key.seal(CONTENT, JSON.stringify(letter.content)),
      created_at: letter.createdAt,
    })
    .execute();
}

export async function insertStep(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  step: LetterStep & { content: LetterContent },
): Promise<void> {
  await transaction
    .insertInto('case_letter_step')
    .values({
      division_code: divisionCode,
      letter_id: step.letterId,
      sequence: step.sequence,
      step: step.step,
      act: step.act,
      person_id: step.personId,
      done_by: step.doneBy,
      opinion: step.opinion === null ? null : key.seal(OPINION, step.opinion),
      content: key.seal(CONTENT, JSON.stringify(step.content)),
      done_at: step.doneAt,
    })
    .execute();
}

/** Moves a letter on from the version its actor saw; false when someone acted meanwhile. */
export async function moveLetter(
  transaction: Database,
  divisionCode: string,
  id: string,
  expectedVersion: number,
  change: { status: LetterStatus; sealedContent?: Uint8Array; number?: string | null; issuedOn?: PlainDate },
): Promise<boolean> {
  const updated = await transaction
    .updateTable('case_letter')
    .set({
      status: change.status,
      version: expectedVersion + 1,
      ...(change.sealedContent === undefined ? {} : { content: change.sealedContent }),
      ...(change.number === undefined ? {} : { number: change.number }),
      ...(change.issuedOn === undefined ? {} : { issued_on: change.issuedOn }),
    })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export function sealContent(key: DataKey, content: LetterContent): Uint8Array {
  return key.seal(CONTENT, JSON.stringify(content));
}

/** The words and files of an issued letter. */
export async function storeIssued(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  id: string,
  words: Letter,
  files: { pdf: LetterFile; docx: LetterFile } | null,
): Promise<void> {
  await transaction
    .updateTable('case_letter')
    .set({
      issued_words: key.seal(WORDS, JSON.stringify(words)),
      ...(files === null
        ? {}
        : {
            pdf_address: files.pdf.address,
            pdf_key: key.seal(FILE_KEY, files.pdf.key),
            pdf_hash: files.pdf.hash,
            docx_address: files.docx.address,
            docx_key: key.seal(FILE_KEY, files.docx.key),
            docx_hash: files.docx.hash,
          }),
    })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}

/** False when the letter was served already. */
export async function storeService(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  id: string,
  served: { service: Service; on: PlainDate; proof: string; at: Date; by: string },
): Promise<boolean> {
  const updated = await transaction
    .updateTable('case_letter')
    .set({
      service: served.service,
      served_on: served.on,
      proof: key.seal(PROOF, served.proof),
      served_at: served.at,
      served_by: served.by,
    })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('status', '=', 'issued')
    .where('served_on', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

function selectLetters(db: Database, divisionCode: string, applicationId: string) {
  return db
    .selectFrom('case_letter')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .orderBy('created_at')
    .orderBy('id');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectLetters>['execute']>>[number];

function letterOf(key: DataKey | undefined, row: Row): StoredLetter {
  return {
    id: row.id,
    applicationId: row.application_id,
    organCode: row.organ_code,
    kind: row.kind as CaseLetterKind,
    status: row.status as LetterStatus,
    version: row.version,
    content: key ? (JSON.parse(key.open(CONTENT, row.content)) as LetterContent) : null,
    number: row.number,
    issuedOn: row.issued_on,
    service: row.service as Service | null,
    servedOn: row.served_on,
    proof: key && row.proof ? key.open(PROOF, row.proof) : null,
    servedBy: row.served_by,
    createdAt: row.created_at,
  };
}

/** Letters of a case in the order they were begun; `key` is its data key. */
export async function listLetters(
  db: Database,
  divisionCode: string,
  applicationId: string,
  key: DataKey | undefined,
): Promise<StoredLetter[]> {
  return (await selectLetters(db, divisionCode, applicationId).execute()).map((row) => letterOf(key, row));
}

export async function findLetter(
  db: Database,
  divisionCode: string,
  applicationId: string,
  id: string,
  key: DataKey | undefined,
): Promise<StoredLetter | undefined> {
  const row = await selectLetters(db, divisionCode, applicationId).where('id', '=', id).executeTakeFirst();
  return row && letterOf(key, row);
}

/** The words and files of an issued letter; files are null until somebody asks for the first of a letter taken over. */
export async function findIssued(
  db: Database,
  divisionCode: string,
  applicationId: string,
  id: string,
  key: DataKey,
): Promise<{ words: Letter; pdf: LetterFile | null; docx: LetterFile | null } | undefined> {
  const row = await selectLetters(db, divisionCode, applicationId).where('id', '=', id).executeTakeFirst();
  if (!row?.issued_words) return undefined;
  const file = (address: string | null, sealed: Uint8Array | null, hash: string | null): LetterFile | null =>
    address === null || sealed === null || hash === null ? null : { address, key: key.open(FILE_KEY, sealed), hash };
  return {
    words: JSON.parse(key.open(WORDS, row.issued_words)) as Letter,
    pdf: file(row.pdf_address, row.pdf_key, row.pdf_hash),
    docx: file(row.docx_address, row.docx_key, row.docx_hash),
  };
}

/** Steps of all letters of a case, each letter's in order. */
export async function listSteps(
  db: Database,
  divisionCode: string,
  applicationId: string,
  key: DataKey | undefined,
): Promise<LetterStep[]> {
  const rows = await db
    .selectFrom('case_letter_step as s')
    .innerJoin('case_letter as l', (join) =>
      join.onRef('l.division_code', '=', 's.division_code').onRef('l.id', '=', 's.letter_id'),
    )
    .select(['s.letter_id', 's.sequence', 's.step', 's.act', 's.person_id', 's.done_by', 's.opinion', 's.done_at'])
    .where('s.division_code', '=', divisionCode)
    .where('l.application_id', '=', applicationId)
    .orderBy('s.letter_id')
    .orderBy('s.sequence')
    .execute();
  return rows.map((row) => ({
    letterId: row.letter_id,
    sequence: row.sequence,
    step: row.step as LetterStepKind,
    act: row.act,
    personId: row.person_id,
    doneBy: row.done_by,
    opinion: key && row.opinion ? key.open(OPINION, row.opinion) : null,
    doneAt: row.done_at,
  }));
}

/** Replies issued to the same applicant by the same organ in other cases, the latest first (条例 Art. 36(6)). */
export async function listEarlierReplies(
  db: Database,
  divisionCode: string,
  organCode: string,
  applicationId: string,
): Promise<{ number: string; on: PlainDate; applicationId: string }[]> {
  const { rows } = await sql<{ number: string; on: PlainDate; application_id: string }>`
    select l.number, l.issued_on as on, l.application_id
    from application a
    join application b on b.division_code = a.division_code and b.applicant_fingerprint = a.applicant_fingerprint
      and b.organ_code = a.organ_code and b.id <> a.id
    join case_letter l on l.division_code = b.division_code and l.application_id = b.id
    where a.division_code = ${divisionCode} and a.id = ${applicationId}::uuid and a.organ_code = ${organCode}
      and l.status = 'issued' and l.number is not null and l.kind in ('L12', 'L13', 'L14')
    order by l.issued_on desc, l.number limit 50`.execute(db);
  return rows.map((row) => ({ number: row.number, on: row.on, applicationId: row.application_id }));
}

/** Letters that wait for a review or a signature, the longest waiting first. */
export async function listWaiting(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  limit = 200,
): Promise<{ id: string; applicationId: string }[]> {
  if (organCodes.length === 0) return [];
  const rows = await db
    .selectFrom('case_letter')
    .select(['id', 'application_id'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', [...organCodes])
    .where('status', 'in', ['in-review', 'in-approval'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, applicationId: row.application_id }));
}

/** Whether a reply was issued whose service is not on record, and which is therefore the place to record it. */
export async function hasUnservedReply(db: Database, divisionCode: string, applicationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('case_letter')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .where('status', '=', 'issued')
    .where('served_on', 'is', null)
    .where('kind', 'in', ['L12', 'L13', 'L14'])
    .executeTakeFirst();
  return row !== undefined;
}

/** Addresses of the stored files of all letters, for the clean-up. */
export async function letterFileAddresses(db: Database, divisionCode: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_letter')
    .select(['pdf_address', 'docx_address'])
    .where('division_code', '=', divisionCode)
    .where('pdf_address', 'is not', null)
    .execute();
  return rows.flatMap(({ pdf_address, docx_address }) => [pdf_address, docx_address].filter((one) => one !== null));
}
