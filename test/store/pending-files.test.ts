import { beforeEach, expect, it } from 'vitest';
import { importPublished, readPendingFiles } from '../../src/capabilities/publications/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { search } from '../../src/platform/search/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { DIVISION, insertTestGovernment, itemId, publishedItem } from '../support/publications.ts';

const PUBLICATION = itemId(1);
const open = withTestDatabases();
let db: Database;

beforeEach(async () => {
  db = await open();
  await insertTestGovernment(db);
  const item = publishedItem(1, { title: '配租结果公示', genre: '公告', summary: '见附件。' });
  await importPublished(db, DIVISION, [{ ...item, bodyHtml: '<p>见附件。</p>' }], '导入', new Date());
});

async function attach(n: number, mediaType: string, content: Buffer, attempts = 0): Promise<void> {
  await db
    .insertInto('publication_attachment')
    .values({
      division_code: DIVISION,
      publication_id: PUBLICATION,
      id: `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      file_name: `附件${n}`,
      media_type: mediaType,
      content,
      size: content.length,
      sha256: 'a'.repeat(64),
      body_text: '',
      added_at: new Date(Date.UTC(2022, 2, 2, 0, n)),
      added_by: '某某',
      purpose: 'attachment',
      from_edition: 1,
      until_edition: null,
      is_leaving: false,
      unreadable: null,
      text_attempts: attempts,
    })
    .execute();
}

const states = async () =>
  (
    await db
      .selectFrom('publication_attachment')
      .select(['text_state', 'unreadable'])
      .where('division_code', '=', DIVISION)
      .orderBy('added_at')
      .execute()
  ).map((row) => [row.text_state, row.unreadable === null] as const);
const found = async (text: string) =>
  (await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 5 })).hits.map(({ id }) => id);

it('puts the text of attachments into search, one file after the other, and goes on where it was stopped', async () => {
  await attach(1, 'text/plain; charset=utf-8', Buffer.from('鼛鼓巷三号'));
  await attach(2, 'application/pdf', Buffer.from('broken'));
  await attach(3, 'application/zip', Buffer.from('PK'));
  await attach(4, 'text/plain; charset=utf-8', Buffer.from('骊珠路九号'));
  expect(await found('骊珠')).toEqual([]);
  expect(await readPendingFiles(db, DIVISION, { most: 2 })).toBe(2);
  expect(await states()).toEqual([
    ['read', true],
    ['failed', false],
    ['unread', true],
    ['unread', true],
  ]);
  expect(await found('鼛鼓')).toEqual([PUBLICATION]);
  expect(await readPendingFiles(db, DIVISION)).toBe(2);
  expect(await found('骊珠')).toEqual([PUBLICATION]);
  expect(await found('鼛鼓')).toEqual([PUBLICATION]);
  expect(await readPendingFiles(db, DIVISION)).toBe(0);
});

it('gives up a file at which it ended three times', async () => {
  await attach(1, 'text/plain', Buffer.from('x'), 3);
  await attach(2, 'text/plain', Buffer.from('骊珠路九号'), 2);
  expect(await readPendingFiles(db, DIVISION)).toBe(1);
  expect(await states()).toEqual([
    ['failed', false],
    ['read', true],
  ]);
});
