import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import type { WrittenParts } from '../rules/composing/content.ts';

const EMPTY: WrittenParts = { problems: '', others: '' };

/** What people wrote for an organ's report of a year; empty where nobody did. */
export async function readWrittenParts(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
): Promise<WrittenParts> {
  const rows = await db
    .selectFrom('annual_report_text')
    .select(['part', 'body'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('year', '=', year)
    .execute();
  const parts = { ...EMPTY };
  for (const { part, body } of rows) if (part === 'problems' || part === 'others') parts[part] = body;
  return parts;
}

export async function saveWrittenPart(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
  part: keyof WrittenParts,
  body: string,
  updatedBy: string,
): Promise<void> {
  await db
    .insertInto('annual_report_text')
    .values({ division_code: divisionCode, organ_code: organCode, year, part, body, updated_by: updatedBy })
    .onConflict((conflict) =>
      conflict
        .columns(['division_code', 'organ_code', 'year', 'part'])
        .doUpdateSet({ body: sql`excluded.body`, updated_by: sql`excluded.updated_by`, updated_at: sql`now()` }),
    )
    .execute();
}
