import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * How data are sealed. `aes-256-gcm` is the default; `sm4-hmac-sm3` is the national suite (GB/T 32907-2016 SM4 in counter
 * mode, then HMAC with SM3 of GB/T 32905-2016 over everything). What is sealed says by which, so a change of suite leaves
 * older data readable.
 */
export type Suite = 'aes-256-gcm' | 'sm4-hmac-sm3';

export const suites: readonly Suite[] = ['aes-256-gcm', 'sm4-hmac-sm3'];

export const KEY_BYTES = 32;

/** Sealed data that do not open: damaged, moved to another place, or of another key. Says nothing of the content. */
export class UnsealError extends Error {
  override name = 'UnsealError';
  constructor() {
    super('sealed data do not open: damaged, moved, or sealed with another key');
  }
}

interface Sealer {
  readonly mark: number;
  seal(key: Uint8Array, context: string, plain: Uint8Array): Buffer;
  open(key: Uint8Array, context: string, sealed: Uint8Array): Buffer;
}

const GCM_NONCE = 12;
const GCM_TAG = 16;

const aes: Sealer = {
  mark: 1,
  seal(key, context, plain) {
    const nonce = randomBytes(GCM_NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.from(context, 'utf8'));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  open(key, context, sealed) {
    const nonce = sealed.subarray(0, GCM_NONCE);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: GCM_TAG });
    decipher.setAAD(Buffer.from(context, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - GCM_TAG));
    return Buffer.concat([decipher.update(sealed.subarray(GCM_NONCE, sealed.length - GCM_TAG)), decipher.final()]);
  },
};

const SM4_IV = 16;
const SM3_TAG = 32;

/** Two keys out of one: a key must not serve both cipher and authentication. */
function sm4Keys(key: Uint8Array): { cipher: Uint8Array; tag: Uint8Array } {
  const derive = (use: string, length: number) => new Uint8Array(hkdfSync('sm3', key, '', `gongkai ${use}`, length));
  return { cipher: derive('sm4-ctr', 16), tag: derive('hmac-sm3', 32) };
}

function sm3Tag(key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  const place = Buffer.from(context, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(place.length);
  return createHmac('sm3', key).update(length).update(place).update(sealed).digest();
}

const sm4: Sealer = {
  mark: 2,
  seal(key, context, plain) {
    const keys = sm4Keys(key);
    const iv = randomBytes(SM4_IV);
    const cipher = createCipheriv('sm4-ctr', keys.cipher, iv);
    const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
    return Buffer.concat([sealed, sm3Tag(keys.tag, context, sealed)]);
  },
  open(key, context, whole) {
    const keys = sm4Keys(key);
    const sealed = whole.subarray(0, whole.length - SM3_TAG);
    // Authenticated before anything is deciphered.
    if (!timingSafeEqual(sm3Tag(keys.tag, context, sealed), whole.subarray(whole.length - SM3_TAG)))
      throw new UnsealError();
    const decipher = createDecipheriv('sm4-ctr', keys.cipher, sealed.subarray(0, SM4_IV));
    return Buffer.concat([decipher.update(sealed.subarray(SM4_IV)), decipher.final()]);
  },
};

const sealers: Readonly<Record<Suite, Sealer>> = { 'aes-256-gcm': aes, 'sm4-hmac-sm3': sm4 };

/**
 * Seals bytes with a key of 32 bytes. `context` is where they stand (table, record, field); they open only there, so that
 * one person's sealed name cannot be put in another's record.
 */
export function seal(suite: Suite, key: Uint8Array, context: string, plain: Uint8Array): Buffer {
  const sealer = sealers[suite];
  return Buffer.concat([Buffer.of(sealer.mark), sealer.seal(key, context, plain)]);
}

/** @throws UnsealError */
export function unseal(key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  const sealer = Object.values(sealers).find(({ mark }) => mark === sealed[0]);
  if (sealer === undefined || sealed.length < 1 + SM4_IV + GCM_TAG - 4) throw new UnsealError();
  try {
    return sealer.open(key, context, sealed.subarray(1));
  } catch (cause) {
    throw cause instanceof UnsealError ? cause : new UnsealError();
  }
}
