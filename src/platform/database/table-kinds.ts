import { MigrationError, type MigrationSource, readMigrations } from './migrations.ts';

/**
 * What a table is to a Citus cluster, and so which schema rules it is held to:
 * `growing`   distributed by division_code: grows with use
 * `reference` copied to every node: small and shared (calendars, lexicons, divisions)
 * `local`     ordinary, on the coordinator: job queue, outbox cursor, migration records
 */
export type TableKind = 'growing' | 'reference' | 'local';

const COMMENT = /^--\s*citus:\s*(.*?)\s*$/gm;
const DISTRIBUTE = /^distribute ([a-z][a-z0-9_]*) on division_code$/;
const OTHER = /^(reference|local) ([a-z][a-z0-9_]*)$/;
const DROPPED = /^drop ([a-z][a-z0-9_]*)$/;

/**
 * Reads what the migrations say of their tables, in comments on a line of their own:
 *
 *     -- citus: distribute application on division_code
 *     -- citus: reference working_day_year
 *     -- citus: local job
 *     -- citus: drop application_draft
 *
 * @throws MigrationError for a comment of another form, or a table named twice
 */
export function readTableKinds(sources: readonly MigrationSource[]): Map<string, TableKind> {
  const kinds = new Map<string, TableKind>([['schema_migration', 'local']]);
  for (const { file, text } of readMigrations(sources)) {
    for (const [, statement = ''] of text.matchAll(COMMENT)) applyComment(kinds, file, statement);
  }
  return kinds;
}

function applyComment(kinds: Map<string, TableKind>, file: string, statement: string): void {
  const dropped = DROPPED.exec(statement)?.[1];
  if (dropped !== undefined) {
    if (!kinds.delete(dropped)) throw new MigrationError(`${file}: citus comment drops unknown table ${dropped}`);
    return;
  }
  const growing = DISTRIBUTE.exec(statement)?.[1];
  const other = OTHER.exec(statement);
  const table = growing ?? other?.[2];
  if (table === undefined) {
    throw new MigrationError(
      `${file}: "citus: ${statement}" is not understood; expected "distribute TABLE on division_code", "reference TABLE", "local TABLE" or "drop TABLE"`,
    );
  }
  if (kinds.has(table)) throw new MigrationError(`${file}: table ${table} has two citus comments`);
  kinds.set(table, growing !== undefined ? 'growing' : (other![1] as TableKind));
}
