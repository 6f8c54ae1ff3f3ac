import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { migrationSources } from '../../src/migrations.ts';
import {
  type Database,
  type DatabaseSchema,
  EmbeddedDialect,
  type MigrationSource,
  migrate,
  openDatabase,
  openInMemory,
} from '../../src/platform/database/index.ts';
import { readMigrations } from '../../src/platform/database/migrations.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export type EngineName = 'PGlite' | 'PostgreSQL';

/** A fresh, migrated database; closed after the test (or by the caller, earlier). */
export type OpenTestDatabase = () => Promise<Database>;

interface Opened {
  readonly db: Database;
  close(): Promise<void>;
}

interface Engine {
  open(): Promise<Opened>;
  stop(): Promise<void>;
}

/**
 * Runs a suite on PGlite and on PostgreSQL. `open` gives a fresh migrated database, closed after the test that opened it
 * (one opened in beforeAll lives until the suite ends).
 *
 *     describeOnEachDatabase('applications', (open) => {
 *       it('keeps their events', async () => { const db = await open(); … });
 *     });
 */
export function describeOnEachDatabase(
  name: string,
  suite: (open: OpenTestDatabase, engine: EngineName) => void,
  sources: readonly MigrationSource[] = migrationSources,
): void {
  describe.each<[EngineName, () => Promise<Engine>]>([
    ['PGlite', () => startPGliteEngine(sources)],
    ['PostgreSQL', () => startPostgresEngine(sources)],
  ])(`${name} on %s`, (engineName, start) => suite(registerOpen(start), engineName));
}

/** The same on PGlite only, for tests in which the engine plays no part. */
export function withTestDatabases(sources: readonly MigrationSource[] = migrationSources): OpenTestDatabase {
  return registerOpen(() => startPGliteEngine(sources));
}

function registerOpen(start: () => Promise<Engine>): OpenTestDatabase {
  let engine: Engine | undefined;
  let isInTest = false;
  const ofTest: Opened[] = [];
  const ofSuite: Opened[] = [];
  beforeAll(async () => {
    engine = await start();
    return async () => {
      await closeAll(ofSuite);
      await engine?.stop();
    };
  });
  beforeEach(() => {
    isInTest = true;
  });
  afterEach(async () => {
    isInTest = false;
    await closeAll(ofTest);
  });
  return async () => {
    if (engine === undefined)
      throw new Error('open a test database in a hook or a test, not while tests are collected');
    const opened = await engine.open();
    (isInTest ? ofTest : ofSuite).push(opened);
    return opened.db;
  };
}

async function closeAll(databases: Opened[]): Promise<void> {
  for (const opened of databases.splice(0)) await opened.close();
}

const WAIT_LIMIT_MS = 10_000;

function kyselyOn(pglite: PGlite): Database {
  return new Kysely<DatabaseSchema>({ dialect: new EmbeddedDialect(pglite, WAIT_LIMIT_MS) });
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CACHE = join(root, 'node_modules', '.cache', 'gongkai');

/** initdb takes PGlite seconds, so the migrated template is kept on disk under the hash of what it is made from. */
async function migratedTemplate(sources: readonly MigrationSource[]): Promise<Blob> {
  const version = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
  const hash = createHash('sha256').update(version);
  for (const { id, sha256 } of readMigrations(sources)) hash.update(`\n${id} ${sha256}`);
  const file = join(CACHE, `template-${hash.digest('hex').slice(0, 32)}.tar`);
  if (!existsSync(file)) await writeTemplate(file, sources);
  return new Blob([readFileSync(file)]);
}

async function writeTemplate(file: string, sources: readonly MigrationSource[]): Promise<void> {
  const pglite = await openInMemory();
  await migrate(kyselyOn(pglite), sources);
  await pglite.query('checkpoint');
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  mkdirSync(CACHE, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, new Uint8Array(await dump.arrayBuffer()));
  renameSync(draft, file);
}

async function startPGliteEngine(sources: readonly MigrationSource[]): Promise<Engine> {
  const template = await migratedTemplate(sources);
  return {
    async open() {
      const pglite = await openInMemory(template);
      return { db: kyselyOn(pglite), close: () => pglite.close() };
    },
    async stop() {},
  };
}

let server: Promise<PostgresServer> | undefined;
let users = 0;

async function startPostgresEngine(sources: readonly MigrationSource[]): Promise<Engine> {
  server ??= startPostgres();
  users++;
  const { url, administer, stop } = await server;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}`);
  const template = await openDatabase({ databaseUrl: url(name) });
  await migrate(template.db, sources);
  await template.close();
  let count = 0;
  return {
    async open() {
      const copy = `${name}_${++count}`;
      await administer(`create database ${copy} template ${name}`);
      const opened = await openDatabase({ databaseUrl: url(copy) }, { waitLimitMs: WAIT_LIMIT_MS, poolSize: 5 });
      return {
        db: opened.db,
        async close() {
          await opened.close();
          await administer(`drop database ${copy} with (force)`);
        },
      };
    },
    async stop() {
      users--;
      if (users > 0) return;
      server = undefined;
      await stop();
    },
  };
}
