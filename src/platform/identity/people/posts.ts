import { randomUUID } from 'node:crypto';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { incompatibleRoles, isRole, type Role, roleLabels } from '../permissions/roles.ts';

/** A post (岗位): what a person is in an organ, for a time. */
export interface Post {
  readonly divisionCode: string;
  readonly id: string;
  readonly organCode: string;
  readonly personId: string;
  readonly title: string;
  readonly roles: readonly Role[];
  readonly activeFrom: PlainDate;
  /** Last day; null while it is held. */
  readonly activeTo: PlainDate | null;
}

/** An appointment that may not be made; the message says why. */
export class AppointmentRefusedError extends Error {
  override name = 'AppointmentRefusedError';
}

interface PostRow {
  division_code: string;
  id: string;
  organ_code: string;
  person_id: string;
  title: string;
  roles: string[];
  active_from: PlainDate;
  active_to: PlainDate | null;
}

function postOf(row: PostRow): Post {
  return {
    divisionCode: row.division_code,
    id: row.id,
    organCode: row.organ_code,
    personId: row.person_id,
    title: row.title,
    // A role this version does not know gives nothing.
    roles: row.roles.filter(isRole),
    activeFrom: row.active_from,
    activeTo: row.active_to,
  };
}

/**
 * Appoints a person. Held together with the person's other posts of those days, the roles must be compatible.
 * @throws AppointmentRefusedError
 */
export async function insertPost(
  db: Database,
  input: Omit<Post, 'id' | 'activeTo'>,
  createdBy: string,
  now: Date,
): Promise<Post> {
  const held = (await listPostsOf(db, input.divisionCode, input.personId)).filter(
    (post) => post.activeTo === null || post.activeTo >= input.activeFrom,
  );
  const pair = incompatibleRoles([...held.flatMap(({ roles }) => roles), ...input.roles]);
  if (pair) throw new AppointmentRefusedError(`“${roleLabels[pair[0]]}”与“${roleLabels[pair[1]]}”不能由同一人担任`);
  const row = await db
    .insertInto('post')
    .values({
      division_code: input.divisionCode,
      id: randomUUID(),
      organ_code: input.organCode,
      person_id: input.personId,
      title: input.title,
      roles: [...new Set(input.roles)],
      active_from: input.activeFrom,
      created_at: now,
      created_by: createdBy,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return postOf(row);
}

/** All posts of a person in a division, past ones too, the oldest first. */
export async function listPostsOf(db: Database, divisionCode: string, personId: string): Promise<Post[]> {
  const rows = await db
    .selectFrom('post')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('person_id', '=', personId)
    .orderBy('active_from')
    .orderBy('id')
    .execute();
  return rows.map(postOf);
}

/** Posts in some organs, for the list of users. */
export async function listPostsIn(db: Database, divisionCode: string, organCodes: readonly string[]): Promise<Post[]> {
  if (organCodes.length === 0) return [];
  const rows = await db
    .selectFrom('post')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', [...organCodes])
    .orderBy('organ_code')
    .orderBy('active_from')
    .orderBy('id')
    .execute();
  return rows.map(postOf);
}

export async function findPost(db: Database, divisionCode: string, id: string): Promise<Post | undefined> {
  const row = await db
    .selectFrom('post')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && postOf(row);
}

/** Ends a post; `lastDay` is the last on which it is held. */
export async function endPost(db: Database, divisionCode: string, id: string, lastDay: PlainDate): Promise<void> {
  await db
    .updateTable('post')
    .set({ active_to: lastDay })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}

export function isHeldOn(post: Post, day: PlainDate): boolean {
  return post.activeFrom <= day && (post.activeTo === null || post.activeTo >= day);
}
