import { sql } from 'kysely';
import type { Database } from '../database/index.ts';

/** Where a page is counted. */
export interface CountKey {
  readonly organCode: string;
  readonly category: string | null;
  readonly kind: string;
}

/** Counts pages out of where they stood and into where they stand now. */
export async function moveCounts(
  transaction: Database,
  divisionCode: string,
  before: readonly CountKey[],
  after: readonly CountKey[],
): Promise<void> {
  const changes = new Map<string, { key: CountKey; by: number }>();
  const add = (key: CountKey, by: number): void => {
    const name = JSON.stringify([key.organCode, key.category ?? '', key.kind]);
    const known = changes.get(name);
    if (known) known.by += by;
    else changes.set(name, { key, by });
  };
  for (const key of before) add(key, -1);
  for (const key of after) add(key, 1);
  const moved = [...changes].filter(([, { by }]) => by !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  // The row that is left stands there already, so a count never passes below nothing on the way.
  for (const [, { key, by }] of moved)
    await sql`
      insert into public_count (division_code, organ_code, category, kind, total)
      values (${divisionCode}, ${key.organCode}, ${key.category ?? ''}, ${key.kind}, greatest(${by}::integer, 0))
      on conflict (division_code, organ_code, category, kind) do update set total = public_count.total + ${by}::integer`.execute(
      transaction,
    );
}

/** Pages by organ, category and kind. */
export async function readCounts(
  db: Database,
  divisionCode: string,
): Promise<{ organCode: string; category: string; kind: string; total: number }[]> {
  const rows = await db
    .selectFrom('public_count')
    .select(['organ_code', 'category', 'kind', 'total'])
    .where('division_code', '=', divisionCode)
    .where('total', '>', 0)
    .execute();
  return rows.map((row) => ({
    organCode: row.organ_code,
    category: row.category,
    kind: row.kind,
    total: row.total,
  }));
}
