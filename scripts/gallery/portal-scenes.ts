import type { Page } from 'playwright-core';
import { firstLink, type Scene } from './scenes.ts';

const ORGAN = '33020601';
/** Of nobody: division, day of birth and serial are made up, the last digit is the check digit (GB 11643-1999). */
const IDENTITY_NUMBER = '330206198506150017';

const CREDIT_CODE = '91330206MA2000000L';

const next = (page: Page): Promise<void> => page.getByRole('button', { name: '保存并继续' }).click();

/** The steps of an application, each of which leads to the next. */
const STEPS: readonly ((page: Page) => Promise<void>)[] = [
  async (page) => {
    await page.getByLabel('受理机关').selectOption(ORGAN);
    await next(page);
  },
  async (page) => {
    await page.getByLabel('信息名称').fill('示例路拓宽工程补偿方案');
    await next(page);
  },
  async (page) => {
    await page.getByLabel('公民').check();
    await next(page);
  },
  async (page) => {
    await page.getByLabel('姓名').fill('林某某');
    await page.getByLabel('身份证件号码').fill(IDENTITY_NUMBER);
    await page.getByLabel('联系电话').fill('13800000000');
    await next(page);
  },
  async (page) => {
    await page.getByLabel('电子文件', { exact: true }).check();
    await page.getByLabel('本网站下载').check();
    await next(page);
  },
  next,
  (page) => page.getByRole('button', { name: '提交申请' }).click(),
  (page) => page.getByRole('button', { name: /办理进度/ }).click(),
  (page) => page.getByRole('link', { name: '撤回申请' }).click(),
];

/** An application, taken so many steps. */
const applied =
  (steps: number) =>
  async (page: Page): Promise<void> => {
    for (const step of STEPS.slice(0, steps)) {
      await step(page);
      await page.waitForLoadState('load');
    }
  };

/** Signs in to an account nobody else has, and leads to a page of it. */
const ofAccount =
  (path: string) =>
  async (page: Page): Promise<void> => {
    if (new URL(page.url()).pathname !== '/requests/account') {
      await page.goto(new URL('/requests/account/create', page.url()).href);
      await page.getByLabel('登录名').fill(`示例账户${Date.now().toString(36)}`);
      await page.getByLabel('密码', { exact: true }).fill('一句只用于示例的话2026');
      await page.getByLabel('再输入一次密码').fill('一句只用于示例的话2026');
      await page.getByRole('button', { name: '注册' }).click();
      await page.waitForLoadState('load');
    }
    await page.goto(new URL(path, page.url()).href);
  };

const step = (name: string, title: string, steps: number, endsOn: string): Scene => ({
  name,
  title,
  path: '/requests/new/organ',
  endsOn,
  prepare: applied(steps),
});

