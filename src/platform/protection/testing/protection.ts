import type { Database } from '../../database/index.ts';
import { type KeyRing, newKeyRing } from '../key-ring.ts';
import { Protection, rememberActiveKey } from '../protection.ts';
import type { Suite } from '../suites.ts';

const opened = new WeakMap<Database, Protection>();

/** Keys of a test's or bench's own database, which end with it; the same ones each time it is asked. */
export async function openTestProtection(db: Database, suite: Suite = 'aes-256-gcm'): Promise<Protection> {
  const earlier = opened.get(db);
  if (earlier) return earlier;
  const ring: KeyRing = newKeyRing(suite);
  await rememberActiveKey(db, ring, new Date('2022-09-28T00:00:00Z'));
  const protection = new Protection(ring);
  opened.set(db, protection);
  return protection;
}
