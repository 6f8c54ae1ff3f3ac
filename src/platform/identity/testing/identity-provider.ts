import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A real OpenID Connect provider on this machine, whose accounts sign in with their name and nothing else. */
export class TestProvider {
  readonly issuer: string;
  readonly #server: Server;

  private constructor(issuer: string, server: Server) {
    this.issuer = issuer;
    this.#server = server;
  }

  /** @param accounts subject -> name the provider knows the person by */
  static async start(redirectUri: string, accounts: Readonly<Record<string, string>>): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'gongkai',
          client_secret: 'a secret of the test alone',
          redirect_uris: [redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
      cookies: { keys: ['test'] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...(accounts[sub] ? { preferred_username: accounts[sub] } : {}) }),
      }),
      features: { devInteractions: { enabled: true } },
    });
    server.on('request', provider.callback());
    return new TestProvider(issuer, server);
  }

  /**
   * What a browser does from the authorisation address on: follows redirects with the provider's cookies, signs in as
   * `subject`, consents, and stops at the address it is sent back to.
   */
  async signIn(address: string, subject: string, redirectUri: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let next = new URL(address);
    let form: URLSearchParams | undefined;
    for (let hop = 0; hop < 15; hop++) {
      const response = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form ? { method: 'POST', body: form } : {}),
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';', 1);
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      form = undefined;
      const location = response.headers.get('location');
      if (location !== null) {
        next = new URL(location, next);
        if (next.href.startsWith(redirectUri)) return next;
        continue;
      }
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (prompt === undefined) throw new Error(`the provider shows no form: ${response.status} ${page.slice(0, 300)}`);
      form = new URLSearchParams(prompt === 'login' ? { prompt, login: subject, password: 'any' } : { prompt });
      next = new URL(/<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? next, next);
    }
    throw new Error('the provider never came to an end');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
