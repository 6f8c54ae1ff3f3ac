import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AuditEvent, appendAudit, type JsonValue, SYSTEM } from '../../audit/record.ts';
import type { Database } from '../../database/index.ts';
import type { DataSubject } from '../../protection/index.ts';
import { decide, type Grant } from '../permissions/decide.ts';
import type { IdentityContext } from './settings.ts';

/** What an act changed, for the record. */
export interface AuditDetail {
  /** Instead of the name given where the route is registered. */
  readonly action?: string;
  /** Instead of the organ of the post acted by: the organ of the record acted upon. */
  readonly organCode?: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly reason?: string | null;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly personal?: { readonly of: DataSubject; readonly content: JsonValue };
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Set by registerIdentity; below it every route finds database, keys and clock here. */
    identity: IdentityContext;
  }
  interface FastifyContextConfig {
    /** Name of the route's audit event; the act of its permission when left out. */
    audit?: string;
  }
  interface FastifyRequest {
    isAudited: boolean;
  }
}

function actionOf(request: FastifyRequest): string {
  const { audit, access } = request.routeOptions.config;
  if (audit !== undefined) return audit;
  if (typeof access === 'object') return access.act;
  throw new TypeError(`${request.routeOptions.url}: names neither an act nor an audit event`);
}

/** The event of an act done through a route: who, by which post, from where. */
export function auditEvent(request: FastifyRequest, grant: Grant | null, detail: AuditDetail): AuditEvent {
  const { actor } = request;
  request.isAudited = true;
  return {
    divisionCode: request.server.identity.settings.division,
    organCode: detail.organCode ?? grant?.organCode ?? actor?.posts[0]?.organCode ?? SYSTEM,
    action: detail.action ?? actionOf(request),
    personId: actor?.personId ?? null,
    personName: actor?.person.fullName ?? '（未登录）',
    postId: grant?.postId ?? null,
    postTitle: grant?.postTitle ?? null,
    delegationId: grant?.delegation?.id ?? null,
    origin: request.ip,
    subject: detail.subject ?? null,
    reason: detail.reason ?? null,
    before: detail.before ?? null,
    after: detail.after ?? null,
    ...(detail.personal ? { personal: detail.personal } : {}),
  };
}

/**
 * Does an act and adds its event to the chain, in one transaction: both stand or neither.
 *
 *     return auditedAct(request, grant, async (transaction) => {
 *       const { before, after } = await …(transaction, …);
 *       return { answer, detail: { subject: { kind: 'application', id }, before, after } };
 *     });
 */
export async function auditedAct<T>(
  request: FastifyRequest,
  grant: Grant | null,
  act: (transaction: Database) => Promise<{ answer: T; detail: AuditDetail }>,
): Promise<T> {
  const { db, protection, now } = request.server.identity;
  return db.transaction().execute(async (transaction) => {
    const { answer, detail } = await act(transaction);
    await appendAudit(transaction, auditEvent(request, grant, detail), now(), protection);
    return answer;
  });
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * The last wall: a write that succeeded without an event of its own is put on record before its answer leaves, with less to
 * tell (no before and after). When even that fails the caller gets an error.
 */
export function recordUnrecordedWrites(app: FastifyInstance, context: IdentityContext): void {
  app.decorateRequest('isAudited', false);
  app.addHook('onSend', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'public' || !UNSAFE.has(request.method)) return;
    if (request.isAudited || reply.statusCode >= 400 || request.actor === null) return;
    const decision = typeof access === 'object' ? decide(request.actor, access.act) : undefined;
    const grant = decision?.allowed ? decision.grant : null;
    const { id } = (request.params ?? {}) as { id?: unknown };
    const subject = typeof id === 'string' ? { subject: { kind: request.routeOptions.url ?? '', id } } : {};
    await context.db
      .transaction()
      .execute((transaction) => appendAudit(transaction, auditEvent(request, grant, subject), context.now()));
  });
}
