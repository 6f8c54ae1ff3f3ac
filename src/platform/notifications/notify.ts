import { randomUUID } from 'node:crypto';
import type { Database } from '../database/index.ts';
import { readWishes } from './contacts.ts';
import { type OutsideChannel, outsideChannels, type Topic } from './topics.ts';

/** One thing people are told. No personal data of applicants: a case is named by its number. */
export interface Notice {
  readonly topic: Topic;
  /** The same key tells a person once, whoever says it and how often. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  /** Where in the office it leads: `/requests/…`. */
  readonly path: string;
  readonly organCode: string | null;
}

/**
 * Tells people, in the caller's transaction if it has one: in the office, and by the channels each chose for the topic and
 * has an address for. Whoever was told under the key before is left out.
 * @returns how many were told now
 */
export async function notify(
  db: Database,
  divisionCode: string,
  notice: Notice,
  personIds: readonly string[],
  now: Date,
): Promise<number> {
  const recipients = [...new Set(personIds)];
  if (recipients.length === 0) return 0;
  const told = await db
    .insertInto('notification')
    .values(
      recipients.map((personId) => ({
        division_code: divisionCode,
        id: randomUUID(),
        person_id: personId,
        topic: notice.topic,
        key: notice.key,
        title: notice.title,
        body: notice.body,
        path: notice.path,
        organ_code: notice.organCode,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['division_code', 'person_id', 'key']).doNothing())
    .returning(['id', 'person_id'])
    .execute();
  if (told.length === 0) return 0;
  const reached = await db
    .selectFrom('person_contact')
    .select(['person_id', 'mail_sealed', 'phone_sealed'])
    .where(
      'person_id',
      'in',
      told.map((row) => row.person_id),
    )
    .execute();
  const wishes = await readWishes(
    db,
    reached.map((row) => row.person_id),
  );
  const messages = told.flatMap((row) => {
    const contact = reached.find((one) => one.person_id === row.person_id);
    if (!contact) return [];
    const has: Record<OutsideChannel, boolean> = {
      mail: contact.mail_sealed !== null,
      sms: contact.phone_sealed !== null,
    };
    return (Object.keys(outsideChannels) as OutsideChannel[])
      .filter((channel) => has[channel] && wishes.get(row.person_id)?.[notice.topic][channel])
      .map((channel) => ({
        id: randomUUID(),
        division_code: divisionCode,
        notification_id: row.id,
        person_id: row.person_id,
        channel,
        title: notice.title,
        body: notice.body,
        path: notice.path,
        next_attempt_at: now,
        created_at: now,
      }));
  });
  if (messages.length > 0) await db.insertInto('notification_outbox').values(messages).execute();
  return told.length;
}
