import type { FastifyInstance } from 'fastify';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../../src/platform/office/index.ts';
import { accessibilityProblems, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp, districtToday } from '../support/district.ts';

// Organs, the audit record, second factors and the editor, in Chromium.

const open = withTestDatabases();
let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  await ensureOfficeBuilt();
  db = await open();
  app = await buildDistrictApp(db, { signInsPerMinute: 1000 });
  await addDemonstrationAccounts(db, districtToday, new Date());
  // Passkeys are for names: localhost counts as a secure one.
  address = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function signIn(page: Page, name: string, password = DEMONSTRATION_PASSWORD): Promise<void> {
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Acts as a person; fails on anything the browser refused, such as a style the policy does not allow. */
async function at(person: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.open();
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (?:400|401|404|409)/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/office/`);
    await signIn(page, person);
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await act(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const clean = async (page: Page): Promise<void> => expect(await accessibilityProblems(page)).toEqual([]);

describe('organs', () => {
  it('are renamed with their day, and looked at as they were before', async () => {
    await at('guanli', async (page) => {
      await page.goto(`${address}/office/organs`);
      await page.getByText('宁波市北仑区商务局').first().waitFor();
      await clean(page);
      await page.getByRole('button', { name: '登记机构调整' }).click();
      await page.getByText('机构更名').click();
      const form = page.getByRole('dialog');
      const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
      await form.locator('#effectiveOn').fill(today);
      await page.keyboard.press('Enter');
      await form.locator('#document').fill('虚构〔2026〕1号');
      await form.locator('#organ').click();
      await page.keyboard.type('商务局');
      await page.keyboard.press('Enter');
      await form.locator('#name').fill('宁波市北仑区商务和会展局');
      await form.locator('#shortName').fill('商务和会展局');
      await clean(page);
      await form.getByRole('button', { name: '登记' }).click();
      await page.getByText('虚构〔2026〕1号').waitFor();
      await page.getByText('宁波市北仑区商务和会展局').first().waitFor();
      await page.goto(`${address}/office/organs?asOf=2022-06-01`);
      await page.getByText('以下为2022-06-01的机构设置').waitFor();
      await page.getByText('宁波市北仑区商务局').first().waitFor();
    });
  });
});

describe('the audit record', () => {
  it('is proven whole; a record changed behind its back is named', async () => {
    await at('shenji', async (page) => {
      await page.goto(`${address}/office/audit/proof`);
      await page.getByRole('button', { name: '开始校验' }).click();
      await page.getByText('记录完整，没有被改动').waitFor();
      await clean(page);
      await db.updateTable('audit_event').set({ reason: '改写' }).where('action', '=', 'session.sign-in').execute();
      await page.getByRole('button', { name: '开始校验' }).click();
      await page.getByText('内容被改动').first().waitFor();
      await clean(page);
    });
  });
});

describe('second factors', () => {
  it('are set up with recovery codes, one of which opens the door; a passkey opens it alone', async () => {
    await at('fazhi', async (page) => {
      await page.goto(`${address}/office/account`);
      await page.getByRole('button', { name: '启用动态口令' }).click();
      await page.getByLabel('本人密码').fill(DEMONSTRATION_PASSWORD);
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByText('扫描二维码').waitFor();
      await clean(page);
      const secret = (await page.locator('.secret').textContent())!.trim();
      await page.getByLabel('动态口令', { exact: true }).fill(new TOTP({ secret }).generate());
      await page.getByRole('button', { name: '启用', exact: true }).click();
      await page.getByText('我已经保存好').waitFor();
      await clean(page);
      const code = (await page.locator('.codes code').first().textContent())!;
      await page.getByText('我已经保存好').click();
      await page.getByRole('button', { name: '完成' }).click();
      await page.getByText('重新生成恢复代码（剩10个）').waitFor();

      const devices = await page.context().newCDPSession(page);
      await devices.send('WebAuthn.enable');
      await devices.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
        },
      });
      const leave = async (): Promise<void> => {
        await page.getByRole('button', { name: '卫法制' }).click();
        await page.getByText('退出登录').click();
        await page.getByLabel('登录名').waitFor();
      };
      await leave();
      await signIn(page, 'fazhi');
      await page.getByLabel('动态口令或者恢复代码').fill(code.toLowerCase());
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByText('重新生成恢复代码（剩9个）').waitFor();
      await page.getByRole('button', { name: '添加通行密钥' }).click();
      await page.getByLabel('本人密码').fill(DEMONSTRATION_PASSWORD);
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByText('通行密钥已添加').waitFor();
      await leave();
      await clean(page);
      await page.getByRole('button', { name: '用通行密钥登录' }).click();
      await page.getByRole('heading', { name: '账号与设备' }).waitFor();
    });
  });
});

describe('the editor', () => {
  it('corrects a finding by a click, which can be undone, and keeps footnotes and tables', async () => {
    await at('chengban', async (page) => {
      await page.goto(`${address}/office/design`);
      const text = page.getByRole('textbox', { name: '正文示例' });
      await text.waitFor();
      await clean(page);
      const value = async (): Promise<string> => (await page.getByTestId('editor-value').textContent()) ?? '';
      const before = await value();
      await text.click();
      await page.keyboard.press('F8');
      await page.getByText('请核对主送机关是否完整').waitFor();
      await page.keyboard.press('F8');
      await clean(page);
      await page.getByRole('button', { name: '更正' }).click();
      const after = await value();
      expect(after).toContain('现将有关事项部署如下');
      expect(after).toContain('<sup><a href="#fn-1" id="fnref-1">1</a></sup>');
      expect(after).toContain('<ol><li id="fn-1">《中华人民共和国政府信息公开条例》第一条。</li></ol>');
      expect(after).toContain('<caption>表1　各单位受理情况</caption><thead><tr><th>单位</th>');
      await page.keyboard.press('Control+z');
      expect(await value()).toBe(before.replaceAll('\n', ''));
    });
  });
});
