import { randomUUID } from 'node:crypto';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { type Act, acts, isAct } from '../permissions/acts.ts';
import { roleMay } from '../permissions/decide.ts';
import type { Post } from './posts.ts';

/** Some acts of a post, done by another person from one day to another while its holder is absent. */
export interface Delegation {
  readonly divisionCode: string;
  readonly id: string;
  readonly postId: string;
  readonly toPersonId: string;
  readonly acts: readonly Act[];
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly reason: string;
  readonly isRevoked: boolean;
}

/** A delegation that may not be made; the message says why, the field where to mend it. */
export class DelegationRefusedError extends Error {
  override name = 'DelegationRefusedError';
  readonly field: 'toPersonId' | 'acts' | 'toOn';

  constructor(field: DelegationRefusedError['field'], message: string) {
    super(message);
    this.field = field;
  }
}

/** The power to hand powers on is never handed on, nor what makes or opens accounts, nor the keeping of watch. */
const NOT_TO_DELEGATE = /^(delegations|users|audit|system)\./;

/** Acts a post could hand on. */
export function delegableActs(post: Post): Act[] {
  return (Object.keys(acts) as Act[]).filter(
    (act) => !NOT_TO_DELEGATE.test(act) && post.roles.some((role) => roleMay(role, act)),
  );
}

const LONGEST_DAYS = 366;

/** @throws DelegationRefusedError */
export async function insertDelegation(
  db: Database,
  post: Post,
  input: Pick<Delegation, 'toPersonId' | 'acts' | 'fromOn' | 'toOn' | 'reason'>,
  createdBy: string,
  now: Date,
): Promise<Delegation> {
  if (input.toPersonId === post.personId) throw new DelegationRefusedError('toPersonId', '不能委托给本人');
  if (input.toOn < input.fromOn) throw new DelegationRefusedError('toOn', '委托的结束日期不能早于开始日期');
  const days = (Date.parse(input.toOn) - Date.parse(input.fromOn)) / 86_400_000;
  if (days > LONGEST_DAYS) throw new DelegationRefusedError('toOn', '一次委托不能超过一年');
  const able = new Set(delegableActs(post));
  const beyond = input.acts.find((act) => !able.has(act));
  if (beyond) throw new DelegationRefusedError('acts', `该岗位不能委托“${acts[beyond].label}”`);
  const row = await db
    .insertInto('delegation')
    .values({
      division_code: post.divisionCode,
      id: randomUUID(),
      post_id: post.id,
      to_person_id: input.toPersonId,
      acts: [...new Set(input.acts)],
      from_on: input.fromOn,
      to_on: input.toOn,
      reason: input.reason,
      created_at: now,
      created_by: createdBy,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return delegationOf(row);
}

interface DelegationRow {
  division_code: string;
  id: string;
  post_id: string;
  to_person_id: string;
  acts: string[];
  from_on: PlainDate;
  to_on: PlainDate;
  reason: string;
  revoked_at: Date | null;
}

function delegationOf(row: DelegationRow): Delegation {
  return {
    divisionCode: row.division_code,
    id: row.id,
    postId: row.post_id,
    toPersonId: row.to_person_id,
    acts: row.acts.filter(isAct),
    fromOn: row.from_on,
    toOn: row.to_on,
    reason: row.reason,
    isRevoked: row.revoked_at !== null,
  };
}

/** What is delegated to a person on a day, by people whose accounts are in use: who may do nothing has nothing to hand on. */
export async function listDelegationsTo(
  db: Database,
  divisionCode: string,
  personId: string,
  day: PlainDate,
): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .innerJoin('post', (join) =>
      join.onRef('post.division_code', '=', 'delegation.division_code').onRef('post.id', '=', 'delegation.post_id'),
    )
    .innerJoin('person', 'person.id', 'post.person_id')
    .selectAll('delegation')
    .where('delegation.division_code', '=', divisionCode)
    .where('delegation.to_person_id', '=', personId)
    .where('delegation.from_on', '<=', day)
    .where('delegation.to_on', '>=', day)
    .where('delegation.revoked_at', 'is', null)
    .where('person.status', '=', 'active')
    .execute();
  return rows.map(delegationOf);
}

/** What was ever delegated from some posts, the latest first. */
export async function listDelegationsFrom(
  db: Database,
  divisionCode: string,
  postIds: readonly string[],
): Promise<Delegation[]> {
  if (postIds.length === 0) return [];
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('post_id', 'in', [...postIds])
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(delegationOf);
}

export async function findDelegation(db: Database, divisionCode: string, id: string): Promise<Delegation | undefined> {
  const row = await db
    .selectFrom('delegation')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && delegationOf(row);
}

/** For whom was acted under some delegations: who gave each, under the name of today. */
export async function listDelegators(
  db: Database,
  divisionCode: string,
  ids: readonly string[],
): Promise<Map<string, { id: string; fullName: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('delegation')
    .innerJoin('post', (join) =>
      join.onRef('post.division_code', '=', 'delegation.division_code').onRef('post.id', '=', 'delegation.post_id'),
    )
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['delegation.id as delegation_id', 'person.id', 'person.full_name'])
    .where('delegation.division_code', '=', divisionCode)
    .where('delegation.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.delegation_id, { id: row.id, fullName: row.full_name }]));
}

/** False when it was revoked before. */
export async function revokeDelegation(db: Database, divisionCode: string, id: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('delegation')
    .set({ revoked_at: now })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
