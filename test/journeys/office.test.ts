import { readXlsx } from 'hucre/xlsx';
import { TOTP } from 'otpauth';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findPersonByName } from '../../src/platform/identity/people/persons.ts';
import { beginTotp, removeTotp, takeTotpCode } from '../../src/platform/identity/second-factor/totp.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { accessibilityProblems, horizontalOverflow, viewports } from '../support/browser.ts';
import { signIn } from '../support/office.ts';
import { districtNow, withOffice } from '../support/office-journey.ts';

/** A clerk of the housing bureau, whose desk holds cases in several states. */
const CLERK = 'zhujian';
/** Sees the whole district. */
const SUPERVISOR = 'jiandu';
/** Answers for disclosure at the government's office. */
const OFFICER = 'gongkai';
const REVIEWER = 'shenhe';
const HEAD = 'lingdao';

const now = districtNow;
// The clock of the district stands on its day, so that what is due today is due today.
const office = withOffice();

/** Acts in the office; nobody is signed in for `null`. */
const at = (
  person: string | null,
  context: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
  expected?: RegExp,
) => office.at(person, act, { context, ...(expected ? { expected } : {}) });

/** Opens an open case of the clerk's that is being worked on, with its due day well ahead. */
async function openCase(page: Page): Promise<void> {
  await page.goto(`${office.address}/office/requests?state=processing&sort=due&order=desc`);
  await page.getByText(/共\d+件/).waitFor();
  await page.locator('tbody a').first().click();
  await page.getByText('逐日说明').waitFor();
}

describe('signing in', () => {
  it('refuses a wrong password with what to do, and lands where one wanted to go', async () => {
    await at(null, {}, async (page) => {
      await page.goto(`${office.address}/office/requests`);
      await signIn(page, CLERK, 'not the password');
      const refusal = page.getByRole('alert').first();
      await refusal.waitFor();
      expect(await refusal.textContent()).toContain('请联系本机关用户管理员重置');
      expect(await accessibilityProblems(page)).toEqual([]);
      await signIn(page, CLERK);
      await page.getByRole('heading', { name: '依申请公开' }).waitFor();
      await page.getByRole('button', { name: '郑经办' }).click();
      await page.getByText('退出登录').click();
      await page.getByLabel('登录名').waitFor();
    });
  });

  it('asks for the one-time code where one was set up; a wrong one begins anew', async () => {
    const protection = await openTestProtection(office.db);
    const person = (await findPersonByName(office.db, OFFICER))!;
    const { secret } = await beginTotp(office.db, protection, person, now);
    const codeAt = (time: Date): string => new TOTP({ secret }).generate({ timestamp: time.getTime() });
    // A code serves once, so it is confirmed by the one before.
    const before = new Date(now.getTime() - 30_000);
    expect(await takeTotpCode(office.db, protection, person.id, codeAt(before), before, true)).toBe(true);
    await at(null, {}, async (page) => {
      await signIn(page, OFFICER);
      const wrong = codeAt(now) === '000000' ? '000001' : '000000';
      await page.getByLabel('动态口令').fill(wrong);
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByText('验证没有通过，请重新登录。').waitFor();
      await signIn(page, OFFICER);
      await page.getByLabel('动态口令').fill(codeAt(now));
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByRole('heading', { name: '工作台' }).waitFor();
    });
    await removeTotp(office.db, person.id);
  });

  it('is asked for again when the session is over, and the page is still there', async () => {
    await at(CLERK, {}, async (page) => {
      await page.goto(`${office.address}/office/calendar`);
      await page.getByRole('heading', { name: '工作日历' }).waitFor();
      await office.db.deleteFrom('office_session').execute();
      await page.getByRole('button', { name: '下一年' }).click();
      await page.getByLabel('登录名').waitFor();
      await signIn(page, CLERK);
      await page.getByRole('heading', { name: '工作日历' }).waitFor();
    });
  });
});

