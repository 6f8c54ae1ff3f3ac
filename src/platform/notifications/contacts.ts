import type { Database } from '../database/index.ts';
import { dataKeyOf, findDataKeys, type Protection } from '../protection/index.ts';
import { type OutsideChannel, type Topic, topicNames, topics } from './topics.ts';

/** Where messages reach a person; null where they reach nobody. */
export interface Contact {
  readonly mail: string | null;
  readonly phone: string | null;
}

/** People belong to no division; their keys stand under this one. */
const NO_DIVISION = '000000';
const MAIL = 'contact-mail';
const PHONE = 'contact-phone';

export async function findContact(db: Database, protection: Protection, personId: string): Promise<Contact> {
  const row = await db
    .selectFrom('person_contact')
    .select(['mail_sealed', 'phone_sealed'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const key = row && (await findDataKeys(db, protection, NO_DIVISION, 'person', [personId])).get(personId);
  if (!row || !key) return { mail: null, phone: null };
  return {
    mail: row.mail_sealed === null ? null : key.open(MAIL, row.mail_sealed),
    phone: row.phone_sealed === null ? null : key.open(PHONE, row.phone_sealed),
  };
}

export async function storeContact(
  db: Database,
  protection: Protection,
  personId: string,
  { mail, phone }: Contact,
  now: Date,
): Promise<void> {
  const key = await dataKeyOf(db, protection, { divisionCode: NO_DIVISION, kind: 'person', id: personId }, now);
  if (key === undefined) throw new Error('the key of this person was erased');
  const values = {
    mail_sealed: mail === null ? null : key.seal(MAIL, mail),
    phone_sealed: phone === null ? null : key.seal(PHONE, phone),
    changed_at: now,
  };
  await db
    .insertInto('person_contact')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}

export type Wishes = Readonly<Record<Topic, Readonly<Record<OutsideChannel, boolean>>>>;

/** By person id: what each wants by which channel, defaults where nothing was chosen. */
export async function readWishes(db: Database, personIds: readonly string[]): Promise<Map<string, Wishes>> {
  const wishes = new Map<string, Wishes>();
  if (personIds.length === 0) return wishes;
  const rows = await db
    .selectFrom('notification_preference')
    .selectAll()
    .where('person_id', 'in', [...personIds])
    .execute();
  const chosen = new Map(rows.map((row) => [`${row.person_id} ${row.topic}`, { mail: row.mail, sms: row.sms }]));
  for (const id of personIds)
    wishes.set(
      id,
      Object.fromEntries(
        topicNames.map((topic) => {
          const { mail, sms } = chosen.get(`${id} ${topic}`) ?? topics[topic];
          return [topic, { mail, sms }];
        }),
      ) as unknown as Wishes,
    );
  return wishes;
}

export async function storeWishes(db: Database, personId: string, wishes: Wishes): Promise<void> {
  for (const topic of topicNames) {
    const { mail, sms } = wishes[topic];
    await db
      .insertInto('notification_preference')
      .values({ person_id: personId, topic, mail, sms })
      .onConflict((conflict) => conflict.columns(['person_id', 'topic']).doUpdateSet({ mail, sms }))
      .execute();
  }
}
