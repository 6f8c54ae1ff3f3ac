import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>;

/** The part of CBOR (RFC 8949) that WebAuthn needs. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, length: number): Buffer => {
    if (length < 24) return Buffer.of((major << 5) | length);
    if (length < 256) return Buffer.of((major << 5) | 24, length);
    return Buffer.of((major << 5) | 25, length >> 8, length & 255);
  };
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as ReadonlyMap<number | string, Cbor>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, inner]) => [cbor(key), cbor(inner)])]);
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What a test may have the authenticator get wrong. */
export interface Slip {
  origin?: string;
  rpId?: string;
  challenge?: string;
  isUnverified?: boolean;
  counter?: number;
  isForged?: boolean;
}

/** An authenticator in software: makes ES256 keys and signs with them, as browsers and security keys do (WebAuthn level 2). */
export class SoftwareAuthenticator {
  readonly #key: { privateKey: KeyObject; publicKey: KeyObject };
  readonly id = randomBytes(16);
  #counter = 0;
  #userHandle: string | undefined;
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  #clientData(type: string, challenge: string, origin = this.origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }), 'utf8');
  }

  #authenticatorData(rpId: string, flags: number, counter: number, attested: Buffer = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), count, attested]);
  }

  /** Answers PublicKeyCredentialCreationOptionsJSON. */
  create(options: { challenge: string; rp: { id?: string }; user: { id: string } }, slip: Slip = {}) {
    this.#userHandle = options.user.id;
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string | undefined) => new Uint8Array(Buffer.from(text!, 'base64url'));
    const publicKey = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, publicKey]);
    const flags = USER_PRESENT | ATTESTED | (slip.isUnverified ? 0 : USER_VERIFIED);
    const authData = this.#authenticatorData(slip.rpId ?? options.rp.id!, flags, 0, attested);
    const attestation = cbor(
      new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    const clientData = this.#clientData('webauthn.create', slip.challenge ?? options.challenge, slip.origin);
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
    });
  }

  /** Answers PublicKeyCredentialRequestOptionsJSON. */
  get(options: { challenge: string; rpId?: string }, slip: Slip = {}) {
    const counter = slip.counter ?? ++this.#counter;
    const flags = USER_PRESENT | (slip.isUnverified ? 0 : USER_VERIFIED);
    const authData = this.#authenticatorData(slip.rpId ?? options.rpId!, flags, counter);
    const clientData = this.#clientData('webauthn.get', slip.challenge ?? options.challenge, slip.origin);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    const key = slip.isForged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.#key.privateKey;
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, key).toString('base64url'),
      userHandle: this.#userHandle,
    });
  }

  #answer<T extends object>(response: T) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
