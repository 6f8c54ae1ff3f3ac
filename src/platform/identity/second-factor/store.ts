import type { Database } from '../../database/index.ts';
import { removeRecoveryCodes } from './recovery-codes.ts';

/** Removes whatever a person proved themselves with beside the password; says how many of each. */
export async function removeSecondFactors(db: Database, personId: string): Promise<{ totp: number; passkeys: number }> {
  const totp = await db.deleteFrom('person_totp').where('person_id', '=', personId).executeTakeFirst();
  await removeRecoveryCodes(db, personId);
  const passkeys = await db.deleteFrom('person_passkey').where('person_id', '=', personId).executeTakeFirst();
  return { totp: Number(totp.numDeletedRows), passkeys: Number(passkeys.numDeletedRows) };
}
