import type { Database } from '../../../platform/database/index.ts';

export interface AttachmentListing {
  id: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

export interface Attachment extends AttachmentListing {
  content: Uint8Array;
  bodyText: string;
  addedAt: Date;
  addedBy: string;
}

const listed = ['id', 'file_name', 'media_type', 'size', 'sha256'] as const;

export async function insertAttachment(
  db: Database,
  divisionCode: string,
  publicationId: string,
  attachment: Attachment,
): Promise<void> {
  await db
    .insertInto('publication_attachment')
    .values({
      division_code: divisionCode,
      publication_id: publicationId,
      id: attachment.id,
      file_name: attachment.fileName,
      media_type: attachment.mediaType,
      content: attachment.content,
      size: attachment.size,
      sha256: attachment.sha256,
      body_text: attachment.bodyText,
      added_at: attachment.addedAt,
      added_by: attachment.addedBy,
    })
    .execute();
}

export async function listAttachments(
  db: Database,
  divisionCode: string,
  publicationId: string,
): Promise<AttachmentListing[]> {
  const rows = await db
    .selectFrom('publication_attachment')
    .select(listed)
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
  }));
}

export async function findAttachment(
  db: Database,
  divisionCode: string,
  publicationId: string,
  id: string,
): Promise<(AttachmentListing & { content: Uint8Array }) | undefined> {
  const row = await db
    .selectFrom('publication_attachment')
    .select([...listed, 'content'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      fileName: row.file_name,
      mediaType: row.media_type,
      size: row.size,
      sha256: row.sha256,
      content: row.content,
    }
  );
}

/** Texts of the attachments, for search. */
export async function attachmentTexts(
  db: Database,
  divisionCode: string,
  publicationId: string,
): Promise<{ fileName: string; text: string }[]> {
  const rows = await db
    .selectFrom('publication_attachment')
    .select(['file_name', 'body_text'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({ fileName: row.file_name, text: row.body_text }));
}
