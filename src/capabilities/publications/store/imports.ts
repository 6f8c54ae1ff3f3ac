import type { Database } from '../../../platform/database/index.ts';

/** Which of these publications are there already. */
export async function knownIds(db: Database, divisionCode: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('publication')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('id', 'in', ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Which of these 索引号 are given already. */
export async function takenIndexNumbers(
  db: Database,
  divisionCode: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .selectFrom('publication')
    .select('index_number')
    .where('division_code', '=', divisionCode)
    .where('index_number', 'in', numbers)
    .execute();
  return new Set(rows.map((row) => row.index_number));
}

/** Makes addresses of the older site lead to what came from there; one that leads somewhere already stays. */
export async function addRedirects(
  db: Database,
  divisionCode: string,
  redirects: readonly { readonly address: string; readonly publicationId: string }[],
): Promise<void> {
  if (redirects.length === 0) return;
  await db
    .insertInto('publication_redirect')
    .values(
      redirects.map(({ address, publicationId }) => ({
        division_code: divisionCode,
        address,
        publication_id: publicationId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['division_code', 'address']).doNothing())
    .execute();
}
