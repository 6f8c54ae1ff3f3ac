import { type Act, acts, type SubjectState } from './acts.ts';
import type { Role } from './roles.ts';
import { permissionTable, separationOfDuties } from './table.ts';

/** What one post, held or delegated, gives a person. */
export interface Grant {
  readonly postId: string;
  readonly postTitle: string;
  readonly organCode: string;
  readonly role: Role;
  /** Codes of the organs the role reaches from this post; see roleReach. */
  readonly organs: ReadonlySet<string>;
  /** Set when acted for somebody absent: only the acts named in the delegation. */
  readonly delegation?: { readonly id: string; readonly fromPerson: string; readonly acts: ReadonlySet<Act> };
}

export interface ActingPerson {
  readonly personId: string;
  readonly grants: readonly Grant[];
}

/** What is acted upon. */
export interface Target {
  /** Left out for acts on nothing in particular (a list): any organ the person's posts reach. */
  readonly organCode?: string;
  /** Needed when the act depends on a state. */
  readonly state?: SubjectState;
  /** Who did what to this record before, for the separation of duties. */
  readonly earlierActors?: readonly { readonly act: Act; readonly personId: string }[];
}

export type Decision =
  | { readonly allowed: true; readonly grant: Grant }
  /** `unseen`: neither the act nor the thing may be shown to exist. The others may be told to the person. */
  | { readonly allowed: false; readonly why: 'unseen' }
  | { readonly allowed: false; readonly why: 'state' | 'separation'; readonly reason: string };

const rolesByActAndState = new Map<Act, Map<SubjectState, ReadonlySet<Role>>>();
for (const { act, states, roles } of permissionTable) {
  const ofAct = rolesByActAndState.get(act) ?? new Map<SubjectState, ReadonlySet<Role>>();
  rolesByActAndState.set(act, ofAct);
  for (const state of states) ofAct.set(state, new Set([...(ofAct.get(state) ?? []), ...roles]));
}

/** Whether the table gives the role the act in the state; without a state, in any. */
export function roleMay(role: Role, act: Act, state?: SubjectState): boolean {
  const ofAct = rolesByActAndState.get(act);
  if (ofAct === undefined) return false;
  if (state !== undefined) return ofAct.get(state)?.has(role) ?? false;
  return [...ofAct.values()].some((holders) => holders.has(role));
}

function covers(grant: Grant, act: Act, target: Target): boolean {
  if (grant.delegation !== undefined && !grant.delegation.acts.has(act)) return false;
  return target.organCode === undefined || grant.organs.has(target.organCode);
}

/**
 * May this person do this act to this thing? Pure: a function of the table, the person's posts and the record. An own post
 * goes before a delegated one, so that the record names the delegation only where it was needed.
 */
export function decide(person: ActingPerson, act: Act, target: Target = {}): Decision {
  const holders = person.grants.filter((grant) => covers(grant, act, target) && roleMay(grant.role, act));
  if (holders.length === 0) return { allowed: false, why: 'unseen' };
  const state = acts[act].subject === 'none' ? 'always' : target.state;
  // Without a target the question is whether the act is the person's at all; a thing always has a state.
  if (target.organCode !== undefined && state === undefined) throw new TypeError(`${act} depends on a state`);
  const able = holders.filter((grant) => roleMay(grant.role, act, state));
  if (able.length === 0)
    return { allowed: false, why: 'state', reason: `当前状态下，您的岗位不能办理“${acts[act].label}”` };
  const breach = separationOfDuties.find(
    (rule) =>
      rule.act === act &&
      target.earlierActors?.some(
        (earlier) => rule.earlier.includes(earlier.act) && earlier.personId === person.personId,
      ),
  );
  if (breach) return { allowed: false, why: 'separation', reason: breach.reason };
  const grant = able.find(({ delegation }) => delegation === undefined) ?? able[0]!;
  return { allowed: true, grant };
}

/** The acts a person may do in at least one organ and state, for menus; the server asks again at each act. */
export function actsOf(person: ActingPerson): Act[] {
  return (Object.keys(acts) as Act[]).filter((act) =>
    person.grants.some((grant) => covers(grant, act, {}) && roleMay(grant.role, act)),
  );
}

/** The organs in which a person may do an act; for lists. */
export function organsWhere(person: ActingPerson, act: Act): Set<string> {
  const organs = new Set<string>();
  for (const grant of person.grants)
    if (covers(grant, act, {}) && roleMay(grant.role, act)) for (const organ of grant.organs) organs.add(organ);
  return organs;
}
