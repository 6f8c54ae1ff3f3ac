import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  app = await buildDistrictApp(await open());
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function visit(
  options: Parameters<TestBrowser['open']>[0],
  path: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.open(options);
  try {
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    await act(page);
  } finally {
    await context.close();
  }
}

const pages = [
  '/',
  '/reports',
  '/reports/330206/2022',
  '/reports/330206/2022/records/requests/unable_1/total',
  '/reports/330206/2022/records/proactive/licensing',
  '/reports/330206/2022/records/proactive/normativeDocuments/issued',
  '/reports/330206/2022/records/remedies/reconsideration/total',
  '/reports/330206/2022/records/requests/denied_2/total',
];

describe.each(Object.entries(viewports))('at %s width', (_, viewport) => {
  it.each(pages)('%s has no accessibility problem and does not overflow', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const)
      await visit({ viewport, colorScheme }, path, async (page) => {
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await horizontalOverflow(page)).toBe(0);
      });
  });
});

it('leads a citizen without JavaScript from the first page to the records of a figure and back', async () => {
  await visit({ javaScriptEnabled: false, viewport: viewports.phone }, '/', async (page) => {
    await page.getByRole('link', { name: '阅读宁波市北仑区人民政府2022年度政府信息公开工作年度报告' }).click();
    expect(await page.locator('h1').textContent()).toContain('2022年度政府信息公开工作年度报告');
    const cell = page.locator('#table-requests').getByRole('link', { name: /1\.本机关不掌握相关政府信息，总计/ });
    expect(await cell.textContent()).toBe('66');
    await cell.click();
    expect(await page.locator('#records tbody tr').count()).toBe(50);
    await page.getByRole('link', { name: '下一页' }).click();
    expect(await page.locator('#records tbody tr').count()).toBe(16);
    await page.getByRole('link', { name: '回到年度报告' }).click();
    expect(page.url()).toContain('/reports/330206/2022');
  });
});

it('names header cells for those who hear the table', async () => {
  await visit({}, '/reports/330206/2022', async (page) => {
    const table = page.locator('#table-requests');
    expect(await table.locator('tbody th[scope="row"]').count()).toBe(25);
    expect(await table.locator('tbody td').count()).toBe(175);
    expect(await table.locator('thead th:not([scope])').count()).toBe(0);
  });
});

it('prints the report without navigation', async () => {
  await visit({}, '/reports/330206/2022', async (page) => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#navigation').isVisible()).toBe(false);
    expect(await page.locator('#table-requests').isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
