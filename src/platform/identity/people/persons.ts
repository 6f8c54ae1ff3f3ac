import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/index.ts';

export interface Person {
  readonly id: string;
  readonly signInName: string;
  readonly fullName: string;
  readonly status: 'active' | 'disabled';
}

export const SIGN_IN_NAME = /^[a-z0-9][a-z0-9._-]{1,63}$/;

/** Names are typed by people: width and case make no difference. */
export function normaliseSignInName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

export class SignInNameTakenError extends Error {
  override name = 'SignInNameTakenError';
  constructor() {
    super('登录名已被使用');
  }
}

interface PersonRow {
  id: string;
  sign_in_name: string;
  full_name: string;
  status: string;
}

const COLUMNS = ['id', 'sign_in_name', 'full_name', 'status'] as const;

function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    signInName: row.sign_in_name,
    fullName: row.full_name,
    status: row.status === 'active' ? 'active' : 'disabled',
  };
}

/** @throws SignInNameTakenError */
export async function insertPerson(
  db: Database,
  input: { signInName: string; fullName: string },
  createdBy: string,
  now: Date,
): Promise<Person> {
  const row = await db
    .insertInto('person')
    .values({
      id: randomUUID(),
      sign_in_name: normaliseSignInName(input.signInName),
      full_name: input.fullName,
      created_at: now,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.column('sign_in_name').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  if (!row) throw new SignInNameTakenError();
  return personOf(row);
}

export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  const row = await db.selectFrom('person').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && personOf(row);
}

export async function findPersonByName(db: Database, signInName: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('person')
    .select(COLUMNS)
    .where('sign_in_name', '=', normaliseSignInName(signInName))
    .executeTakeFirst();
  return row && personOf(row);
}

export async function listPersons(db: Database, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .orderBy('sign_in_name')
    .execute();
  return rows.map(personOf);
}

export async function updatePerson(
  db: Database,
  id: string,
  change: { fullName?: string; status?: Person['status'] },
): Promise<void> {
  await db
    .updateTable('person')
    .set({
      ...(change.fullName === undefined ? {} : { full_name: change.fullName }),
      ...(change.status === undefined ? {} : { status: change.status }),
    })
    .where('id', '=', id)
    .execute();
}
