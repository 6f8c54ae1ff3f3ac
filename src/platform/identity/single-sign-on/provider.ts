import * as client from 'openid-client';
import type { Database } from '../../database/index.ts';
import { findPerson, findPersonByName, type Person } from '../people/persons.ts';

/** An OpenID Connect provider people may sign in through (authorisation code flow with PKCE). */
export interface SingleSignOnSettings {
  /** The provider's issuer address; its metadata are read from there. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says, e.g. 浙政钉. */
  readonly label: string;
  /**
   * Claim whose value is the sign-in name here; the first sign-in ties the provider's account to that person. Left out,
   * accounts are tied by an administrator alone. Set it only when the provider itself assigns that claim.
   */
  readonly linkBy?: string;
  /** Plain HTTP to the provider; for tests on one's own machine. */
  readonly allowInsecure?: boolean;
}

/** What must be remembered between sending the browser away and its coming back. */
export interface PendingSignOn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export class SingleSignOnError extends Error {
  override name = 'SingleSignOnError';
}

/** Talks to one provider; its metadata are fetched at the first use and again after a failure. */
export class SingleSignOn {
  readonly settings: SingleSignOnSettings;
  #configuration: Promise<client.Configuration> | undefined;

  constructor(settings: SingleSignOnSettings) {
    this.settings = settings;
  }

  async #configure(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, allowInsecure } = this.settings;
    this.#configuration ??= client
      .discovery(new URL(issuer), clientId, clientSecret, client.ClientSecretBasic(clientSecret), {
        timeout: 10,
        ...(allowInsecure ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch((cause: unknown) => {
        this.#configuration = undefined;
        throw new SingleSignOnError('the identity provider does not answer', { cause });
      });
    return this.#configuration;
  }

  /** Where to send the browser, and what to remember until it is back. */
  async begin(redirectUri: string): Promise<{ address: string; pending: PendingSignOn }> {
    const configuration = await this.#configure();
    const pending: PendingSignOn = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, pending };
  }

  /** Whom the provider vouches for. @throws SingleSignOnError when its answer does not hold */
  async finish(returned: URL, pending: PendingSignOn): Promise<Readonly<Record<string, unknown>> & { sub: string }> {
    const configuration = await this.#configure();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, returned, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.codeVerifier,
        idTokenExpected: true,
      });
      return tokens.claims()!;
    } catch (cause) {
      throw new SingleSignOnError('the identity provider’s answer does not hold', { cause });
    }
  }
}

/** The active person an account of the provider belongs to; ties it to one when the settings say how. */
export async function findFederated(
  db: Database,
  settings: SingleSignOnSettings,
  claims: Readonly<Record<string, unknown>> & { sub: string },
  now: Date,
): Promise<Person | undefined> {
  const row = await db
    .selectFrom('person_federated')
    .select('person_id')
    .where('issuer', '=', settings.issuer)
    .where('subject', '=', claims.sub)
    .executeTakeFirst();
  if (row) return activeOnly(await findPerson(db, row.person_id));
  const name = settings.linkBy === undefined ? undefined : claims[settings.linkBy];
  if (typeof name !== 'string') return undefined;
  const person = activeOnly(await findPersonByName(db, name));
  if (!person) return undefined;
  // One account of a provider for each person: a second one with the same name is a namesake, not them.
  const other = await db
    .selectFrom('person_federated')
    .select('subject')
    .where('issuer', '=', settings.issuer)
    .where('person_id', '=', person.id)
    .executeTakeFirst();
  if (other) return undefined;
  await db
    .insertInto('person_federated')
    .values({ issuer: settings.issuer, subject: claims.sub, person_id: person.id, created_at: now })
    .execute();
  return person;
}

function activeOnly(person: Person | undefined): Person | undefined {
  return person?.status === 'active' ? person : undefined;
}
