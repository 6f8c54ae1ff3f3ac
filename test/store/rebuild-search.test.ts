import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPublished, type PublishedItem, rebuildSearch } from '../../src/capabilities/publications/index.ts';
import { runReindex } from '../../src/cli/reindex.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import { migrationSources } from '../../src/migrations.ts';
import { type CommandIo, UsageError } from '../../src/platform/command-line/io.ts';
import { type Database, migrate, openDatabase } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { changedSince, readCounts, readPublicVersion, search } from '../../src/platform/search/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const DIVISION = '330206';
const MANY = 450;
const idOf = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000011`;

const item = (n: number): PublishedItem => ({
  id: idOf(n),
  organCode: DIVISION,
  kind: 'item',
  metadata: {
    title: `关于第${n}号泵站检修的通知`,
    documentNumber: `测政发〔2022〕${n + 1}号`,
    formedOn: plainDate('2022-03-01'),
    changedOn: null,
    effectiveOn: null,
    category: 'regulations.policies',
    theme: '综合政务',
    genre: '通知',
    keywords: [],
    disclosure: 'proactive',
    summary: '检修',
    source: null,
  },
  bodyHtml: '<p>泵站检修期间停止供水。</p>',
  publishedAt: new Date('2022-03-02T01:00:00Z'),
});

async function fill(db: Database, count = MANY): Promise<void> {
  await insertOrgans(db, [
    {
      divisionCode: DIVISION,
      code: DIVISION,
      name: '测试区人民政府',
      shortName: '测试区',
      kind: 'government',
      parentCode: null,
      sortOrder: 0,
      activeFrom: plainDate('2000-01-01'),
      activeTo: null,
    },
  ]);
  const items = Array.from({ length: count }, (_, n) => item(n));
  await importPublished(db, DIVISION, items, '某某', new Date('2022-04-01T00:00:00Z'));
}

describeOnEachDatabase('rebuilding the search', (open) => {
  const now = new Date('2026-01-01T00:00:00Z');
  const found = async (db: Database, text: string) =>
    (await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 5 })).total;

  it('makes what is missing or wrong again, removes what has no page, and goes on after it was cut off', async () => {
    const db = await open();
    await fill(db);
    // Three faults: an entry is missing, one tells another text, one is of no publication.
    await sql`delete from search_entry where id = ${idOf(7)}::uuid`.execute(db);
    await sql`update search_entry set body = '水闸', pairs = array_to_tsvector(array['水闸']), words = '' where id = ${idOf(400)}::uuid`.execute(
      db,
    );
    await sql`
      insert into search_entry select (jsonb_populate_record(entry, jsonb_build_object('id', ${idOf(9000)}::text))).*
      from search_entry as entry where id = ${idOf(1)}::uuid`.execute(db);
    expect(await found(db, '水闸')).toBe(1);
    const version = await readPublicVersion(db, DIVISION);

    const first = await rebuildSearch({ db, division: DIVISION, now, stopAfter: 1 });
    expect(first).toEqual({ made: 200, removed: 0, resumed: false });
    expect(await found(db, '水闸')).toBe(1);
    const rest = await rebuildSearch({ db, division: DIVISION, now });
    expect(rest).toEqual({ made: MANY - 200, removed: 1, resumed: true });

    expect(await found(db, '水闸')).toBe(0);
    expect(await found(db, '泵站')).toBe(MANY);
    expect(await found(db, '测政发〔2022〕8号')).toBe(1);
    // No page changed, so none has to be exported again; only the entry without a page is told as gone.
    expect(await changedSince(db, DIVISION, version)).toEqual([idOf(9000)]);
    const counted = (await readCounts(db, DIVISION)).reduce((sum, { total }) => sum + total, 0);
    expect(counted).toBe(MANY);
    expect(await rebuildSearch({ db, division: DIVISION, now })).toMatchObject({
      made: MANY,
      removed: 0,
      resumed: false,
    });
  });
});

describe('gongkai reindex', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gongkai-reindex-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const out: string[] = [];
  const io: CommandIo = { out: (text) => void out.push(text), err: () => {}, stdin: Readable.from([]) };

  it('refuses a database without organs', async () => {
    await expect(runReindex({ data: join(folder, 'data') }, io)).rejects.toThrow(UsageError);
  });

  it('says what it did', async () => {
    const data = join(folder, 'data');
    const opened = await openDatabase({ dataDir: data });
    await migrate(opened.db, migrationSources);
    await fill(opened.db, 3);
    await opened.close();
    expect(await runReindex({ data, json: true }, io)).toBe(0);
    expect(JSON.parse(out.join(''))).toMatchObject({ made: 3, removed: 0, resumed: false });
  });
});
