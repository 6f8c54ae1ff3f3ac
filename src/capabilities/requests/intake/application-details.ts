import type { Database } from '../../../platform/database/index.ts';
import { openSealed } from '../../../platform/files/index.ts';
import { type DataKey, dataKeyOf, findDataKeys } from '../../../platform/protection/index.ts';
import type { Applicant } from '../rules/intake/applicant.ts';
import type { RequestedContent } from '../rules/intake/content.ts';
import type { Delivery } from '../rules/intake/delivery.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { accessCodeIndex } from './access-codes.ts';
import type { IntakeContext } from './context.ts';
import type { DraftFile } from './drafts.ts';

/** All an application says (Art. 29 ¶2), beyond what the register shows. */
export interface ApplicationDetails {
  readonly content: RequestedContent;
  readonly applicant: Applicant;
  /** Null where an application on paper asks for no form and no way. */
  readonly delivery: Delivery | null;
}

/** Who asks, as a keyed fingerprint knows it; null where an application on paper gives no number. */
function identityIndex({ protection }: IntakeContext, applicant: Applicant): Uint8Array | null {
  const number = applicant.kind === 'natural' ? applicant.idNumber : applicant.creditCode;
  if (number === '') return null;
  return protection.blindIndex(
    'applicant-identity',
    applicant.kind === 'natural' ? `${applicant.idType} ${number}` : number,
  );
}

