import type { FastifyInstance } from 'fastify';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { addDemonstrationAccounts } from '../../demo/accounts.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../../src/platform/office/index.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { withTestDatabases } from './database.ts';
import { buildDistrictApp, districtToday } from './district.ts';
import { signIn } from './office.ts';

/** When journeys of the district take place, unless they move their clock. */
export const districtNow = new Date(`${districtToday}T02:00:00Z`);

/** Messages the browser writes for every 4xx, which a test provoked itself. */
const EXPECTED = /status of (?:400|401|404|409|422)/;

export interface OfficeOptions {
  /** The server's clock, which the browser's follows; the district's day when left out. `null`: the time there is. */
  clock?: (() => Date) | null;
  /** Puts further records there, before anybody signs in. */
  prepare?: (db: Database) => Promise<unknown>;
  /** Passkeys are for names, and `localhost` counts as a secure one. */
  host?: '127.0.0.1' | 'localhost';
  /** What the browser may complain of; every 4xx of a usual refusal when left out. */
  expected?: RegExp;
  /** Each person signs in once for the whole file, not for each visit. */
  signsInOnce?: boolean;
}

export interface Visit {
  /** Below `/office`; the desk when left out. */
  path?: string;
  context?: BrowserContextOptions;
  /** In place of the file's. */
  expected?: RegExp;
}

export interface OfficeJourney {
  readonly db: Database;
  readonly app: FastifyInstance;
  readonly address: string;
  readonly browser: TestBrowser;
  /** Signs in (nobody: opens) and acts; fails on anything the browser complains of: policy, script, missing file. */
  at<T>(person: string | null, act: (page: Page) => Promise<T>, visit?: Visit): Promise<T>;
  /** Everybody signs in anew. */
  forgetSessions(): void;
}

/** The demonstration district with its accounts, served with its office and looked at in Chromium, for one test file. */
export function withOffice(options: OfficeOptions = {}): OfficeJourney {
  const { clock, prepare, host = '127.0.0.1', expected: usual = EXPECTED, signsInOnce = false } = options;
  const open = withTestDatabases();
  const now = clock === null ? null : (clock ?? (() => districtNow));
  let db: Database;
  let app: FastifyInstance;
  let address: string;
  let browser: TestBrowser;
  const sessions = new Map<string, BrowserContextOptions['storageState']>();

  beforeAll(async () => {
    await ensureOfficeBuilt();
    db = await open();
    app = await buildDistrictApp(db, { signInsPerMinute: 1000, ...(now ? { clock: now } : {}) });
    await prepare?.(db);
    await addDemonstrationAccounts(db, districtToday, now?.() ?? new Date());
    address = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', host);
    browser = await launchBrowser();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  return {
    get db() {
      return db;
    },
    get app() {
      return app;
    },
    get address() {
      return address;
    },
    get browser() {
      return browser;
    },
    forgetSessions: () => sessions.clear(),
    async at(person, act, { path = '/', context: own = {}, expected = usual } = {}) {
      const session = person === null ? undefined : sessions.get(person);
      const context = await browser.open({ ...own, ...(session ? { storageState: session } : {}) });
      try {
        // The page tells what is past by the same day as the server.
        if (now) await context.clock.setFixedTime(now());
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(`${address}/office${path}`);
        if (person !== null && !session) {
          await signIn(page, person);
          // Not the navigation: on a phone it is opened from the header.
          await page.getByRole('button', { name: /^切换为/ }).waitFor();
          if (signsInOnce) sessions.set(person, await context.storageState());
        }
        const result = await act(page);
        expect(complaints).toEqual([]);
        return result;
      } finally {
        await context.close();
      }
    },
  };
}
