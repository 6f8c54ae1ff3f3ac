import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointWhenDue } from '../../src/platform/database/embedded.ts';
import {
  DatabaseBusyError,
  DatabaseDamagedError,
  DatabaseInUseError,
  openDatabase,
  openInMemory,
} from '../../src/platform/database/index.ts';

describe('openDatabase on a folder', () => {
  let dataDir = '';
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'gongkai-open-'));
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('creates it, keeps what was written, and lets one opener in at a time', async () => {
    const first = await openDatabase({ dataDir }, { waitLimitMs: 300 });
    await sql`create table kept (a int primary key)`.execute(first.db);
    await expect(openDatabase({ dataDir })).rejects.toThrow(DatabaseInUseError);
    const settings = await sql`select current_setting('fsync') as fsync, current_setting('TimeZone') as zone,
      current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
      current_setting('wal_sync_method') as method`.execute(first.db);
    expect(settings.rows).toEqual([{ fsync: 'on', zone: 'Asia/Shanghai', commit: 'on', pages: 'on', method: 'fsync' }]);
    await first.maintain();
    await first.close();
    const second = await openDatabase({ dataDir });
    expect((await sql`select count(*) as n from kept`.execute(second.db)).rows).toEqual([{ n: 0 }]);
    await second.close();
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false);
  });

  it('says that a damaged folder does not start, leaves it as it is, and lets go of it', async () => {
    const damagedDir = mkdtempSync(join(tmpdir(), 'gongkai-damaged-'));
    try {
      await (await openDatabase({ dataDir: damagedDir })).close();
      const control = join(damagedDir, 'database/global/pg_control');
      const rubbish = Buffer.alloc(readFileSync(control).length, 7);
      writeFileSync(control, rubbish);
      const error = await openDatabase({ dataDir: damagedDir }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DatabaseDamagedError);
      expect((error as Error).message).toMatch(/database: the embedded database does not start.+gongkai restore/);
      expect(readFileSync(control).equals(rubbish)).toBe(true);
      expect(existsSync(join(damagedDir, 'database.lock'))).toBe(false);
    } finally {
      rmSync(damagedDir, { recursive: true, force: true });
    }
  });

  it('ends the wait of a transaction for its own outer database, and works on afterwards', async () => {
    const { db, close } = await openDatabase({ dataDir }, { waitLimitMs: 200 });
    const inner = db.transaction().execute(async (trx) => {
      await sql`insert into kept values (1)`.execute(trx);
      await sql`select 1`.execute(db);
    });
    await expect(inner).rejects.toThrow(DatabaseBusyError);
    expect((await sql`select count(*) as n from kept`.execute(db)).rows).toEqual([{ n: 0 }]);
    await close();
  });

  it('lets other work of the process in during a series of statements', async () => {
    const { db, close } = await openDatabase({ dataDir });
    let hadItsTurn = false;
    setImmediate(() => {
      hadItsTurn = true;
    });
    await db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      await sql`select 2`.execute(trx);
    });
    expect(hadItsTurn).toBe(true);
    await close();
  });
});

describe('the log of an embedded database', () => {
  it('is cut by a checkpoint once it has grown, since single-user PostgreSQL never does so by itself', async () => {
    const pglite = await openInMemory();
    expect(await checkpointWhenDue(pglite)).toBe(false);
    await pglite.query(`create table bulk as select repeat('x', 1000) as body from generate_series(1, 40000)`);
    expect(await checkpointWhenDue(pglite)).toBe(true);
    expect(await checkpointWhenDue(pglite)).toBe(false);
    await pglite.close();
  });
});

describe('openDatabase on a server', () => {
  it('says what is wrong when there is none, without repeating the password', async () => {
    const databaseUrl = 'postgresql://user:secret-word@127.0.0.1:1/none';
    const refused = openDatabase({ databaseUrl });
    await expect(refused).rejects.toMatchObject({ exitStatus: 2 });
    await expect(refused).rejects.toThrow(/DATABASE_URL: the PostgreSQL server does not answer: (?!.*secret-word)/);
  });
});
