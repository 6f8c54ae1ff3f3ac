import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import {
  type ApplicationEvent,
  type Outcome,
  outcomeKinds,
  outcomeRule,
  recordEvent,
  registerApplication,
} from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../../src/platform/office/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { accessibilityProblems, launchBrowser, type TestBrowser, viewports } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { buildDistrictApp, districtToday } from '../support/district.ts';
import { RESIDENT_ID } from '../support/intake.ts';

const DIVISION = '330206';
/** The government's office, which has a clerk, a reviewer, an officer and a head of its own. */
const ORGAN = '33020601';
const now = new Date(`${districtToday}T02:00:00Z`);
const calendar = nationalCalendar();
const open = withTestDatabases();

let db: Database;
let app: FastifyInstance;
let address: string;
let browser: TestBrowser;
const contexts: BrowserContext[] = [];
let clerk: Page;
let reviewer: Page;
let head: Page;

beforeAll(async () => {
  await ensureOfficeBuilt();
  db = await open();
  app = await buildDistrictApp(db, { clock: () => now, signInsPerMinute: 1000 });
  await addDemonstrationAccounts(db, districtToday, now);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
  clerk = await officeOf('chengban');
  reviewer = await officeOf('shenhe');
  head = await officeOf('lingdao');
}, 300_000);

afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
});

