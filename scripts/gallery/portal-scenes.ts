import { firstLink, type Scene } from './scenes.ts';

export const portalScenes: readonly Scene[] = [
  { name: 'home', title: '首页', path: '/' },
  { name: 'disclosure', title: '政府信息公开平台', path: '/disclosure' },
  { name: 'guide', title: '公开指南', path: '/disclosure/330206/guide' },
  { name: 'institutions', title: '公开制度', path: '/disclosure/330206/institutions' },
  { name: 'statutory', title: '法定主动公开内容', path: '/disclosure/330206/statutory' },
  { name: 'profile', title: '机构职能', path: '/disclosure/330206/profile' },
  { name: 'category', title: '一类法定公开内容', path: '/disclosure/330206/statutory/budgets' },
  { name: 'item', title: '一条公开信息', path: firstLink('/disclosure', /^\/items\/[0-9a-f-]{36}$/) },
  { name: 'interpretations', title: '政策解读', path: '/interpretations' },
  { name: 'documents', title: '文件库', path: '/documents' },
  { name: 'gazettes', title: '政府公报', path: '/gazettes' },
  { name: 'topics', title: '专题专栏', path: '/topics' },
  { name: 'search', title: '搜索', path: '/search?q=%E5%85%AC%E5%BC%80' },
  { name: 'search-empty', title: '搜索没有结果', path: '/search?q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E8%AF%8D' },
  { name: 'reports', title: '年度报告列表', path: '/reports' },
  { name: 'report', title: '一份年度报告', path: '/reports/330206/2022' },
  { name: 'on-request', title: '依申请公开', path: '/on-request' },
  { name: 'apply', title: '申请第一步', path: '/requests/new' },
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
  { name: 'sitemap', title: '网站地图', path: '/sitemap' },
  { name: 'settings', title: '显示设置', path: '/settings' },
  { name: 'components', title: '页面组件', path: '/design' },
  { name: 'not-found', title: '没有找到', path: '/no-such-page' },
];
