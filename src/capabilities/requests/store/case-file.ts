import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DataKey } from '../../../platform/protection/index.ts';
import type { DecisionItem } from '../letters/rules/input.ts';
import type { Answers } from '../letters/rules/questions.ts';
import type { Outcome } from '../rules/outcomes.ts';

const ENTRY = 'case-entry';
const DECISION = 'case-decision';
const FILE_KEY = 'case-attachment-key';
const FILE_NAME = 'case-attachment-name';

/** One search for the information asked for (条例 Art. 36(4)): who looked where, when, by which words, and what came of it. */
export interface SearchEntry {
  readonly on: PlainDate;
  readonly by: string;
  readonly places: readonly string[];
  readonly terms: readonly string[];
  readonly result: string;
}

export interface NoteEntry {
  readonly text: string;
}

export interface Entry<Content> {
  readonly sequence: number;
  readonly content: Content;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

type EntryKind = 'search' | 'note';

export async function insertEntry(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  applicationId: string,
  kind: EntryKind,
  content: SearchEntry | NoteEntry,
  recordedAt: Date,
  recordedBy: string,
): Promise<number> {
  const last = await transaction
    .selectFrom('case_entry')
    .select((build) => build.fn.max('sequence').as('sequence'))
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  const sequence = (last?.sequence ?? 0) + 1;
  await transaction
    .insertInto('case_entry')
    .values({
      division_code: divisionCode,
      application_id: applicationId,
      sequence,
      kind,
      content: key.seal(ENTRY, JSON.stringify(content)),
      recorded_at: recordedAt,
      recorded_by: recordedBy,
    })
    .execute();
  return sequence;
}

async function listEntries<Content>(
  db: Database,
  divisionCode: string,
  key: DataKey | undefined,
  applicationId: string,
  kind: EntryKind,
): Promise<Entry<Content>[]> {
  if (!key) return [];
  const rows = await db
    .selectFrom('case_entry')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .where('kind', '=', kind)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    content: JSON.parse(key.open(ENTRY, row.content)) as Content,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

export function listSearches(db: Database, divisionCode: string, key: DataKey | undefined, applicationId: string) {
  return listEntries<SearchEntry>(db, divisionCode, key, applicationId, 'search');
}

export function listNotes(db: Database, divisionCode: string, key: DataKey | undefined, applicationId: string) {
  return listEntries<NoteEntry>(db, divisionCode, key, applicationId, 'note');
}

/** What was answered about one requested item, with the finding its outcome needs. */
export interface DecidedItem extends DecisionItem {
  readonly answers: Answers;
}

export interface StoredDecision {
  readonly version: number;
  readonly outcome: Outcome;
  readonly items: readonly DecidedItem[];
  readonly decidedAt: Date;
  readonly decidedBy: string;
}

/** Adds a version of the decision; false when another came first. */
export async function insertDecision(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  applicationId: string,
  version: number,
  decision: Pick<StoredDecision, 'outcome' | 'items' | 'decidedAt' | 'decidedBy'>,
): Promise<boolean> {
  const inserted = await transaction
    .insertInto('case_decision')
    .values({
      division_code: divisionCode,
      application_id: applicationId,
      version: version + 1,
      outcome: decision.outcome,
      content: key.seal(DECISION, JSON.stringify(decision.items)),
      decided_at: decision.decidedAt,
      decided_by: decision.decidedBy,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'application_id', 'version']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The decision as it was saved last. */
export async function findDecision(
  db: Database,
  divisionCode: string,
  key: DataKey | undefined,
  applicationId: string,
): Promise<StoredDecision | undefined> {
  const row = await db
    .selectFrom('case_decision')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row || !key) return undefined;
  return {
    version: row.version,
    outcome: row.outcome as Outcome,
    items: JSON.parse(key.open(DECISION, row.content)) as DecidedItem[],
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  };
}

/** A file of the office in a case: for the file, to be given out with a letter, or proving a service. */
export interface Attachment {
  readonly id: string;
  readonly purpose: 'file' | 'disclosed' | 'proof';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly addedAt: Date;
  readonly addedBy: string;
}

export interface StoredAttachment extends Attachment {
  readonly address: string;
  readonly key: string;
}

export async function insertAttachment(
  transaction: Database,
  divisionCode: string,
  key: DataKey,
  applicationId: string,
  attachment: StoredAttachment,
): Promise<void> {
  await transaction
    .insertInto('case_attachment')
    .values({
      division_code: divisionCode,
      id: attachment.id,
      application_id: applicationId,
      purpose: attachment.purpose,
      address: attachment.address,
      file_key: key.seal(`${FILE_KEY} ${attachment.id}`, attachment.key),
      file_name: key.seal(`${FILE_NAME} ${attachment.id}`, attachment.name),
      media_type: attachment.mediaType,
      bytes: attachment.bytes,
      added_at: attachment.addedAt,
      added_by: attachment.addedBy,
    })
    .execute();
}

export async function listAttachments(
  db: Database,
  divisionCode: string,
  key: DataKey | undefined,
  applicationId: string,
): Promise<StoredAttachment[]> {
  if (!key) return [];
  const rows = await db
    .selectFrom('case_attachment')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose as Attachment['purpose'],
    name: key.open(`${FILE_NAME} ${row.id}`, row.file_name),
    mediaType: row.media_type,
    bytes: row.bytes,
    addedAt: row.added_at,
    addedBy: row.added_by,
    address: row.address,
    key: key.open(`${FILE_KEY} ${row.id}`, row.file_key),
  }));
}

export async function attachmentAddresses(db: Database, divisionCode: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_attachment')
    .select('address')
    .where('division_code', '=', divisionCode)
    .execute();
  return rows.map(({ address }) => address);
}

export interface RelatedCase {
  readonly id: string;
  readonly number: string;
  readonly relation: 'part' | 'whole';
}

/** The parts an application was split into, and the one it is a part of. */
export async function listRelated(db: Database, divisionCode: string, applicationId: string): Promise<RelatedCase[]> {
  const { rows } = await sql<{ id: string; number: string; relation: 'part' | 'whole' }>`
    select b.id, b.number, 'part' as relation from application_split s
    join application b on b.division_code = s.division_code and b.id = s.part_id
    where s.division_code = ${divisionCode} and s.application_id = ${applicationId}::uuid
    union all
    select b.id, b.number, 'whole' as relation from application_split s
    join application b on b.division_code = s.division_code and b.id = s.application_id
    where s.division_code = ${divisionCode} and s.part_id = ${applicationId}::uuid
    order by number`.execute(db);
  return rows;
}

export async function insertSplit(
  transaction: Database,
  divisionCode: string,
  applicationId: string,
  partIds: readonly string[],
  at: Date,
  by: string,
): Promise<void> {
  await transaction
    .insertInto('application_split')
    .values(
      partIds.map((part) => ({
        division_code: divisionCode,
        application_id: applicationId,
        part_id: part,
        split_at: at,
        split_by: by,
      })),
    )
    .execute();
}
