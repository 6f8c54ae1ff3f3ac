import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishOrganGuide, recordEvent } from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import {
  accessibilityProblems,
  horizontalOverflow,
  launchBrowser,
  type TestBrowser,
  viewports,
} from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildIntakeApp, DIVISION, ORGAN, openIntake, RESIDENT_ID } from '../support/intake.ts';

const open = withTestDatabases();
const calendar = nationalCalendar();
let intake: Awaited<ReturnType<typeof openIntake>>;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;

beforeAll(async () => {
  intake = await openIntake(await open());
  await publishOrganGuide(
    intake.db,
    DIVISION,
    {
      organCode: ORGAN,
      effectiveOn: plainDate('2025-01-01'),
      officeName: '某某区住房和城乡建设局办公室',
      address: '某某区某某路1号（虚构）',
      postcode: '315800',
      officeHours: '工作日8:30-11:30，13:30-17:00',
      telephone: '0574-00000000',
      fax: '0574-00000001',
      email: null,
      remarks: null,
    },
    'test',
  );
  const findPublished = async ({ title }: { title: string }) =>
    title.includes('已公开') ? [{ href: '/requests', title: '某某路拓宽工程批复', date: '2026-01-05' }] : [];
  app = await buildIntakeApp(intake, { findPublished });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
  await intake?.close();
});

type Options = Parameters<TestBrowser['open']>[0];

async function visit(options: Options, path: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.open(options);
  try {
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    await act(page);
  } finally {
    await context.close();
  }
}

const next = (page: Page) => page.getByRole('button', { name: '保存并继续' }).click();
const heading = (page: Page) => page.locator('h1').textContent();

async function chooseOrgan(page: Page): Promise<void> {
  await page.getByLabel('受理机关').selectOption(ORGAN);
  await next(page);
}

/** Fills in every step of a citizen's application, up to the check page. */
async function fillIn(page: Page): Promise<void> {
  await page.goto(`${address}/requests/new/organ`);
  await chooseOrgan(page);
  await page.getByLabel('信息名称').fill('某某路拓宽工程补偿方案');
  await next(page);
  await page.getByLabel('公民').check();
  await next(page);
  await page.getByLabel('姓名').fill('林某某');
  await page.getByLabel('身份证件号码').fill(RESIDENT_ID);
  await page.getByLabel('联系电话').fill('13800000000');
  await next(page);
  await page.getByLabel('电子文件', { exact: true }).check();
  await page.getByLabel('本网站下载').check();
  await next(page);
  await next(page);
}

const record = async (number: string, event: Parameters<typeof recordEvent>[3]) => {
  const { id } = await intake.db
    .selectFrom('application')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  await recordEvent(intake.db, DIVISION, id, event, calendar, 'test');
};

