import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalScenes } from '../../scripts/gallery/portal-scenes.ts';
import { follow, shapeOf } from '../../scripts/gallery/scenes.ts';
import type { Database } from '../../src/platform/database/index.ts';
import {
  accessibilityProblems,
  horizontalOverflow,
  launchBrowser,
  type TestBrowser,
  viewports,
} from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp, districtToday } from '../support/district.ts';

// Every page of the portal with axe. The pages are the gallery's, which test/architecture/gallery.test.ts holds against the
// table of routes, and those the site's own map leads to: no page that is added can be forgotten.

const open = withTestDatabases();
let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  db = await open();
  app = await buildDistrictApp(db, { clock: () => new Date(`${districtToday}T02:00:00Z`) });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const modes = {
  normal: { width: 'desktop', cookie: undefined },
  elder: { width: 'phone', cookie: 'elder.automatic.light.standard.zh-CN' },
  'high contrast': { width: 'tablet', cookie: 'standard.more.light.standard.zh-CN' },
} as const;

async function inMode(mode: keyof typeof modes, act: (page: Page) => Promise<void>): Promise<void> {
  const { width, cookie } = modes[mode];
  const context = await browser.open({ viewport: viewports[width] });
  try {
    if (cookie !== undefined) await context.addCookies([{ name: 'portal-display', value: cookie, url: address }]);
    await act(await context.newPage());
  } finally {
    await context.close();
  }
}

async function problemsOf(page: Page): Promise<string[]> {
  const wider = await horizontalOverflow(page);
  return [...(await accessibilityProblems(page)), ...(wider > 0 ? [`${wider} px wider than the window`] : [])];
}

describe.each(Object.keys(modes) as (keyof typeof modes)[])('in %s mode', (mode) => {
  it('no page has an accessibility problem', { timeout: 600_000 }, async () => {
    await inMode(mode, async (page) => {
      const found: Record<string, string[]> = {};
      for (const { name, path, prepare, endsOn } of portalScenes) {
        await page.goto(address + (typeof path === 'string' ? path : await follow(page, address, path)));
        await prepare?.(page);
        if (endsOn !== undefined) expect(new URL(page.url()).pathname, name).toMatch(shapeOf(endsOn));
        const problems = await problemsOf(page);
        if (problems.length > 0) found[name] = problems;
      }
      expect(found).toEqual({});
    });
  });
});

it('no page of the site’s own map has an accessibility problem', { timeout: 600_000 }, async () => {
  await inMode('normal', async (page) => {
    const map = await (await fetch(`${address}/sitemaps/sections.xml`)).text();
    const paths = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc]) => new URL(loc!).pathname);
    expect(paths.length).toBeGreaterThan(20);
    // One of each kind: what differs only in its organ, year or issue is built alike.
    const kinds = new Map(paths.map((path) => [path.replace(/\d+/g, '0'), path]));
    const found: Record<string, string[]> = {};
    for (const path of kinds.values()) {
      const response = await page.goto(address + path);
      expect(response?.status(), path).toBe(200);
      const problems = await problemsOf(page);
      if (problems.length > 0) found[path] = problems;
    }
    expect(found).toEqual({});
  });
});
