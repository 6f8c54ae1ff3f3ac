import { sql } from 'kysely';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { StockDocument, StockSource } from '../stock.ts';

/** Posts of accounts that are looked at, as a part of the stock; a post's id is its account and its key. */
export const newMediaStock: StockSource = {
  source: 'new-media',
  async count(db, divisionCode) {
    const { count } = await posts(db, divisionCode)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  },
  async page(db, divisionCode, after, limit) {
    let query = posts(db, divisionCode);
    if (after !== null) {
      const [channel, key] = after.split('/') as [string, string];
      query = query.where(sql<boolean>`(post.channel_id, post.key) > (${channel}::uuid, ${key})`);
    }
    const rows = await query.select(columns).orderBy('post.channel_id').orderBy('post.key').limit(limit).execute();
    return rows.map(documentOf);
  },
  async find(db, divisionCode, id) {
    const [channel = '', key = ''] = id.split('/');
    const row = await posts(db, divisionCode)
      .select(columns)
      .where('post.channel_id', '=', channel)
      .where('post.key', '=', key)
      .executeTakeFirst();
    return row && documentOf(row);
  },
};

function posts(db: Database, divisionCode: string) {
  return db
    .selectFrom('screening_post as post')
    .innerJoin('screening_channel as channel', (join) =>
      join.onRef('channel.division_code', '=', 'post.division_code').onRef('channel.id', '=', 'post.channel_id'),
    )
    .where('post.division_code', '=', divisionCode)
    .where('channel.is_active', '=', true);
}

const columns = [
  'post.channel_id',
  'post.key',
  'post.title',
  'post.address',
  'post.published_at',
  'post.body_text',
  'post.sha256',
  'channel.organ_code',
  'channel.name',
] as const;

interface PostRow {
  channel_id: string;
  key: string;
  title: string;
  address: string | null;
  published_at: Date | null;
  body_text: string;
  sha256: string;
  organ_code: string;
  name: string;
}

function documentOf(row: PostRow): StockDocument {
  return {
    id: `${row.channel_id}/${row.key}`,
    organCode: row.organ_code,
    title: `${row.name}：${row.title || '无标题'}`,
    address: row.address,
    revision: row.sha256,
    text: row.title === '' ? row.body_text : `${row.title}\n${row.body_text}`,
    date: row.published_at && shanghaiDate(row.published_at),
  };
}
