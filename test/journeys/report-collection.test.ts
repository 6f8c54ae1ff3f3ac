import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledTables } from '../../src/capabilities/annual-report/rules/form.ts';
import { renderReportText } from '../../src/capabilities/annual-report/rules/testing/render-text.ts';
import { accessibilityProblems, horizontalOverflow, screenshot, viewports } from '../support/browser.ts';
import { withOffice } from '../support/office-journey.ts';

// The figures of the year 2025 asked of all organs, handed in, compared and shown to the public, in Chromium.

const COLLECTOR = 'jiandu';
const CLERK = 'zhujian';
const TASK = '/office/reports/collection/2025/33020613';
const office = withOffice();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-reports-'));
});

afterAll(async () => {
  if (folder) await rm(folder, { recursive: true });
});

const { at } = office;

/** Kept for whoever wants to look, when a folder for pictures is named. */
async function clean(page: Page, name: string): Promise<void> {
  const pictures = process.env.GONGKAI_PICTURES;
  if (pictures) await screenshot(page, join(pictures, `${name}.png`));
  expect(await accessibilityProblems(page)).toEqual([]);
}

async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const [width, viewport] of Object.entries({ ...viewports, tablet: { width: 768, height: 1024 } }))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await clean(page, `${name}-${width}-${colorScheme}`);
      expect([width, await horizontalOverflow(page)]).toEqual([width, 0]);
    }
}

describe('the figures of a year', () => {
  it('are asked of all organs, within the days of the law; who is late is seen and reminded', async () => {
    await at(COLLECTOR, async (page) => {
      await page.goto(`${office.address}/office/reports/collection`);
      await page.getByText('还没有布置数据汇总').waitFor();
      await clean(page, 'collection-empty');
      await page.getByRole('button', { name: '布置数据汇总' }).click();
      const form = page.getByRole('dialog');
      await form.locator('#organDueOn').fill('2026-02-05');
      await page.keyboard.press('Enter');
      await form.getByRole('button', { name: '布置', exact: true }).click();
      await form.getByText(/不得晚于2026-01-31/).waitFor();
      await clean(page, 'collection-wrong-day');
      await form.locator('#organDueOn').fill('2026-01-20');
      await page.keyboard.press('Enter');
      // Enter may have sent the form already; the page below is the proof either way.
      await form
        .getByRole('button', { name: '布置', exact: true })
        .click({ timeout: 5_000 })
        .catch(() => undefined);
      await page.getByText('报送期限2026-01-20（已过）').waitFor();
      expect(await page.getByText('逾期', { exact: true }).count()).toBeGreaterThan(10);
      await page.getByRole('button', { name: /催报全部未报送/ }).click();
      await page.getByText(/个机关没有可以通知的人员/).waitFor();
      await inEveryLook(page, 'collection');
    });
  });

  it('are filled, explained and handed in by name', async () => {
    await at(CLERK, async (page) => {
      await page.goto(`${office.address}${TASK}`);
      await page.getByText('记录中没有、需要填报的数据').waitFor();
      await page.getByRole('button', { name: '确认数据并报送' }).click();
      const form = page.getByRole('dialog');
      await form.getByRole('button', { name: '报送' }).click();
      await form.getByText('请填写对数据负责的人员姓名').waitFor();
      await form.getByLabel('对数据负责的人员姓名').fill('周某某（虚构）');
      await form.getByRole('button', { name: '报送' }).click();
      await form.getByText(/还有月份没有填报/).waitFor();
      await clean(page, 'task-refused');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /填报为0/ }).click();
      await page.getByText('第二部分所需的各月数据都已填报').waitFor();

      await page.getByRole('button', { name: '填写本机关统计数' }).click();
      await page.locator('#figure').click();
      await page.keyboard.type('行政许可');
      await page.keyboard.press('Enter');
      await page.locator('#stated').fill('7777');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('请说明差异的原因').waitFor();
      await page.getByLabel('差异的原因').fill('政务服务中心另行登记');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('政务服务中心另行登记').waitFor();
      await page.getByText('与记录的差异（1处）').waitFor();

      await page.getByRole('button', { name: '确认数据并报送' }).click();
      await page.getByLabel('对数据负责的人员姓名').fill('周某某（虚构）');
      await page.getByRole('dialog').getByRole('button', { name: '报送' }).click();
      await page.getByText('已报送，待审核').waitFor();
      await inEveryLook(page, 'task');
    });
  });

  it('stand beside what the records give; each difference opens them; they are returned with a reason or accepted', async () => {
    await at(COLLECTOR, async (page) => {
      await page.goto(`${office.address}/office/reports/collection/2025`);
      await page.getByRole('tab', { name: /汇总与差异/ }).click();
      await page.getByText('1处差异均已说明').waitFor();
      await inEveryLook(page, 'roll-up');
      await page.getByRole('button', { name: /行政许可的记录/ }).click();
      await page.getByRole('dialog').waitFor();
      await clean(page, 'difference-records');

      await page.goto(`${office.address}${TASK}`);
      await page.getByRole('button', { name: '退回' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
      await page.getByText('请写明退回的原因').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '接受', exact: true }).click();
      await page.getByText('已接受', { exact: true }).first().waitFor();
    });
  });
});

