import type { Database } from '../../../platform/database/index.ts';

/** `illustration`: stands in the text; `source`: what the text was imported from, never seen outside. */
export type FilePurpose = 'attachment' | 'illustration' | 'source';

export interface AttachmentListing {
  id: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

export interface Attachment extends AttachmentListing {
  purpose: FilePurpose;
  content: Uint8Array;
  bodyText: string;
  /** Why its text could not be read. */
  unreadable: string | null;
  addedAt: Date;
  addedBy: string;
}

/** A file as the office sees it. */
export interface DeskFile extends AttachmentListing {
  purpose: FilePurpose;
  unreadable: string | null;
  /** The public has it with the current edition. */
  isPublished: boolean;
  /** Goes with the next edition. */
  isLeaving: boolean;
  addedAt: Date;
  addedBy: string;
}

const listed = ['id', 'file_name', 'media_type', 'size', 'sha256'] as const;

function listingOf(row: { id: string; file_name: string; media_type: string; size: number; sha256: string }) {
  return { id: row.id, fileName: row.file_name, mediaType: row.media_type, size: row.size, sha256: row.sha256 };
}

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
      purpose: attachment.purpose,
      from_edition: null,
      until_edition: null,
      is_leaving: false,
      unreadable: attachment.unreadable,
    })
    .execute();
}

/** The files below the page that the public sees now. */
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
    .where('purpose', '=', 'attachment')
    .where('from_edition', 'is not', null)
    .where('until_edition', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map(listingOf);
}

/** Everything that was uploaded and not replaced since, for the office. */
export async function listDeskFiles(db: Database, divisionCode: string, publicationId: string): Promise<DeskFile[]> {
  const rows = await db
    .selectFrom('publication_attachment')
    .select([...listed, 'purpose', 'unreadable', 'from_edition', 'is_leaving', 'added_at', 'added_by'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('until_edition', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...listingOf(row),
    purpose: row.purpose as FilePurpose,
    unreadable: row.unreadable,
    isPublished: row.from_edition !== null && row.purpose !== 'source',
    isLeaving: row.is_leaving,
    addedAt: row.added_at,
    addedBy: row.added_by,
  }));
}

/** `audience`: the public gets what an edition released; the office everything. */
export async function findAttachment(
  db: Database,
  divisionCode: string,
  publicationId: string,
  id: string,
  audience: 'public' | 'office' = 'public',
): Promise<(AttachmentListing & { content: Uint8Array }) | undefined> {
  let query = db
    .selectFrom('publication_attachment')
    .select([...listed, 'content'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('id', '=', id);
  if (audience === 'public') query = query.where('from_edition', 'is not', null).where('purpose', '<>', 'source');
  const row = await query.executeTakeFirst();
  return row && { ...listingOf(row), content: row.content };
}

/** Takes a file out of the draft: at once where nobody has seen it, with the next edition where the public has. */
export async function removeAttachment(
  db: Database,
  divisionCode: string,
  publicationId: string,
  id: string,
): Promise<'removed' | 'leaving' | 'unknown'> {
  const row = await db
    .selectFrom('publication_attachment')
    .select('from_edition')
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('id', '=', id)
    .where('until_edition', 'is', null)
    .executeTakeFirst();
  if (!row) return 'unknown';
  const seen = row.from_edition !== null;
  if (seen)
    await db
      .updateTable('publication_attachment')
      .set({ is_leaving: true })
      .where('division_code', '=', divisionCode)
      .where('publication_id', '=', publicationId)
      .where('id', '=', id)
      .execute();
  else
    await db
      .deleteFrom('publication_attachment')
      .where('division_code', '=', divisionCode)
      .where('publication_id', '=', publicationId)
      .where('id', '=', id)
      .execute();
  return seen ? 'leaving' : 'removed';
}

/** An edition is released: new files belong to it, leaving ones to those before. */
export async function settleAttachments(
  db: Database,
  divisionCode: string,
  publicationId: string,
  edition: number,
): Promise<void> {
  await db
    .updateTable('publication_attachment')
    .set({ until_edition: edition - 1, is_leaving: false })
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('is_leaving', '=', true)
    .execute();
  await db
    .updateTable('publication_attachment')
    .set({ from_edition: edition })
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('from_edition', 'is', null)
    .execute();
}

/** Texts of the attachments of the page as it stands or, with `next`, as its next edition will have them. */
export async function attachmentTexts(
  db: Database,
  divisionCode: string,
  publicationId: string,
  next = false,
): Promise<{ fileName: string; text: string }[]> {
  let query = db
    .selectFrom('publication_attachment')
    .select(['file_name', 'body_text'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .where('purpose', '=', 'attachment')
    .where('until_edition', 'is', null);
  query = next ? query.where('is_leaving', '=', false) : query.where('from_edition', 'is not', null);
  const rows = await query.orderBy('added_at').orderBy('id').execute();
  return rows.map((row) => ({ fileName: row.file_name, text: row.body_text }));
}
