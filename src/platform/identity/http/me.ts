import type { z } from 'zod';
import type { Database } from '../../database/index.ts';
import { listOrgans } from '../organs.ts';
import type { Actor } from '../people/actor.ts';
import { listPersons } from '../people/persons.ts';
import type { Post } from '../people/posts.ts';
import { acts } from '../permissions/acts.ts';
import { actsOf, organsWhere } from '../permissions/decide.ts';
import { roleLabels } from '../permissions/roles.ts';
import type { Session } from '../sessions/sessions.ts';
import type { meSchema, postSchema, sessionSchema } from './schemas.ts';

export function postAnswer(post: Post, organNames: ReadonlyMap<string, string>): z.infer<typeof postSchema> {
  return {
    id: post.id,
    organCode: post.organCode,
    organName: organNames.get(post.organCode) ?? post.organCode,
    title: post.title,
    roles: post.roles.map((role) => ({ role, label: roleLabels[role] })),
    activeFrom: post.activeFrom,
    activeTo: post.activeTo,
  };
}

export function sessionAnswer(session: Session, currentId: string): z.infer<typeof sessionSchema> {
  const { id, method, origin, device } = session;
  return {
    id,
    method,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    origin,
    device,
    isCurrent: id === currentId,
  };
}

export async function organNamesOf(db: Database, divisionCode: string): Promise<Map<string, string>> {
  return new Map((await listOrgans(db, divisionCode)).map(({ code, name }) => [code, name]));
}

export async function meAnswer(
  db: Database,
  actor: Actor,
  session: Session,
  passwordDue: boolean,
): Promise<z.infer<typeof meSchema>> {
  const names = await organNamesOf(db, actor.divisionCode);
  const delegated = new Map(
    actor.grants.flatMap(({ delegation, organCode }) =>
      delegation ? [[delegation.id, { delegation, organCode }]] : [],
    ),
  );
  const absent = new Map(
    (await listPersons(db, [...new Set([...delegated.values()].map(({ delegation }) => delegation.fromPerson))])).map(
      ({ id, fullName }) => [id, fullName],
    ),
  );
  return {
    person: actor.person,
    divisionCode: actor.divisionCode,
    posts: actor.posts.map((post) => postAnswer(post, names)),
    permissions: actsOf(actor).map((act) => ({
      act,
      label: acts[act].label,
      organs: [...organsWhere(actor, act)].sort(),
    })),
    delegations: [...delegated.values()].map(({ delegation, organCode }) => ({
      id: delegation.id,
      from: absent.get(delegation.fromPerson) ?? '',
      organCode,
      acts: [...delegation.acts],
    })),
    passwordDue,
    session: sessionAnswer(session, session.id),
  };
}