async function officeOf(name: string): Promise<Page> {
  const context = await browser.open();
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${address}/office/`);
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  return page;
}

async function openCase(page: Page, id: string): Promise<void> {
  await page.goto(`${address}/office/requests/${id}`);
  // What one may do differs; the course of the case is there for all.
  await page.getByText('办理经过').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Begins a letter, fills it in, and hands it on. */
async function draft(id: string, title: string, fill: (page: Page) => Promise<void>): Promise<void> {
  await openCase(clerk, id);
  await clerk.getByRole('button', { name: '起草文书' }).click();
  await clerk.getByRole('menuitem', { name: title, exact: true }).click();
  await clerk.getByRole('button', { name: '保存草稿' }).waitFor();
  await fill(clerk);
  await clerk.getByRole('button', { name: '保存草稿' }).click();
  await clerk.getByText('必备内容齐全，可以签发').waitFor();
  await clerk.getByRole('button', { name: '提交', exact: true }).click();
  await clerk.getByText('已提交').waitFor();
  await clerk.locator('.drawer-actions').getByRole('button', { name: '关闭' }).click();
}

/** Opens the letter somebody waits for and does the act. */
async function act(page: Page, id: string, title: string, label: string, done: RegExp): Promise<void> {
  await openCase(page, id);
  await page
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .last()
    .click();
  await page.getByLabel('意见', { exact: true }).fill('同意');
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByText(done).first().waitFor();
}

async function serve(id: string, title: string, proof: string): Promise<void> {
  await openCase(clerk, id);
  await clerk
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .last()
    .click();
  await clerk.getByRole('button', { name: '登记送达' }).click();
  const dialog = clerk.getByRole('dialog', { name: /登记送达/ });
  await dialog.getByRole('radio', { name: '当面送达' }).check();
  await dialog.locator('.date-field input').fill(districtToday);
  await clerk.keyboard.press('Enter');
  await dialog.getByLabel('送达证明').fill(proof);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await clerk.getByText('送达已登记').waitFor();
}

/** Records an act of the case by its form. */
async function record(id: string, label: string, fill: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await openCase(clerk, id);
  await clerk.getByRole('button', { name: label, exact: true }).click();
  await fill(clerk);
  await clerk.getByRole('button', { name: '记录', exact: true }).click();
  await clerk.getByText(`已记录“${label}”`).waitFor();
}

async function answer(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels)
    await page
      .getByRole('radio', { name: new RegExp(`^${label}`) })
      .first()
      .check();
}

it('takes a citizen without JavaScript from the application over correction, third party and extension to the reply', async () => {
  const context = await browser.open({ javaScriptEnabled: false, viewport: viewports.phone, acceptDownloads: true });
  contexts.push(context);
  const citizen = await context.newPage();
  const next = () => citizen.getByRole('button', { name: '保存并继续' }).click();
  await citizen.goto(`${address}/requests/new/organ`);
  await citizen.getByLabel('受理机关').selectOption(ORGAN);
  await next();
  await citizen.getByLabel('信息名称').fill('示例路改造项目评审材料');
  await next();
  await citizen.getByLabel('公民').check();
  await next();
  await citizen.getByLabel('姓名').fill('林某某');
  await citizen.getByLabel('身份证件号码').fill(RESIDENT_ID);
  await citizen.getByLabel('联系电话').fill('13800000000');
  await next();
  await citizen.getByLabel('电子文件', { exact: true }).check();
  await citizen.getByLabel('本网站下载').check();
  await next();
  await next();
  await citizen.getByRole('button', { name: '提交申请' }).click();
  await citizen.getByRole('button', { name: /办理进度/ }).click();
  const follow = async (): Promise<string> => {
    await citizen.goto(`${address}/requests/case`);
    return (await citizen.locator('main').textContent()) ?? '';
  };
  expect(await follow()).toContain('还没有可以下载的文书');
  const { id } = await db
    .selectFrom('application')
    .select('id')
    .where('organ_code', '=', ORGAN)
    .orderBy('submitted_on', 'desc')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();

  await record(id, '收到申请');
  await draft(id, '政府信息公开申请补正告知书', async (page) => {
    await page.getByLabel('补正事项').fill('未写明所需材料的年度');
    await page.getByLabel('补正指导').fill('请写明评审的年度和批次');
  });
  expect(await accessibilityProblems(clerk)).toEqual([]);
  await act(head, id, '政府信息公开申请补正告知书', '签发', /已签发，文号仑政办公开告/);

  expect(await follow()).toMatch(/政府信息公开申请补正告知书（仑政办公开告〔2026〕\d+号）/);
  await citizen.getByRole('link', { name: '补正申请' }).click();
  await citizen.getByLabel('补正内容').fill('2025年第一批评审材料');
  await citizen.getByRole('button', { name: '提交补正' }).click();
  await citizen.getByText('补正已经提交').waitFor();
  await record(id, '收到补正');
  expect(await clerk.locator('main').textContent()).toContain('2025年第一批评审材料');

  await draft(id, '政府信息公开第三方意见征询书', async (page) => {
    await page.getByLabel('第三方姓名或者名称').fill('示例评审有限公司（虚构）');
  });
  await act(head, id, '政府信息公开第三方意见征询书', '签发', /已签发，文号/);
  expect(await follow()).toContain('征求第三方意见');
  expect(await follow()).not.toContain('示例评审有限公司');
  await serve(id, '政府信息公开第三方意见征询书', '示例评审有限公司签收');
  await record(id, '收到征求意见答复', async (page) => {
    await page.getByRole('radio', { name: '不同意公开' }).check();
  });

  await draft(id, '政府信息公开延期答复告知书', async (page) => {
    await page.getByLabel('延长的理由').fill('申请的信息数量较多、需要逐份审查');
    await page.getByLabel('延长的工作日数').fill('10');
  });
  await act(head, id, '政府信息公开延期答复告知书', '签发', /已签发，文号/);
  expect(await follow()).toContain('延长10个工作日');

  const file = join(tmpdir(), `评审结论-${process.pid}.pdf`);
  await writeFile(file, Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'));
  await openCase(clerk, id);
  await clerk.locator('input[type=file]').setInputFiles(file);
  await clerk.getByText('附件已上传').waitFor();
  await clerk.getByRole('button', { name: '提出办理意见' }).click();
  await answer(clerk, '申请内容明确', '是政府信息公开申请', '本机关负责公开', '有现成的信息', '部分公开');
  await clerk.getByLabel('予以公开的内容').fill('评审结论');
  await clerk.getByLabel('随附信息的标题').fill('评审结论');
  await clerk.getByLabel('不予公开的内容').fill('报价明细');
  await clerk.getByLabel('不予公开的依据').click();
  await clerk.getByText('第三方合法权益（第十五条）').click();
  await clerk.getByLabel('涉及的第三方权益').fill('商业秘密');
  await clerk.getByLabel('理由', { exact: true }).fill('第三方不同意公开的理由合理');
  await clerk.getByLabel('公共利益的权衡').fill('不公开不会对公共利益造成重大影响');
  await clerk.getByRole('button', { name: '保存办理意见' }).click();
  await clerk.getByText('办理意见已保存').waitFor();

  await draft(id, '政府信息公开申请答复书', async (page) => {
    await page.getByLabel('随文提供的信息文件').click();
    await page.getByTitle(/评审结论/).click();
    // Closes the list; Escape would close the whole drawer.
    await page.getByText('答复的内容来自“办理意见”').click();
  });
  await act(reviewer, id, '政府信息公开申请答复书', '审核同意', /已同意/);
  expect(await reviewer.locator('.letter-words').count()).toBeGreaterThan(0);
  expect(await reviewer.locator('[role=dialog]').textContent()).not.toContain('林某某');
  await act(head, id, '政府信息公开申请答复书', '签发', /已签发，文号仑政办公复/);

  const told = await follow();
  expect(told).toContain('已经办结');
  expect(told).toMatch(/政府信息公开申请答复书（仑政办公复〔2026〕\d+号）/);
  expect(told).toContain('先向');
  const [download] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: /政府信息公开申请答复书（/ }).click(),
  ]);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
  const [enclosed] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: /随文提供的信息/ }).click(),
  ]);
  expect(enclosed.suggestedFilename()).toContain('评审结论');
  const looks = await db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', id)
    .where('action', '=', 'application.read-letter')
    .execute();
  expect(looks).toHaveLength(2);
  // Without number and code there is nothing to see.
  const stranger = await browser.open({ javaScriptEnabled: false });
  const page = await stranger.newPage();
  await page.goto(download.url());
  expect(page.url()).toContain('/requests/status');
  await stranger.close();
}, 300_000);

/** How a clerk comes to the outcome: the answers, what is filled in, and what happened before. */
interface Way {
  readonly answers: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly choices?: readonly string[];
  readonly before?: readonly ApplicationEvent[];
  readonly receivedOn?: string;
  readonly prepare?: (id: string) => Promise<void>;
}

const on = (text: string) => plainDate(text);
const THROUGH = ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '有现成的信息'];
const WITHHELD = [...THROUGH, '不予公开'];
const REASON = { 理由: '公开后影响相关工作' };
const LAPSED: readonly ApplicationEvent[] = [
  { kind: 'correction-requested', on: on('2026-05-11'), respondBy: on('2026-05-25') },
];
const CORRECTED: readonly ApplicationEvent[] = [
  { kind: 'correction-requested', on: on('2026-06-02'), respondBy: on('2026-06-12') },
  { kind: 'corrected', on: on('2026-06-05') },
];

const ways: Readonly<Record<Exclude<Outcome, 'WITHDRAWN'>, Way>> = {
  ALREADY_PUBLIC: {
    answers: [...THROUGH, '已主动公开'],
    fields: { 信息的名称: '年度工作报告', 获取途径: '门户网站', 获取方式: '网上查阅' },
  },
  GRANTED: { answers: [...THROUGH, '予以公开'], fields: { 随附信息的标题: '年度工作报告' } },
  PARTIAL: {
    answers: [...THROUGH, '部分公开'],
    fields: { 予以公开的内容: '结论', 随附信息的标题: '结论（已作区分处理）', 不予公开的内容: '讨论过程' },
    choices: ['ground:过程性信息（第十六条第二款）', '讨论记录', '已核对，没有规定应当公开'],
  },
  DENIED_STATE_SECRET: {
    answers: [...WITHHELD, '属于国家秘密'],
    fields: { 定密事实: '已由有权机关依照法定程序确定密级', ...REASON },
  },
  DENIED_LAW: {
    answers: [...WITHHELD, '法律、行政法规禁止公开'],
    fields: { '法律、行政法规的名称': '中华人民共和国统计法', 条款: '第二十五条', ...REASON },
  },
  DENIED_SECURITY: { answers: [...WITHHELD, '危及'], choices: ['公共安全'], fields: REASON },
  DENIED_THIRD_PARTY: {
    answers: [...WITHHELD, '保护第三方合法权益'],
    fields: { 涉及的第三方权益: '个人隐私', ...REASON, 公共利益的权衡: '不公开不会对公共利益造成重大影响' },
    before: [
      {
        kind: 'consultation-sent',
        on: on('2026-06-03'),
        ref: '1',
        party: 'third-party',
        deliveredOn: on('2026-06-03'),
      },
      { kind: 'consultation-answered', on: on('2026-06-10'), ref: '1', consents: false },
    ],
  },
  DENIED_INTERNAL: { answers: [...WITHHELD, '属于三类内部事务信息'], choices: ['后勤管理'], fields: REASON },
  DENIED_PROCESS: {
    answers: [...WITHHELD, '属于四类过程性信息'],
    choices: ['过程稿', '已核对，没有规定应当公开'],
    fields: REASON,
  },
  DENIED_CASE_FILE: {
    answers: [...WITHHELD, '属于行政执法案卷'],
    fields: { 所属行政执法案件: '示例案件（虚构）', 当事人查阅案卷的途径: '持身份证明到档案室查阅', ...REASON },
  },
  SPECIAL_QUERY: {
    answers: ['申请内容明确', '属于行政查询事项'],
    fields: {
      行政查询事项: '不动产登记资料',
      '作出特别规定的法律、行政法规': '不动产登记暂行条例',
      办理查询的窗口: '登记中心',
    },
  },
  NOT_EXIST: {
    answers: ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '经检索没有该信息'],
    prepare: async (id) => {
      await openCase(clerk, id);
      await clerk.getByRole('tab', { name: /检索记录/ }).click();
      await clerk.getByRole('button', { name: '登记检索记录' }).click();
      await clerk.getByLabel('检索人').fill('林承办');
      await clerk.getByLabel('检索范围').fill('公文处理系统\n档案室');
      await clerk.getByLabel('检索词').fill('年度\n报告');
      await clerk.getByRole('button', { name: '登记', exact: true }).click();
      await clerk.getByText('检索记录（1）').waitFor();
    },
  },
  NOT_THIS_AGENCY: {
    answers: ['申请内容明确', '是政府信息公开申请', '不?.*非本机关负责公开|非本机关负责公开'],
    fields: { ...REASON, '负责公开的行政机关（能够确定的）': '北仑区财政局', 联系方式: '0574-00000000' },
  },
  NEEDS_CREATION: {
    answers: ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '没有现成信息需要另行制作'],
    fields: REASON,
  },
  STILL_UNCLEAR: {
    answers: ['补正后申请内容仍不明确'],
    fields: { 补正告知书文号: '仑政办公开告〔2026〕0号', 仍不明确之处: '未指明文件的名称' },
    before: CORRECTED,
  },
  PETITION: { answers: ['申请内容明确', '信访举报投诉类申请'], choices: ['投诉'], fields: REASON },
  REPEAT: {
    answers: ['申请内容明确', '重复申请'],
    prepare: async () => {
      const earlier = await register('2026-05-18', [], '重复申请人（虚构）');
      await decideByApi(earlier, 'GRANTED', { delivery: { enclosed: ['年度工作报告'] } });
      await throughHands(earlier);
    },
  },
  PUBLICATION: { answers: ['申请内容明确', '要求提供公开出版物'], fields: { 出版物名称: '北仑年鉴' } },
  EXCESSIVE: {
    answers: ['申请内容明确', '无正当理由大量反复申请'],
    fields: {
      '申请的数量、频次': '自2026年1月起提出申请86件',
      说明理由告知书文号: '仑政办公开告〔2026〕0号',
      认定理由不合理的依据: '明显超过合理范围',
    },
    before: [{ kind: 'reasons-requested', on: on('2026-06-03'), respondBy: on('2026-06-10') }],
  },
  CONFIRM_REISSUE: {
    answers: ['申请内容明确', '要求行政机关确认或重新出具已获取信息'],
    fields: { 已经获取的信息: '批复', 获取之日: '2026-05-06' },
  },
  ABANDONED_CORRECTION: {
    answers: ['申请人无正当理由逾期不补正'],
    fields: { 补正告知书文号: '仑政办公开告〔2026〕0号' },
    before: LAPSED,
    receivedOn: '2026-05-06',
  },
  FEE_UNPAID: {
    answers: ['申请人逾期未按收费通知要求缴纳费用'],
    fields: { 收费通知书文号: '仑政办公开告〔2026〕0号' },
    before: [{ kind: 'fee-notified', on: on('2026-04-10'), deliveredOn: on('2026-04-10'), amountYuan: 300 }],
    receivedOn: '2026-04-07',
  },
  OTHER: { answers: ['申请内容明确', '不属于政府信息（咨询等）'], fields: { 理由: '就办事流程提出的咨询' } },
};

async function register(receivedOn: string, events: readonly ApplicationEvent[], name: string): Promise<string> {
  const day = plainDate(receivedOn);
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode: ORGAN,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: name,
      subject: '年度工作报告',
      submittedOn: day,
      receivedOn: day,
    },
    calendar,
    'test',
    await openTestProtection(db),
  );
  for (const event of events) await recordEvent(db, DIVISION, id, event, calendar, 'test');
  return id;
}

/** Asks the server as the page itself would. */
async function ask<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  const found = await page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(where!, {
        method: how!,
        ...(what ? { headers: { 'content-type': 'application/json' }, body: what } : {}),
      });
      return { ok: response.ok, text: await response.text() };
    },
    [method, path, body ? JSON.stringify(body) : ''],
  );
  if (!found.ok) throw new Error(`${method} ${path}: ${found.text}`);
  return JSON.parse(found.text) as T;
}

async function decideByApi(id: string, outcome: Outcome, finding: object): Promise<void> {
  await ask(clerk, 'PUT', `/api/v1/requests/${id}/decision`, {
    version: 0,
    items: [
      {
        answers: {
          clarity: 'clear',
          nature: 'information',
          responsibility: 'ours',
          existence: 'held',
          disclosure: outcome,
        },
        finding: { outcome, ...finding },
      },
    ],
  });
}

interface Letters {
  letters: { id: string; version: number; status: string; kind: string; missing: object[]; objections: string[] }[];
  kinds: { kind: string; reason: string | null; proposal: { service: string } | null }[];
}

/** Draft, review, signature and service of the reply the decision asks for. */
async function throughHands(id: string): Promise<void> {
  const base = `/api/v1/requests/${id}/letters`;
  const { kinds } = await ask<Letters>(clerk, 'GET', base);
  const offered = kinds.find(({ kind, proposal }) => /^L1[234]$/.test(kind) && proposal !== null)!;
  expect(offered.reason).toBeNull();
  const letterId = randomUUID();
  await ask(clerk, 'POST', base, { id: letterId, content: { ...offered.proposal, service: 'hand' } });
  const steps: [Page, string][] = [
    [clerk, 'submit'],
    [reviewer, 'review'],
    [head, 'issue'],
  ];
  for (const [i, [page, step]] of steps.entries()) {
    const { letters } = await ask<Letters>(clerk, 'GET', base);
    const letter = letters.find((one) => one.id === letterId)!;
    expect([step, letter.missing, letter.objections]).toEqual([step, [], []]);
    await ask(page, 'POST', `${base}/${letterId}/acts`, { version: i + 1, act: step, opinion: '同意' });
  }
  await ask(clerk, 'POST', `${base}/${letterId}/service`, { service: 'hand', on: districtToday, proof: '申请人签收' });
}

describe('a clerk, a reviewer and a head handle', () => {
  const outcomes = outcomeKinds.filter((outcome) => outcome !== 'WITHDRAWN');

  it.each(outcomes)(
    '%s',
    async (outcome) => {
      const way = ways[outcome as keyof typeof ways];
      const name = outcome === 'REPEAT' ? '重复申请人（虚构）' : `示例${outcome}（虚构）`;
      const id = await register(way.receivedOn ?? '2026-06-01', way.before ?? [], name);
      await way.prepare?.(id);
      await openCase(clerk, id);
      await clerk.getByRole('button', { name: '提出办理意见' }).click();
      await answer(clerk, ...way.answers);
      const drawer = clerk.getByRole('dialog');
      await drawer.getByText('结论：').waitFor();
      for (const choice of way.choices ?? []) {
        if (!choice.startsWith('ground:')) {
          await drawer.getByRole('radio', { name: choice, exact: true }).check();
          continue;
        }
        await drawer.getByLabel('不予公开的依据').click();
        await clerk.getByText(choice.slice('ground:'.length)).click();
        await drawer.getByLabel('理由', { exact: true }).fill('公开后影响正常讨论');
      }
      for (const [label, text] of Object.entries(way.fields ?? {})) {
        await drawer.getByLabel(label, { exact: true }).fill(text);
        if (label.endsWith('之日')) await clerk.keyboard.press('Enter');
      }
      if (outcome === 'REPEAT') {
        await drawer.getByLabel('此前答复的文号').click();
        await clerk
          .getByTitle(/仑政办公复〔2026〕/)
          .first()
          .click();
      }
      await drawer.getByRole('button', { name: '保存办理意见' }).click();
      await clerk.getByText('办理意见已保存').waitFor();
      await clerk.getByText('使用文书').waitFor();
      await throughHands(id);
      const closed = await ask<{ state: string; outcome: string; outcomeBasis: string }>(
        clerk,
        'GET',
        `/api/v1/requests/${id}`,
      );
      expect(closed).toMatchObject({ state: 'closed', outcome });
      const row = await db
        .selectFrom('application')
        .select(['report_row', 'remedy_class'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row.report_row).toBe(outcomeRule(outcome).reportRow);
    },
    60_000,
  );
});
