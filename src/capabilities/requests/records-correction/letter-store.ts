import { createHash } from 'node:crypto';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { FileDamagedError, openSealed } from '../../../platform/files/index.ts';
import { type DataKey, findDataKeys } from '../../../platform/protection/index.ts';
import type { IntakeContext } from '../intake/context.ts';
import type { LetterFormat } from '../letters/commands/letter-files.ts';
import type { Letter } from '../letters/rules/assemble.ts';
import type { LetterFile } from '../store/letters.ts';
import { CORRECTION_SUBJECT, type StoredCorrectionRequest } from './store.ts';

const WORDS = 'letter-words';
const FILE_KEY = 'letter-file-key';

async function keyOf(db: Database, { protection, division }: IntakeContext, id: string): Promise<DataKey | undefined> {
  return (await findDataKeys(db, protection, division, CORRECTION_SUBJECT, [id])).get(id);
}

export async function insertCorrectionLetter(
  transaction: Database,
  context: IntakeContext,
  { id, organCode }: StoredCorrectionRequest,
  number: string,
  issuedOn: PlainDate,
  words: Letter,
  { pdf, docx }: { pdf: LetterFile; docx: LetterFile },
): Promise<void> {
  const key = await keyOf(transaction, context, id);
  if (!key) throw new Error('the applicant’s data were erased');
  await transaction
    .insertInto('records_correction_letter')
    .values({
      division_code: context.division,
      correction_id: id,
      organ_code: organCode,
      number,
      issued_on: issuedOn,
      issued_words: key.seal(WORDS, JSON.stringify(words)),
      pdf_address: pdf.address,
      pdf_key: key.seal(FILE_KEY, pdf.key),
      pdf_hash: pdf.hash,
      docx_address: docx.address,
      docx_key: key.seal(FILE_KEY, docx.key),
      docx_hash: docx.hash,
    })
    .execute();
}

/** The file of an issued answer; undefined when none was issued or its key was erased. @throws FileDamagedError */
export async function openCorrectionLetter(
  db: Database,
  context: IntakeContext,
  correctionId: string,
  format: LetterFormat,
): Promise<{ content: Buffer; hash: string; number: string } | undefined> {
  const row = await db
    .selectFrom('records_correction_letter')
    .selectAll()
    .where('division_code', '=', context.division)
    .where('correction_id', '=', correctionId)
    .executeTakeFirst();
  const key = row && (await keyOf(db, context, correctionId));
  if (!row || !key) return undefined;
  const [address, sealed, hash] =
    format === 'pdf' ? [row.pdf_address, row.pdf_key, row.pdf_hash] : [row.docx_address, row.docx_key, row.docx_hash];
  const content = await openSealed(context.files, { address, key: key.open(FILE_KEY, sealed) });
  if (createHash('sha256').update(content).digest('hex') !== hash) throw new FileDamagedError(address);
  return { content, hash, number: row.number };
}

/** The words of an issued answer. */
export async function findCorrectionWords(
  db: Database,
  context: IntakeContext,
  correctionId: string,
): Promise<Letter | undefined> {
  const row = await db
    .selectFrom('records_correction_letter')
    .select('issued_words')
    .where('division_code', '=', context.division)
    .where('correction_id', '=', correctionId)
    .executeTakeFirst();
  const key = row && (await keyOf(db, context, correctionId));
  return row && key ? (JSON.parse(key.open(WORDS, row.issued_words)) as Letter) : undefined;
}

/** Addresses of the stored files of all answers, for the clean-up. */
export async function correctionLetterAddresses(db: Database, divisionCode: string): Promise<string[]> {
  const rows = await db
    .selectFrom('records_correction_letter')
    .select(['pdf_address', 'docx_address'])
    .where('division_code', '=', divisionCode)
    .execute();
  return rows.flatMap(({ pdf_address, docx_address }) => [pdf_address, docx_address]);
}
