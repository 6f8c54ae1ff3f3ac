import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../../platform/database/index.ts';
import { FeedError, parseFeed } from '../channels/feed.ts';
import { type FetchOptions, fetchFeed, requirePublic } from '../channels/fetch-feed.ts';
import {
  type Channel,
  type FetchMarks,
  insertChannel,
  listChannels,
  savePosts,
  updateChannel,
} from '../store/channels.ts';
import { ScreeningNotFoundError, ScreeningRefusedError } from './errors.ts';
import type { Acting } from './lexicons.ts';

export interface NewChannel {
  readonly organCode: string;
  readonly name: string;
  readonly platform: string;
  readonly feedAddress: string;
}

/** @throws ScreeningRefusedError for an address that may not be asked or is there already */
export async function addChannel(
  db: Database,
  divisionCode: string,
  given: NewChannel,
  { name: by, now }: Acting,
  options: Pick<FetchOptions, 'allowPrivate'> = {},
): Promise<Channel> {
  try {
    await requirePublic(given.feedAddress, options.allowPrivate);
  } catch (error) {
    if (error instanceof FeedError) throw new ScreeningRefusedError(error.message, 'feedAddress');
    throw error;
  }
  const feedAddress = new URL(given.feedAddress).href;
  if ((await listChannels(db, divisionCode)).some((channel) => channel.feedAddress === feedAddress))
    throw new ScreeningRefusedError('该订阅地址已经登记', 'feedAddress');
  const channel = {
    id: randomUUID(),
    organCode: given.organCode,
    name: given.name.trim(),
    platform: given.platform.trim(),
    feedAddress,
    isActive: true,
    createdAt: now,
    createdBy: by,
  };
  await insertChannel(db, divisionCode, channel);
  return { ...channel, fetchedAt: null, fault: null };
}

/** Looks at an account again, or no longer. @throws ScreeningNotFoundError */
export async function switchChannel(
  db: Database,
  divisionCode: string,
  id: string,
  isActive: boolean,
): Promise<Channel> {
  const channel = (await listChannels(db, divisionCode)).find((one) => one.id === id);
  if (!channel) throw new ScreeningNotFoundError();
  await updateChannel(db, divisionCode, id, { isActive });
  return channel;
}

export interface Fetched {
  readonly channels: number;
  readonly faults: number;
}

/** Asks the feeds of all accounts looked at, one after another; a feed that fails is noted and hinders no other. */
export async function fetchChannels(
  db: Database,
  divisionCode: string,
  clock: () => Date,
  options: Pick<FetchOptions, 'allowPrivate'> = {},
): Promise<Fetched> {
  const channels = (await listChannels(db, divisionCode)).filter(({ isActive }) => isActive);
  let faults = 0;
  for (const channel of channels) if (!(await fetchChannel(db, divisionCode, channel, clock, options))) faults++;
  return { channels: channels.length, faults };
}

async function fetchChannel(
  db: Database,
  divisionCode: string,
  channel: Channel & FetchMarks,
  clock: () => Date,
  options: Pick<FetchOptions, 'allowPrivate'>,
): Promise<boolean> {
  const { id, etag, modified, feedAddress } = channel;
  try {
    const answer = await fetchFeed(feedAddress, { ...options, etag, modified });
    const fetchedAt = clock();
    if (!answer.isChanged) {
      await updateChannel(db, divisionCode, id, { fetchedAt, fault: null });
      return true;
    }
    const posts = parseFeed(answer.body).map(({ key, title, address, publishedAt, text }) => ({
      channelId: id,
      key: sha256(key),
      title,
      address,
      publishedAt,
      text,
      sha256: sha256(`${title}\n${text}`),
    }));
    await db.transaction().execute(async (transaction) => {
      await savePosts(transaction, divisionCode, posts, fetchedAt);
      await updateChannel(transaction, divisionCode, id, {
        fetchedAt,
        fault: null,
        etag: answer.etag,
        modified: answer.modified,
      });
    });
    return true;
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    await updateChannel(db, divisionCode, id, { fetchedAt: clock(), fault: error.message });
    return false;
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
