import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import type { DifferenceSource, Explanation } from '../rules/collecting/differences.ts';

/** Explanations of a year by organ. */
export async function listExplanations(
  db: Database,
  divisionCode: string,
  year: number,
): Promise<Map<string, Explanation[]>> {
  const rows = await db
    .selectFrom('annual_report_difference')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .execute();
  const found = new Map<string, Explanation[]>();
  for (const row of rows) {
    const { figure, counted, stated, explanation, explained_by: by } = row;
    const one = { figure, counted, stated, source: row.source as DifferenceSource, explanation, by };
    found.set(row.organ_code, [...(found.get(row.organ_code) ?? []), one]);
  }
  return found;
}

export async function saveExplanation(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
  { figure, counted, stated, source, explanation, by }: Explanation,
  at: Date,
): Promise<void> {
  await db
    .insertInto('annual_report_difference')
    .values({
      division_code: divisionCode,
      year,
      organ_code: organCode,
      figure,
      counted,
      stated,
      source,
      explanation,
      explained_at: at,
      explained_by: by,
    })
    .onConflict((conflict) =>
      conflict.columns(['division_code', 'year', 'organ_code', 'figure']).doUpdateSet({
        counted: sql`excluded.counted`,
        stated: sql`excluded.stated`,
        source: sql`excluded.source`,
        explanation: sql`excluded.explanation`,
        explained_at: sql`excluded.explained_at`,
        explained_by: sql`excluded.explained_by`,
      }),
    )
    .execute();
}

export async function deleteExplanation(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
  figure: string,
): Promise<void> {
  await db
    .deleteFrom('annual_report_difference')
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .where('organ_code', '=', organCode)
    .where('figure', '=', figure)
    .execute();
}
