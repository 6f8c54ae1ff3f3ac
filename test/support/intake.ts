import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type RequestPagesOptions, registerRequestPages } from '../../src/capabilities/requests/index.ts';
import type { IntakeContext } from '../../src/capabilities/requests/intake/context.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { FileStore } from '../../src/platform/files/index.ts';
import { buildHttp, type LogStream } from '../../src/platform/http/index.ts';
import { insertOrgans, type Organ, registerIdentity } from '../../src/platform/identity/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { registerPortalShell, sendErrorPage } from '../../src/portal/index.ts';

export const DIVISION = '330206';
export const ORGAN = '33020601';

/** A clock that tests move by hand. */
export class TestClock {
  at = new Date('2026-06-15T02:00:00Z');
  readonly now = (): Date => this.at;

  pass(milliseconds: number): void {
    this.at = new Date(this.at.getTime() + milliseconds);
  }
}

const organ = (code: string, name: string, kind: Organ['kind'], activeTo: Organ['activeTo'] = null): Organ => ({
  divisionCode: DIVISION,
  code,
  name,
  shortName: name,
  kind,
  parentCode: code === DIVISION ? null : DIVISION,
  sortOrder: 0,
  activeFrom: plainDate('2008-05-01'),
  activeTo,
});

async function insertTestOrgans(db: Database): Promise<void> {
  await insertOrgans(db, [
    organ(DIVISION, '某某区人民政府', 'government'),
    organ(ORGAN, '某某区住房和城乡建设局', 'department'),
    organ('33020602', '某某区旧局', 'department', plainDate('2019-03-01')),
  ]);
}

/** What the acts of applicants work with, over a database with three organs. */
export async function openIntake(db: Database): Promise<IntakeContext & { clock: TestClock; close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-intake-'));
  const clock = new TestClock();
  await insertTestOrgans(db);
  return {
    db,
    division: DIVISION,
    protection: await openTestProtection(db),
    files: new FileStore(directory),
    now: clock.now,
    calendar: async () => nationalCalendar(),
    clock,
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** The applicants' pages over `context`, not listening. */
export async function buildIntakeApp(
  context: IntakeContext,
  more: Partial<RequestPagesOptions> = {},
  stream?: LogStream,
): Promise<FastifyInstance> {
  const { db, protection, division, files, now } = context;
  const app = await buildHttp({
    version: 'test',
    readiness: async () => [],
    sendErrorPage,
    log: stream ? { stream } : { level: 'silent' },
  });
  await registerIdentity(app, { db, protection, settings: { division, clock: now } });
  registerPortalShell(app, {
    site: { name: '某某区政府信息公开', demonstration: true },
    handleErrors: false,
    navigation: [{ href: '/requests', label: '依申请公开' }],
  });
  await registerRequestPages(app, { db, division, protection, files, clock: now, ...more });
  return app;
}

/** A browser without JavaScript: keeps cookies, follows nothing by itself. */
export class FormClient {
  readonly app: FastifyInstance;
  readonly cookies = new Map<string, string>();
  address = '127.0.0.1';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async get(url: string) {
    return this.#send({ method: 'GET', url });
  }

  async post(url: string, form: Record<string, string | string[]> = {}, headers: Record<string, string> = {}) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
    return this.#send({
      method: 'POST',
      url,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  async upload(url: string, form: FormData) {
    const request = new Request('http://localhost/', { method: 'POST', body: form });
    return this.#send({
      method: 'POST',
      url,
      payload: Buffer.from(await request.arrayBuffer()),
      headers: { 'content-type': request.headers.get('content-type')! },
    });
  }

  async #send(options: {
    method: 'GET' | 'POST';
    url: string;
    payload?: string | Buffer;
    headers?: Record<string, string>;
  }) {
    const response = await this.app.inject({
      ...options,
      remoteAddress: this.address,
      headers: {
        accept: 'text/html',
        host: 'localhost',
        'sec-fetch-site': 'same-origin',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...options.headers,
      },
    });
    for (const { name, value, maxAge } of response.cookies)
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    return response;
  }
}

/** An invented resident's number whose check character is right. */
export const RESIDENT_ID = '330206198506150017';
