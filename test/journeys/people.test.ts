import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { registerApplication } from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { expectCleanInEveryLook, faultBeside, signIn } from '../support/office.ts';
import { districtNow, withOffice } from '../support/office-journey.ts';

// People and their posts, and who stands in for whom, in Chromium.

const DIVISION = '330206';
/** The government's office, which has a clerk, a reviewer and a head of its own. */
const ORGAN = '33020601';
const now = districtNow;

const office = withOffice({ expected: /status of (?:400|401|403|404|409|422)/ });

const { at } = office;

/** Chooses from a list that can be searched. */
async function choose(page: Page, id: string, text: string): Promise<void> {
  await page.getByRole('dialog').locator(`#${id}`).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function fillDate(page: Page, id: string, day: string): Promise<void> {
  await page.getByRole('dialog').locator(`#${id}`).fill(day);
  await page.keyboard.press('Enter');
}

/** Presses the button of the dialog that stands. */
const confirm = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

/** The password that is shown once. */
async function takePassword(page: Page): Promise<string> {
  const shown = page.getByRole('dialog').locator('.secret');
  await shown.waitFor();
  return (await shown.textContent())!.trim();
}

const CHOSEN = '秋天的银杏落满了台阶-99';

/** A page of its own, at the sign-in. */
async function visit(act: (page: Page) => Promise<void>): Promise<void> {
  const context = await office.browser.open();
  await context.clock.setFixedTime(now);
  try {
    const page = await context.newPage();
    await page.goto(`${office.address}/office/`);
    await act(page);
  } finally {
    await context.close();
  }
}

/** Replaces the password that was handed over; what does not do is said beside the field. */
async function replacePassword(page: Page, handedOver: string, next: string): Promise<void> {
  await page.getByRole('heading', { name: '修改密码' }).waitFor();
  await page.getByLabel('现在的密码').fill(handedOver);
  await page.getByLabel('新密码', { exact: true }).fill('太短');
  await page.getByLabel('再次填写新密码').fill('太短');
  await page.getByRole('button', { name: '修改密码' }).click();
  expect(await faultBeside(page, '至少12个字符')).toBe('密码至少需要12个字符');
  await page.getByLabel('新密码', { exact: true }).fill(next);
  await page.getByLabel('再次填写新密码').fill(next);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
}

describe('a person', () => {
  it('is added, holds two posts that go together, is disabled, and comes back with a new password alone', async () => {
    await at('guanli', async (admin) => {
      await admin.goto(`${office.address}/office/people`);
      await admin.getByText('林承办（虚构）').waitFor();
      await expectCleanInEveryLook(admin);
      await admin.getByRole('button', { name: '新增用户' }).click();
      const form = admin.getByRole('dialog');
      await form.getByLabel('姓名').fill('周某（虚构）');
      await form.getByLabel('登录名').fill('chengban');
      await choose(admin, 'organCode', '财政局');
      await form.getByLabel('职务').fill('办公室科员');
      await form.getByRole('checkbox', { name: /^承办人员/ }).check();
      await confirm(admin, '新增');
      expect(await faultBeside(admin, '登录名')).toBe('登录名已被使用');
      await expectCleanInEveryLook(admin);
      await form.getByLabel('登录名').fill('zhoumou');
      await confirm(admin, '新增');
      const first = await takePassword(admin);
      await expectCleanInEveryLook(admin);
      await confirm(admin, '已记下');
      await admin.getByRole('heading', { level: 1, name: '周某（虚构）' }).waitFor();
      await expectCleanInEveryLook(admin);

      await admin.getByRole('button', { name: '增加岗位' }).click();
      await choose(admin, 'organCode', '教育局');
      await form.getByLabel('职务').fill('审计员');
      await form.getByRole('checkbox', { name: /^审计人员/ }).check();
      await form.getByLabel('理由').fill('借调');
      await confirm(admin, '增加');
      expect(await faultBeside(admin, '职责（至少一项）')).toBe('“审计人员”与“承办人员”不能由同一人担任');
      await expectCleanInEveryLook(admin);
      await form.getByRole('checkbox', { name: /^审计人员/ }).uncheck();
      await form.getByRole('checkbox', { name: /^审核人员/ }).check();
      await form.getByLabel('职务').fill('审核员');
      await confirm(admin, '增加');
      await admin.getByText('岗位已增加').waitFor();
      await admin.getByRole('cell', { name: '宁波市北仑区教育局' }).waitFor();

      await visit(async (own) => {
        await signIn(own, 'zhoumou', first);
        await replacePassword(own, first, CHOSEN);
        await own.goto(`${office.address}/office/account`);
        await own.getByText('宁波市北仑区教育局 · 审核员').waitFor();
        await own.getByText('宁波市北仑区财政局 · 办公室科员').waitFor();

        // A second factor with recovery codes, which a reset takes away as well.
        await own.getByRole('button', { name: '启用动态口令' }).click();
        await own.getByLabel('本人密码').fill('不是这个密码');
        await own.getByRole('button', { name: '下一步' }).click();
        expect(await faultBeside(own, '本人密码')).toContain('不正确');
        await own.getByLabel('本人密码').fill(CHOSEN);
        await own.getByRole('button', { name: '下一步' }).click();
        const totp = new TOTP({ secret: (await own.locator('.secret').textContent())!.trim() });
        const code = totp.generate({ timestamp: now.getTime() });
        const field = own.getByLabel('动态口令', { exact: true });
        await field.fill(code === '000000' ? '000001' : '000000');
        await own.getByRole('button', { name: '启用', exact: true }).click();
        expect(await faultBeside(own, '动态口令')).toContain('不正确');
        await field.fill(code);
        await own.getByRole('button', { name: '启用', exact: true }).click();
        await own.getByText('我已经保存好').click();
        await own.getByRole('button', { name: '完成' }).click();
        await own.getByText('重新生成恢复代码（剩10个）').waitFor();
        await expectCleanInEveryLook(own);

        await admin.getByRole('button', { name: '停用', exact: true }).click();
        await confirm(admin, '停用');
        expect(await faultBeside(admin, '理由')).toBe('请填写理由');
        await form.getByLabel('理由').fill('借调期满待岗');
        await confirm(admin, '停用');
        await admin.getByText('账号已停用').waitFor();
        // The open page is put out with the next thing asked, and the door stays shut.
        await own.goto(`${office.address}/office/`);
        await signIn(own, 'zhoumou', CHOSEN);
        await own.getByRole('alert').first().waitFor();
      });

      await admin.getByRole('button', { name: '恢复使用' }).click();
      await form.getByLabel('理由').fill('返岗');
      await confirm(admin, '恢复使用');
      await admin.getByText('账号已恢复').waitFor();
      await admin.getByRole('button', { name: '重置密码和验证方式' }).click();
      await form.getByLabel('理由').fill('手机遗失');
      await expectCleanInEveryLook(admin);
      await confirm(admin, '重置');
      const second = await takePassword(admin);
      await confirm(admin, '已记下');
      await visit(async (own) => {
        await signIn(own, 'zhoumou', CHOSEN);
        await own.getByRole('alert').first().waitFor();
        // No second step is asked for: the old secret and its recovery codes are gone.
        await signIn(own, 'zhoumou', second);
        await replacePassword(own, second, `${CHOSEN}-新`);
        await own.goto(`${office.address}/office/account`);
        await own.getByRole('button', { name: '启用动态口令' }).waitFor();
      });
    });
    const { id } = await office.db
      .selectFrom('person')
      .select('id')
      .where('sign_in_name', '=', 'zhoumou')
      .executeTakeFirstOrThrow();
    const events = await office.db
      .selectFrom('audit_event')
      .select(['action', 'reason'])
      .where('subject_id', '=', id)
      .where('action', 'like', 'users.%')
      .execute();
    // The clock stands still, so the record has no order among organs.
    expect(events.map(({ action, reason }) => `${action} ${reason}`).sort()).toEqual([
      'users.assign-post 借调',
      'users.create null',
      'users.disable 借调期满待岗',
      'users.enable 返岗',
      'users.reset-credentials 手机遗失',
    ]);
  });
});

describe('a delegation', () => {
  const LETTER = '政府信息公开申请补正告知书';

  async function openCase(page: Page, id: string): Promise<void> {
    await page.goto(`${office.address}/office/requests/${id}`);
    await page.getByText('办理经过').first().waitFor();
    await page.waitForLoadState('networkidle');
  }

  const openLetter = (page: Page): Promise<void> =>
    page
      .getByRole('button', { name: new RegExp(`^${LETTER}`) })
      .last()
      .click();

  it('lets a deputy sign while the head is away, until it is ended; the record says for whom', async () => {
    const { id } = await registerApplication(
      office.db,
      DIVISION,
      {
        organCode: ORGAN,
        channel: 'in-person',
        applicantCategory: 'natural',
        applicantName: '林某某',
        subject: '示例路改造项目评审材料',
        submittedOn: plainDate('2026-06-12'),
        receivedOn: plainDate('2026-06-12'),
      },
      nationalCalendar(),
      'test',
      await openTestProtection(office.db),
    );
    await at('chengban', async (clerk) => {
      await openCase(clerk, id);
      await clerk.getByRole('button', { name: '起草文书' }).click();
      await clerk.getByRole('menuitem', { name: LETTER, exact: true }).click();
      await clerk.getByLabel('补正事项').fill('未写明所需材料的年度');
      await clerk.getByLabel('补正指导').fill('请写明评审的年度和批次');
      await clerk.getByRole('button', { name: '保存草稿' }).click();
      await clerk.getByText('必备内容齐全，可以签发').waitFor();
      await clerk.getByRole('button', { name: '提交', exact: true }).click();
      await clerk.getByText('已提交').waitFor();
    });
    await at('lingdao', async (head) => {
      await head.goto(`${office.address}/office/delegations`);
      await head.getByText('没有委托', { exact: true }).waitFor();
      await expectCleanInEveryLook(head);
      await at('shenhe', async (deputy) => {
        await openCase(deputy, id);
        await openLetter(deputy);
        await deputy.locator('.drawer-actions').getByRole('button', { name: '关闭' }).waitFor();
        expect(await deputy.getByRole('button', { name: '签发', exact: true }).count()).toBe(0);
      });

      await head.getByRole('button', { name: '委托他人代办' }).click();
      const form = head.getByRole('dialog');
      await choose(head, 'to', '沈审核');
      await fillDate(head, 'fromOn', '2026-06-15');
      await fillDate(head, 'toOn', '2026-06-12');
      await form.getByRole('checkbox', { name: '签发程序性文书' }).check();
      await form.getByLabel('理由').fill('出差');
      await confirm(head, '设立委托');
      expect(await faultBeside(head, '结束日期')).toBe('委托的结束日期不能早于开始日期');
      await expectCleanInEveryLook(head);
      await fillDate(head, 'toOn', '2026-06-19');
      await confirm(head, '设立委托');
      await head.getByText('委托已设立，到期自动终止').waitFor();
      await head.getByText('进行中').waitFor();
      await expectCleanInEveryLook(head);

      await at('shenhe', async (deputy) => {
        await deputy.goto(`${office.address}/office/delegations`);
        await deputy.getByText('乐签发（虚构）委托的1项职责').waitFor();
        await openCase(deputy, id);
        await openLetter(deputy);
        await deputy.getByLabel('意见', { exact: true }).fill('同意');
        await deputy.getByRole('button', { name: '签发', exact: true }).click();
        await deputy.getByText(/已签发，文号/).waitFor();
        await deputy.goto(`${office.address}/office/delegations`);
        await deputy.getByText('乐签发（虚构）委托的1项职责').waitFor();

        await head.getByRole('button', { name: '终止', exact: true }).click();
        await head.getByRole('button', { name: '终止委托' }).click();
        await head.getByText('已终止').waitFor();
        await deputy.reload();
        await deputy.getByRole('heading', { name: '外出委托' }).waitFor();
        await deputy.waitForLoadState('networkidle');
        expect(await deputy.getByText('乐签发（虚构）委托的').count()).toBe(0);
      });
    });
    await at('shenji', async (auditor) => {
      await auditor.goto(`${office.address}/office/audit`);
      await auditor.getByLabel('操作人姓名').fill('沈审核');
      await auditor.keyboard.press('Enter');
      await auditor.getByText('代乐签发（虚构）办理').first().waitFor();
      await expectCleanInEveryLook(auditor);
      await auditor.locator('tr', { hasText: '代乐签发（虚构）办理' }).getByRole('button').first().click();
      const drawer = auditor.getByRole('dialog');
      await drawer.getByRole('row', { name: /代谁办理\s*乐签发（虚构）/ }).waitFor();
      await expectCleanInEveryLook(auditor);
      await drawer.getByRole('button', { name: '所依据的委托' }).click();
      // The delegation's own record: by whom given, and ended.
      await auditor.getByLabel('操作人姓名').fill('');
      await auditor.keyboard.press('Enter');
      await auditor.getByText('委托他人代行职责').first().waitFor();
    });
  });
});
