import type { Database } from '../src/platform/database/index.ts';
import { labelledUuid } from './random.ts';

/** The letter that is begun first when the desk is set, which is the last thing the demonstration makes. */
export const FIRST_LETTER = labelledUuid('desk/letter/1');

/** Whether the demonstration has been made to its end: one look, so that a later start has nothing else to ask. */
export async function isDeskSet(db: Database, division = '330206'): Promise<boolean> {
  const found = await db
    .selectFrom('case_letter')
    .select('id')
    .where('division_code', '=', division)
    .where('id', '=', FIRST_LETTER)
    .executeTakeFirst();
  return found !== undefined;
}
