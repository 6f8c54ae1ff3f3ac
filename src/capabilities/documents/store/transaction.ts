import type { Database } from '../../../platform/database/index.ts';

/** Runs in the caller's transaction where there is one (an act and its audit event stand or fall together), else in its own. */
export function inTransaction<T>(db: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
