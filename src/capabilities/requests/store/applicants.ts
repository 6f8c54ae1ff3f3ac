import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../../platform/database/index.ts';
import {
  createDataKeys,
  type DataKey,
  eraseDataKey,
  findDataKeys,
  type Protection,
} from '../../../platform/protection/index.ts';

/** The kind of data subject (platform/protection) an application is. */
export const APPLICATION_SUBJECT = 'application';

const NAME = 'applicant-name';
/** The field a request's own words are sealed as. */
export const SUBJECT = 'subject';
const APPLICANT = 'applicant';

/** What of an application is personal: who asks, and in their own words what for. */
export interface Applicant {
  readonly applicantName: string;
  readonly subject: string;
}

/** Shown in place of what was deleted on demand. */
export const ERASED: Applicant = { applicantName: '（已依法删除）', subject: '（已依法删除）' };

interface SealedColumns {
  applicant_name_sealed: Uint8Array;
  subject_sealed: Uint8Array;
  applicant_fingerprint: Uint8Array | null;
}

/** Makes a key for each new application and seals its personal columns with it. */
export async function sealApplicants(
  db: Database,
  protection: Protection,
  divisionCode: string,
  applications: readonly ({ id: string } & Applicant)[],
): Promise<Map<string, SealedColumns>> {
  const subjects = applications.map(({ id }) => ({ divisionCode, kind: APPLICATION_SUBJECT, id }));
  const keys = await createDataKeys(db, protection, subjects, new Date());
  return new Map(
    applications.map(({ id, applicantName, subject }) => {
      const key = keys.get(id)!;
      return [
        id,
        {
          applicant_name_sealed: key.seal(NAME, applicantName),
          subject_sealed: key.seal(SUBJECT, subject),
          applicant_fingerprint: protection.blindIndex(APPLICANT, applicantName),
        },
      ];
    }),
  );
}

interface SealedRow {
  readonly id: string;
  readonly applicant_name_sealed: Uint8Array;
  readonly subject_sealed: Uint8Array;
}

function openRow(key: DataKey | undefined, row: SealedRow): Applicant {
  if (key === undefined) return ERASED;
  return { applicantName: key.open(NAME, row.applicant_name_sealed), subject: key.open(SUBJECT, row.subject_sealed) };
}

/** Opens the personal columns of some rows, by application id. */
export async function openApplicants(
  db: Database,
  protection: Protection,
  divisionCode: string,
  rows: readonly SealedRow[],
): Promise<Map<string, Applicant>> {
  const ids = rows.map(({ id }) => id);
  const keys = await findDataKeys(db, protection, divisionCode, APPLICATION_SUBJECT, ids);
  return new Map(rows.map((row) => [row.id, openRow(keys.get(row.id), row)]));
}

/** Who asked and what for; `ERASED` after a deletion, undefined where there is no such application. */
export async function findApplicant(
  db: Database,
  protection: Protection,
  divisionCode: string,
  applicationId: string,
): Promise<Applicant | undefined> {
  const row = await db
    .selectFrom('application')
    .select(['id', 'applicant_name_sealed', 'subject_sealed'])
    .where('division_code', '=', divisionCode)
    .where('id', '=', applicationId)
    .executeTakeFirst();
  return row && (await openApplicants(db, protection, divisionCode, [row])).get(row.id);
}

/** Between batches other requests get their turn. */
const BATCH = 200;
const KEPT_AT_MOST = 20_000;
const KEPT_MS = 600_000;

/** What was opened a moment ago, in memory only, so that what is compared again is not opened anew. */
const kept = new WeakMap<Protection, LRUCache<string, string>>();

/**
 * What is asked for in some applications, by id; those whose key was erased are left out, kept or not: the erased have no
 * fingerprint any more, which is asked of the database each time.
 */
export async function openSubjects(
  db: Database,
  protection: Protection,
  divisionCode: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const cache = kept.get(protection) ?? new LRUCache<string, string>({ max: KEPT_AT_MOST, ttl: KEPT_MS });
  kept.set(protection, cache);
  const subjects = new Map<string, string>();
  const missing: string[] = [];
  for (const id of ids) {
    const subject = cache.get(id);
    if (subject === undefined) missing.push(id);
    else subjects.set(id, subject);
  }
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH);
    const keys = await findDataKeys(db, protection, divisionCode, APPLICATION_SUBJECT, batch);
    const { rows } = await sql<{ id: string; subject_sealed: Uint8Array }>`
      select id, subject_sealed from application
      where division_code = ${divisionCode} and id = any (${sql`${batch}::uuid[]`})`.execute(db);
    for (const { id, subject_sealed } of rows) {
      const subject = keys.get(id)?.open(SUBJECT, subject_sealed);
      if (subject === undefined) continue;
      cache.set(id, subject);
      subjects.set(id, subject);
    }
  }
  return subjects;
}

/**
 * Ids of applications whose applicant bears exactly this name, found by its fingerprint without opening any; the latest
 * first, at most `limit`.
 */
export async function findByApplicantName(
  db: Database,
  protection: Protection,
  divisionCode: string,
  organCodes: readonly string[],
  name: string,
  limit: number,
): Promise<string[]> {
  if (organCodes.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from application
    where division_code = ${divisionCode} and applicant_fingerprint = ${protection.blindIndex(APPLICANT, name)}
      and organ_code = any (${sql`${[...organCodes]}::text[]`})
    order by submitted_on desc, id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Other applications of the same applicant, by equal names, the latest first; for repeated requests (条例 Art. 36 item 6). */
export async function listOfSameApplicant(
  db: Database,
  divisionCode: string,
  applicationId: string,
  limit = 50,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from application a
    join application b on b.division_code = a.division_code and b.applicant_fingerprint = a.applicant_fingerprint
    where a.division_code = ${divisionCode} and a.id = ${applicationId}::uuid and b.id <> a.id
    order by b.submitted_on desc, b.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Fulfils a duty to delete: the application and its figures stay, who asked and what for are gone for good. */
export async function eraseApplicant(
  db: Database,
  divisionCode: string,
  applicationId: string,
  by: string,
  reason: string,
  now: Date,
): Promise<boolean> {
  const erased = await eraseDataKey(
    db,
    { divisionCode, kind: APPLICATION_SUBJECT, id: applicationId },
    by,
    reason,
    now,
  );
  if (!erased) return false;
  await db
    .updateTable('application')
    .set({ applicant_fingerprint: null })
    .where('division_code', '=', divisionCode)
    .where('id', '=', applicationId)
    .execute();
  await db
    .updateTable('application_detail')
    .set({ identity_index: null, access_code_index: null })
    .where('division_code', '=', divisionCode)
    .where('application_id', '=', applicationId)
    .execute();
  return true;
}
