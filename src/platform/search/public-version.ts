import { sql } from 'kysely';
import type { Database } from '../database/index.ts';

type Listener = (divisionCode: string) => void;
const listeners = new Set<Listener>();

/**
 * Told within this process that a division's pages are about to change; the change is there for others when its transaction
 * has been committed. @returns takes the listener away
 */
export function onPublicChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Raises the version of what the public sees, and notes it with each page that changed. Publishing within a division waits
 * here for the one before it, so versions are in the order of their transactions.
 */
export async function raisePublicVersion(
  transaction: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<number> {
  const { version } = await transaction
    .insertInto('public_version')
    .values({ division_code: divisionCode, version: 1 })
    .onConflict((conflict) =>
      conflict.column('division_code').doUpdateSet((eb) => ({ version: eb('public_version.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  if (ids.length > 0)
    await sql`
      insert into public_change (division_code, entry_id, version)
      select ${divisionCode}, id, ${version}::bigint from unnest(${ids as string[]}::uuid[]) as id
      on conflict (division_code, entry_id) do update set version = excluded.version`.execute(transaction);
  for (const listener of listeners) listener(divisionCode);
  return Number(version);
}

/** 0 before the first page. */
export async function readPublicVersion(db: Database, divisionCode: string): Promise<number> {
  const row = await db
    .selectFrom('public_version')
    .select('version')
    .where('division_code', '=', divisionCode)
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/** Pages that changed after a version, withdrawn ones as well. */
export async function changedSince(db: Database, divisionCode: string, version: number): Promise<string[]> {
  const rows = await db
    .selectFrom('public_change')
    .select('entry_id')
    .where('division_code', '=', divisionCode)
    .where('version', '>', version)
    .orderBy('entry_id')
    .execute();
  return rows.map((row) => row.entry_id);
}
