import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/index.ts';
import type { Person } from '../people/persons.ts';
import { hashToken, newToken, TOKEN } from './tokens.ts';

export interface SessionLimits {
  /** Milliseconds without a request after which a session ends. */
  readonly idle: number;
  /** Milliseconds after which it ends whatever is done. */
  readonly absolute: number;
}

export const SESSION_LIMITS: SessionLimits = { idle: 30 * 60_000, absolute: 12 * 3_600_000 };

/** How a person proved who they are. */
export const signInMethodLabels = {
  password: '密码',
  'password+totp': '密码和动态口令',
  'password+recovery-code': '密码和恢复代码',
  passkey: '通行密钥',
  'single-sign-on': '单点登录',
} as const;
export type SignInMethod = keyof typeof signInMethodLabels;

export interface Session {
  readonly id: string;
  readonly method: SignInMethod;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** Network address of the sign-in. */
  readonly origin: string;
  /** The browser, in its own words. */
  readonly device: string;
}

const COLUMNS = ['id', 'method', 'created_at', 'last_seen_at', 'expires_at', 'origin', 'device'] as const;

interface SessionRow {
  id: string;
  method: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  origin: string;
  device: string;
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    method: row.method as SignInMethod,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    origin: row.origin,
    device: row.device,
  };
}

/**
 * Opens a session under a new token; one presented by the client is never adopted (no fixation). The token is returned
 * once and stored only as its hash.
 */
export async function openSession(
  db: Database,
  personId: string,
  how: { method: SignInMethod; origin: string; device: string },
  limits: SessionLimits,
  now: Date,
): Promise<{ token: string; session: Session }> {
  const token = newToken();
  const row = await db
    .insertInto('office_session')
    .values({
      id: randomUUID(),
      token_hash: hashToken(token),
      person_id: personId,
      method: how.method,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + limits.absolute),
      origin: how.origin,
      device: how.device.slice(0, 300),
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return { token, session: sessionOf(row) };
}

const TOUCH_EVERY_MS = 60_000;

/** The session of a token and its person; undefined when it is unknown, over, or the person was disabled. */
export async function resumeSession(
  db: Database,
  token: string,
  limits: SessionLimits,
  now: Date,
): Promise<{ session: Session; person: Person; isPasswordDue: boolean } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const row = await db
    .selectFrom('office_session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .leftJoin('person_password as w', 'w.person_id', 's.person_id')
    .select(COLUMNS.map((column) => `s.${column}` as const))
    .select(['p.id as person_id', 'p.sign_in_name', 'p.full_name', 'p.status', 'w.must_change'])
    .where('s.token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (row?.status !== 'active') return undefined;
  const session = sessionOf(row);
  const idleUntil = session.lastSeenAt.getTime() + limits.idle;
  if (now.getTime() >= Math.min(idleUntil, session.expiresAt.getTime())) {
    await db.deleteFrom('office_session').where('id', '=', session.id).execute();
    return undefined;
  }
  if (now.getTime() - session.lastSeenAt.getTime() >= TOUCH_EVERY_MS)
    await db.updateTable('office_session').set({ last_seen_at: now }).where('id', '=', session.id).execute();
  return {
    session,
    person: { id: row.person_id, signInName: row.sign_in_name, fullName: row.full_name, status: 'active' },
    // Who signs in another way has no need of the password that waits to be replaced.
    isPasswordDue: row.must_change === true && session.method.startsWith('password'),
  };
}

/** Sessions of a person that are still open, the last used first: the list of devices. */
export async function listSessions(
  db: Database,
  personId: string,
  limits: SessionLimits,
  now: Date,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('office_session')
    .select(COLUMNS)
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - limits.idle))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(sessionOf);
}

export async function closeSessionOfToken(db: Database, token: string): Promise<void> {
  await db.deleteFrom('office_session').where('token_hash', '=', hashToken(token)).execute();
}

/** Closes one of a person's sessions; false when it is not theirs or is gone. */
export async function closeSession(db: Database, personId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('office_session')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Closes all of a person's sessions but one (or all); after a change of password, and on request. */
export async function closeOtherSessions(db: Database, personId: string, keep?: string): Promise<number> {
  let query = db.deleteFrom('office_session').where('person_id', '=', personId);
  if (keep !== undefined) query = query.where('id', '<>', keep);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Removes what is over: sessions, challenges, and failures older than a day. */
export async function sweepSessions(db: Database, limits: SessionLimits, now: Date): Promise<void> {
  await db
    .deleteFrom('office_session')
    .where((or) =>
      or.or([or('expires_at', '<=', now), or('last_seen_at', '<=', new Date(now.getTime() - limits.idle))]),
    )
    .execute();
  await db.deleteFrom('sign_in_challenge').where('expires_at', '<=', now).execute();
  await db
    .deleteFrom('sign_in_throttle')
    .where('last_failure_at', '<=', new Date(now.getTime() - 86_400_000))
    .execute();
}
