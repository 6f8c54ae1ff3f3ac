/**
 * The database: one SQL schema on an embedded PGlite (a folder) or a PostgreSQL server, through Kysely.
 *
 *   openDatabase({ dataDir } | { databaseUrl }, options?): Promise<OpenDatabase>   { db, engine, maintain(), close() }
 *   Database = Kysely<DatabaseSchema>          what commands and queries take; a transaction is one too
 *   migrate(db, sources): Promise<string[]>    ids it applied          pendingMigrations(db, sources): Promise<string[]>
 *   MigrationSource { capability, directory: URL }     NNNN_name.sql files; the list is src/migrations.ts
 *   readTableKinds(sources): Map<table, kind>  from the `-- citus:` comments of the migrations (table-kinds.ts)
 *   jsonb(value)                               the only way to write a jsonb column
 *   DatabaseInUseError, DatabaseDamagedError, UnsuitableServerError  carry exitStatus 2      DatabaseBusyError, MigrationError
 *
 * Values: date -> PlainDate (text), timestamptz -> Date, int8 and numeric -> number (refused when it would round),
 * jsonb -> parsed, bytea -> Uint8Array. Inside a transaction use only the transaction: the embedded database has one
 * connection, and the outer `db` would wait for it (DatabaseBusyError after waitLimitMs).
 */
export { DatabaseDamagedError, openInMemory } from './embedded.ts';
export { DatabaseBusyError, EmbeddedDialect } from './embedded-dialect.ts';
export { DatabaseInUseError, LOCK_FILE, type LockHolder, lockFolder } from './folder-lock.ts';
export { type Json, jsonb } from './json.ts';
export { migrate, pendingMigrations } from './migrate.ts';
export { MigrationError, type MigrationSource } from './migrations.ts';
export {
  type Database,
  type DatabaseAddress,
  type Engine,
  type OpenDatabase,
  type OpenOptions,
  openDatabase,
} from './open.ts';
export type { DatabaseSchema } from './schema.generated.ts';
export { UnsuitableServerError } from './server.ts';
export { readTableKinds, type TableKind } from './table-kinds.ts';
export { UnsafeNumberError } from './values.ts';
