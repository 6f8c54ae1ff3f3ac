import { createHash, randomUUID } from 'node:crypto';
import { reviewTransitions } from '../rules/review.ts';
import { type Attachment, type FilePurpose, insertAttachment, removeAttachment } from '../store/attachments.ts';
import { type Publication, updatePublication } from '../store/publications.ts';
import { inTransaction } from '../store/transaction.ts';
import { type CommandContext, open } from './draft.ts';
import { PublicationNotFoundError, PublicationRefusedError } from './errors.ts';

/** Bytes of one upload, and of all files of a publication together. */
export const LARGEST_UPLOAD = 20 * 1024 * 1024;

export interface Upload {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
  purpose: FilePurpose;
  text: string;
  unreadable: string | null;
}

function requireDrafting(publication: Publication): void {
  const outcome = reviewTransitions[publication.stage].save;
  if (!('to' in outcome)) throw new PublicationRefusedError(outcome.reason);
}

/** Adds a file to the draft; the public gets it with the edition. @throws PublicationChangedError, PublicationRefusedError */
export async function addFile(
  context: CommandContext,
  id: string,
  revision: number,
  upload: Upload,
): Promise<{ publication: Publication; fileId: string }> {
  return inTransaction(context.db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    requireDrafting(publication);
    const attachment: Attachment = {
      id: randomUUID(),
      fileName: upload.fileName,
      mediaType: upload.mediaType,
      size: upload.bytes.length,
      sha256: createHash('sha256').update(upload.bytes).digest('hex'),
      purpose: upload.purpose,
      content: upload.bytes,
      bodyText: upload.text,
      unreadable: upload.unreadable,
      addedAt: context.now,
      addedBy: context.by.name,
    };
    await insertAttachment(transaction, context.divisionCode, id, attachment);
    const changed = { ...publication, revision: publication.revision + 1 };
    await updatePublication(transaction, context.divisionCode, changed);
    return { publication: changed, fileId: attachment.id };
  });
}

/** Takes a file out of the draft. @throws PublicationNotFoundError, PublicationChangedError, PublicationRefusedError */
export async function removeFile(
  context: CommandContext,
  id: string,
  revision: number,
  fileId: string,
): Promise<Publication> {
  return inTransaction(context.db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    requireDrafting(publication);
    const done = await removeAttachment(transaction, context.divisionCode, id, fileId);
    if (done === 'unknown') throw new PublicationNotFoundError('没有这个文件');
    const changed = { ...publication, revision: publication.revision + 1 };
    await updatePublication(transaction, context.divisionCode, changed);
    return changed;
  });
}
