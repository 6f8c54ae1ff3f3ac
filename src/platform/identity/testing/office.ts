import type { FastifyInstance, InjectOptions } from 'fastify';
import { plainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../database/index.ts';
import { buildHttp } from '../../http/index.ts';
import { openTestProtection } from '../../protection/testing/protection.ts';
import { type IdentitySettings, registerIdentity } from '../index.ts';
import { insertOrgans, type Organ } from '../organs.ts';
import { hashPassword } from '../passwords/hash.ts';
import { insertPerson, type Person } from '../people/persons.ts';
import { insertPost, type Post } from '../people/posts.ts';
import type { Role } from '../permissions/roles.ts';

export const DIVISION = '330206';

function organ(code: string, name: string, kind: Organ['kind'], parentCode: string | null, sortOrder = 0): Organ {
  const activeFrom = plainDate('2010-01-01');
  return {
    divisionCode: DIVISION,
    code,
    name,
    shortName: name,
    kind,
    parentCode,
    sortOrder,
    activeFrom,
    activeTo: null,
  };
}

export const GOVERNMENT = '330206';
export const FINANCE = '330206-01';
export const EDUCATION = '330206-02';

/** A government with two departments. */
export async function insertSampleOrgans(db: Database): Promise<void> {
  await insertOrgans(db, [
    organ(GOVERNMENT, '示例区人民政府', 'government', null),
    organ(FINANCE, '示例区财政局', 'department', GOVERNMENT, 1),
    organ(EDUCATION, '示例区教育局', 'department', GOVERNMENT, 2),
  ]);
}

export const PASSWORD = '晨雾里的第七座石桥-42';

/** Made once for all: tests are about other things than the cost of a hash. */
let sampleHash: Promise<string> | undefined;

/** A person with a post; the password is PASSWORD. */
export async function addPerson(
  db: Database,
  signInName: string,
  organCode: string,
  roles: readonly Role[],
  now = new Date('2022-09-28T01:00:00Z'),
): Promise<{ person: Person; post: Post }> {
  const person = await insertPerson(db, { signInName, fullName: `示例${signInName}` }, 'test', now);
  sampleHash ??= hashPassword(PASSWORD);
  await db
    .insertInto('person_password')
    .values({ person_id: person.id, hash: await sampleHash, changed_at: now, must_change: false })
    .execute();
  const post = await insertPost(
    db,
    {
      divisionCode: DIVISION,
      organCode,
      personId: person.id,
      title: '科员',
      roles,
      activeFrom: plainDate('2022-01-01'),
    },
    'test',
    now,
  );
  return { person, post };
}

/** An office at a set time, with one that asks it as a browser on its own pages would. */
export class TestOffice {
  readonly app: FastifyInstance;
  now = new Date('2022-09-28T01:00:00Z');
  readonly log: string[];
  readonly #cookies = new Map<string, string>();

  private constructor(app: FastifyInstance, log: string[]) {
    this.app = app;
    this.log = log;
  }

  static async open(
    db: Database,
    settings: Partial<IdentitySettings> = {},
    addRoutes: (app: FastifyInstance) => void | Promise<void> = () => {},
  ): Promise<TestOffice> {
    const log: string[] = [];
    const app = await buildHttp({
      version: '0.0.0',
      readiness: async () => [],
      log: { stream: { write: (line) => void log.push(line) } },
    });
    const office = new TestOffice(app, log);
    await registerIdentity(app, {
      db,
      protection: await openTestProtection(db),
      settings: { division: DIVISION, clock: () => office.now, signInsPerMinute: 1000, ...settings },
    });
    await addRoutes(app);
    return office;
  }

  get today() {
    return shanghaiDate(this.now);
  }

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  /** A request of the office's own page, with a session's cookie. */
  ask(
    method: InjectOptions['method'],
    url: string,
    options: { cookie?: string; payload?: object; from?: string } = {},
  ) {
    return this.app.inject({
      method: method!,
      url,
      remoteAddress: options.from ?? '192.0.2.10',
      headers: {
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Sample Browser/1',
        ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      },
      ...(options.payload === undefined ? {} : { payload: options.payload }),
    });
  }

  signIn(name: string, password = PASSWORD, options: { cookie?: string; from?: string } = {}) {
    return this.ask('POST', '/api/v1/session', { ...options, payload: { name, password } });
  }

  /** A request of a person, who signs in with the first one; nobody's for null. */
  async askAs(name: string | null, method: InjectOptions['method'], url: string, payload?: object) {
    let cookie = name === null ? undefined : this.#cookies.get(name);
    if (name !== null && cookie === undefined) {
      cookie = await this.cookieOf(name);
      this.#cookies.set(name, cookie);
    }
    return this.ask(method, url, { ...(cookie ? { cookie } : {}), ...(payload ? { payload } : {}) });
  }

  /** Everybody signs in anew: sessions end while the clock goes on. */
  forgetSessions(): void {
    this.#cookies.clear();
  }

  /** Signs in and gives the cookie to send. */
  async cookieOf(name: string, password = PASSWORD): Promise<string> {
    const response = await this.signIn(name, password);
    if (response.statusCode !== 200) throw new Error(`sign-in of ${name}: ${response.statusCode} ${response.body}`);
    return sessionCookie(response)!;
  }
}

/** The session cookie an answer sets, as the browser would send it back; undefined when it sets none or clears it. */
export function sessionCookie(response: { headers: Record<string, unknown> }): string | undefined {
  const header = [response.headers['set-cookie']].flat().find((text) => String(text).includes('gongkai-session='));
  const pair = header === undefined ? undefined : String(header).split(';', 1)[0];
  return pair === undefined || pair.endsWith('=') ? undefined : pair;
}