it('lets a citizen without JavaScript on a phone apply with two mistakes mended, follow, correct and withdraw', async () => {
  await visit({ javaScriptEnabled: false, viewport: viewports.phone }, '/requests', async (page) => {
    await page.getByRole('link', { name: '网上申请' }).click();
    await chooseOrgan(page);
    expect(await heading(page)).toBe('需要什么信息');

    // First mistake: nothing is asked for.
    await next(page);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /名称、文号或者其他特征性描述/ })
      .click();
    expect(new URL(page.url()).hash).toBe('#title');
    await page.getByLabel('其他特征性描述').fill('2024年某某路拓宽工程的补偿方案');
    await next(page);
    await page.getByLabel('公民').check();
    await next(page);

    // Second mistake: a digit of the identity number; what was typed is still there.
    await page.getByLabel('姓名').fill('林某某');
    await page.getByLabel('身份证件号码').fill(RESIDENT_ID.replace(/7$/, '8'));
    await page.getByLabel('联系电话').fill('13800000000');
    await next(page);
    expect(await page.title()).toMatch(/^填写有误/);
    expect(await page.getByRole('alert').textContent()).toContain('居民身份证号码校验位不符');
    expect(await page.getByLabel('姓名').inputValue()).toBe('林某某');
    await page.getByLabel('身份证件号码').fill(RESIDENT_ID);
    await next(page);

    await page.getByLabel('纸质复制件').check();
    await page.getByLabel('邮寄', { exact: true }).check();
    await page.getByLabel('接收地址、邮箱或者传真号码').fill('某某区某某路2号');
    await page.getByLabel('大字版本').check();
    await next(page);

    const file = join(tmpdir(), `gongkai-journey-${process.pid}.pdf`);
    await writeFile(file, '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');
    await page.getByLabel('选择文件').setInputFiles(file);
    await page.getByRole('button', { name: '上传所选文件' }).click();
    expect(await page.locator('main li').textContent()).toContain('gongkai-journey');
    await next(page);

    const main = page.locator('main');
    for (const text of [
      '某某区住房和城乡建设局',
      '2024年某某路拓宽工程的补偿方案',
      '某某区某某路2号',
      '大字版本',
      'gongkai-journey',
    ])
      expect(await main.textContent()).toContain(text);
    await page.getByRole('link', { name: /修改\s*获取方式/ }).click();
    await page.getByLabel('电子文件', { exact: true }).check();
    await page.getByLabel('本网站下载').check();
    await next(page);
    expect(await heading(page)).toBe('核对申请内容');
    await page.getByRole('button', { name: '提交申请' }).dblclick();
    await page.waitForURL('**/requests/receipt');

    const reference = (await page.locator('#reference').textContent())!;
    const code = (await page.locator('#code').textContent())!;
    expect(reference).toBe('33020601-2026-0001');
    expect(await page.getByRole('img', { name: /二维码/ }).isVisible()).toBe(true);
    expect(page.url()).not.toContain(code);
    await page.goBack();
    await page.goto(`${address}/requests/new/check`);
    expect(page.url()).toContain('/requests/receipt');
    expect(await intake.db.selectFrom('application').select('id').execute()).toHaveLength(1);

    // The office confirms receipt and asks for a correction.
    await record('2026-0001', { kind: 'received', on: plainDate('2026-06-15') });
    await record('2026-0001', {
      kind: 'correction-requested',
      on: plainDate('2026-06-15'),
      respondBy: plainDate('2026-06-24'),
    });

    // Later, elsewhere: number and code.
    await page.context().clearCookies();
    await page.goto(`${address}/requests/status?number=${reference}`);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查询' }).click();
    expect(await main.textContent()).toContain('请于2026年6月24日前补正');
    await page.getByRole('link', { name: '补正申请' }).click();
    await page.getByLabel('补正内容').fill('指2024年3月印发的方案');
    await page.getByRole('button', { name: '提交补正' }).click();
    expect(await main.textContent()).toContain('补正已经提交');
    await record('2026-0001', { kind: 'corrected', on: plainDate('2026-06-15') });
    await page.reload();
    expect(await main.textContent()).toContain('最迟于2026年7月14日答复');

    await page.getByRole('link', { name: '撤回申请' }).click();
    await page.getByRole('button', { name: '确定撤回' }).click();
    expect(await main.textContent()).toContain('申请已经撤回');
    expect(await page.getByRole('link', { name: '撤回申请' }).count()).toBe(0);
  });
});

it('makes one application of two submissions that are under way at once', async () => {
  const count = async () => (await intake.db.selectFrom('application').select('id').execute()).length;
  await visit({}, '/requests/new/organ', async (page) => {
    await fillIn(page);
    expect(await heading(page)).toBe('核对申请内容');
    const before = await count();
    const other = await page.context().newPage();
    await other.goto(page.url());
    // The first is held back until the second has left too.
    let release: () => void = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    let underWay = 0;
    await page.context().route('**/requests/new/**', async (route) => {
      if (route.request().method() === 'POST') {
        if (++underWay === 2) release();
        await both;
      }
      await route.continue();
    });
    await Promise.all(
      [page, other].map(async (tab) => {
        await tab.getByRole('button', { name: '提交申请' }).click();
        await tab.waitForURL('**/requests/receipt');
      }),
    );
    expect(underWay).toBe(2);
    const references = await Promise.all([page, other].map((tab) => tab.locator('#reference').textContent()));
    expect(references[0]).toBe(references[1]);
    expect(await count()).toBe(before + 1);
  });
});

