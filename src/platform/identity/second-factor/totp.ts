import { Secret, TOTP } from 'otpauth';
import type { Database } from '../../database/index.ts';
import { dataKeyOf, findDataKeys, type Protection } from '../../protection/index.ts';
import { removeRecoveryCodes } from './recovery-codes.ts';

// RFC 6238 with SHA-1, six digits, thirty seconds: what every authenticator understands.
const PERIOD_S = 30;
const DIGITS = 6;
/** Steps before and after the present one that are taken, for clocks that are off. */
const WINDOW = 1;

/** People belong to no division; their keys stand under this one. */
const NO_DIVISION = '000000';
const subjectOf = (personId: string) => ({ divisionCode: NO_DIVISION, kind: 'person', id: personId });
const FIELD = 'totp-secret';

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: '政府信息公开平台',
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });
}

/** Begins enrolment: a new secret, not used until a code of it came back. Answers what the authenticator scans. */
export async function beginTotp(
  db: Database,
  protection: Protection,
  person: { id: string; signInName: string },
  now: Date,
): Promise<{ secret: string; address: string }> {
  const secret = new Secret({ size: 20 }).base32;
  const key = await dataKeyOf(db, protection, subjectOf(person.id), now);
  if (key === undefined) throw new Error('the key of this person was erased');
  const values = { secret_sealed: key.seal(FIELD, secret), created_at: now, confirmed_at: null, last_step: 0 };
  await db
    .insertInto('person_totp')
    .values({ person_id: person.id, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
  return { secret, address: totpOf(secret, person.signInName).toString() };
}

/** Whether a person must give a code after the password. */
export async function hasTotp(db: Database, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_totp')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a code once: a step that was used, or an older one, is refused. `confirm` also ends the enrolment. */
export async function takeTotpCode(
  db: Database,
  protection: Protection,
  personId: string,
  code: string,
  now: Date,
  confirm = false,
): Promise<boolean> {
  const row = await db.selectFrom('person_totp').selectAll().where('person_id', '=', personId).executeTakeFirst();
  if (!row || (row.confirmed_at === null) !== confirm) return false;
  const key = (await findDataKeys(db, protection, NO_DIVISION, 'person', [personId])).get(personId);
  if (key === undefined) return false;
  const token = code.replace(/\s+/g, '');
  if (!/^\d{6}$/.test(token)) return false;
  const timestamp = now.getTime();
  const delta = totpOf(key.open(FIELD, row.secret_sealed)).validate({ token, timestamp, window: WINDOW });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta;
  // In one statement, so that two requests with the same code cannot both pass.
  const taken = await db
    .updateTable('person_totp')
    .set({ last_step: step, ...(confirm ? { confirmed_at: now } : {}) })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** The recovery codes go with it, since they stand in for it. False when there was none. */
export async function removeTotp(db: Database, personId: string): Promise<boolean> {
  await removeRecoveryCodes(db, personId);
  const result = await db.deleteFrom('person_totp').where('person_id', '=', personId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}
