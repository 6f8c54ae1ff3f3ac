/**
 * The record of every write and every read of personal data.
 *
 *   await appendAudit(transaction, event, now, protection?)     in the act's own transaction, last
 *   const event = auditEvent(request, { … })                    from a route (identity): who, post, when, from where
 *   const stop = startAuditSealing(db, division)                seals the days that are over, now and every hour
 *   registerAudit(app)                                          /api/v1/audit/… for auditors, behind registerIdentity
 *   await verifyAudit(db, division)                             recomputes every hash and root
 */
export { appendAudit, openPersonal } from './append.ts';
export { type AuditVerifyOptions, runAuditVerify } from './cli/verify.ts';
export { type AuditEvent, type JsonValue, SYSTEM } from './event.ts';
export { type AuditCodes, registerAudit } from './http/routes.ts';
export { listSealedDays, merkleRoot, type SealedDay, sealAuditDays } from './merkle.ts';
export { startAuditSealing } from './sealing.ts';
export { type AuditBreach, type AuditVerification, verifyAudit } from './verify.ts';