describe('a case', () => {
  it('is found on the worklist by keys, and its name opened for a reason that is kept', async () => {
    await at(CLERK, {}, async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: '搜索' }).fill('依申请');
      await page.keyboard.press('Enter');
      await page.getByText(/共\d+件/).waitFor();
      const numbers = await page.locator('tbody a').allTextContents();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: numbers[1]! }).waitFor();
      await page.goto(`${office.address}/office/requests?category=natural`);
      await page.getByText(/共\d+件/).waitFor();
      await page.locator('tbody a').first().click();
      await page.getByRole('button', { name: /查看(?:全名|姓名)/ }).click();
      await page.getByLabel('查看事由').fill('电话联系申请人补正');
      await page.getByRole('button', { name: '查看', exact: true }).click();
      await page.getByText('本次查看已记录').waitFor();
      const looks = await office.db
        .selectFrom('audit_event')
        .select(['reason', 'person_name'])
        .where('action', '=', 'requests.read-personal-data')
        .execute();
      expect(looks).toEqual([{ reason: '电话联系申请人补正', person_name: '郑经办（虚构）' }]);
    });
  });

  it('refuses an unlawful extension with its article beside the field, then records a lawful one', async () => {
    await at(CLERK, {}, async (page) => {
      await openCase(page);
      const due = await page.locator('.due-day').textContent();
      await page.getByRole('button', { name: '补录在系统外制发的文书' }).click();
      await page.getByRole('button', { name: '延长答复期限' }).click();
      await page.getByLabel('延长的工作日数').fill('25');
      await page.getByLabel(/批准人/).fill('示例负责人（虚构）');
      await page.getByRole('button', { name: '记录', exact: true }).click();
      const field = page.locator('.ant-form-item', { hasText: '延长的工作日数' });
      await field.locator('.ant-form-item-explain-error').waitFor();
      expect(await field.textContent()).toContain(
        '最长不得超过20个工作日（《中华人民共和国政府信息公开条例》第三十三条',
      );
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel('延长的工作日数').fill('5');
      await page.getByRole('button', { name: '记录', exact: true }).click();
      await page.getByText('延长：5个工作日').waitFor();
      await expect.poll(() => page.locator('.due-day').textContent()).not.toBe(due);
      await page.getByRole('button', { name: /现在不能办理的事项/ }).click();
      await page.getByText(/没有发出收费通知（《/).waitFor();
    });
  });

  it('tells who acts second that somebody acted first, and shows the newer state', async () => {
    await at(CLERK, {}, async (first) => {
      await openCase(first);
      const url = first.url();
      await at(CLERK, {}, async (second) => {
        await second.goto(url);
        for (const page of [second, first]) {
          await page.getByRole('button', { name: '补录在系统外制发的文书' }).click();
          await page.getByRole('button', { name: '要求说明理由' }).click();
        }
        for (const page of [second, first]) {
          await page.getByLabel('说明理由的期限').fill('2026-06-30');
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: '记录', exact: true }).click();
          if (page === second) await page.getByText('已记录“要求说明理由”').waitFor();
        }
        await first.getByText('他人已先行办理').waitFor();
        // Who did what and when, the newer state behind the form, and what was typed still in it.
        await first.getByText(/郑经办（虚构）（.+）已于\d+年\d+月\d+日\d\d:\d\d办理“要求说明理由”/).waitFor();
        expect(await first.getByLabel('说明理由的期限').inputValue()).toBe('2026-06-30');
        await first.locator('.event', { hasText: '要求说明理由' }).waitFor();
      });
    });
  });

  it('of an organ the post does not reach is not there', async () => {
    await at(CLERK, {}, async (page) => {
      const other = await office.db
        .selectFrom('application')
        .select('id')
        .where('organ_code', '=', '33020611')
        .executeTakeFirstOrThrow();
      await page.goto(`${office.address}/office/requests/${other.id}`);
      await page.getByRole('heading', { name: '没有找到' }).waitFor();
    });
  });
});

