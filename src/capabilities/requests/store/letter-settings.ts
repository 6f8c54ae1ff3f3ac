import { type Database, jsonb } from '../../../platform/database/index.ts';
import { type TemplateChanges, templateChangesSchema } from '../letters/rules/templates.ts';

/** What an organ's letters need beyond the register of organs and its guide. */
export interface LetterSettings {
  /** 机关代字 such as 仑政办; stands before 公复 in the numbers of its letters. */
  readonly word: string;
  /** 有管辖权的人民法院 */
  readonly court: string;
  /** Overrides the review organ that follows from the organ's position. */
  readonly reviewOrgan: string | null;
  /** The government above a government, or the one of a dispatched organ's department. */
  readonly superiorOrgan: string | null;
  /** Where an application for reconsideration is filed over the internet. */
  readonly onlineReview: string | null;
  readonly feeAccount: string | null;
}

export const noSettings: LetterSettings = {
  word: '',
  court: '',
  reviewOrgan: null,
  superiorOrgan: null,
  onlineReview: null,
  feeAccount: null,
};

/** The settings in force, by organ. */
export async function listLetterSettings(
  db: Database,
  divisionCode: string,
): Promise<Map<string, LetterSettings & { version: number }>> {
  const rows = await db
    .selectFrom('organ_letter_setting')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('organ_code')
    .orderBy('version')
    .execute();
  // The later version of an organ takes the place of the earlier.
  return new Map(
    rows.map((row) => [
      row.organ_code,
      {
        version: row.version,
        word: row.word,
        court: row.court,
        reviewOrgan: row.review_organ,
        superiorOrgan: row.superior_organ,
        onlineReview: row.online_review,
        feeAccount: row.fee_account,
      },
    ]),
  );
}

/** Adds a version of an organ's settings. @param version the one it replaces, 0 for none; false when another came first */
export async function insertLetterSettings(
  db: Database,
  divisionCode: string,
  organCode: string,
  version: number,
  settings: LetterSettings,
  recordedBy: string,
  now: Date,
): Promise<boolean> {
  const inserted = await db
    .insertInto('organ_letter_setting')
    .values({
      division_code: divisionCode,
      organ_code: organCode,
      version: version + 1,
      word: settings.word,
      court: settings.court,
      review_organ: settings.reviewOrgan,
      superior_organ: settings.superiorOrgan,
      online_review: settings.onlineReview,
      fee_account: settings.feeAccount,
      recorded_at: now,
      recorded_by: recordedBy,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'organ_code', 'version']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export interface TemplateVersion {
  readonly version: number;
  readonly changes: TemplateChanges;
  readonly reason: string;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

/** The changes in force; version 0 where nobody changed anything. */
export async function findTemplateVersion(db: Database, divisionCode: string): Promise<TemplateVersion> {
  const row = await db
    .selectFrom('letter_template_version')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { version: 0, changes: { letters: {}, findings: {} }, reason: '', changedAt: null, changedBy: null };
  return {
    version: row.version,
    changes: templateChangesSchema.parse(row.content),
    reason: row.reason,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}

/** False when another version came first. */
export async function insertTemplateVersion(
  db: Database,
  divisionCode: string,
  version: number,
  changes: TemplateChanges,
  reason: string,
  changedBy: string,
  now: Date,
): Promise<boolean> {
  const inserted = await db
    .insertInto('letter_template_version')
    .values({
      division_code: divisionCode,
      version: version + 1,
      content: jsonb(changes),
      reason,
      changed_at: now,
      changed_by: changedBy,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'version']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
