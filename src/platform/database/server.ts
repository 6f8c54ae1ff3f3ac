import { CompiledQuery, PostgresDialect } from 'kysely';
import pg from 'pg';
import { serverTypes } from './values.ts';

export const OLDEST_SERVER = 15;

export class UnsuitableServerError extends Error {
  override name = 'UnsuitableServerError';
  readonly exitStatus = 2;
}

export interface ServerOptions {
  readonly databaseUrl: string;
  /** Connections held at most. */
  readonly poolSize: number;
  readonly waitLimitMs: number;
  /** Told of the loss of an idle connection; the pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** @throws UnsuitableServerError when the server cannot be reached, is older than 15 or not UTF-8 */
export async function connectServer(options: ServerOptions): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize,
    connectionTimeoutMillis: options.waitLimitMs,
    application_name: 'gongkai',
    types: serverTypes,
  });
  pool.on('error', (error) => options.onConnectionLost?.(error));
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}

async function checkServer(pool: pg.Pool): Promise<void> {
  let row: { version: number; encoding: string } | undefined;
  try {
    const result = await pool.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    );
    row = result.rows[0];
  } catch (cause) {
    // The address may hold a password, so it is not repeated here.
    throw new UnsuitableServerError(`DATABASE_URL: the PostgreSQL server does not answer: ${describe(cause)}`, {
      cause,
    });
  }
  if (row === undefined || row.version < OLDEST_SERVER * 10_000) {
    throw new UnsuitableServerError(
      `DATABASE_URL: PostgreSQL ${OLDEST_SERVER} or newer is needed, found ${row?.version}`,
    );
  }
  if (row.encoding !== 'UTF8') {
    throw new UnsuitableServerError(`DATABASE_URL: the database must be encoded in UTF8, found ${row.encoding}`);
  }
}

function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return error instanceof Error ? error.message : String(error);
}

export function serverDialect(pool: pg.Pool): PostgresDialect {
  return new PostgresDialect({
    pool,
    async onCreateConnection(connection) {
      await connection.executeQuery(CompiledQuery.raw(`set time zone 'Asia/Shanghai'`));
      // Compiling a long statement takes the server 400 ms, and what is asked here runs a few ms.
      await connection.executeQuery(CompiledQuery.raw('set jit = off'));
    },
  });
}
