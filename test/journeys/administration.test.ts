import { TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import { accessibilityProblems } from '../support/browser.ts';
import { expectCleanInEveryLook, faultBeside, signIn } from '../support/office.ts';
import { withOffice } from '../support/office-journey.ts';

// Organs, the audit record, second factors and the editor, in Chromium.

// Passkeys are for names.
const office = withOffice({ clock: null, host: 'localhost', expected: /status of (?:400|401|403|404|409|422)/ });

const { at } = office;
const clean = async (page: Page): Promise<void> => expect(await accessibilityProblems(page)).toEqual([]);
/** The organs change on the day they are told of. */
const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Opens the form of a change of organs, with its day and document filled in. */
async function beginChange(page: Page, kind: string, document: string): Promise<Locator> {
  await page.goto(`${office.address}/office/organs`);
  await page.getByRole('button', { name: '登记机构调整' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  const form = page.getByRole('dialog');
  await form.locator('#effectiveOn').fill(today);
  await page.keyboard.press('Enter');
  await form.locator('#document').fill(document);
  return form;
}

async function choose(page: Page, id: string, text: string): Promise<void> {
  await page.getByRole('dialog').locator(`#${id}`).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Fills in a new organ below the district's government; `at` is what the names of its fields begin with. */
async function fillOrgan(page: Page, at: string, code: string, name: string): Promise<void> {
  const form = page.getByRole('dialog');
  await form.locator(`#${at}_newCode`).fill(code);
  await form.locator(`#${at}_name`).fill(`宁波市北仑区${name}`);
  await form.locator(`#${at}_shortName`).fill(`区${name}`);
  await form.locator(`#${at}_kind`).click();
  await page.locator('.ant-select-dropdown:visible').getByText('工作部门', { exact: true }).click();
  await choose(page, `${at}_parentCode`, '北仑区人民政府');
}

describe('organs', () => {
  it('are renamed with their day, and looked at as they were before', async () => {
    await at('guanli', async (page) => {
      await page.goto(`${office.address}/office/organs`);
      await page.getByText('宁波市北仑区商务局').first().waitFor();
      await expectCleanInEveryLook(page);
      const form = await beginChange(page, '机构更名', '虚构〔2026〕1号');
      await choose(page, 'organ', '商务局');
      await form.locator('#name').fill('宁波市北仑区商务和会展局');
      await form.getByRole('button', { name: '登记' }).click();
      expect(await faultBeside(page, '新简称')).toBe('请填写新简称');
      await expectCleanInEveryLook(page);
      await form.locator('#shortName').fill('商务和会展局');
      await form.getByRole('button', { name: '登记' }).click();
      const line = page.getByRole('row', { name: /虚构〔2026〕1号/ });
      await line.waitFor();
      expect(await line.getByRole('cell').allTextContents()).toEqual([
        today,
        '更名',
        '宁波市北仑区商务局',
        '宁波市北仑区商务和会展局',
        '虚构〔2026〕1号',
      ]);
      await page.goto(`${office.address}/office/organs?asOf=2022-06-01`);
      await page.getByText('以下为2022-06-01的机构设置').waitFor();
      await page.getByText('宁波市北仑区商务局').first().waitFor();
      await expectCleanInEveryLook(page);
    });
  });

  it('are merged into a new one, whose code must be free; the old ones stay in the history', async () => {
    await at('guanli', async (page) => {
      const form = await beginChange(page, '合并机构', '虚构〔2026〕2号');
      await choose(page, 'organs', '科学技术局');
      await choose(page, 'organs', '经济和信息化局');
      // The list of choices stays open for more.
      await form.locator('.act-note').click();
      await fillOrgan(page, 'into', '33020601', '经济和科技局');
      await form.getByRole('button', { name: '登记' }).click();
      expect(await faultBeside(page, '机构代码')).toBe('机构代码33020601已被使用');
      await expectCleanInEveryLook(page);
      await form.locator('#into_newCode').fill('33020698');
      await form.getByRole('button', { name: '登记' }).click();
      const line = page.getByRole('row', { name: /虚构〔2026〕2号/ });
      await line.waitFor();
      const cells = await line.getByRole('cell').allTextContents();
      expect(cells[2]!.split('、').sort()).toEqual(['宁波市北仑区科学技术局', '宁波市北仑区经济和信息化局'].sort());
      expect(cells[3]).toBe('宁波市北仑区经济和科技局');
      const tree = page.getByRole('tree');
      await tree.getByText('宁波市北仑区经济和科技局').waitFor();
      expect(await tree.getByText('宁波市北仑区科学技术局').count()).toBe(0);
      await page.goto(`${office.address}/office/organs?asOf=2022-06-01`);
      await page.getByRole('tree').getByText('宁波市北仑区科学技术局').waitFor();
    });
  });

  it('are split into several, each of which answers for its own fields', async () => {
    await at('guanli', async (page) => {
      const form = await beginChange(page, '拆分机构', '虚构〔2026〕3号');
      await choose(page, 'organ', '市场监督管理局');
      await fillOrgan(page, 'parts_0', '33020696', '市场监管局');
      await fillOrgan(page, 'parts_1', '33020696', '知识产权局');
      await form.getByRole('button', { name: '登记' }).click();
      // The first part takes the code; the second one is told so beside its own field.
      expect(await faultBeside(page, '机构代码')).toBe('机构代码33020696已被使用');
      expect(await form.locator('.ant-form-item-explain-error').count()).toBe(1);
      await form.locator('#parts_1_newCode').fill('33020697');
      await form.getByRole('button', { name: '登记' }).click();
      const line = page.getByRole('row', { name: /虚构〔2026〕3号/ });
      await line.waitFor();
      const cells = await line.getByRole('cell').allTextContents();
      expect(cells[3]!.split('、').sort()).toEqual(['宁波市北仑区知识产权局', '宁波市北仑区市场监管局'].sort());
      await expectCleanInEveryLook(page);
    });
  });
});

describe('the audit record', () => {
  it('is proven whole; a record changed behind its back is named', async () => {
    await at('shenji', async (page) => {
      await page.goto(`${office.address}/office/audit/proof`);
      await page.getByRole('button', { name: '开始校验' }).click();
      await page.getByText('记录完整，没有被改动').waitFor();
      await clean(page);
      await office.db
        .updateTable('audit_event')
        .set({ reason: '改写' })
        .where('action', '=', 'session.sign-in')
        .execute();
      await page.getByRole('button', { name: '开始校验' }).click();
      await page.getByText('内容被改动').first().waitFor();
      await clean(page);
    });
  });
});

describe('second factors', () => {
  it('are set up with recovery codes, one of which opens the door; a passkey opens it alone', async () => {
    await at('fazhi', async (page) => {
      await page.goto(`${office.address}/office/account`);
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
      await page.goto(`${office.address}/office/design`);
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
