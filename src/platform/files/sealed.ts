import { randomBytes } from 'node:crypto';
import { KEY_BYTES, type Suite, seal, unseal } from '../protection/suites.ts';
import { FileDamagedError, type FileStore } from './store.ts';

export interface SealedFile {
  readonly address: string;
  /** Base64; whoever holds it can read the file, so it is stored only sealed. */
  readonly key: string;
}

const CONTEXT = 'file';

/** Stores bytes sealed with a key of their own. */
export async function storeSealed(store: FileStore, suite: Suite, bytes: Uint8Array): Promise<SealedFile> {
  const key = randomBytes(KEY_BYTES);
  const address = await store.put(seal(suite, key, CONTEXT, bytes));
  return { address, key: key.toString('base64') };
}

/** @throws FileDamagedError */
export async function openSealed(store: FileStore, { address, key }: SealedFile): Promise<Buffer> {
  const sealed = await store.read(address);
  try {
    return unseal(Buffer.from(key, 'base64'), CONTEXT, sealed);
  } catch (cause) {
    throw new FileDamagedError(address, cause);
  }
}
