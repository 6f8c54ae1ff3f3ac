import { type Kysely, sql } from 'kysely';
import { type Migration, MigrationError, type MigrationSource, readMigrations } from './migrations.ts';
import { splitStatements } from './sql-script.ts';

interface MigrationTable {
  schema_migration: { id: string; sha256: string; applied_at: Date };
}

/** Any advisory lock number will do as long as nothing else uses it. */
const LOCK_NUMBER = 7_330_206;

/**
 * Applies what is missing, each file in its own transaction together with its record in `schema_migration`.
 * Several processes may run it at once: each step holds a lock and looks again at what is applied.
 * @returns ids of the migrations this call applied
 * @throws MigrationError when an applied file was changed or is gone, or a statement fails (names file and line)
 */
export async function migrate<Schema>(db: Kysely<Schema>, sources: readonly MigrationSource[]): Promise<string[]> {
  const migrations = readMigrations(sources);
  const applied: string[] = [];
  for (;;) {
    const id = await (db as unknown as Kysely<MigrationTable>).transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_NUMBER)})`.execute(trx);
      await createMigrationTable(trx);
      const next = pendingOf(migrations, await appliedOf(trx))[0];
      if (next === undefined) return null;
      await apply(trx, next);
      return next.id;
    });
    if (id === null) return applied;
    applied.push(id);
  }
}

/**
 * Ids of the migrations not yet applied; nothing is written.
 * @throws MigrationError when an applied file was changed or is gone
 */
export async function pendingMigrations<Schema>(
  db: Kysely<Schema>,
  sources: readonly MigrationSource[],
): Promise<string[]> {
  const table = db as unknown as Kysely<MigrationTable>;
  const exists = await sql<{ found: boolean }>`select to_regclass('schema_migration') is not null as found`.execute(
    table,
  );
  const applied = exists.rows[0]?.found ? await appliedOf(table) : new Map<string, string>();
  return pendingOf(readMigrations(sources), applied).map(({ id }) => id);
}

async function createMigrationTable(db: Kysely<MigrationTable>): Promise<void> {
  await sql`create table if not exists schema_migration (
    id text primary key,
    sha256 char(64) not null,
    applied_at timestamptz not null
  )`.execute(db);
}

async function appliedOf(db: Kysely<MigrationTable>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('schema_migration').select(['id', 'sha256']).execute();
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

function pendingOf(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const pending: Migration[] = [];
  const known = new Set<string>();
  for (const migration of migrations) {
    known.add(migration.id);
    const sha256 = applied.get(migration.id);
    if (sha256 === undefined) {
      pending.push(migration);
      continue;
    }
    if (sha256 !== migration.sha256) {
      throw new MigrationError(`${migration.file}: was changed after it had been applied; add a new migration instead`);
    }
    const earlier = pending.find(({ capability }) => capability === migration.capability);
    if (earlier) throw new MigrationError(`${earlier.file}: is missing from the database, but later ones are applied`);
  }
  // A capability that is no longer part of the program may leave its records; one that is there may not lose files.
  const capabilities = new Set(migrations.map(({ capability }) => capability));
  for (const id of applied.keys()) {
    const capability = id.slice(0, id.indexOf('/'));
    if (capabilities.has(capability) && !known.has(id)) {
      throw new MigrationError(
        `the database has ${id}, which this version does not know: it was migrated by a newer one`,
      );
    }
  }
  return pending;
}

async function apply(trx: Kysely<MigrationTable>, migration: Migration): Promise<void> {
  for (const statement of splitStatements(migration.text)) {
    try {
      await sql.raw(statement.text).execute(trx);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new MigrationError(`${migration.file}, line ${statement.line}: ${message}`, { cause });
    }
  }
  await trx
    .insertInto('schema_migration')
    .values({ id: migration.id, sha256: migration.sha256, applied_at: new Date() })
    .execute();
}
