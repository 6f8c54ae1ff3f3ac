import { createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import { DataKey } from '../../../platform/protection/index.ts';
import {
  type ApplicantForm,
  type ContentForm,
  type DeliveryForm,
  emptyApplicant,
  emptyContent,
  emptyDelivery,
} from '../rules/intake/form.ts';
import type { IntakeContext } from './context.ts';

/** A file of a draft; `key` opens it. */
export interface DraftFile {
  readonly id: string;
  readonly address: string;
  readonly key: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What a submission leaves behind, shown to the browser that made it. */
export interface Receipt {
  readonly applicationId: string;
  readonly organCode: string;
  readonly number: string;
  /** 查询码: shown here and on paper, stored nowhere else but as a keyed fingerprint. */
  readonly code: string;
  /** ISO instant */
  readonly submittedAt: string;
  readonly subject: string;
  readonly applicantName: string;
}

/** As it was typed, right or wrong, so that nothing typed is ever lost. */
export interface DraftContent {
  readonly organCode: string;
  readonly content: ContentForm;
  readonly applicant: ApplicantForm;
  readonly delivery: DeliveryForm;
  readonly files: readonly DraftFile[];
  readonly receipt: Receipt | null;
}

export interface Draft {
  readonly id: string;
  readonly expiresAt: Date;
  readonly applicationId: string | null;
  readonly content: DraftContent;
}

export const emptyDraft: DraftContent = {
  organCode: '',
  content: emptyContent,
  applicant: emptyApplicant,
  delivery: emptyDelivery,
  files: [],
  receipt: null,
};

export const DRAFT_DAYS = 7;
/** How long the browser that applied can still see its receipt. */
export const RECEIPT_HOURS = 24;
const DAY_MS = 24 * 3_600_000;
const KEY_BYTES = 32;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** The draft's key comes from the token, which only the applicant's browser keeps. */
function draftKey({ protection, division }: IntakeContext, id: string, token: string): DataKey {
  const { suite, index } = protection.ring;
  const bytes = new Uint8Array(hkdfSync(index.digest, token, '', 'application draft', KEY_BYTES));
  return new DataKey(bytes, suite, { divisionCode: division, kind: 'application-draft', id });
}

const CONTENT = 'content';

function sealedRow(context: IntakeContext, id: string, token: string, content: DraftContent) {
  return {
    content: draftKey(context, id, token).seal(CONTENT, JSON.stringify(content)),
    stored_files: jsonb(content.files.map(({ address }) => address)),
  };
}

/** Begins a draft. @returns its token, for a cookie */
export async function createDraft(context: IntakeContext, content: DraftContent): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const id = randomUUID();
  const now = context.now();
  await context.db
    .insertInto('application_draft')
    .values({
      division_code: context.division,
      id,
      token_hash: hashToken(token),
      ...sealedRow(context, id, token, content),
      created_at: now,
      changed_at: now,
      expires_at: new Date(now.getTime() + DRAFT_DAYS * DAY_MS),
    })
    .execute();
  return token;
}

function selectDraft(db: Database, context: IntakeContext, token: string) {
  return db
    .selectFrom('application_draft')
    .select(['id', 'content', 'expires_at', 'application_id'])
    .where('division_code', '=', context.division)
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', context.now());
}

type DraftRow = { id: string; content: Uint8Array; expires_at: Date; application_id: string | null };

function openDraft(context: IntakeContext, token: string, row: DraftRow): Draft {
  return {
    id: row.id,
    expiresAt: row.expires_at,
    applicationId: row.application_id,
    content: JSON.parse(draftKey(context, row.id, token).open(CONTENT, row.content)) as DraftContent,
  };
}

/** The draft of a token; undefined when the token is none, or its draft was submitted long ago, deleted or expired. */
export async function findDraft(context: IntakeContext, token: string | undefined): Promise<Draft | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined;
  const row = await selectDraft(context.db, context, token).executeTakeFirst();
  return row && openDraft(context, token, row);
}

/** The same, locked until the transaction ends, so that of two acts at once the second sees what the first did. */
export async function lockDraft(db: Database, context: IntakeContext, token: string): Promise<Draft | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const row = await selectDraft(db, context, token).forUpdate().executeTakeFirst();
  return row && openDraft(context, token, row);
}

/**
 * Changes a draft that is not submitted yet and keeps it for another seven days.
 * @param change answers the new content; what it leaves as it is stays, so two open tabs lose nothing of each other
 * @returns the draft as it is now, or undefined where there is none to change
 */
export async function changeDraft(
  context: IntakeContext,
  token: string,
  change: (content: DraftContent) => DraftContent,
): Promise<Draft | undefined> {
  return context.db.transaction().execute(async (transaction) => {
    const draft = await lockDraft(transaction, context, token);
    if (!draft || draft.applicationId !== null) return undefined;
    const content = change(draft.content);
    const now = context.now();
    const expiresAt = new Date(now.getTime() + DRAFT_DAYS * DAY_MS);
    await transaction
      .updateTable('application_draft')
      .set({ ...sealedRow(context, draft.id, token, content), changed_at: now, expires_at: expiresAt })
      .where('division_code', '=', context.division)
      .where('id', '=', draft.id)
      .execute();
    return { ...draft, content, expiresAt };
  });
}

/** Leaves only the receipt of a submitted draft; its files belong to the application now. */
export async function closeDraft(
  transaction: Database,
  context: IntakeContext,
  token: string,
  draft: Draft,
  receipt: Receipt,
): Promise<void> {
  const now = context.now();
  await transaction
    .updateTable('application_draft')
    .set({
      ...sealedRow(context, draft.id, token, { ...emptyDraft, receipt }),
      changed_at: now,
      expires_at: new Date(now.getTime() + RECEIPT_HOURS * 3_600_000),
      application_id: receipt.applicationId,
    })
    .where('division_code', '=', context.division)
    .where('id', '=', draft.id)
    .execute();
}

/** Deletes a draft with its files at once: for those at a computer they share. */
export async function deleteDraft(context: IntakeContext, token: string): Promise<void> {
  const addresses = await context.db.transaction().execute(async (transaction) => {
    const draft = await lockDraft(transaction, context, token);
    if (!draft) return [];
    await transaction
      .deleteFrom('application_draft')
      .where('division_code', '=', context.division)
      .where('id', '=', draft.id)
      .execute();
    return draft.content.files.map(({ address }) => address);
  });
  for (const address of addresses) await context.files.remove(address);
}

/** Deletes drafts and receipts past their day, with the files of drafts. @returns how many */
export async function deleteExpiredDrafts(context: IntakeContext): Promise<number> {
  const rows = await context.db
    .deleteFrom('application_draft')
    .where('division_code', '=', context.division)
    .where('expires_at', '<=', context.now())
    .returning('stored_files')
    .execute();
  for (const { stored_files } of rows)
    for (const address of stored_files as unknown as string[]) await context.files.remove(address);
  return rows.length;
}
