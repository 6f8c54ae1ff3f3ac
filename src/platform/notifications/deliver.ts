import { sql } from 'kysely';
import { shanghaiDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import type { Protection } from '../protection/index.ts';
import { type Channel, DeliveryError } from './channels/channel.ts';
import { findContact } from './contacts.ts';
import { notify } from './notify.ts';
import { readStaff } from './recipients.ts';
import { type OutsideChannel, outsideChannels } from './topics.ts';

export type Channels = Readonly<Partial<Record<OutsideChannel, Channel>>>;

interface Waiting {
  id: string;
  division_code: string;
  person_id: string;
  channel: OutsideChannel;
  title: string;
  body: string;
  path: string;
  attempts: number;
}

const BATCH = 20;
/** Nobody else takes a message for so long after it was taken; longer than any try lasts. */
const LEASE_MS = 180_000;
/** Minutes until the next try: the last of about a day is the end. */
const BACK_OFF_MINUTES = [1, 5, 15, 60, 180, 360, 720];

/** When to try again after so many tries; undefined when it was the last. */
export function nextTry(attempts: number, now: Date): Date | undefined {
  const minutes = BACK_OFF_MINUTES[attempts - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000);
}

export interface DeliveryOptions {
  /** For links; without it messages have none. */
  readonly publicUrl: string | null;
  readonly now: () => Date;
}

/**
 * Sends what waits in the outbox, message by message, until none is due. Several processes may: each message is taken by
 * one, and again only when its lease ran out, as after a crash, so a message comes at least once and rarely twice.
 * @returns how many were sent
 */
export async function deliverWaiting(
  db: Database,
  protection: Protection,
  channels: Channels,
  options: DeliveryOptions,
): Promise<number> {
  const open = (Object.keys(channels) as OutsideChannel[]).filter((channel) => channels[channel] !== undefined);
  if (open.length === 0) return 0;
  let sent = 0;
  for (;;) {
    const taken = await take(db, open, options.now());
    for (const message of taken)
      if (await deliver(db, protection, channels[message.channel]!, message, options)) sent++;
    if (taken.length < BATCH) return sent;
  }
}

async function take(db: Database, channels: readonly OutsideChannel[], now: Date): Promise<Waiting[]> {
  const lease = new Date(now.getTime() + LEASE_MS);
  const { rows } = await sql<Waiting>`
    update notification_outbox o set attempts = o.attempts + 1, next_attempt_at = ${lease}
    from (
      select id from notification_outbox
      where status = 'waiting' and next_attempt_at <= ${now} and channel = any (${sql`${[...channels]}::text[]`})
      order by next_attempt_at limit ${BATCH} for update skip locked
    ) due
    where o.id = due.id
    returning o.id, o.division_code, o.person_id, o.channel, o.title, o.body, o.path, o.attempts`.execute(db);
  return rows;
}

async function deliver(
  db: Database,
  protection: Protection,
  channel: Channel,
  message: Waiting,
  { publicUrl, now }: DeliveryOptions,
): Promise<boolean> {
  try {
    const contact = await findContact(db, protection, message.person_id);
    const address = message.channel === 'mail' ? contact.mail : contact.phone;
    if (address === null) throw new DeliveryError('没有登记接收地址', true);
    const link = publicUrl === null ? null : `${publicUrl.replace(/\/+$/, '')}/office${message.path}`;
    await channel.send(address, { id: message.id, title: message.title, body: message.body, link });
    await settle(db, message.id, { status: 'sent', settled_at: now(), last_error: null });
    return true;
  } catch (error) {
    const isKnown = error instanceof DeliveryError;
    const reason = isKnown ? error.message : '发送时发生内部错误';
    const again = isKnown && error.isFinal ? undefined : nextTry(message.attempts, now());
    if (again) await settle(db, message.id, { next_attempt_at: again, last_error: reason });
    else {
      await settle(db, message.id, { status: 'failed', settled_at: now(), last_error: reason });
      await tellAdministrators(db, message, reason, now());
    }
    return false;
  }
}

async function settle(
  db: Database,
  id: string,
  values: { status?: string; settled_at?: Date; next_attempt_at?: Date; last_error: string | null },
): Promise<void> {
  await db.updateTable('notification_outbox').set(values).where('id', '=', id).execute();
}

/** Once a day and channel, in the office: a mail about mails that fail would fail. */
async function tellAdministrators(db: Database, message: Waiting, reason: string, now: Date): Promise<void> {
  const today = shanghaiDate(now);
  const staff = await readStaff(db, message.division_code, today);
  const label = outsideChannels[message.channel];
  await notify(
    db,
    message.division_code,
    {
      topic: 'system',
      key: `delivery-failed/${message.channel}/${today}`,
      title: `有${label}提醒没有送出`,
      body: `${reason}。请在“提醒发送”中查看并重发。`,
      path: '/notifications/deliveries',
      organCode: null,
    },
    staff.everywhere('technical-administrator'),
    now,
  );
}

/** Removes what was sent more than ninety days ago and notices read more than a year ago. */
export async function cleanUpNotifications(db: Database, divisionCode: string, now: Date): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  await db
    .deleteFrom('notification_outbox')
    .where('status', '=', 'sent')
    .where('settled_at', '<', before(90))
    .execute();
  await db
    .deleteFrom('notification')
    .where('division_code', '=', divisionCode)
    .where('read_at', '<', before(365))
    .execute();
}
