import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import type { OutsideChannel, Topic } from './topics.ts';

export interface StoredNotice {
  id: string;
  topic: Topic;
  title: string;
  body: string;
  path: string;
  createdAt: Date;
  readAt: Date | null;
}

/** A person's notices, the latest first, from `offset` on. */
export async function listNotices(
  db: Database,
  divisionCode: string,
  personId: string,
  { unreadOnly, limit, offset }: { unreadOnly: boolean; limit: number; offset: number },
): Promise<StoredNotice[]> {
  let query = db
    .selectFrom('notification')
    .select(['id', 'topic', 'title', 'body', 'path', 'created_at', 'read_at'])
    .where('division_code', '=', divisionCode)
    .where('person_id', '=', personId);
  if (unreadOnly) query = query.where('read_at', 'is', null);
  const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset).execute();
  return rows.map((row) => ({
    id: row.id,
    topic: row.topic as Topic,
    title: row.title,
    body: row.body,
    path: row.path,
    createdAt: row.created_at,
    readAt: row.read_at,
  }));
}

export async function countNotices(
  db: Database,
  divisionCode: string,
  personId: string,
): Promise<{ unread: number; total: number }> {
  const { rows } = await sql<{ unread: number; total: number }>`
    select count(*) filter (where read_at is null)::int as unread, count(*)::int as total from notification
    where division_code = ${divisionCode} and person_id = ${personId}::uuid`.execute(db);
  return rows[0] ?? { unread: 0, total: 0 };
}

/** Marks a person's own notices as read; all of them where no ids are given. */
export async function markRead(
  db: Database,
  divisionCode: string,
  personId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<number> {
  let update = db
    .updateTable('notification')
    .set({ read_at: now })
    .where('division_code', '=', divisionCode)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null);
  if (ids !== null) {
    if (ids.length === 0) return 0;
    update = update.where('id', 'in', [...ids]);
  }
  return Number((await update.executeTakeFirst()).numUpdatedRows);
}

export interface Delivery {
  id: string;
  personName: string;
  channel: OutsideChannel;
  title: string;
  status: 'waiting' | 'sent' | 'failed';
  attempts: number;
  nextAttemptAt: Date;
  createdAt: Date;
  settledAt: Date | null;
  lastError: string | null;
}

/** Messages of a division, those that failed first, then those that wait, then the latest that were sent. */
export async function listDeliveries(db: Database, divisionCode: string, limit: number): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('notification_outbox')
    .innerJoin('person', 'person.id', 'notification_outbox.person_id')
    .select([
      'notification_outbox.id',
      'person.full_name',
      'notification_outbox.channel',
      'notification_outbox.title',
      'notification_outbox.status',
      'notification_outbox.attempts',
      'notification_outbox.next_attempt_at',
      'notification_outbox.created_at',
      'notification_outbox.settled_at',
      'notification_outbox.last_error',
    ])
    .where('notification_outbox.division_code', '=', divisionCode)
    .orderBy(sql`case notification_outbox.status when 'failed' then 0 when 'waiting' then 1 else 2 end`)
    .orderBy('notification_outbox.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personName: row.full_name,
    channel: row.channel as OutsideChannel,
    title: row.title,
    status: row.status as Delivery['status'],
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    settledAt: row.settled_at,
    lastError: row.last_error,
  }));
}

export async function countDeliveries(db: Database, divisionCode: string): Promise<Record<Delivery['status'], number>> {
  const rows = await db
    .selectFrom('notification_outbox')
    .select(['status', (count) => count.fn.countAll<number>().as('count')])
    .where('division_code', '=', divisionCode)
    .groupBy('status')
    .execute();
  const counts = { waiting: 0, sent: 0, failed: 0 };
  for (const { status, count } of rows) counts[status as Delivery['status']] = Number(count);
  return counts;
}

/** Puts what failed into the queue anew, at its first try. @returns how many */
export async function retryDeliveries(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  if (ids.length === 0) return 0;
  const updated = await db
    .updateTable('notification_outbox')
    .set({ status: 'waiting', attempts: 0, next_attempt_at: now, settled_at: null })
    .where('division_code', '=', divisionCode)
    .where('status', '=', 'failed')
    .where('id', 'in', [...ids])
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}
