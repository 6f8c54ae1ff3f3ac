import type { Database } from '../../../platform/database/index.ts';

/** Addresses of an older site that lead to a publication, as they were written there. */
export async function listRedirects(db: Database, divisionCode: string, publicationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('publication_redirect')
    .select('address')
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('address')
    .execute();
  return rows.map(({ address }) => address);
}

/** Where an address leads already. */
export async function redirectTarget(db: Database, divisionCode: string, address: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('publication_redirect')
    .select('publication_id')
    .where('division_code', '=', divisionCode)
    .where('address', '=', address)
    .executeTakeFirst();
  return row?.publication_id;
}

/** Makes exactly these addresses lead to the publication. */
export async function setRedirects(
  db: Database,
  divisionCode: string,
  publicationId: string,
  addresses: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('publication_redirect')
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .execute();
  if (addresses.length === 0) return;
  await db
    .insertInto('publication_redirect')
    .values(addresses.map((address) => ({ division_code: divisionCode, address, publication_id: publicationId })))
    .execute();
}
