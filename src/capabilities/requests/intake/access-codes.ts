import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Protection } from '../../../platform/protection/index.ts';
import { CODE_ALPHABET, CODE_LENGTH, type Reference } from '../rules/intake/reference.ts';
import type { IntakeContext } from './context.ts';

/** A fresh 查询码: 50 random bits. */
export function newAccessCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
}

/** What is stored of it. Keyed, so that a copied database can't be searched for codes; of one application alone. */
export function accessCodeIndex(protection: Protection, applicationId: string, code: string): Uint8Array {
  return protection.blindIndex(`application-access ${applicationId}`, code);
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The id of the application with this number and code; undefined when either is wrong, without saying which. */
export async function findByCode(
  { db, division, protection }: IntakeContext,
  { organCode, number }: Reference,
  code: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('application as a')
    .innerJoin('application_detail as d', (join) =>
      join.onRef('d.division_code', '=', 'a.division_code').onRef('d.application_id', '=', 'a.id'),
    )
    .select(['a.id', 'd.access_code_index'])
    .where('a.division_code', '=', division)
    .where('a.organ_code', '=', organCode)
    .where('a.number', '=', number)
    .executeTakeFirst();
  // Worked out also for numbers that do not exist, which so take as long as others.
  const given = accessCodeIndex(protection, row?.id ?? NOBODY, code);
  if (!row?.access_code_index || row.access_code_index.length !== given.length) return undefined;
  return timingSafeEqual(row.access_code_index, given) ? row.id : undefined;
}

export const FOLLOWING_MINUTES = 60;

/** What a token lets a browser see: an application, or a request to correct own records. */
export type FollowedKind = 'application' | 'records-correction';

function macOf(protection: Protection, kind: FollowedKind, id: string, until: number): string {
  return Buffer.from(protection.blindIndex(`${kind}-following`, `${id} ${until}`)).toString('base64url');
}

/** For a cookie: lets a browser that proved number and code see the case for an hour. */
export function issueFollowingToken(
  { protection, now }: IntakeContext,
  id: string,
  kind: FollowedKind = 'application',
): string {
  const until = now().getTime() + FOLLOWING_MINUTES * 60_000;
  return `${id}.${until}.${macOf(protection, kind, id, until)}`;
}

/** The case of a token that is genuine, of this kind and not over. */
export function readFollowingToken(
  { protection, now }: IntakeContext,
  token: string | undefined,
  kind: FollowedKind = 'application',
): string | undefined {
  const [, id, until, mac] = /^([0-9a-f-]{36})\.(\d{13,14})\.([A-Za-z0-9_-]{22})$/.exec(token ?? '') ?? [];
  if (id === undefined || until === undefined || mac === undefined) return undefined;
  const genuine = macOf(protection, kind, id, Number(until));
  if (!timingSafeEqual(Buffer.from(genuine), Buffer.from(mac)) || Number(until) < now().getTime()) return undefined;
  return id;
}
