/**
 * The record of every write and every read of personal data.
 *
 *   await appendAudit(transaction, event, now, protection?)     in the act's own transaction, last
 *   const event = auditEvent(request, { … })                    from a route (identity): who, post, when, from where
 *   await sealAuditDays(db, division, now)                      once a day or more often
 *   await verifyAudit(db, division)                             recomputes every hash and root
 */
export { appendAudit, openPersonal } from './append.ts';
export { type AuditVerifyOptions, runAuditVerify } from './cli/verify.ts';
export { type AuditEvent, type JsonValue, SYSTEM } from './event.ts';
export { listSealedDays, merkleRoot, type SealedDay, sealAuditDays } from './merkle.ts';
export { type AuditBreach, type AuditVerification, verifyAudit } from './verify.ts';
