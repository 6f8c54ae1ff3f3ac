// Written by scripts/generate-row-types.ts from a migrated database; do not edit.
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

export interface SchemaMigrationTable {
  id: string;
  sha256: string;
  applied_at: Instant;
}

export interface DatabaseSchema {
  schema_migration: SchemaMigrationTable;
}
