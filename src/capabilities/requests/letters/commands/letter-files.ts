import { createHash } from 'node:crypto';
import type { Database } from '../../../../platform/database/index.ts';
import { openSealed, storeSealed } from '../../../../platform/files/index.ts';
import type { DataKey } from '../../../../platform/protection/index.ts';
import type { IntakeContext } from '../../intake/context.ts';
import { findIssued, type LetterFile, storeIssued } from '../../store/letters.ts';
import { letterDocx, letterPdf } from '../render.ts';
import type { Letter } from '../rules/assemble.ts';

export type LetterFormat = 'pdf' | 'docx';

export const letterMediaTypes: Readonly<Record<LetterFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

async function store(context: IntakeContext, bytes: Uint8Array): Promise<LetterFile> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { ...(await storeSealed(context.files, context.protection.ring.suite, bytes)), hash };
}

/**
 * Renders a letter both ways and stores both, each sealed with a key of its own. A character no face has is printed as its
 * code, so that nobody goes without a letter for their name. @throws TypesettingError and its kinds
 */
export async function renderLetter(
  context: IntakeContext,
  words: Letter,
): Promise<{ pdf: LetterFile; docx: LetterFile }> {
  const { pdf } = await letterPdf(words, { missing: 'code' });
  const docx = await letterDocx(words);
  return { pdf: await store(context, pdf), docx: await store(context, docx) };
}

/** The file's bytes are not those that were issued. */
export class LetterDamagedError extends Error {
  override name = 'LetterDamagedError';
}

/**
 * A file of an issued letter; undefined when there is none. A letter taken over without files gets them the first time
 * somebody asks, from the words as they were issued. @throws FileDamagedError, LetterDamagedError, TypesettingError
 */
export async function openLetterFile(
  db: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
  format: LetterFormat,
  key: DataKey,
): Promise<{ content: Buffer; hash: string; words: Letter } | undefined> {
  const issued = await findIssued(db, context.division, applicationId, letterId, key);
  if (!issued) return undefined;
  let file = issued[format];
  if (!file) {
    const files = await renderLetter(context, issued.words);
    await storeIssued(db, context.division, key, letterId, issued.words, files);
    file = files[format];
  }
  const content = await openSealed(context.files, file);
  if (createHash('sha256').update(content).digest('hex') !== file.hash)
    throw new LetterDamagedError(`文书${letterId}的文件与签发时不一致`);
  return { content, hash: file.hash, words: issued.words };
}
