import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type Database,
  MigrationError,
  type MigrationSource,
  migrate,
  pendingMigrations,
  readTableKinds,
} from '../../src/platform/database/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import { sampleSources } from './fixtures/sample.ts';

let folder = '';
let sources: MigrationSource[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-migrate-'));
  cpSync(fileURLToPath(sampleSources[0]!.directory), folder, { recursive: true });
  sources = [{ capability: 'sample', directory: pathToFileURL(`${folder}/`) }];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function add(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function hasTable(db: Database, name: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(db);
  return rows[0]!.found;
}

describeOnEachDatabase(
  'migrations',
  (open) => {
    it('are applied once, in order, and recorded', async () => {
      const db = await open();
      expect(await pendingMigrations(db, sources)).toEqual(['sample/0001_sample', 'sample/0002_sample_note']);
      expect(await migrate(db, sources)).toEqual(['sample/0001_sample', 'sample/0002_sample_note']);
      expect(await pendingMigrations(db, sources)).toEqual([]);
      expect(await migrate(db, sources)).toEqual([]);
      const kinds = await sql`select label from sample_kind order by code`.execute(db);
      expect(kinds.rows).toEqual([{ label: '甲;乙' }, { label: "it's" }]);
      add('0003_more.sql', 'alter table sample_kind add column remark text;');
      expect(await migrate(db, sources)).toEqual(['sample/0003_more']);
    });

    it('leave nothing of a file that fails, name its line, and go on once it is mended', async () => {
      const db = await open();
      add('0003_faulty.sql', 'create table half (a int primary key);\n\n-- and then\nselect * from no_such_table;');
      await expect(migrate(db, sources)).rejects.toThrow(/0003_faulty\.sql, line 4: .*no_such_table/);
      expect(await hasTable(db, 'half')).toBe(false);
      expect(await hasTable(db, 'sample')).toBe(true);
      expect(await pendingMigrations(db, sources)).toEqual(['sample/0003_faulty']);
      add('0003_faulty.sql', 'create table half (a int primary key);');
      expect(await migrate(db, sources)).toEqual(['sample/0003_faulty']);
    });

    it('are refused when an applied file was changed, and nothing is applied then', async () => {
      const db = await open();
      await migrate(db, sources);
      add('0002_sample_note.sql', 'select 1;');
      add('0003_more.sql', 'create table more (a int primary key);');
      await expect(migrate(db, sources)).rejects.toThrow(/0002_sample_note\.sql: was changed/);
      await expect(pendingMigrations(db, sources)).rejects.toThrow(MigrationError);
      expect(await hasTable(db, 'more')).toBe(false);
    });

    it('are refused on a database that a newer version migrated, but a capability may be gone', async () => {
      const db = await open();
      await migrate(db, sources);
      rmSync(join(folder, '0002_sample_note.sql'));
      await expect(migrate(db, sources)).rejects.toThrow('sample/0002_sample_note');
      expect(await migrate(db, [])).toEqual([]);
    });

    it('can be run by several processes at once', async () => {
      const db = await open();
      const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(db, sources)));
      expect(applied.flat().sort()).toEqual(['sample/0001_sample', 'sample/0002_sample_note']);
    });

    it.each(['3_short.sql', '0003_Upper.sql', '0004_gap.sql', '0002_twice.sql', '0003_notes.txt'])(
      'refuse a file named %s',
      async (name) => {
        add(name, 'select 1;');
        await expect(migrate(await open(), sources)).rejects.toThrow(name);
      },
    );
  },
  [],
);

it('the kinds of tables are read from the citus comments', () => {
  expect([...readTableKinds(sources)]).toEqual([
    ['schema_migration', 'local'],
    ['sample', 'growing'],
    ['sample_kind', 'reference'],
    ['sample_note', 'growing'],
  ]);
  add('0003_drop.sql', '-- citus: drop sample_note\ndrop table sample_note;');
  expect(readTableKinds(sources).has('sample_note')).toBe(false);
  add('0004_odd.sql', '-- citus: distribute sample on sample_id');
  expect(() => readTableKinds(sources)).toThrow(/0004_odd\.sql: "citus: distribute sample on sample_id"/);
  add('0004_odd.sql', '-- citus: local sample');
  expect(() => readTableKinds(sources)).toThrow('sample has two citus comments');
});
