import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { IdentitySettings } from './platform/identity/index.ts';

/** A setting of the environment that makes no sense; exit status 2. */
export class ServerOptionsError extends Error {
  override name = 'ServerOptionsError';
}

export interface ServerOptions {
  readonly identity: Omit<IdentitySettings, 'division'>;
  readonly http: { readonly publicUrl?: string; readonly trustedProxy?: string; readonly metricsToken?: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

function refuse(name: string, expected: string, found: string): never {
  throw new ServerOptionsError(`${name}: expected ${expected}, found ${JSON.stringify(found)}`);
}

/** An origin: scheme and host, nothing behind. */
function readOrigin(name: string, text: string): string {
  const expected = 'an address such as https://www.example.gov.cn';
  if (!URL.canParse(text)) refuse(name, expected, text);
  const { protocol, origin, pathname, search, hash, username } = new URL(text);
  if (!/^https?:$/.test(protocol) || pathname !== '/' || search || hash || username) refuse(name, expected, text);
  return origin;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** A secret from the variable itself or, better, from the file that `NAME_FILE` names. */
function readSecret(environment: Environment, name: string): string | undefined {
  const file = environment[`${name}_FILE`]?.trim();
  if (!file) return environment[name]?.trim() || undefined;
  try {
    return readFileSync(file, 'utf8').trim() || refuse(`${name}_FILE`, 'a file that holds the secret', file);
  } catch (error) {
    if (error instanceof ServerOptionsError) throw error;
    return refuse(`${name}_FILE`, 'a file that can be read', file);
  }
}

/**
 * How the server is reached and how people sign in (docs/operate/install.md). Variables that are not set leave the
 * defaults. @throws ServerOptionsError
 */
export function readServerOptions(environment: Environment): ServerOptions {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;

  const address = given('GONGKAI_PUBLIC_URL');
  const publicUrl = address === undefined ? undefined : readOrigin('GONGKAI_PUBLIC_URL', address);

  const trustedProxy = given('GONGKAI_TRUSTED_PROXY');
  if (trustedProxy !== undefined && !trustedProxy.split(',').every((one) => isNetwork(one.trim())))
    refuse('GONGKAI_TRUSTED_PROXY', 'addresses or networks such as 127.0.0.1,10.0.0.0/8', trustedProxy);

  const metricsToken = readSecret(environment, 'GONGKAI_METRICS_TOKEN');

  const breachList = given('GONGKAI_BREACH_LIST');
  if (breachList !== undefined && !existsSync(breachList))
    refuse('GONGKAI_BREACH_LIST', 'a file of breached passwords that is there', breachList);
  const days = given('GONGKAI_PASSWORD_DAYS');
  if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days))
    refuse('GONGKAI_PASSWORD_DAYS', 'a number of days from 1 to 9999', days);
  const passwords = {
    ...(breachList === undefined ? {} : { breachList }),
    ...(days === undefined ? {} : { maximumAgeDays: Number(days) }),
  };

  const singleSignOn = readSingleSignOn(environment);
  return {
    identity: {
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(Object.keys(passwords).length === 0 ? {} : { passwords }),
      ...(singleSignOn === undefined ? {} : { singleSignOn }),
    },
    http: {
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(trustedProxy === undefined ? {} : { trustedProxy }),
      ...(metricsToken === undefined ? {} : { metricsToken }),
    },
  };
}

function readSingleSignOn(environment: Environment): IdentitySettings['singleSignOn'] {
  const issuer = environment.GONGKAI_SSO_ISSUER?.trim();
  if (!issuer) return undefined;
  if (!URL.canParse(issuer) || new URL(issuer).protocol !== 'https:')
    refuse('GONGKAI_SSO_ISSUER', 'the https address of the provider', issuer);
  const clientId = environment.GONGKAI_SSO_CLIENT_ID?.trim();
  const clientSecret = readSecret(environment, 'GONGKAI_SSO_CLIENT_SECRET');
  if (!clientId) refuse('GONGKAI_SSO_CLIENT_ID', 'the name under which the provider knows the platform', '');
  if (!clientSecret) refuse('GONGKAI_SSO_CLIENT_SECRET', 'the secret given out by the provider', '');
  const linkBy = environment.GONGKAI_SSO_LINK_BY?.trim();
  return {
    issuer,
    clientId,
    clientSecret,
    label: environment.GONGKAI_SSO_LABEL?.trim() || '统一身份认证',
    ...(linkBy ? { linkBy } : {}),
  };
}
