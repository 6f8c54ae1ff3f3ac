import { Kysely, type LogConfig, sql } from 'kysely';
import { openEmbedded } from './embedded.ts';
import { EmbeddedDialect } from './embedded-dialect.ts';
import type { DatabaseSchema } from './schema.generated.ts';
import { connectServer, serverDialect } from './server.ts';

/** What commands and queries take. A transaction is one too. */
export type Database = Kysely<DatabaseSchema>;

export type Engine = 'embedded' | 'server';

export interface OpenOptions {
  /** Told of every statement; for tests and diagnosis. */
  readonly log?: LogConfig;
  /** Longest wait for a connection in milliseconds (default 30,000). */
  readonly waitLimitMs?: number;
  /** Connections to a server at most (default 10). */
  readonly poolSize?: number;
  readonly onConnectionLost?: (error: Error) => void;
}

export type DatabaseAddress = { readonly dataDir: string } | { readonly databaseUrl: string };

export interface OpenDatabase {
  readonly db: Database;
  readonly engine: Engine;
  /**
   * Frees dead rows, refreshes the planner's statistics and writes a checkpoint. The embedded database has no background
   * workers for it, so call it after bulk loads and once a day; a server gets fresh statistics only.
   */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_WAIT_MS = 30_000;
const DEFAULT_POOL_SIZE = 10;

/**
 * Opens the embedded database in `<dataDir>/database` (made when missing) or connects to a PostgreSQL server.
 * @throws DatabaseInUseError another process holds the folder (exit status 2)
 * @throws DatabaseDamagedError what stands in the folder cannot be started (exit status 2)
 * @throws UnsuitableServerError no answer, too old, not UTF-8 (exit status 2)
 */
export async function openDatabase(address: DatabaseAddress, options: OpenOptions = {}): Promise<OpenDatabase> {
  return 'databaseUrl' in address ? openServer(address.databaseUrl, options) : openFolder(address.dataDir, options);
}

function kyselyConfig(options: OpenOptions) {
  return options.log === undefined ? {} : { log: options.log };
}

async function openFolder(dataDir: string, options: OpenOptions): Promise<OpenDatabase> {
  const embedded = await openEmbedded(dataDir);
  const dialect = new EmbeddedDialect(embedded.pglite, options.waitLimitMs ?? DEFAULT_WAIT_MS);
  const db: Database = new Kysely({ dialect, ...kyselyConfig(options) });
  return {
    db,
    engine: 'embedded',
    async maintain() {
      await sql`vacuum (analyze)`.execute(db);
      await sql`checkpoint`.execute(db);
    },
    close: () => embedded.close(),
  };
}

async function openServer(databaseUrl: string, options: OpenOptions): Promise<OpenDatabase> {
  const pool = await connectServer({
    databaseUrl,
    poolSize: options.poolSize ?? DEFAULT_POOL_SIZE,
    waitLimitMs: options.waitLimitMs ?? DEFAULT_WAIT_MS,
    ...(options.onConnectionLost === undefined ? {} : { onConnectionLost: options.onConnectionLost }),
  });
  const db: Database = new Kysely({ dialect: serverDialect(pool), ...kyselyConfig(options) });
  // Kysely ends the pool only when it was used through Kysely, so the pool is ended here.
  return {
    db,
    engine: 'server',
    async maintain() {
      await sql`analyze`.execute(db);
    },
    close: () => pool.end(),
  };
}