describe('registration', () => {
  it('goes by the rule of the channel and opens the new case', async () => {
    await at(CLERK, {}, async (page) => {
      await page.goto(`${office.address}/office/requests/new`);
      await page.getByText('邮寄（需签收）').click();
      await page.getByLabel('提交日期').fill('2026-06-12');
      await page.keyboard.press('Enter');
      await page.getByLabel('申请人姓名或者名称').fill('王某某（虚构）');
      await page.getByLabel('所需政府信息内容描述').fill('示例小区2025年物业专项维修资金使用情况');
      await page.getByLabel('联系电话').fill('13800000000');
      await page.getByRole('button', { name: '登记', exact: true }).click();
      await page
        .getByText(/请填写签收之日（《条例》第三十一条/)
        .first()
        .waitFor();
      await page.getByLabel('签收之日').fill('2026-06-15');
      await page.keyboard.press('Enter');
      // Enter in the last field may have sent the form already; the slip is the proof either way.
      const submit = page.getByRole('button', { name: '登记', exact: true });
      await submit.click({ timeout: 5_000 }).catch(() => undefined);
      const slip = page.getByRole('dialog', { name: /已登记，编号/ });
      await slip.getByText('查询码', { exact: true }).waitFor();
      await slip.getByRole('button', { name: '打开申请' }).click();
      await page.getByText('逐日说明').waitFor();
      expect(await page.locator('.due-day').textContent()).toBe('2026-07-14');
      expect(await page.getByText('王某某').count()).toBe(0);
      await page.getByRole('button', { name: '补充申请人信息' }).click();
      await page.getByLabel('查看事由').fill('核对申请表');
      await page.getByRole('button', { name: '查看', exact: true }).click();
      const form = page.getByRole('dialog', { name: '补充申请人信息' });
      expect(await form.getByLabel('联系电话').inputValue()).toBe('13800000000');
      await form.getByLabel('证件号码').fill('330206');
      await form.getByRole('button', { name: /保\s*存/ }).click();
      await form.locator('.ant-form-item-explain-error').waitFor();
      await form.getByLabel('证件号码').fill('');
      await form.getByLabel('电子邮箱').fill('wang@example.com');
      await form.getByRole('button', { name: /保\s*存/ }).click();
      await form.waitFor({ state: 'hidden' });
    });
  });
});

describe('the annual report', () => {
  it('opens the records of a figure, down to a case', async () => {
    await at(SUPERVISOR, {}, async (page) => {
      await page.goto(`${office.address}/office/reports?organ=330206&year=2022`);
      const figure = page.locator('tr', { hasText: '（一）予以公开' }).locator('button.figure').first();
      const count = Number(await figure.textContent());
      await figure.click();
      await page.getByRole('dialog').locator('tbody a').first().waitFor();
      const records = page.getByRole('dialog').locator('tbody a');
      const more = page.getByRole('button', { name: '继续显示' });
      // The button goes with the last rows: whether there is another is asked when those of this one stand.
      while (await more.count()) {
        const shown = await records.count();
        await more.click();
        await expect.poll(() => records.count()).toBeGreaterThan(shown);
      }
      expect(await records.count()).toBe(count);
      await page.getByRole('dialog').locator('tbody a').first().click();
      await page.getByText('办理经过').waitFor();
    });
  });

  it('is written, corrected with a reason, and keeps both versions', async () => {
    await at(OFFICER, {}, async (page) => {
      await page.goto(`${office.address}/office/reports?organ=33020601&year=2022&scope=own`);
      await page.getByRole('tab', { name: '文字部分' }).click();
      await page
        .getByRole('textbox', { name: '五、存在的主要问题及改进情况' })
        .fill('公开的及时性仍有不足，将逐项督办。');
      await page.getByRole('button', { name: '保存' }).first().click();
      await page.getByText('数据或者文字与已发布的版本不同').waitFor();
      await page.getByRole('button', { name: '报送更正' }).click();
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('请写明更正的原因').waitFor();
      await page.getByLabel(/更正的原因/).fill('补充存在的主要问题');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('已报送，待审核').waitFor();
    });
    await at(REVIEWER, {}, async (page) => {
      await page.goto(`${office.address}/office/reports?organ=33020601&year=2022&scope=own`);
      await page.getByRole('button', { name: '审核通过' }).click();
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('已审核，待签发').first().waitFor();
    });
    await at(HEAD, {}, async (page) => {
      await page.goto(`${office.address}/office/reports?organ=33020601&year=2022&scope=own`);
      // Exactly: the name of the account has the word in it.
      await page.getByRole('button', { name: '签发', exact: true }).click();
      await page.getByLabel(/签发意见/).fill('同意');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('已签发，待发布').first().waitFor();
      await page.getByRole('button', { name: '发布更正' }).click();
      await page.getByRole('button', { name: '确认发布' }).click();
      await page.getByRole('tab', { name: '发布版本（2）' }).click();
      await page.getByRole('tabpanel', { name: '发布版本（2）' }).getByText('补充存在的主要问题').waitFor();
      await page.getByText('首次发布').waitFor();
    });
  });
});

