import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import type { ReportScope } from '../rules/composing/content.ts';

/** A draft handed to whoever publishes it. */
export interface Submission {
  sha256: string;
  submittedAt: Date;
  personId: string;
  personName: string;
}

export async function findSubmission(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  scope: ReportScope,
): Promise<Submission | undefined> {
  const row = await db
    .selectFrom('annual_report_submission')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('year', '=', year)
    .where('scope', '=', scope)
    .executeTakeFirst();
  return (
    row && {
      sha256: row.sha256,
      submittedAt: row.submitted_at,
      personId: row.submitted_by,
      personName: row.submitted_by_name,
    }
  );
}

/** Hands a draft on; an earlier handing-on of the same report gives way. */
export async function saveSubmission(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  scope: ReportScope,
  submission: Omit<Submission, 'submittedAt'>,
): Promise<void> {
  await db
    .insertInto('annual_report_submission')
    .values({
      division_code: divisionCode,
      organ_code: organCode,
      year,
      scope,
      sha256: submission.sha256,
      submitted_by: submission.personId,
      submitted_by_name: submission.personName,
    })
    .onConflict((conflict) =>
      conflict.columns(['division_code', 'organ_code', 'year', 'scope']).doUpdateSet({
        sha256: sql`excluded.sha256`,
        submitted_by: sql`excluded.submitted_by`,
        submitted_by_name: sql`excluded.submitted_by_name`,
        submitted_at: sql`now()`,
      }),
    )
    .execute();
}
