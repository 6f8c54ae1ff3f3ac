import type { Database } from '../../../platform/database/index.ts';

/** An account of the new media. */
export interface Channel {
  readonly id: string;
  readonly organCode: string;
  readonly name: string;
  /** 微信公众号, 微博, 抖音 and so on, as the organ calls it. */
  readonly platform: string;
  readonly feedAddress: string;
  readonly isActive: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly fetchedAt: Date | null;
  /** Why the last fetching failed; null when it did not. */
  readonly fault: string | null;
}

export interface FetchMarks {
  readonly etag: string | null;
  readonly modified: string | null;
}

export async function listChannels(
  db: Database,
  divisionCode: string,
): Promise<(Channel & FetchMarks & { posts: number })[]> {
  const rows = await db
    .selectFrom('screening_channel')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('organ_code')
    .orderBy('name')
    .execute();
  const counts = await db
    .selectFrom('screening_post')
    .select(({ fn }) => ['channel_id', fn.countAll<number>().as('count')])
    .where('division_code', '=', divisionCode)
    .groupBy('channel_id')
    .execute();
  const posts = new Map(counts.map((row) => [row.channel_id, Number(row.count)]));
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    name: row.name,
    platform: row.platform,
    feedAddress: row.feed_address,
    isActive: row.is_active,
    createdAt: row.created_at,
    createdBy: row.created_by,
    fetchedAt: row.fetched_at,
    fault: row.fault,
    etag: row.etag,
    modified: row.modified,
    posts: posts.get(row.id) ?? 0,
  }));
}

export async function insertChannel(
  db: Database,
  divisionCode: string,
  channel: Omit<Channel, 'fetchedAt' | 'fault'>,
): Promise<void> {
  await db
    .insertInto('screening_channel')
    .values({
      division_code: divisionCode,
      id: channel.id,
      organ_code: channel.organCode,
      name: channel.name,
      platform: channel.platform,
      feed_address: channel.feedAddress,
      is_active: channel.isActive,
      created_at: channel.createdAt,
      created_by: channel.createdBy,
    })
    .execute();
}

export async function updateChannel(
  db: Database,
  divisionCode: string,
  id: string,
  change: {
    isActive?: boolean;
    fetchedAt?: Date;
    fault?: string | null;
    etag?: string | null;
    modified?: string | null;
  },
): Promise<void> {
  await db
    .updateTable('screening_channel')
    .set({
      ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
      ...(change.fetchedAt === undefined ? {} : { fetched_at: change.fetchedAt }),
      ...(change.fault === undefined ? {} : { fault: change.fault }),
      ...(change.etag === undefined ? {} : { etag: change.etag }),
      ...(change.modified === undefined ? {} : { modified: change.modified }),
    })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}

export interface Post {
  readonly channelId: string;
  /** SHA-256 of what the feed calls it by. */
  readonly key: string;
  readonly title: string;
  readonly address: string | null;
  readonly publishedAt: Date | null;
  readonly text: string;
  readonly sha256: string;
}

/** Posts as the feed tells them now; what a feed no longer lists stays. */
export async function savePosts(db: Database, divisionCode: string, posts: readonly Post[], at: Date): Promise<void> {
  for (let i = 0; i < posts.length; i += 100)
    await db
      .insertInto('screening_post')
      .values(
        posts.slice(i, i + 100).map((post) => ({
          division_code: divisionCode,
          channel_id: post.channelId,
          key: post.key,
          title: post.title,
          address: post.address,
          published_at: post.publishedAt,
          body_text: post.text,
          sha256: post.sha256,
          fetched_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['division_code', 'channel_id', 'key']).doUpdateSet(({ ref }) => ({
          title: ref('excluded.title'),
          address: ref('excluded.address'),
          published_at: ref('excluded.published_at'),
          body_text: ref('excluded.body_text'),
          sha256: ref('excluded.sha256'),
          fetched_at: ref('excluded.fetched_at'),
        })),
      )
      .execute();
}