export const portalScenes: readonly Scene[] = [
  { name: 'home', title: '首页', path: '/' },
  { name: 'disclosure', title: '政府信息公开平台', path: '/disclosure' },
  { name: 'guide', title: '公开指南', path: '/disclosure/330206/guide' },
  { name: 'institutions', title: '公开制度', path: '/disclosure/330206/institutions' },
  { name: 'statutory', title: '法定主动公开内容', path: '/disclosure/330206/statutory' },
  { name: 'profile', title: '机构职能', path: '/disclosure/330206/profile' },
  { name: 'organ', title: '一个机关的信息公开', path: '/disclosure/33020601' },
  { name: 'organ-on-request', title: '一个机关的依申请公开', path: '/disclosure/330206/on-request' },
  { name: 'category', title: '一类法定公开内容', path: '/disclosure/330206/statutory/budgets' },
  { name: 'item', title: '一条公开信息', path: firstLink('/disclosure', '/items/:id') },
  { name: 'edition', title: '一条公开信息的版本', path: firstLink('/disclosure', '/items/:id', '/editions/1') },
  { name: 'interpretations', title: '政策解读', path: '/interpretations' },
  { name: 'documents', title: '文件库', path: '/documents' },
  { name: 'document', title: '一份政策文件', path: firstLink('/documents', '/items/:id') },
  { name: 'gazettes', title: '政府公报', path: '/gazettes' },
  { name: 'gazette', title: '一期公报', path: firstLink('/gazettes', '/gazettes/:year/:number') },
  { name: 'gazette-text', title: '一期公报的文字版', path: firstLink('/gazettes', '/gazettes/:year/:number', '/text') },
  { name: 'topics', title: '专题专栏', path: '/topics' },
  { name: 'topic', title: '一个专题', path: firstLink('/topics', '/topics/:slug') },
  { name: 'search', title: '搜索', path: '/search?q=%E5%85%AC%E5%BC%80' },
  { name: 'search-empty', title: '搜索没有结果', path: '/search?q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E8%AF%8D' },
  { name: 'reports', title: '年度报告列表', path: '/reports' },
  { name: 'report', title: '一份年度报告', path: '/reports/330206/2022' },
  { name: 'report-year', title: '一个年度的年度报告', path: '/reports/years/2022' },
  { name: 'report-numbers', title: '年度报告数据', path: '/reports/numbers' },
  {
    name: 'report-compare',
    title: '年度报告数据对比',
    path: '/reports/compare?organ=330206&organ=33020613&year=2022&measure=granted',
  },
  { name: 'on-request', title: '依申请公开', path: '/requests' },
  { name: 'organ-guide', title: '一个机关的申请须知', path: '/requests/organs/33020601' },
  { name: 'apply', title: '申请第一步', path: '/requests/new' },
  step('apply-organ', '申请：受理机关', 0, '/requests/new/organ'),
  step('apply-content', '申请：所需信息', 1, '/requests/new/content'),
  {
    name: 'apply-published',
    title: '申请：已经公开的信息',
    path: firstLink('/disclosure', '/items/:id'),
    endsOn: '/requests/new/published',
    prepare: async (page) => {
      const title = (await page.locator('h1').first().textContent()) ?? '';
      await page.goto(new URL('/requests/new/organ', page.url()).href);
      await applied(1)(page);
      await page.getByLabel('信息名称').fill(title.trim());
      await next(page);
    },
  },
  step('apply-kind', '申请：申请人', 2, '/requests/new/applicant'),
  step('apply-applicant', '申请：申请人信息', 3, '/requests/new/applicant/details'),
  {
    name: 'apply-category',
    title: '申请：单位类别',
    path: '/requests/new/organ',
    endsOn: '/requests/new/applicant/category',
    prepare: async (page) => {
      await applied(2)(page);
      await page.getByLabel('法人或者其他组织').check();
      await next(page);
      await page.getByLabel('单位名称').fill('示例科技有限公司（虚构）');
      await page.getByLabel('统一社会信用代码').fill(CREDIT_CODE);
      await page.getByLabel('法定代表人或者负责人').fill('林某某');
      await page.getByLabel('联系人').fill('林某某');
      await page.getByLabel('联系电话').fill('13800000000');
      await next(page);
    },
  },
  step('apply-delivery', '申请：获取方式', 4, '/requests/new/delivery'),
  step('apply-files', '申请：附件', 5, '/requests/new/files'),
  step('apply-check', '申请：核对', 6, '/requests/new/check'),
  step('receipt', '申请回执', 7, '/requests/receipt'),
  step('case', '办理进度', 8, '/requests/case'),
  step('withdraw', '撤回申请', 9, '/requests/case/withdraw'),
  { name: 'status', title: '查询办理进度', path: '/requests/status' },
  {
    name: 'status-refused',
    title: '查询办理进度：没有找到',
    path: '/requests/status',
    prepare: async (page) => {
      const fields = page.locator('main form input[type=text], main form input:not([type])');
      for (const field of await fields.all()) await field.fill('2022000001');
      await page.locator('main form button[type=submit], main form button').last().click();
      await page.waitForLoadState('load');
    },
  },
  { name: 'account-sign-in', title: '申请人登录', path: '/requests/account/sign-in' },
  { name: 'account-create', title: '注册账户', path: '/requests/account/create' },
  {
    name: 'account-empty',
    title: '我的申请：还没有申请',
    path: '/requests/account',
    endsOn: '/requests/account',
    prepare: ofAccount('/requests/account'),
  },
  {
    name: 'account',
    title: '我的申请',
    path: '/requests/account',
    endsOn: '/requests/account',
    prepare: async (page) => {
      await ofAccount('/requests/new/organ')(page);
      await applied(7)(page);
      await page.goto(new URL('/requests/account', page.url()).href);
    },
  },
  {
    name: 'account-password',
    title: '修改密码',
    path: '/requests/account',
    endsOn: '/requests/account/password',
    prepare: ofAccount('/requests/account/password'),
  },
  {
    name: 'account-delete',
    title: '注销账户',
    path: '/requests/account',
    endsOn: '/requests/account/delete',
    prepare: ofAccount('/requests/account/delete'),
  },
  { name: 'sitemap', title: '网站地图', path: '/sitemap' },
  { name: 'accessibility', title: '无障碍说明', path: '/accessibility' },
  { name: 'privacy', title: '隐私保护', path: '/privacy' },
  { name: 'settings', title: '显示设置', path: '/settings' },
  { name: 'components', title: '页面组件', path: '/design' },
  { name: 'not-found', title: '没有找到', path: '/no-such-page' },
];
