/**
 * Personal data at rest: each subject (an application, a person) has its own data key, wrapped by a key-encryption key that
 * stands in a file or the environment, never in the database.
 *
 *   const protection = await openProtection(db, { defaultFile })       after migrating, once at the start
 *   const keys = await createDataKeys(db, protection, subjects, now)   in the transaction that inserts them
 *   key.seal('applicant-name', text)  key.open('applicant-name', sealed)
 *   eraseDataKey(db, subject, by, reason, now)                         makes everything sealed with it unreadable
 *   protection.blindIndex('applicant', name)                           to find equal values without opening any
 */
export { type KeysRotateOptions, runKeysRotate } from './cli/rotate.ts';
export {
  createDataKeys,
  DataKey,
  type DataSubject,
  dataKeyOf,
  eraseDataKey,
  findDataKeys,
  rewrapDataKeys,
} from './data-keys.ts';
export { KeyError, type KeyRing, newKeyRing, parseKeyRing, renderKeyRing } from './key-ring.ts';
export { maskAddress, maskEmail, maskIdentityNumber, maskPersonName, maskPhone } from './masking.ts';
export { openProtection, Protection, type ProtectionOptions } from './protection.ts';
export { type Suite, suites, UnsealError } from './suites.ts';
