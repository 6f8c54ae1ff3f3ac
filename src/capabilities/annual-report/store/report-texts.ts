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
  updatedById: string | null = null,
): Promise<void> {
  await db
    .insertInto('annual_report_text')
    .values({
      division_code: divisionCode,
      organ_code: organCode,
      year,
      part,
      body,
      updated_by: updatedBy,
      updated_by_id: updatedById,
    })
    .onConflict((conflict) =>
      conflict.columns(['division_code', 'organ_code', 'year', 'part']).doUpdateSet({
        body: sql`excluded.body`,
        updated_by: sql`excluded.updated_by`,
        updated_by_id: sql`excluded.updated_by_id`,
        updated_at: sql`now()`,
      }),
    )
    .execute();
}

/** Who wrote the parts as they stand. */
export async function listWriters(
  db: Database,
  divisionCode: string,
  organCode: string,
  year: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('annual_report_text')
    .select('updated_by_id')
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .where('year', '=', year)
    .execute();
  return rows.flatMap(({ updated_by_id: id }) => (id === null ? [] : [id]));
}
