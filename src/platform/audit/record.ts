// What writers of the record need; apart from index.ts, whose routes are themselves guarded by identity.
export { appendAudit } from './append.ts';
export { type AuditEvent, type JsonValue, SYSTEM } from './event.ts';
