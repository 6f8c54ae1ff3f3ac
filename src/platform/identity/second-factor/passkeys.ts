import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Database } from '../../database/index.ts';

/** Loaded with the first passkey: its 250 modules would slow every start. */
const webAuthn = () => import('@simplewebauthn/server');

/** The site as authenticators know it: the domain keys are bound to, and the address pages are served from. */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

export interface Passkey {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** Copied between devices by its provider; false for a key bound to one device. */
  readonly isBackedUp: boolean;
}

export async function listPasskeys(db: Database, personId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('person_passkey')
    .select(['credential_id', 'label', 'created_at', 'last_used_at', 'is_backed_up'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.credential_id,
    label: row.label,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    isBackedUp: row.is_backed_up,
  }));
}

/** What the browser is told to make a key from. The person proves themselves to the authenticator (PIN, fingerprint). */
export async function registrationOptions(
  db: Database,
  site: RelyingParty,
  person: { id: string; signInName: string; fullName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return (await webAuthn()).generateRegistrationOptions({
    rpID: site.id,
    rpName: site.name,
    userID: new Uint8Array(Buffer.from(person.id, 'utf8')),
    userName: person.signInName,
    userDisplayName: person.fullName,
    attestationType: 'none',
    excludeCredentials: (await listPasskeys(db, person.id)).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Keeps a key the browser made for `challenge`. Null when its answer does not hold. */
export async function registerPasskey(
  db: Database,
  site: RelyingParty,
  personId: string,
  challenge: string,
  response: RegistrationResponseJSON,
  label: string,
  now: Date,
): Promise<Passkey | null> {
  const verified = await (await webAuthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
    })
    .catch(() => null);
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const inserted = await db
    .insertInto('person_passkey')
    .values({
      credential_id: credential.id,
      person_id: personId,
      public_key: credential.publicKey,
      sign_count: credential.counter,
      transports: credential.transports ?? [],
      label,
      is_backed_up: credentialBackedUp,
      created_at: now,
    })
    // A key that is registered, for whomever, is not registered again.
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return null;
  return { id: credential.id, label, createdAt: now, lastUsedAt: null, isBackedUp: credentialBackedUp };
}

/** What the browser is asked to sign. No name is needed: the authenticator knows which keys it has for the site. */
export async function signInOptions(site: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return (await webAuthn()).generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' });
}

/** The person whose key signed `challenge`; null when the signature, the site or the counter does not hold. */
export async function verifyPasskey(
  db: Database,
  site: RelyingParty,
  challenge: string,
  response: AuthenticationResponseJSON,
  now: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('person_passkey')
    .selectAll()
    .where('credential_id', '=', response.id)
    .executeTakeFirst();
  if (!row) return null;
  const verified = await (await webAuthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: {
        id: row.credential_id,
        publicKey: new Uint8Array(row.public_key),
        counter: row.sign_count,
      },
    })
    .catch(() => null);
  if (!verified?.verified) return null;
  const { userHandle } = response.response;
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== row.person_id) return null;
  await db
    .updateTable('person_passkey')
    .set({ sign_count: verified.authenticationInfo.newCounter, last_used_at: now })
    .where('credential_id', '=', row.credential_id)
    .execute();
  return row.person_id;
}

/** False when it is not theirs. */
export async function removePasskey(db: Database, personId: string, credentialId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('person_passkey')
    .where('person_id', '=', personId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
