/**
 * Organs, people, posts, permissions, sign-in.
 *
 *   await registerIdentity(app, { db, protection, settings })   before the capabilities; gives request.actor and /api/v1/session, /api/v1/me …
 *   { config: requirePermission('users.create') }    on a route: 401 without session, 404 for those whose act it is not
 *   authorise(request, act, { organCode, state, earlierActors })   in its handler, for the very thing; answers the post acted by
 *   auditedAct(request, grant, async (transaction) => ({ answer, detail: { subject, before, after } }))
 *                                                    does the act and puts it on record, in one transaction
 *   decide(person, act, target)                      the same, pure; permissions/table.ts is the only place that says who may
 */
export { runImportOrgans } from './cli/import-organs.ts';
export { runUserAdd, type UserAddOptions } from './cli/user-add.ts';
export {
  type Access,
  authorise,
  notFound,
  publicAccess,
  requireActor,
  requirePermission,
  requireSession,
  signedIn,
} from './http/access.ts';
export { type AuditDetail, auditEvent, auditedAct } from './http/audited.ts';
export { registerIdentity } from './http/register.ts';
export type { IdentitySettings } from './http/settings.ts';
export {
  changeOrgans,
  listOrganChanges,
  listOrgansAsOf,
  listSuccession,
  type OrganChange,
  OrganChangeRefusedError,
} from './organ-history.ts';
export { findOrgan, insertOrgans, listOrgans, listSubtree, type Organ, type OrganKind } from './organs.ts';
export type { PasswordPolicy } from './passwords/policy.ts';
export type { Actor } from './people/actor.ts';
export { listDelegators } from './people/delegations.ts';
export { type Act, acts, type SubjectState, subjectStates } from './permissions/acts.ts';
export {
  type ActingPerson,
  actsOf,
  type Decision,
  decide,
  type Grant,
  organsWhere,
  type Target,
} from './permissions/decide.ts';
export { type Role, roleLabels, roles } from './permissions/roles.ts';
export type { SessionLimits } from './sessions/sessions.ts';
export type { SingleSignOnSettings } from './single-sign-on/provider.ts';
