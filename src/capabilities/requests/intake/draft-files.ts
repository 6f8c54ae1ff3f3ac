import { randomUUID } from 'node:crypto';
import { type ExaminedFile, examineFile, storeSealed } from '../../../platform/files/index.ts';
import type { IntakeContext } from './context.ts';
import { changeDraft, type DraftFile } from './drafts.ts';

export const MOST_FILES = 5;
export const LARGEST_FILE = 10 * 1024 * 1024;
export const LARGEST_TOTAL = 30 * 1024 * 1024;

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

/** A file as it came in a form; `truncated` when it was longer than LARGEST_FILE and the rest was not kept. */
export interface HandedInFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** Judges files one by one; a refused one is named with its reason and does not keep the others out. */
export async function examineFiles(
  handedIn: readonly HandedInFile[],
  present: readonly { readonly bytes: number }[],
): Promise<{ accepted: ExaminedFile[]; refusals: string[] }> {
  const accepted: ExaminedFile[] = [];
  const refusals: string[] = [];
  let total = present.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes, truncated } of handedIn) {
    const examination = truncated ? undefined : await examineFile(name, bytes);
    if (examination === undefined) refusals.push(`文件“${name}”超过${megabytes(LARGEST_FILE)}，请压缩或者拆分后上传`);
    else if (!examination.ok) refusals.push(examination.reason);
    else if (present.length + accepted.length >= MOST_FILES)
      refusals.push(`文件“${examination.file.name}”没有上传：附件最多${MOST_FILES}个`);
    else if (total + bytes.length > LARGEST_TOTAL)
      refusals.push(`文件“${examination.file.name}”没有上传：附件合计不能超过${megabytes(LARGEST_TOTAL)}`);
    else {
      accepted.push(examination.file);
      total += bytes.length;
    }
  }
  return { accepted, refusals };
}

export async function storeFiles(context: IntakeContext, files: readonly ExaminedFile[]): Promise<DraftFile[]> {
  const stored: DraftFile[] = [];
  for (const { name, mediaType, bytes } of files) {
    const { address, key } = await storeSealed(context.files, context.protection.ring.suite, bytes);
    stored.push({ id: randomUUID(), address, key, name, mediaType, bytes: bytes.length });
  }
  return stored;
}

/** Adds files to a draft. @returns why some were refused; undefined when there is no draft */
export async function addDraftFiles(
  context: IntakeContext,
  token: string,
  present: readonly DraftFile[],
  handedIn: readonly HandedInFile[],
): Promise<string[] | undefined> {
  const { accepted, refusals } = await examineFiles(handedIn, present);
  if (accepted.length === 0) return refusals;
  const stored = await storeFiles(context, accepted);
  const draft = await changeDraft(context, token, (content) => ({
    ...content,
    // Another tab may have added some meanwhile.
    files: [...content.files, ...stored].slice(0, MOST_FILES),
  }));
  const kept = new Set(draft?.content.files.map(({ id }) => id));
  for (const { id, address } of stored) if (!kept.has(id)) await context.files.remove(address);
  return draft && refusals;
}

export async function removeDraftFile(context: IntakeContext, token: string, id: string): Promise<void> {
  let removed: DraftFile | undefined;
  await changeDraft(context, token, (content) => {
    removed = content.files.find((file) => file.id === id);
    return { ...content, files: content.files.filter((file) => file.id !== id) };
  });
  if (removed) await context.files.remove(removed.address);
}
