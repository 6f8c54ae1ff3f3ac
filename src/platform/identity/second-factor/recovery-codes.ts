import { createHash, randomInt } from 'node:crypto';
import type { Database } from '../../database/index.ts';

const COUNT = 10;
/** Letters and figures nobody mistakes for each other (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Eighty random bits, `XXXX-XXXX-XXXX-XXXX`: as little to be guessed as a token, so a plain hash of it is enough. */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** As somebody copies it from paper: case, blanks and strokes do not matter, O and I are read as 0 and 1. */
function normalised(code: string): string {
  return code
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function hashOf(personId: string, code: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['recovery', personId, normalised(code)]))
    .digest('hex');
}

/** Ten new codes in place of all earlier ones. They are answered this once; the table holds hashes. */
export async function makeRecoveryCodes(db: Database, personId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await removeRecoveryCodes(db, personId);
  await db
    .insertInto('person_recovery_code')
    .values(codes.map((code) => ({ person_id: personId, code_hash: hashOf(personId, code), created_at: now })))
    .execute();
  return codes;
}

/** Whether a text has the form of a recovery code rather than of a one-time password. */
export function isRecoveryCode(code: string): boolean {
  return normalised(code).length === LENGTH;
}

/** Takes a code once, in one statement, so that of two requests with the same code one fails. */
export async function takeRecoveryCode(db: Database, personId: string, code: string, now: Date): Promise<boolean> {
  const taken = await db
    .updateTable('person_recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOf(personId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** How many codes are left. */
export async function countRecoveryCodes(db: Database, personId: string): Promise<number> {
  const { left } = await db
    .selectFrom('person_recovery_code')
    .select((count) => count.fn.countAll<string>().as('left'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(left);
}

export async function removeRecoveryCodes(db: Database, personId: string): Promise<void> {
  await db.deleteFrom('person_recovery_code').where('person_id', '=', personId).execute();
}
