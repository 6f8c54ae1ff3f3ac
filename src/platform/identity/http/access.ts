import type { FastifyInstance, FastifyRequest } from 'fastify';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { ProblemError } from '../../http/index.ts';
import { listSuccession } from '../organ-history.ts';
import { type Actor, loadActor } from '../people/actor.ts';
import type { Act } from '../permissions/acts.ts';
import { decide, type Grant, type Target } from '../permissions/decide.ts';
import { resumeSession, type Session } from '../sessions/sessions.ts';
import { readSessionCookie } from './cookies.ts';
import { refuseCrossSite } from './cross-site.ts';
import type { IdentityContext } from './settings.ts';

/**
 * Who may call a route: `public` everyone, `signed-in` everyone signed in (`-password-due`: also before a password
 * that somebody else chose is replaced), an act those whose posts give it somewhere.
 */
export type Access = 'public' | 'signed-in' | 'signed-in-password-due' | { readonly act: Act };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Null on routes without access control and where nobody is signed in. */
    actor: Actor | null;
    session: Session | null;
  }
}

/**
 * For a route's options: `{ config: requirePermission('users.create') }`. Others get 404, as if there were no such route.
 * `audit` names the route's event in the record; the act's name when left out.
 */
export function requirePermission(act: Act, audit: string = act): { access: Access; audit: string } {
  return { access: { act }, audit };
}

export const publicAccess: { access: Access } = { access: 'public' };
/** For everyone signed in; a write also names its audit event. */
export function signedIn(audit?: string): { access: Access; audit?: string } {
  return { access: 'signed-in', ...(audit === undefined ? {} : { audit }) };
}

/** The answer for what is not there, and just as well for what must not be seen. */
export function notFound(): Error {
  return Object.assign(new Error('not found'), { statusCode: 404 });
}

/** @throws ProblemError 401 */
export function requireActor(request: FastifyRequest): Actor {
  if (!request.actor) throw Object.assign(new Error('not signed in'), { statusCode: 401 });
  return request.actor;
}

/** @throws ProblemError 401 */
export function requireSession(request: FastifyRequest): Session {
  if (!request.session) throw Object.assign(new Error('not signed in'), { statusCode: 401 });
  return request.session;
}

/**
 * The post by which the signed-in person may do `act` to this thing.
 * @throws 404 when neither act nor thing may be seen, 409 when it is not their act in this state, 403 for separation of duties
 */
export function authorise(request: FastifyRequest, act: Act, target: Target = {}): Grant {
  const decision = decide(requireActor(request), act, target);
  if (decision.allowed) return decision.grant;
  if (decision.why === 'unseen') throw notFound();
  if (decision.why === 'state') throw new ProblemError(409, `${decision.reason}。`, { kind: 'not-in-this-state' });
  throw new ProblemError(403, `${decision.reason}。`, { kind: 'separation-of-duties' });
}

const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Guards every route that names its access, and refuses to register a write below /api that names none. */
export function guardRoutes(app: FastifyInstance, context: IdentityContext): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('session', null);
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    if (!route.url.startsWith('/api/') || !methods.some((method) => UNSAFE.includes(method))) return;
    const { access, audit } = route.config ?? {};
    if (access !== undefined && access !== 'public' && typeof access !== 'object' && audit === undefined)
      throw new Error(`${methods.join()} ${route.url}: names no audit event`);
    if (access === undefined)
      throw new Error(`${methods.join()} ${route.url}: names no access (config: requirePermission(…))`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config?.access;
    if (access === undefined) return;
    const token = readSessionCookie(request, context.settings);
    refuseCrossSite(request, context.settings, token !== undefined);
    reply.header('cache-control', 'no-store');
    if (access === 'public') return;
    const resumed =
      token === undefined ? undefined : await resumeSession(context.db, token, context.limits, context.now());
    if (!resumed) throw Object.assign(new Error('not signed in'), { statusCode: 401 });
    request.session = resumed.session;
    request.actor = await loadActor(
      context.db,
      resumed.person,
      context.settings.division,
      shanghaiDate(context.now()),
      await listSuccession(context.db, context.settings.division),
    );
    if (access === 'signed-in-password-due') return;
    if (resumed.isPasswordDue)
      throw new ProblemError(403, '请先修改密码，再继续使用。', { kind: 'password-change-required' });
    if (typeof access === 'object' && decide(request.actor, access.act).allowed === false) throw notFound();
  });
}
