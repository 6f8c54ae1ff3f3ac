import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import { builtinYears, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../../src/platform/office/index.ts';
import { accessibilityProblems, horizontalOverflow, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp, districtToday } from '../support/district.ts';

/** Answers for disclosure in the district, and watches over all of its organs. */
const OFFICER = 'jiandu';
const ADMINISTRATOR = 'guanli';

const now = new Date(`${districtToday}T02:00:00Z`);
const open = withTestDatabases();
let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  await ensureOfficeBuilt();
  db = await open();
  app = await buildDistrictApp(db, { clock: () => now, signInsPerMinute: 1000 });
  await addDemonstrationAccounts(db, districtToday, now);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Messages that tell of an answer the test itself provoked. */
const EXPECTED = /status of (?:400|401|404|409|422)/;

async function at(person: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.open({});
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/office/`);
    await page.getByLabel('登录名').fill(person);
    await page.getByLabel('密码', { exact: true }).fill(DEMONSTRATION_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await act(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('remedies', () => {
  it('are listed by what presses, and a case tells every clock of it', async () => {
    await at(OFFICER, async (page) => {
      await page.goto(`${address}/office/remedies`);
      await page.getByText(/共\d+件/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await page.locator('tbody a').first().click();
      await page.getByRole('heading', { name: '期限' }).or(page.getByText('起算日至届满日')).first().waitFor();
      await page.getByText('申请行政复议期限').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
    });
  });
});

describe('a changed calendar', () => {
  it('is looked at, loaded, and leads to what it moved', async () => {
    const year = builtinYears.find((one) => one.year === 2026)!;
    const day = plainDate('2026-06-26');
    const rest = [...year.rest, { name: '临时放假', from: day, to: day }].sort((a, b) => (a.from < b.from ? -1 : 1));
    const content = JSON.stringify({ ...year, version: year.version + 1, rest });
    await at(ADMINISTRATOR, async (page) => {
      await page.goto(`${address}/office/calendar`);
      await page.getByText('选择工作日历文件').waitFor();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{') });
      await page.getByText('不是有效的 JSON 文件').waitFor();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '2026.json', mimeType: 'application/json', buffer: Buffer.from(content) });
      await page.getByText(/将有\d+项期限变化/).waitFor();
      await page.getByRole('button', { name: '确认载入' }).click();
      await page.getByText('随工作日历变化的期限').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    await at(OFFICER, async (page) => {
      await page.getByRole('button', { name: /期限提醒，[1-9]\d*条未读/ }).click();
      await page
        .getByText(/工作日历变动，您有\d+项期限随之变化/)
        .first()
        .click();
      await page.getByText('随工作日历变化的期限').waitFor();
      await page.locator('.ant-drawer tbody a').first().waitFor();
    });
  });
});
