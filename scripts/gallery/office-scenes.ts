import type { Page } from 'playwright-core';
import { firstLink, type Scene } from './scenes.ts';

const press =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await page.locator('[role=dialog], .ant-dropdown:visible').first().waitFor();
  };

/** Pages of the office by the person of the demonstration who sees them; null before signing in. */
export const officeScenes: readonly { readonly person: string | null; readonly scenes: readonly Scene[] }[] = [
  {
    person: null,
    scenes: [
      { name: 'sign-in', title: '登录', path: '/office/' },
      {
        name: 'sign-in-refused',
        title: '登录被拒绝',
        path: '/office/',
        prepare: async (page) => {
          await page.getByLabel('登录名').fill('chengban');
          await page.getByLabel('密码', { exact: true }).fill('不正确的密码');
          await page.getByRole('button', { name: '登录', exact: true }).click();
          await page.getByRole('alert').first().waitFor();
        },
      },
    ],
  },
  {
    person: 'jiandu',
    scenes: [
      { name: 'home', title: '工作台', path: '/office/' },
      { name: 'worklist', title: '申请列表', path: '/office/requests' },
      { name: 'worklist-empty', title: '申请列表：没有符合条件的', path: '/office/requests?q=%E6%B2%A1%E6%9C%89' },
      {
        name: 'worklist-selected',
        title: '申请列表：批量办理',
        path: '/office/requests',
        prepare: async (page) => {
          await page.locator('tbody .row-active').waitFor();
          for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
          await page.getByRole('button', { name: /打印所选3件/ }).waitFor();
        },
      },
      {
        name: 'case',
        title: '一件申请',
        path: firstLink('/office/requests', '/office/requests/:id'),
      },
      {
        name: 'search',
        title: '全局搜索',
        path: '/office/',
        prepare: async (page) => {
          await page.keyboard.press('Control+k');
          await page.getByRole('combobox', { name: '搜索' }).fill('规划');
          await page.getByRole('option').first().waitFor();
        },
      },
      {
        name: 'keys',
        title: '快捷键',
        path: '/office/calendar',
        prepare: async (page) => {
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor();
        },
      },
      { name: 'remedies', title: '复议诉讼', path: '/office/remedies' },
      { name: 'remedy', title: '一件复议诉讼', path: firstLink('/office/remedies', '/office/remedies/:id') },
      { name: 'publications', title: '主动公开', path: '/office/publications' },
      {
        name: 'publication',
        title: '一份稿件',
        path: firstLink('/office/publications?view=published', '/office/publications/:id'),
      },
      {
        name: 'publication-versions',
        title: '稿件版本比较',
        path: firstLink('/office/publications?view=published', '/office/publications/:id', '/compare'),
      },
      { name: 'publication-settings', title: '公开设置', path: '/office/publication-settings' },
      { name: 'library', title: '文件库', path: '/office/library' },
      { name: 'document', title: '一份文件', path: firstLink('/office/library', '/office/library/:id') },
      { name: 'clean-ups', title: '文件清理', path: '/office/library/clean-ups' },
      { name: 'topics', title: '专题', path: '/office/topics' },
      { name: 'topic', title: '一个专题', path: firstLink('/office/topics', '/office/topics/:slug') },
      { name: 'gazettes', title: '政府公报', path: '/office/gazettes' },
      { name: 'compose-gazette', title: '编制公报', path: '/office/gazettes/compose' },
      { name: 'screening', title: '内容筛查', path: '/office/screening' },
      { name: 'screening-findings', title: '内容筛查：问题', path: '/office/screening/findings' },
      { name: 'screening-check', title: '内容筛查：检查文字', path: '/office/screening/check' },
      { name: 'screening-lexicons', title: '内容筛查：词库', path: '/office/screening/lexicons' },
      { name: 'screening-allowances', title: '内容筛查：例外', path: '/office/screening/allowances' },
      { name: 'screening-channels', title: '内容筛查：新媒体账号', path: '/office/screening/channels' },
      { name: 'screening-reports', title: '内容筛查：报表', path: '/office/screening/reports' },
      {
        name: 'screening-report',
        title: '内容筛查：一份报表',
        path: firstLink('/office/screening/reports?kind=week', '/office/screening/reports/:kind/:first'),
      },
      { name: 'reports', title: '年度报告', path: '/office/reports' },
      { name: 'report-checks', title: '检查外部报告', path: '/office/reports/checks' },
      { name: 'collections', title: '数据汇总', path: '/office/reports/collection' },
      {
        name: 'new-collection',
        title: '布置数据汇总',
        path: '/office/reports/collection',
        prepare: press('布置数据汇总'),
      },
      {
        name: 'collection',
        title: '数据汇总：一个年度',
        path: '/office/reports/collection',
        endsOn: '/office/reports/collection/:year',
        prepare: async (page) => {
          const task = page.locator('main a[href*="/reports/collection/"]').first();
          const address = new URL((await task.getAttribute('href'))!, page.url()).href;
          await page.goto(address.slice(0, address.lastIndexOf('/')));
        },
      },
      {
        name: 'collection-task',
        title: '数据汇总：一个机关',
        path: firstLink('/office/reports/collection', '/office/reports/collection/:year/:organ'),
      },
      { name: 'figures', title: '月度数据', path: '/office/figures' },
      { name: 'calendar', title: '工作日历', path: '/office/calendar' },
      { name: 'notices', title: '提醒', path: '/office/notifications' },
      { name: 'notice-settings', title: '提醒设置', path: '/office/notifications/settings' },
      { name: 'co-handling', title: '协办', path: '/office/co-handling' },
      { name: 'suggestions', title: '主动公开建议', path: '/office/proactive-suggestions' },
      { name: 'records-corrections', title: '更正申请', path: '/office/records-corrections' },
      { name: 'delegations', title: '外出委托', path: '/office/delegations' },
      { name: 'not-found', title: '没有找到', path: '/office/no-such-page' },
    ],
  },
  {
    person: 'chengban',
    scenes: [
      { name: 'register', title: '登记申请', path: '/office/requests/new' },
      {
        name: 'register-faults',
        title: '登记申请：填写有误',
        path: '/office/requests/new',
        prepare: async (page) => {
          await page.locator('main form button[type=submit]').first().click();
          await page.locator('.ant-form-item-explain-error').first().waitFor();
        },
      },
      {
        name: 'records-correction',
        title: '一件更正申请',
        path: '/office/records-corrections',
        endsOn: '/office/records-corrections/:id',
        prepare: async (page) => {
          await press('登记更正申请')(page);
          const form = page.getByRole('dialog');
          await form.getByLabel('申请人姓名或者名称').fill('林某某（虚构）');
          await form.getByLabel('申请更正的记录').fill('不动产登记信息中的坐落');
          await form.getByLabel('更正请求').fill('坐落更正为示例路2号');
          await form.getByLabel('证明记录不准确的证据').fill('不动产权证书复印件');
          await form.getByLabel('收到日期').fill('2022-12-20');
          await page.keyboard.press('Enter');
          await form.getByRole('button', { name: '登记', exact: true }).click();
          await page.waitForURL(/records-corrections\/[0-9a-f-]{36}/);
        },
      },
      { name: 'new-publication', title: '新建稿件', path: '/office/publications/new' },
      { name: 'fees', title: '信息处理费', path: '/office/fees' },
      { name: 'letters', title: '文书模板', path: '/office/letters' },
      { name: 'components', title: '界面组件和编辑器', path: '/office/design' },
      {
        name: 'finding',
        title: '编辑器：一处问题',
        path: '/office/design',
        prepare: async (page) => {
          await page.getByRole('textbox', { name: '正文示例' }).click();
          await page.keyboard.press('F8');
          await page.locator('.finding-note').waitFor();
        },
      },
    ],
  },
  {
    person: 'guanli',
    scenes: [
      { name: 'people', title: '用户和岗位', path: '/office/people' },
      { name: 'person', title: '一名用户', path: firstLink('/office/people', '/office/people/:id') },
      { name: 'new-person', title: '新增用户', path: '/office/people', prepare: press('新增用户') },
      {
        name: 'new-post',
        title: '增加岗位',
        path: firstLink('/office/people', '/office/people/:id'),
        prepare: press('增加岗位'),
      },
      { name: 'organs', title: '机构', path: '/office/organs' },
      {
        name: 'organ-change',
        title: '登记机构合并',
        path: '/office/organs',
        prepare: async (page) => {
          await page.getByRole('button', { name: '登记机构调整' }).click();
          await page.getByRole('menuitem', { name: '合并机构' }).click();
          await page.getByRole('dialog').waitFor();
        },
      },
      { name: 'deliveries', title: '提醒发送情况', path: '/office/notifications/deliveries' },
      { name: 'account', title: '账号与设备', path: '/office/account' },
      { name: 'enrol', title: '启用动态口令', path: '/office/account', prepare: press('启用动态口令') },
    ],
  },
  {
    person: 'lingdao',
    scenes: [
      { name: 'waiting-letters', title: '待审签文书', path: '/office/letters/waiting' },
      { name: 'new-delegation', title: '委托他人代办', path: '/office/delegations', prepare: press('委托他人代办') },
    ],
  },
  {
    person: 'shenji',
    scenes: [
      { name: 'audit', title: '审计记录', path: '/office/audit' },
      {
        name: 'audit-event',
        title: '一条审计记录',
        path: '/office/audit',
        prepare: async (page) => {
          await page.locator('tbody button').first().click();
          await page.getByRole('dialog').waitFor();
        },
      },
      {
        name: 'audit-proof',
        title: '审计记录校验',
        path: '/office/audit/proof',
        prepare: async (page) => {
          await page.getByRole('button', { name: '开始校验' }).click();
          await page.getByText('记录完整').waitFor();
        },
      },
    ],
  },
];