it('shows what is public already before the form is filled in', async () => {
  await visit({ javaScriptEnabled: false }, '/requests/new/organ', async (page) => {
    await chooseOrgan(page);
    await page.getByLabel('信息名称').fill('已公开的批复');
    await next(page);
    expect(await heading(page)).toBe('这些信息已经公开');
    await page.getByRole('link', { name: '都不是，继续申请' }).click();
    expect(await heading(page)).toBe('谁提出申请');
  });
});

it('is filled in with the keyboard alone', async () => {
  await visit({}, '/requests/new/organ', async (page) => {
    await page.getByLabel('受理机关').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/requests/new/content');
    await page.getByLabel('信息名称').focus();
    await page.keyboard.type('某批复');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/requests/new/applicant');
    await page.getByLabel('公民').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/requests/new/applicant/details');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('跳到正文');
  });
});

/** Every page of the course, in the states that look different. */
async function walk(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const path of ['/requests', `/requests/organs/${ORGAN}`, '/requests/organs/330206', '/requests/status']) {
    await page.goto(`${address}${path}`);
    await look(path);
  }
  await page.getByRole('button', { name: '查询' }).click();
  await look('status with faults');
  await page.goto(`${address}/requests/new/organ`);
  await look('organ');
  await next(page);
  await look('organ with a fault');
  await chooseOrgan(page);
  await look('content');
  await page.getByLabel('信息名称').fill('已公开的批复');
  await next(page);
  await look('published');
  await page.goto(`${address}/requests/new/applicant`);
  await next(page);
  await look('applicant kind with a fault');
  await page.getByLabel('法人或者其他组织').check();
  await next(page);
  await next(page);
  await look('organisation with faults');
  await page.getByLabel('单位名称').fill('某某公司');
  await page.getByLabel('统一社会信用代码').fill('91110000100017643K');
  await page.getByLabel('法定代表人或者负责人').fill('林某某');
  await page.getByLabel('联系人').fill('周某某');
  await page.getByLabel('电子邮箱').fill('office@example.com');
  await next(page);
  await look('category');
  await next(page);
  await next(page);
  await look('delivery with faults');
  await fillIn(page);
  await look('check');
  await page.goto(`${address}/requests/new/files`);
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '图.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await next(page);
  await look('files with a fault');
  await page.goto(`${address}/requests/new/check`);
  await page.getByRole('button', { name: '提交申请' }).click();
  await look('receipt');
  const number = (await page.locator('#reference').textContent())!.slice(ORGAN.length + 1);
  await page.getByRole('button', { name: '查看办理进度' }).click();
  await look('submitted');
  await record(number, { kind: 'received', on: plainDate('2026-06-15') });
  await record(number, {
    kind: 'correction-requested',
    on: plainDate('2026-06-15'),
    respondBy: plainDate('2026-06-24'),
  });
  await page.reload();
  for (const summary of await page.locator('summary').all()) await summary.click();
  await look('awaiting correction, everything open');
  await page.getByRole('link', { name: '补正申请' }).click();
  await page.getByRole('button', { name: '提交补正' }).click();
  await look('correction with a fault');
  await page.goto(`${address}/requests/case/withdraw`);
  await look('withdraw');
}

it.each([
  ['on a phone', { viewport: viewports.phone }, ''],
  ['in the dark on a desktop', { viewport: viewports.desktop, colorScheme: 'dark' as const }, ''],
  ['for elders on a phone', { viewport: viewports.phone }, 'elder'],
])(
  'every page %s has no accessibility problem and does not overflow',
  async (_name, options, mode) => {
    const problems: string[] = [];
    await visit(options, mode === '' ? '/requests' : `/settings/apply?mode=${mode}&back=/requests`, (page) =>
      walk(page, async (name) => {
        for (const problem of await accessibilityProblems(page)) problems.push(`${name}: ${problem}`);
        const overflow = await horizontalOverflow(page);
        if (overflow > 0) problems.push(`${name}: ${overflow} pixels too wide`);
      }),
    );
    expect(problems).toEqual([]);
  },
  240_000,
);
