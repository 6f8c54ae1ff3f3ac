import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Database } from '../../database/index.ts';
import { normaliseSignInName } from '../people/persons.ts';

/** Failures that cost nothing: people mistype. */
const FREE_FAILURES = 4;
/** An origin may fail for many accounts (an office behind one address) before it is slowed as a whole. */
const FREE_ORIGIN_FAILURES = 100;
const LONGEST_DELAY_MS = 15 * 60_000;
/** After this long without failure the count starts anew. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** The network a request comes from: an IPv6 customer holds a whole /64, so single addresses of it are one origin. */
export function originOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const plain = address.split('%', 1)[0]!;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Milliseconds to wait after so many failures in a row: 1 s, 2 s, 4 s … up to a quarter of an hour. */
export function delayAfter(failures: number, free = FREE_FAILURES): number {
  if (failures <= free) return 0;
  return Math.min(LONGEST_DELAY_MS, 1000 * 2 ** Math.min(20, failures - free - 1));
}

const hashOf = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Keys hold no name and no address: a copied table tells neither who signs in nor from where. */
function keysOf(account: string, address: string): { pair: string; origin: string } {
  const origin = originOf(address);
  return { pair: hashOf('pair', normaliseSignInName(account), origin), origin: hashOf('origin', origin) };
}

export type Attempt = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Counts an attempt before it is checked, so that a thousand at once count as a thousand, and says whether it may be
 * checked. Counted by account and origin together: who tries names from elsewhere slows only themselves, the owner signs
 * in as always. Forget it with `forgetFailures` once the attempt succeeds.
 */
export async function beginAttempt(db: Database, account: string, address: string, now: Date): Promise<Attempt> {
  const { pair, origin } = keysOf(account, address);
  for (const [key, free] of [
    [pair, FREE_FAILURES],
    [origin, FREE_ORIGIN_FAILURES],
  ] as const) {
    const retryAfterMs = await count(db, key, free, now);
    if (retryAfterMs > 0) return { allowed: false, retryAfterMs };
  }
  return { allowed: true };
}

/** One statement counts and judges, so of many at once only the free ones and the first paid one get through. */
async function count(db: Database, key: string, free: number, now: Date): Promise<number> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_MS);
  const counted = await db
    .insertInto('sign_in_throttle')
    .values({ key_hash: key, failures: 1, last_failure_at: now })
    .onConflict((conflict) =>
      conflict
        .column('key_hash')
        .doUpdateSet({
          failures: sql`case when sign_in_throttle.last_failure_at <= ${forgotten} then 1 else sign_in_throttle.failures + 1 end`,
          last_failure_at: now,
        })
        // The delay of delayAfter(); a try during it is refused and not counted, else it could be prolonged for ever.
        .where(
          sql<boolean>`sign_in_throttle.failures <= ${free}::int or sign_in_throttle.last_failure_at <= ${now}::timestamptz
            - least(${LONGEST_DELAY_MS / 1000}::int, power(2, least(20, sign_in_throttle.failures - ${free}::int - 1))) * interval '1 second'`,
        ),
    )
    .returning('failures')
    .executeTakeFirst();
  if (counted) return 0;
  const row = await db
    .selectFrom('sign_in_throttle')
    .select(['failures', 'last_failure_at'])
    .where('key_hash', '=', key)
    .executeTakeFirst();
  if (!row) return 0;
  return Math.max(1, row.last_failure_at.getTime() + delayAfter(row.failures, free) - now.getTime());
}

/** After a success: the pair starts anew, and the origin gets its one attempt back. */
export async function forgetFailures(db: Database, account: string, address: string): Promise<void> {
  const { pair, origin } = keysOf(account, address);
  await db.deleteFrom('sign_in_throttle').where('key_hash', '=', pair).execute();
  await db
    .updateTable('sign_in_throttle')
    .set({ failures: sql`greatest(failures - 1, 0)` })
    .where('key_hash', '=', origin)
    .execute();
}
