import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { listPersons, type Person } from './persons.ts';
import { isHeldOn, listPostsIn, listPostsOf, type Post } from './posts.ts';

/** A person with the posts they ever held in the division. */
export interface DirectoryEntry {
  readonly person: Person;
  readonly posts: readonly Post[];
}

export interface DirectoryQuery {
  readonly organCodes: readonly string[];
  /** Part of the sign-in name or the full name. */
  readonly text?: string;
  readonly limit: number;
  /** Sign-in name of the last entry before. */
  readonly after?: string;
}

/** Who holds or held a post in some organs, by sign-in name. Some thousands of officials at most, so sorted in memory. */
export async function listDirectory(
  db: Database,
  divisionCode: string,
  query: DirectoryQuery,
): Promise<{ entries: DirectoryEntry[]; next: string | null }> {
  const posts = Map.groupBy(await listPostsIn(db, divisionCode, query.organCodes), ({ personId }) => personId);
  const text = query.text?.normalize('NFKC').toLowerCase();
  const persons = (await listPersons(db, [...posts.keys()])).filter(
    ({ signInName, fullName }) =>
      (query.after === undefined || signInName > query.after) &&
      (text === undefined || signInName.includes(text) || fullName.toLowerCase().includes(text)),
  );
  const page = persons.slice(0, query.limit);
  return {
    entries: page.map((person) => ({ person, posts: posts.get(person.id)! })),
    next: persons.length > page.length ? page.at(-1)!.signInName : null,
  };
}

/**
 * A person as an administrator of some organs may see them: when they hold or held a post there. `isWhollyWithin`: every post
 * they hold now is there, so that acts on the whole account are the administrator's to do.
 */
export async function findInDirectory(
  db: Database,
  divisionCode: string,
  personId: string,
  organCodes: ReadonlySet<string>,
  today: PlainDate,
): Promise<(DirectoryEntry & { isWhollyWithin: boolean }) | undefined> {
  const posts = await listPostsOf(db, divisionCode, personId);
  if (!posts.some(({ organCode }) => organCodes.has(organCode))) return undefined;
  const person = (await listPersons(db, [personId])).at(0);
  if (!person) return undefined;
  const held = posts.filter((post) => isHeldOn(post, today));
  return {
    person,
    posts: posts.filter(({ organCode }) => organCodes.has(organCode)),
    isWhollyWithin: held.every(({ organCode }) => organCodes.has(organCode)),
  };
}
