import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstrationYear } from '../../demo/input.ts';
import { listPublished } from '../../src/capabilities/publications/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { accessibilityProblems, launchBrowser, type TestBrowser, viewports } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp } from '../support/district.ts';

const open = withTestDatabases();
const { division } = demonstrationYear();
let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;
let title: string;

beforeAll(async () => {
  db = await open();
  app = await buildDistrictApp(db);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
  title = (await listPublished(db, division, { kinds: ['document'], category: 'regulations.normative', limit: 1 }))[0]!
    .title;
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

it('offers titles while one types, goes there by keyboard, and stays a plain form without JavaScript', async () => {
  await inContext({}, async (page) => {
    await page.goto(`${address}/disclosure`);
    const box = page.getByRole('combobox').first();
    await box.pressSequentially(title.slice(0, 6));
    const options = page.getByRole('option');
    await options.first().waitFor();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await options.first().isVisible()).toBe(false);
    await box.press('Backspace');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
    const chosen = await options.first().textContent();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/items\//);
    expect(await page.locator('h1').textContent()).toBe(chosen);
  });
  await inContext({ javaScriptEnabled: false, viewport: viewports.phone }, async (page) => {
    await page.goto(`${address}/disclosure`);
    await page.getByRole('searchbox').first().fill(title);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?/);
    expect(await page.locator('.link-list mark').count()).toBeGreaterThan(0);
  });
});

it('finds titles by pinyin, narrows by facets, and keeps everything in an address that can be passed on', async () => {
  await inContext({}, async (page) => {
    await page.goto(`${address}/search?q=rencaigongyu`);
    expect(await page.getByText('按拼音找到').count()).toBe(1);
    await page.goto(`${address}/search?q=${encodeURIComponent('公寓')}`);
    const all = await page.locator('.link-list > li').count();
    expect(all).toBeGreaterThan(1);
    // The second value of the first facet: the first one is 全部.
    await page.locator('.facets dd').first().locator('li a').nth(1).click();
    await page.waitForURL(/&(?:kind|organ|year|theme|genre|validity)=/);
    expect(new URL(page.url()).searchParams.get('q')).toBe('公寓');
    const narrowed = await page.locator('.link-list a').allTextContents();
    expect(narrowed.length).toBeGreaterThan(0);
    const { url } = { url: page.url() };
    await inContext({ javaScriptEnabled: false }, async (other) => {
      await other.goto(url);
      expect(await other.locator('.link-list a').allTextContents()).toEqual(narrowed);
    });
    const feed = await page.getByRole('link', { name: 'RSS' }).getAttribute('href');
    const text = await (await page.request.get(address + feed)).text();
    expect(text).toContain(narrowed[0]!.trim());
  });
});

it.each([
  ['normal', 'mode=standard'],
  ['elder', 'mode=elder'],
  ['high contrast', 'contrast=more'],
] as const)('has no accessibility problem with suggestions open in %s mode', async (_, setting) => {
  await inContext({ viewport: viewports.tablet }, async (page) => {
    await page.goto(`${address}/settings/apply?${setting}&back=%2Fsearch%3Fq%3Dzzzz`);
    await page.getByRole('combobox').first().pressSequentially(title.slice(0, 4));
    await page.getByRole('option').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