describe('the worklist', () => {
  it('is exported as a workbook with masked names', async () => {
    await at(SUPERVISOR, { acceptDownloads: true }, async (page) => {
      await page.goto(`${office.address}/office/requests`);
      const total = Number(/共(\d+)件/.exec((await page.getByText(/共\d+件/).textContent())!)?.[1]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '导出' }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      const { sheets } = await readXlsx(Buffer.concat(chunks));
      expect(sheets[0]?.rows).toHaveLength(total + 1);
    });
  });

  it('keeps a view by name, and gives it back after it was deleted', async () => {
    await at(CLERK, {}, async (page) => {
      await page.goto(`${office.address}/office/requests?dueWithin=5`);
      await page.getByText(/共\d+件/).waitFor();
      await page.getByRole('button', { name: '我的视图' }).click();
      await page.getByText('保存当前筛选…').click();
      await page.getByLabel('视图名称').fill('快到期');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.goto(`${office.address}/office/requests`);
      await page.getByRole('button', { name: '我的视图' }).click();
      await page.getByRole('menuitem', { name: '快到期' }).click();
      await expect.poll(() => page.url()).toContain('dueWithin=5');
      await page.getByRole('button', { name: '我的视图' }).click();
      await page.getByRole('menuitem', { name: '管理视图…' }).click();
      await page.getByRole('button', { name: '删除视图快到期' }).click();
      await page.getByText('没有保存的视图。').waitFor();
      await page.getByRole('button', { name: '撤销' }).click();
      await page.reload();
      await page.getByRole('button', { name: '我的视图' }).click();
      await page.getByRole('menuitem', { name: '快到期' }).waitFor();
    });
  });
});

const pages = {
  '/office/': '工作台',
  '/office/requests': '依申请公开',
  '/office/requests?view=closed&sort=closed&order=desc': '依申请公开',
  '/office/requests/new': '登记申请',
  '/office/reports?organ=330206&year=2022': '年度报告',
  '/office/reports?organ=330206&year=2022&figure=requests/granted/natural': '年度报告',
  '/office/figures?year=2022': '月度数据',
  '/office/calendar': '工作日历',
  '/office/account': '账号与设备',
  '/office/nowhere': '没有找到',
} as const;

describe('every page', () => {
  it.each([
    ['desktop', 'light'],
    ['desktop', 'dark'],
    ['tablet', 'light'],
    ['tablet', 'dark'],
  ] as const)(
    'has no accessibility fault and fits: %s, %s',
    async (width, colorScheme) => {
      const context = { viewport: viewports[width], colorScheme };
      await at(SUPERVISOR, context, async (page) => {
        for (const [path, title] of Object.entries(pages)) {
          await page.goto(`${office.address}${path}`);
          await page.getByRole('heading', { level: 1, name: title }).waitFor();
          await page.waitForLoadState('networkidle');
          expect([path, await accessibilityProblems(page), await horizontalOverflow(page)]).toEqual([path, [], 0]);
        }
      });
      await at(CLERK, context, async (page) => {
        await openCase(page);
        expect([await accessibilityProblems(page), await horizontalOverflow(page)]).toEqual([[], 0]);
      });
    },
    240_000,
  );
});

describe('the policy', () => {
  it('lets no script run that is not the office’s own, and no style without the answer’s nonce', async () => {
    await at(
      CLERK,
      {},
      async (page) => {
        const answers = await Promise.all([1, 2].map(() => page.request.get(`${office.address}/office/requests`)));
        const policies = answers.map((answer) => answer.headers()['content-security-policy'] ?? '');
        for (const policy of policies) {
          expect(policy).toContain("script-src 'self';");
          expect(policy).not.toContain('unsafe');
        }
        const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
        expect(nonces[0]).not.toBe(nonces[1]);
        expect(await answers[0]!.text()).toContain(`nonce="${nonces[0]}"`);
        // An injected script is refused, whatever it carries.
        const ran = await page.evaluate<string | null>(`new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
        const script = document.createElement('script');
        script.textContent = 'document.body.dataset.broken = "yes"';
        document.body.append(script);
        setTimeout(() => done(null), 2000);
      })`);
        expect([ran, await page.evaluate('document.body.dataset.broken ?? null')]).toEqual(['script-src-elem', null]);
      },
      /status of 401|Content Security Policy/,
    );
  });
});

it('the first load weighs under 600 KB compressed, charts included', async () => {
  await at(null, {}, async (page) => {
    let weight = 0;
    const seen = new Set<string>();
    page.on('response', (answer) => {
      if (!answer.url().includes('/office/assets/')) return;
      if (seen.has(answer.url())) return;
      seen.add(answer.url());
      weight += Number(answer.headers()['content-length'] ?? Number.NaN);
    });
    await page.goto(`${office.address}/office/`);
    await signIn(page, SUPERVISOR);
    await page.locator('.chart canvas').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(weight).toBeGreaterThan(100_000);
    expect(weight).toBeLessThan(600_000);
  });
});
