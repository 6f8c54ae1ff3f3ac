import type { Database } from '../../../platform/database/index.ts';
import type { StandingAllowance } from '../rules/workflow/index.ts';

export interface StoredAllowance extends StandingAllowance {
  readonly id: string;
  readonly findingId: string | null;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** Allowances in force, the newest first. */
export async function listAllowances(db: Database, divisionCode: string): Promise<StoredAllowance[]> {
  const rows = await db
    .selectFrom('screening_allowance')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('ended_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    term: row.term,
    rule: row.rule,
    before: row.before,
    after: row.after,
    organCode: row.organ_code,
    reason: row.reason,
    findingId: row.finding_id,
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}

export async function insertAllowance(db: Database, divisionCode: string, allowance: StoredAllowance): Promise<void> {
  await db
    .insertInto('screening_allowance')
    .values({
      division_code: divisionCode,
      id: allowance.id,
      term: allowance.term,
      rule: allowance.rule,
      before: allowance.before,
      after: allowance.after,
      organ_code: allowance.organCode,
      reason: allowance.reason,
      finding_id: allowance.findingId,
      made_at: allowance.madeAt,
      made_by: allowance.madeBy,
    })
    .execute();
}

/** @returns whether one in force was ended */
export async function endAllowance(
  db: Database,
  divisionCode: string,
  id: string,
  at: Date,
  by: string,
): Promise<boolean> {
  const result = await db
    .updateTable('screening_allowance')
    .set({ ended_at: at, ended_by: by })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