export interface ApplicationFile {
  readonly id: string;
  readonly handedInWith: 'application' | 'correction';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

const DETAILS = 'details';
const NAME = 'file-name';
const KEY = 'file-key';

/** The key of an application that stands already. @throws Error when it was erased on demand */
export async function applicationKey(
  db: Database,
  { protection, division, now }: IntakeContext,
  applicationId: string,
): Promise<DataKey> {
  const key = await dataKeyOf(
    db,
    protection,
    { divisionCode: division, kind: APPLICATION_SUBJECT, id: applicationId },
    now(),
  );
  if (!key) throw new Error('the applicant’s data were erased');
  return key;
}

/** Inside the transaction that registers the application. @param accessCode null for a part, which is followed from the whole */
export async function insertDetails(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  details: ApplicationDetails,
  accessCode: string | null,
): Promise<void> {
  const { protection, division } = context;
  const key = await applicationKey(transaction, context, applicationId);
  await transaction
    .insertInto('application_detail')
    .values({
      division_code: division,
      application_id: applicationId,
      content: key.seal(DETAILS, JSON.stringify(details)),
      identity_index: identityIndex(context, details.applicant),
      access_code_index: accessCode === null ? null : accessCodeIndex(protection, applicationId, accessCode),
    })
    .execute();
}

/** In place of what was known so far; the code stays. Inside a transaction. */
export async function replaceDetails(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  details: ApplicationDetails,
): Promise<void> {
  const key = await applicationKey(transaction, context, applicationId);
  await transaction
    .updateTable('application_detail')
    .set({
      content: key.seal(DETAILS, JSON.stringify(details)),
      identity_index: identityIndex(context, details.applicant),
    })
    .where('division_code', '=', context.division)
    .where('application_id', '=', applicationId)
    .execute();
}

/** A new code in place of the former one, which leads nowhere any more. Inside a transaction. */
export async function replaceAccessCode(
  transaction: Database,
  { protection, division }: IntakeContext,
  applicationId: string,
  accessCode: string,
): Promise<void> {
  await transaction
    .updateTable('application_detail')
    .set({ access_code_index: accessCodeIndex(protection, applicationId, accessCode) })
    .where('division_code', '=', division)
    .where('application_id', '=', applicationId)
    .execute();
}

/** Hands a draft's files over to an application: what is stored stays, its key is sealed anew. */
export async function insertFiles(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  handedInWith: ApplicationFile['handedInWith'],
  files: readonly DraftFile[],
): Promise<void> {
  if (files.length === 0) return;
  const key = await applicationKey(transaction, context, applicationId);
  await transaction
    .insertInto('application_file')
    .values(
      files.map((file, position) => ({
        division_code: context.division,
        id: file.id,
        application_id: applicationId,
        handed_in_with: handedInWith,
        position,
        address: file.address,
        file_key: key.seal(`${KEY} ${file.id}`, file.key),
        file_name: key.seal(`${NAME} ${file.id}`, file.name),
        media_type: file.mediaType,
        bytes: file.bytes,
        added_at: context.now(),
      })),
    )
    .execute();
}

/** Undefined after a deletion on demand. */
export async function findApplicationKey(
  { db, protection, division }: IntakeContext,
  applicationId: string,
): Promise<DataKey | undefined> {
  return (await findDataKeys(db, protection, division, APPLICATION_SUBJECT, [applicationId])).get(applicationId);
}

/** Undefined for applications that were taken over with their name and matter alone, and after a deletion on demand. */
export async function findDetails(
  context: IntakeContext,
  applicationId: string,
): Promise<ApplicationDetails | undefined> {
  const row = await context.db
    .selectFrom('application_detail')
    .select('content')
    .where('division_code', '=', context.division)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  const key = row && (await findApplicationKey(context, applicationId));
  return key && openDetails(key, row.content);
}

export function openDetails(key: DataKey, content: Uint8Array): ApplicationDetails {
  return JSON.parse(key.open(DETAILS, content)) as ApplicationDetails;
}

function selectFiles({ db, division }: IntakeContext, applicationId: string) {
  return db
    .selectFrom('application_file')
    .selectAll()
    .where('division_code', '=', division)
    .where('application_id', '=', applicationId)
    .orderBy('handed_in_with')
    .orderBy('position');
}

/** In the order they were handed in. */
export async function listFiles(context: IntakeContext, applicationId: string): Promise<ApplicationFile[]> {
  const rows = await selectFiles(context, applicationId).execute();
  const key = rows.length > 0 ? await findApplicationKey(context, applicationId) : undefined;
  if (!key) return [];
  return rows.map((row) => ({
    id: row.id,
    handedInWith: row.handed_in_with as ApplicationFile['handedInWith'],
    name: key.open(`${NAME} ${row.id}`, row.file_name),
    mediaType: row.media_type,
    bytes: row.bytes,
  }));
}

/** One file with its content; undefined when it is none of this application's. @throws FileDamagedError */
export async function openFile(
  context: IntakeContext,
  applicationId: string,
  fileId: string,
): Promise<(ApplicationFile & { content: Buffer }) | undefined> {
  const row = await selectFiles(context, applicationId).where('id', '=', fileId).executeTakeFirst();
  const key = row && (await findApplicationKey(context, applicationId));
  if (!row || !key) return undefined;
  return {
    id: row.id,
    handedInWith: row.handed_in_with as ApplicationFile['handedInWith'],
    name: key.open(`${NAME} ${row.id}`, row.file_name),
    mediaType: row.media_type,
    bytes: row.bytes,
    content: await openSealed(context.files, {
      address: row.address,
      key: key.open(`${KEY} ${row.id}`, row.file_key),
    }),
  };
}

/** Earlier applications under the same identity number or credit code, the latest first; shown, never acted on. */
export async function listOfSameIdentity(
  { db, division }: IntakeContext,
  applicationId: string,
  limit = 50,
): Promise<string[]> {
  const rows = await db
    .selectFrom('application_detail as d')
    .innerJoin('application_detail as other', (join) =>
      join
        .onRef('other.division_code', '=', 'd.division_code')
        .onRef('other.identity_index', '=', 'd.identity_index')
        .onRef('other.application_id', '<>', 'd.application_id'),
    )
    .innerJoin('application as a', (join) =>
      join.onRef('a.division_code', '=', 'other.division_code').onRef('a.id', '=', 'other.application_id'),
    )
    .select('a.id')
    .where('d.division_code', '=', division)
    .where('d.application_id', '=', applicationId)
    .orderBy('a.submitted_on', 'desc')
    .orderBy('a.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
