/**
 * Files that people hand in, on disk below the data folder.
 *
 *   const files = new FileStore(directory)
 *   const { address, key } = await storeSealed(files, protection.ring.suite, bytes)   sealed with a key of its own
 *   await openSealed(files, address, key)                                             throws FileDamagedError
 *   await examineFile(name, bytes)          { ok: true, file } or why it is refused, by name
 *   acceptAttribute, acceptedTypesText      for the form
 *
 * A file is addressed by the SHA-256 of what is stored, so that a backup can be checked without any key; the key belongs
 * with the record that refers to the file, sealed like the rest of it. Without the key the file is noise.
 */
export {
  acceptAttribute,
  acceptedTypesText,
  type ExaminedFile,
  examineFile,
} from './examine.ts';
export { cleanFileName } from './names.ts';
export { openSealed, storeSealed } from './sealed.ts';
export { FileDamagedError, FileStore } from './store.ts';
