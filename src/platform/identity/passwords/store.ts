import type { Database } from '../../database/index.ts';
import { hashPassword, isOutdatedHash, verifyNobody, verifyPassword } from './hash.ts';

/** Sets a password already found good (policy.ts). `mustChange` when somebody else chose it. */
export async function setPassword(
  db: Database,
  personId: string,
  password: string,
  mustChange: boolean,
  now: Date,
): Promise<void> {
  const values = { hash: await hashPassword(password), changed_at: now, must_change: mustChange };
  await db
    .insertInto('person_password')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}

export type PasswordCheck = { readonly ok: false } | { readonly ok: true; readonly mustChange: boolean };

/** Checks a password; takes as long for a person without one, or for none at all (`undefined`). */
export async function checkPassword(
  db: Database,
  personId: string | undefined,
  password: string,
  now: Date,
  maximumAgeDays?: number,
): Promise<PasswordCheck> {
  const row =
    personId === undefined
      ? undefined
      : await db.selectFrom('person_password').selectAll().where('person_id', '=', personId).executeTakeFirst();
  if (!row) {
    await verifyNobody(password);
    return { ok: false };
  }
  if (!(await verifyPassword(row.hash, password))) return { ok: false };
  if (isOutdatedHash(row.hash)) {
    const renewed = await hashPassword(password);
    await db.updateTable('person_password').set({ hash: renewed }).where('person_id', '=', row.person_id).execute();
  }
  const isOld = maximumAgeDays !== undefined && now.getTime() - row.changed_at.getTime() > maximumAgeDays * 86_400_000;
  return { ok: true, mustChange: row.must_change || isOld };
}

/** Whether the password was chosen by somebody else and waits to be replaced. */
export async function isPasswordDue(db: Database, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_password')
    .select('must_change')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.must_change ?? false;
}
