import { type Database, jsonb } from '../../database/index.ts';
import { hashToken, newToken, TOKEN } from './tokens.ts';

export type ChallengeKind = 'second-step' | 'passkey-registration' | 'passkey-sign-in' | 'single-sign-on';

const LIFETIME_MS = 5 * 60_000;

/** Begins a ceremony of several requests; the token goes to the client, its hash and the content stay here. */
export async function beginChallenge(
  db: Database,
  kind: ChallengeKind,
  personId: string | null,
  content: object,
  now: Date,
): Promise<string> {
  const token = newToken();
  await db
    .insertInto('sign_in_challenge')
    .values({
      token_hash: hashToken(token),
      kind,
      person_id: personId,
      content: jsonb(content),
      expires_at: new Date(now.getTime() + LIFETIME_MS),
    })
    .execute();
  return token;
}

/** Takes a ceremony's content away, so that it serves once; undefined when unknown, of another kind or too old. */
export async function takeChallenge(
  db: Database,
  kind: ChallengeKind,
  token: string,
  now: Date,
): Promise<{ personId: string | null; content: Record<string, unknown> } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const row = await db
    .deleteFrom('sign_in_challenge')
    .where('token_hash', '=', hashToken(token))
    .where('kind', '=', kind)
    .returning(['person_id', 'content', 'expires_at'])
    .executeTakeFirst();
  if (!row || row.expires_at <= now) return undefined;
  return { personId: row.person_id, content: row.content as Record<string, unknown> };
}
