import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PGliteAdapter,
  PGliteDialect,
  PGliteDriver,
  type TransactionSettings,
} from 'kysely';

export class DatabaseBusyError extends Error {
  override name = 'DatabaseBusyError';
  /** Told to the browser as: try again. */
  readonly statusCode = 503;
  constructor(waitedMs: number) {
    super(
      `waited ${waitedMs} ms for the embedded database: another transaction holds it. ` +
        'Keep transactions short, and inside one use the transaction given to you, never the database it was opened on.',
    );
  }
}

interface Waiter {
  admit(): void;
}

/** First come, first served; whoever waits longer than the limit gets an error instead of waiting forever. */
export class Turnstile {
  readonly #limitMs: number;
  readonly #waiting = new Set<Waiter>();
  #taken = false;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  async enter(): Promise<void> {
    if (!this.#taken) {
      this.#taken = true;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { admit: resolve };
    const timer = setTimeout(() => {
      this.#waiting.delete(waiter);
      reject(new DatabaseBusyError(this.#limitMs));
    }, this.#limitMs);
    this.#waiting.add(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#taken = false;
      return;
    }
    this.#waiting.delete(next);
    next.admit();
  }
}

/** Longest run of statements, in milliseconds, before other work of the process gets its turn. */
const TURN_MS = 15;

/**
 * Kysely's own PGlite driver with three differences: the wait for the single connection has an end (a transaction that
 * uses the outer database inside itself would otherwise wait for itself forever), isolation level and access mode are
 * honoured rather than dropped, and a long series of statements lets timers and sockets in between (PGlite answers
 * within microtasks, so a loop of queries would otherwise stop the whole server until it ends).
 */
class EmbeddedDriver extends PGliteDriver {
  readonly #turnstile: Turnstile;
  readonly #yielding = new WeakSet<DatabaseConnection>();
  #turnStarted = 0;

  constructor(pglite: PGlite, waitLimitMs: number) {
    super({ pglite });
    this.#turnstile = new Turnstile(waitLimitMs);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turnstile.enter();
    const connection = await super.acquireConnection();
    if (!this.#yielding.has(connection)) {
      this.#yielding.add(connection);
      const execute = connection.executeQuery.bind(connection);
      connection.executeQuery = async (query) => {
        await this.#yieldTurn();
        return execute(query);
      };
    }
    return connection;
  }

  async #yieldTurn(): Promise<void> {
    if (performance.now() - this.#turnStarted < TURN_MS) return;
    await nextTurn();
    this.#turnStarted = performance.now();
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection();
    this.#turnstile.leave();
  }

  override async beginTransaction(
    connection: Parameters<PGliteDriver['beginTransaction']>[0],
    settings?: TransactionSettings,
  ): Promise<void> {
    await super.beginTransaction(connection);
    const modes: string[] = [];
    if (settings?.isolationLevel) modes.push(`isolation level ${settings.isolationLevel}`);
    if (settings?.accessMode) modes.push(settings.accessMode);
    if (modes.length > 0) await connection.executeQuery(CompiledQuery.raw(`set transaction ${modes.join(', ')}`));
  }
}

class EmbeddedAdapter extends PGliteAdapter {
  /** True keeps Kysely's own endless mutex out of the way: the turnstile above does its work. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

export class EmbeddedDialect extends PGliteDialect {
  readonly #pglite: PGlite;
  readonly #waitLimitMs: number;

  constructor(pglite: PGlite, waitLimitMs: number) {
    super({ pglite });
    this.#pglite = pglite;
    this.#waitLimitMs = waitLimitMs;
  }

  override createAdapter(): EmbeddedAdapter {
    return new EmbeddedAdapter();
  }

  override createDriver(): Driver {
    return new EmbeddedDriver(this.#pglite, this.#waitLimitMs);
  }
}
