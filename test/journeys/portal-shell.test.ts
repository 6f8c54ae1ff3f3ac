import fastify, { type FastifyInstance } from 'fastify';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPortalShell } from '../../src/portal/index.ts';
import {
  accessibilityProblems,
  horizontalOverflow,
  launchBrowser,
  type TestBrowser,
  viewports,
} from '../support/browser.ts';
import { sampleNavigation, sampleSite } from '../support/portal.ts';

let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  app = fastify();
  registerPortalShell(app, { site: sampleSite, navigation: sampleNavigation, searchPath: '/search' });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Opens a page in a context of its own, closes it afterwards, and fails on anything the browser refused or could not load. */
async function visit(
  options: Parameters<TestBrowser['open']>[0] & { settings?: string },
  path: string,
  act: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { settings, ...rest } = options;
  const context = await browser.open(rest);
  try {
    if (settings !== undefined) await context.addCookies([{ name: 'portal-display', value: settings, url: address }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}${path}`);
    await act(page, context);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const looks = {
  light: { settings: 'standard.automatic.light.standard.zh-CN' },
  'dark by choice': { settings: 'standard.automatic.dark.standard.zh-CN' },
  'dark by the device': { colorScheme: 'dark' },
  elder: { settings: 'elder.automatic.automatic.standard.zh-CN' },
  'elder, largest letters, dark': { settings: 'elder.automatic.dark.largest.zh-CN' },
  'high contrast': { settings: 'standard.more.light.standard.zh-CN' },
  'high contrast, dark': { settings: 'standard.more.dark.standard.zh-CN' },
  English: { settings: 'standard.automatic.automatic.standard.en' },
} as const;

describe('every component', () => {
  it.each(Object.entries(looks))(
    'has no accessibility fault on a phone and fits its width: %s',
    async (_name, look) => {
      await visit({ viewport: viewports.phone, ...look }, '/design', async (page) => {
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await horizontalOverflow(page)).toBe(0);
      });
    },
  );

  it.each(['tablet', 'desktop'] as const)('fits a %s and has no accessibility fault there', async (width) => {
    await visit({ viewport: viewports[width] }, '/design', async (page) => {
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
    });
  });

  it('fits a window of 320 pixels, which is 1280 at four times the size', async () => {
    await visit({ viewport: { width: 320, height: 640 } }, '/design', async (page) => {
      expect(await horizontalOverflow(page)).toBe(0);
    });
  });
});

describe('other pages of the shell', () => {
  it('have no accessibility fault', async () => {
    await visit({ viewport: viewports.phone }, '/settings', async (page) => {
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
    });
    const context = await browser.open({ viewport: viewports.phone });
    const page = await context.newPage();
    expect((await page.goto(`${address}/nowhere`))?.status()).toBe(404);
    expect(await accessibilityProblems(page)).toEqual([]);
    await context.close();
  });
});

describe('without JavaScript', () => {
  it('a visitor switches to elder mode and back, staying on the page', async () => {
    await visit({ javaScriptEnabled: false }, '/design', async (page) => {
      const size = () => page.locator('body').evaluate((body) => Number.parseFloat(getComputedStyle(body).fontSize));
      expect(await size()).toBe(17);
      await page.getByRole('link', { name: '长者模式' }).click();
      expect(new URL(page.url()).pathname).toBe('/design');
      expect(await size()).toBeGreaterThanOrEqual(20);
      await page.getByRole('link', { name: '退出长者模式' }).click();
      expect(await size()).toBe(17);
    });
  });

  it('a visitor sets everything with the form', async () => {
    await visit({ javaScriptEnabled: false }, '/design', async (page) => {
      await page.getByRole('link', { name: '显示设置' }).click();
      await page.getByRole('radio', { name: '深色' }).check();
      await page.getByRole('radio', { name: 'English' }).check();
      await page.getByRole('button', { name: '保存设置' }).click();
      expect(new URL(page.url()).pathname).toBe('/design');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('body').evaluate((body) => getComputedStyle(body).colorScheme)).toBe('dark');
    });
  });

  it('shows no button that would do nothing', async () => {
    await visit({ javaScriptEnabled: false }, '/design', async (page) => {
      expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
      expect(await page.getByRole('button', { name: '复制链接' }).isVisible()).toBe(false);
    });
  });
});

describe('with the keyboard', () => {
  it('the first stop skips to the text, and focus can be seen', async () => {
    await visit({}, '/design', async (page) => {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      expect(await focused.textContent()).toBe('跳到正文');
      expect((await focused.boundingBox())?.x).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).toBe('main');
    });
  });

  it('a wide table can be reached and scrolled', async () => {
    await visit({ viewport: viewports.phone }, '/design', async (page) => {
      const region = page.getByRole('region', { name: '收到和处理政府信息公开申请情况（节选）' });
      await region.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    });
  });
});

describe('islands', () => {
  it('change the size of letters at once and for the next page', async () => {
    await visit({}, '/design', async (page) => {
      const kept = page.waitForResponse((response) => response.url().includes('/settings/apply'));
      await page.getByRole('link', { name: '特大字号' }).click();
      expect(await page.locator('html').getAttribute('data-text-size')).toBe('largest');
      await kept;
      await page.reload();
      expect(await page.locator('html').getAttribute('data-text-size')).toBe('largest');
    });
  });

  it('copy the address of the page', async () => {
    await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, '/design', async (page) => {
      await page.getByRole('button', { name: '复制链接' }).click();
      await page.getByRole('button', { name: '链接已复制' }).waitFor();
      expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(`${address}/design`);
    });
  });
});

describe('on paper', () => {
  it('is ink on white even for a visitor who reads in the dark, without menus, with its address', async () => {
    await visit({ settings: 'elder.more.dark.largest.zh-CN' }, '/design', async (page) => {
      await page.emulateMedia({ media: 'print' });
      const colours = await page.locator('body').evaluate((body) => {
        const style = getComputedStyle(body);
        return [style.color, style.backgroundColor];
      });
      expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      for (const hidden of ['.site-navigation', '.utility', '.page-tools', '.masthead .search-box', '.breadcrumbs']) {
        expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
      }
      expect(await page.getByText('本页网址：https://www.example.gov.cn/design').isVisible()).toBe(true);
      expect(
        await page
          .locator('thead')
          .first()
          .evaluate((head) => getComputedStyle(head).display),
      ).toBe('table-header-group');
    });
  });
});
