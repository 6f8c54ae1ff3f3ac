import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrationSources } from '../migrations.ts';
import { UsageError } from '../platform/command-line/io.ts';
import {
  DatabaseDamagedError,
  DatabaseInUseError,
  MigrationError,
  migrate,
  type OpenDatabase,
  openDatabase,
  UnsuitableServerError,
} from '../platform/database/index.ts';
import { KeyError, openProtection, type Protection } from '../platform/protection/index.ts';

export interface DataOptions {
  /** Folder of the embedded database and files; `./data` unless said otherwise. */
  data?: string;
}

export function dataDirectory(options: DataOptions): string {
  return resolve(options.data ?? './data');
}

/**
 * Opens the database a command works on, `DATABASE_URL` or the embedded one under --data, with all migrations applied.
 * @throws UsageError when it is in use, unfit or was migrated by another version
 */
export async function openData(options: DataOptions): Promise<OpenDatabase> {
  const databaseUrl = process.env.DATABASE_URL;
  try {
    const opened = await openDatabase(databaseUrl ? { databaseUrl } : { dataDir: dataDirectory(options) });
    try {
      await migrate(opened.db, migrationSources);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  } catch (error) {
    if (
      error instanceof DatabaseInUseError ||
      error instanceof DatabaseDamagedError ||
      error instanceof UnsuitableServerError ||
      error instanceof MigrationError
    )
      throw new UsageError(error.message);
    throw error;
  }
}

/**
 * The keys of an opened database: GONGKAI_KEYS, GONGKAI_KEY_FILE, or a file beside the data folder (never in it, so that a
 * copy of the folder alone opens nothing), made on first use.
 * @throws UsageError when they are missing or not the right ones
 */
export async function openKeys({ db }: OpenDatabase, options: DataOptions): Promise<Protection> {
  try {
    return await openProtection(db, { defaultFile: `${dataDirectory(options)}.keys.json` });
  } catch (error) {
    if (error instanceof KeyError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * Runs `work` on the opened database and closes it whatever happens. A mistyped --data makes no database, unless the command
 * is there to make one.
 * @throws UsageError
 */
export async function withData<T>(
  options: DataOptions,
  work: (opened: OpenDatabase) => Promise<T>,
  create = false,
): Promise<T> {
  if (!create && !process.env.DATABASE_URL && !existsSync(join(dataDirectory(options), 'database')))
    throw new UsageError(
      `--data: ${dataDirectory(options)} 中没有数据库；运行 gongkai demo 可建立演示数据，运行 gongkai migrate 可建立空数据库`,
    );
  const opened = await openData(options);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
