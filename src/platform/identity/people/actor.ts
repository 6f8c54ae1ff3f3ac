import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { listOrgans, type Organ } from '../organs.ts';
import type { ActingPerson, Grant } from '../permissions/decide.ts';
import { roleReach } from '../permissions/roles.ts';
import { listDelegationsTo } from './delegations.ts';
import type { Person } from './persons.ts';
import { findPost, isHeldOn, listPostsOf, type Post } from './posts.ts';

/** A signed-in person with everything their posts and delegations of the day give them. */
export interface Actor extends ActingPerson {
  readonly person: Person;
  readonly divisionCode: string;
  readonly posts: readonly Post[];
}

/** Which organ's duties passed to which, from mergers, splits and renewals. */
export type Succession = readonly { readonly from: string; readonly to: string }[];

/**
 * Organs a post reaches: its own, those whose duties came to it (条例 Art. 10: who continues to exercise the powers
 * answers for the information), and for watching roles everything below as well, abolished organs included.
 */
export function reachOf(
  organCode: string,
  reach: 'own' | 'subordinate',
  organs: readonly Organ[],
  succession: Succession,
): Set<string> {
  const found = [organCode];
  const seen = new Set(found);
  const add = (code: string): void => {
    if (seen.has(code)) return;
    seen.add(code);
    found.push(code);
  };
  for (let i = 0; i < found.length; i++) {
    for (const { from, to } of succession) if (to === found[i]) add(from);
    if (reach === 'subordinate') for (const organ of organs) if (organ.parentCode === found[i]) add(organ.code);
  }
  return seen;
}

/** Loads what a person may do on a day. `succession` is read by organ-history.ts. */
export async function loadActor(
  db: Database,
  person: Person,
  divisionCode: string,
  today: PlainDate,
  succession: Succession,
): Promise<Actor> {
  const organs = await listOrgans(db, divisionCode);
  const posts = (await listPostsOf(db, divisionCode, person.id)).filter((post) => isHeldOn(post, today));
  const grants: Grant[] = posts.flatMap((post) => grantsOf(post, organs, succession));
  for (const delegation of await listDelegationsTo(db, divisionCode, person.id, today)) {
    const post = await findPost(db, divisionCode, delegation.postId);
    // A post that ended has nothing left to delegate.
    if (!post || !isHeldOn(post, today)) continue;
    const given = { id: delegation.id, fromPerson: post.personId, acts: new Set(delegation.acts) };
    grants.push(...grantsOf(post, organs, succession).map((grant) => ({ ...grant, delegation: given })));
  }
  return { personId: person.id, person, divisionCode, posts, grants };
}

function grantsOf(post: Post, organs: readonly Organ[], succession: Succession): Grant[] {
  return post.roles.map((role) => ({
    postId: post.id,
    postTitle: post.title,
    organCode: post.organCode,
    role,
    organs: reachOf(post.organCode, roleReach[role], organs, succession),
  }));
}
