import { correctionLetterAddresses } from '../records-correction/letter-store.ts';
import { attachmentAddresses } from '../store/case-file.ts';
import { letterFileAddresses } from '../store/letters.ts';
import { sweepAccountSessions } from './applicant-accounts.ts';
import type { IntakeContext } from './context.ts';
import { deleteExpiredDrafts } from './drafts.ts';

/** Deletes expired drafts, sessions of accounts that are over, and stored files that no application, draft, letter or file of a case refers to. @returns how many of each */
export async function cleanUpIntake(context: IntakeContext): Promise<{ drafts: number; files: number }> {
  const { db, division, files, now } = context;
  const drafts = await deleteExpiredDrafts(context);
  await sweepAccountSessions(context);
  const applicationFiles = await db
    .selectFrom('application_file')
    .select('address')
    .where('division_code', '=', division)
    .execute();
  const draftFiles = await db
    .selectFrom('application_draft')
    .select('stored_files')
    .where('division_code', '=', division)
    .execute();
  const referenced = new Set([
    ...applicationFiles.map(({ address }) => address),
    ...(await letterFileAddresses(db, division)),
    ...(await correctionLetterAddresses(db, division)),
    ...(await attachmentAddresses(db, division)),
    ...draftFiles.flatMap(({ stored_files }) => stored_files as unknown as string[]),
  ]);
  return { drafts, files: await files.removeUnreferenced((address) => referenced.has(address), now()) };
}