describe('a report made elsewhere', () => {
  it('is refused when it is none, and shown to the public by its address', async () => {
    const wrong = join(folder, '放假通知.docx');
    await writeFile(wrong, '放假通知');
    await at(CLERK, async (page) => {
      await page.goto(`${office.address}${TASK}`);
      await page.getByRole('button', { name: '提供文件或者网址' }).click();
      await page.locator('input[type=file]').setInputFiles(wrong);
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await page.getByText(/内容无法识别/).waitFor();
      await clean(page, 'own-report-refused');
      await page.getByText('网址', { exact: true }).click();
      await page.getByLabel('公布网址').fill('不是网址');
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await page.getByText(/请填写以http/).waitFor();
      await page.getByLabel('公布网址').fill('https://example.gov.cn/nianbao/2025.html');
      await page.locator('#publishedOn').fill('2026-01-19');
      await page.keyboard.press('Enter');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: '保存' })
        .click({ timeout: 5_000 })
        .catch(() => undefined);
      await page.getByText('2026-01-19公布').waitFor();
    });
    const context = await office.browser.open({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${office.address}/reports/years/2025`);
    const link = page.getByRole('link', { name: /2025年度报告（该机关网站）/ });
    expect(await link.getAttribute('href')).toBe('https://example.gov.cn/nianbao/2025.html');
    expect(await page.getByText('逾期未公布').count()).toBeGreaterThan(1);
    await context.close();
  });
});

describe('the public', () => {
  const visit = async (path: string, act: (page: Page) => Promise<void>): Promise<void> => {
    const context = await office.browser.open({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${office.address}${path}`);
    await act(page);
    await context.close();
  };

  it('finds every organ of a year, with its report or without', async () => {
    await visit('/reports/years/2022', (page) => inEveryLook(page, 'year'));
  });

  it('compares organs and years by a measure, down to the records; without a choice it is told what to choose', async () => {
    await visit('/reports/compare', async (page) => {
      await page.getByRole('button', { name: '对比' }).click();
      await page.getByText('请至少选择一个机关').first().waitFor();
      await page.getByRole('checkbox', { name: '宁波市北仑区人民政府', exact: true }).check();
      await page.getByRole('checkbox', { name: '宁波市北仑区人民政府办公室' }).check();
      await page.getByLabel('图表显示的指标').selectOption('granted');
      await page.getByRole('button', { name: '对比' }).click();
      await page.locator('#compared tbody tr').first().waitFor();
      expect(await page.locator('#compared tbody tr').count()).toBe(2);
      await inEveryLook(page, 'compare');
      await page
        .locator('#compared')
        .getByRole('link', { name: /予以公开/ })
        .first()
        .click();
      await page.locator('#records').waitFor();
    });
  });
});

describe('reports of other organs', () => {
  it('are checked in the office: what is no report is told by name, a fault by its place', async () => {
    const wrong = join(folder, '通知.txt');
    await writeFile(wrong, '关于放假的通知');
    const tables = filledTables('2021', 0);
    tables.remedies.reconsideration = [1, 0, 0, 0, 2];
    const right = join(folder, '教育局.txt');
    await writeFile(right, renderReportText({ organ: '云山县教育局', year: 2024, form: '2021', tables }, 'tabs'));
    await at(COLLECTOR, async (page) => {
      await page.goto(`${office.address}/office/reports/checks`);
      await page.getByText('还没有检查过报告').waitFor();
      await clean(page, 'checks-empty');
      await page.locator('input[type=file]').first().setInputFiles([wrong, right]);
      await page.getByText(/通知\.txt.*不是2021年或者2019年格式/).waitFor();
      await page.getByText('云山县教育局').first().waitFor();
      await clean(page, 'checks');
    });
  });
});
