import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationYear } from '../../demo/input.ts';
import { readNormativeDocuments } from '../../src/capabilities/documents/index.ts';
import {
  actOnPublication,
  type CommandContext,
  createPublication,
  listPublished,
  revise,
  saveDraft,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import {
  accessibilityProblems,
  horizontalOverflow,
  launchBrowser,
  type TestBrowser,
  viewports,
} from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp } from '../support/district.ts';

const open = withTestDatabases();
const { division } = demonstrationYear();
let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;
/** One page of each kind. */
const addresses: string[] = [];

beforeAll(async () => {
  db = await open();
  app = await buildDistrictApp(db);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
  const first = async (kind: 'document' | 'interpretation') =>
    (await listPublished(db, division, { kinds: [kind], limit: 1 }))[0]!.id;
  const tabular = (await listPublished(db, division, { category: 'statistics', limit: 1 }))[0]!.id;
  addresses.push(
    '/disclosure',
    '/disclosure/330206',
    '/disclosure/330206/institutions',
    '/disclosure/330206/statutory',
    '/disclosure/330206/statutory/social/page/2',
    '/disclosure/33020609/profile',
    '/documents?validity=repealed',
    `/items/${await first('document')}`,
    `/items/${await first('interpretation')}`,
    `/items/${tabular}`,
    '/interpretations',
    '/gazettes',
    '/gazettes/2022/6',
    '/gazettes/2022/6/text',
    '/topics',
    '/topics/education',
    `/search?q=${encodeURIComponent('人才公寓')}`,
    '/search?q=zzzz',
    '/sitemap',
  );
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function inContext(
  options: Parameters<TestBrowser['open']>[0],
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.open(options);
  try {
    await act(await context.newPage());
  } finally {
    await context.close();
  }
}

describe('every page', () => {
  it.each([
    ['normal', 'desktop', 'mode=standard'],
    ['elder', 'phone', 'mode=elder'],
    ['high contrast', 'tablet', 'contrast=more'],
  ] as const)('in %s mode has no accessibility problem and fits a %s', async (_, width, setting) => {
    await inContext({ viewport: viewports[width] }, async (page) => {
      await page.goto(`${address}/settings/apply?${setting}&back=%2Fdisclosure`);
      for (const path of addresses) {
        await page.goto(address + path);
        expect(await accessibilityProblems(page), path).toEqual([]);
        expect(await horizontalOverflow(page), path).toBe(0);
      }
    });
  });
});

it('leads from a repealed document to the one in its place and back, without JavaScript', async () => {
  const replaced = (await readNormativeDocuments(db, division)).find((document) => document.endedBy !== null)!;
  await inContext({ javaScriptEnabled: false, viewport: viewports.phone }, async (page) => {
    await page.goto(`${address}/documents?q=${encodeURIComponent(replaced.documentNumber)}`);
    expect(await page.locator('.link-list .badge').first().textContent()).toBe('废止');
    await page.locator('.link-list a').first().click();
    expect(await page.locator('.notice-title').textContent()).toMatch(/^本文件已于\d{4}年\d{1,2}月\d{1,2}日废止$/);
    await page.locator('.notice a').click();
    expect(await page.locator('.notice').count()).toBe(0);
    const back = page.getByRole('link', { name: `《${replaced.title}》`, exact: true });
    expect(await page.locator('li', { has: back }).textContent()).toMatch(/^替代：.*废止/);
  });
});

it('finds the same document by number, by two characters and by a question, and keeps the search in its address', async () => {
  const [document] = await listPublished(db, division, {
    kinds: ['document'],
    category: 'regulations.normative',
    limit: 1,
  });
  await inContext({}, async (page) => {
    for (const text of [
      document!.documentNumber!,
      document!.documentNumber!.replace('〔', '[').replace('〕', ']'),
      `${document!.title}什么时候施行`,
    ]) {
      await page.goto(address);
      await page.getByRole('combobox').first().fill(text);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?/);
      expect(new URL(page.url()).searchParams.get('q')).toBe(text);
      expect(await page.locator('.link-list a').first().textContent(), text).toBe(document!.title);
    }
    await page.goto(`${address}/search?q=${encodeURIComponent('公寓')}&kind=document`);
    expect(await page.locator('.link-list mark', { hasText: '公寓' }).count()).toBeGreaterThan(0);
    expect(await page.getByRole('link', { name: '行政规范性文件（' }).first().getAttribute('aria-current')).toBe(
      'true',
    );
  });
});

it('shows an item from its first edition over a corrected one to its withdrawal', async () => {
  const as = (person: string, at: string): CommandContext => ({
    db,
    divisionCode: division,
    calendar: nationalCalendar(),
    now: new Date(at),
    by: { id: person, name: person },
  });
  const metadata = {
    title: '关于试行错时停车的通知',
    documentNumber: null,
    formedOn: plainDate('2026-06-01'),
    changedOn: null,
    effectiveOn: null,
    category: 'local.public-services',
    theme: '城乡建设、环境保护' as const,
    genre: '通知' as const,
    keywords: ['错时停车'],
    disclosure: 'proactive' as const,
    summary: '机关停车场夜间向居民开放。',
    source: null,
  };
  const created = await createPublication(as('author', '2026-06-02T01:00:00Z'), {
    organCode: '33020601',
    kind: 'item',
    metadata,
    bodyHtml: '<p>开放时间为十八时至次日八时。</p><script>document.title="x"</script>',
  });
  const { id } = created;
  let { revision } = created;
  const publish = async (at: string, reason?: string): Promise<void> => {
    for (const [person, input] of [
      ['author', { act: 'submit' }],
      ['first', { act: 'pass' }],
      ['second', { act: 'pass' }],
      ['officer', { act: 'record-disclosure-review', conclusion: 'disclose' }],
      ['third', { act: 'pass' }],
      ['third', { act: 'publish', reason }],
    ] as const)
      revision = (await actOnPublication(as(person, at), id, revision, input)).revision;
  };
  const status = async (): Promise<number> => (await fetch(`${address}/items/${id}`)).status;
  expect(await status()).toBe(404);
  await publish('2026-06-02T02:00:00Z');
  revision = (await revise(as('author', '2026-06-03T02:00:00Z'), id, revision)).revision;
  revision = (
    await saveDraft(as('author', '2026-06-03T02:00:00Z'), id, revision, {
      metadata,
      bodyHtml: '<p>开放时间为十九时至次日八时。</p>',
    })
  ).revision;
  await publish('2026-06-03T03:00:00Z', '开放时间有误');
  await inContext({}, async (page) => {
    await page.goto(`${address}/items/${id}`);
    expect(await page.locator('.document-body').textContent()).toContain('十九时');
    expect(await page.locator('meta[name=PubDate]').getAttribute('content')).toBe('2026-06-02 10:00');
    await page.getByRole('link', { name: '第2版' }).click();
    expect(await page.locator('.compared del').textContent()).toBe('八');
    expect(await page.locator('.compared ins').textContent()).toBe('九');
    await withdraw(as('head', '2026-06-04T02:00:00Z'), id, revision, 'superseded', '另行发布实施细则');
    const gone = await page.goto(`${address}/items/${id}`);
    expect(gone?.status()).toBe(410);
    expect(await page.locator('main').textContent()).toContain('另行发布实施细则');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${address}/search?q=${encodeURIComponent('错时停车')}`);
    expect(await page.locator('main').textContent()).not.toContain('关于试行错时停车的通知');
  });
});

it('leads from an organ’s 依申请公开 to the form with that organ chosen, without JavaScript', async () => {
  await inContext({ javaScriptEnabled: false, viewport: viewports.phone }, async (page) => {
    await page.goto(`${address}/disclosure/33020609/statutory`);
    await page.getByRole('navigation', { name: '本栏目导航' }).getByRole('link', { name: '依申请公开' }).click();
    await page.getByRole('link', { name: '网上申请' }).click();
    expect(await page.getByLabel('受理机关').inputValue()).toBe('33020609');
  });
});

it('prints a document without navigation', async () => {
  await inContext({}, async (page) => {
    await page.goto(address + addresses.find((path) => path.startsWith('/items/')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#navigation').isVisible()).toBe(false);
    expect(await page.locator('.document-body').isVisible()).toBe(true);
  });
});
