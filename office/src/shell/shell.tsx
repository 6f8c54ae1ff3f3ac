import {
  AccountBookOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  DesktopOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  FormOutlined,
  HighlightOutlined,
  HomeOutlined,
  InboxOutlined,
  LogoutOutlined,
  MenuOutlined,
  MoonOutlined,
  NotificationOutlined,
  PlusSquareOutlined,
  ReadOutlined,
  SafetyOutlined,
  SearchOutlined,
  SettingOutlined,
  SunOutlined,
  SwapOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Dropdown, Layout, Menu, type MenuProps, Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { signOut } from '../client.generated/index.ts';
import { changePreferences, useLook } from '../preferences.ts';
import { useOffice } from '../session.tsx';
import { KeysHelp } from './help.tsx';
import { Notifications } from './notifications.tsx';
import { Palette } from './palette.tsx';
import { useReachableTables } from './scrolling.ts';

export interface Destination {
  path: string;
  label: string;
  icon: ReactNode;
}

/** Where the person's posts let them go. */
export function useDestinations(): Destination[] {
  const { may } = useOffice();
  return [
    { path: '/', label: '工作台', icon: <HomeOutlined /> },
    ...(may('requests.list') ? [{ path: '/requests', label: '依申请公开', icon: <InboxOutlined /> }] : []),
    ...(may('requests.register') ? [{ path: '/requests/new', label: '登记申请', icon: <PlusSquareOutlined /> }] : []),
    ...(may('requests.list') ? [{ path: '/fees', label: '信息处理费', icon: <AccountBookOutlined /> }] : []),
    ...(may('requests.review-reply') || may('requests.sign-reply') || may('requests.legal-review')
      ? [{ path: '/letters/waiting', label: '待审签文书', icon: <AuditOutlined /> }]
      : []),
    ...(may('letters.read') ? [{ path: '/letters', label: '文书模板', icon: <FormOutlined /> }] : []),
    ...(may('requests.answer-co-handling') ? [{ path: '/co-handling', label: '协办', icon: <TeamOutlined /> }] : []),
    ...(may('requests.suggest-proactive') || may('requests.decide-proactive')
      ? [{ path: '/proactive-suggestions', label: '转主动公开', icon: <SwapOutlined /> }]
      : []),
    ...(may('records-correction.read')
      ? [{ path: '/records-corrections', label: '更正本人信息', icon: <HighlightOutlined /> }]
      : []),
    ...(may('remedies.read') ? [{ path: '/remedies', label: '复议诉讼', icon: <AuditOutlined /> }] : []),
    ...(may('publications.read') ? [{ path: '/publications', label: '主动公开', icon: <NotificationOutlined /> }] : []),
    ...(may('screening.read') ? [{ path: '/screening', label: '内容筛查', icon: <FileSearchOutlined /> }] : []),
    ...(may('documents.read') ? [{ path: '/library', label: '文件库', icon: <BookOutlined /> }] : []),
    ...(may('publications.read') ? [{ path: '/gazettes', label: '政府公报', icon: <ReadOutlined /> }] : []),
    ...(may('publications.read') ? [{ path: '/topics', label: '专题', icon: <TagsOutlined /> }] : []),
    ...(may('publication-settings.read')
      ? [{ path: '/publication-settings', label: '公开设置', icon: <SettingOutlined /> }]
      : []),
    ...(may('annual-report.read') ? [{ path: '/reports', label: '年度报告', icon: <FileTextOutlined /> }] : []),
    ...(may('annual-report.read')
      ? [{ path: '/reports/checks', label: '检查外部报告', icon: <FileSearchOutlined /> }]
      : []),
    ...(may('report-collection.read')
      ? [{ path: '/reports/collection', label: '年报数据汇总', icon: <FormOutlined /> }]
      : []),
    ...(may('figures.read') ? [{ path: '/figures', label: '月度数据', icon: <BarChartOutlined /> }] : []),
    ...(may('calendar.read') ? [{ path: '/calendar', label: '工作日历', icon: <CalendarOutlined /> }] : []),
    ...(may('users.list') ? [{ path: '/people', label: '用户和岗位', icon: <TeamOutlined /> }] : []),
    ...(may('organs.change') || may('users.list')
      ? [{ path: '/organs', label: '机构', icon: <ApartmentOutlined /> }]
      : []),
    ...(may('audit.search') ? [{ path: '/audit', label: '审计记录', icon: <SafetyOutlined /> }] : []),
    ...(may('delegations.create-own') || may('delegations.manage')
      ? [{ path: '/delegations', label: '外出委托', icon: <SwapOutlined /> }]
      : []),
    { path: '/account', label: '账号与设备', icon: <DesktopOutlined /> },
  ];
}

type MenuItems = NonNullable<MenuProps['items']>;

/** What belongs together in the navigation; a destination named nowhere stands on top, before the groups. */
const GROUPS: readonly { label: string; paths: readonly string[] }[] = [
  {
    label: '依申请公开',
    paths: [
      '/requests',
      '/requests/new',
      '/co-handling',
      '/fees',
      '/letters',
      '/proactive-suggestions',
      '/records-corrections',
      '/remedies',
    ],
  },
  {
    label: '主动公开',
    paths: ['/publications', '/library', '/gazettes', '/topics', '/screening', '/publication-settings'],
  },
  { label: '报告和数据', paths: ['/reports', '/reports/collection', '/reports/checks', '/figures'] },
  {
    label: '管理',
    paths: ['/calendar', '/people', '/organs', '/delegations', '/audit', '/notifications/deliveries', '/account'],
  },
];

function menuOf(destinations: readonly Destination[], isNarrow: boolean): MenuItems {
  const item = ({ path, label, icon }: Destination) => ({ key: path, icon, label, title: label });
  const grouped = new Set(GROUPS.flatMap(({ paths }) => paths));
  return [
    ...destinations.filter(({ path }) => !grouped.has(path)).map(item),
    ...GROUPS.flatMap(({ label, paths }): MenuItems => {
      const within = paths.flatMap((path) => destinations.find((one) => one.path === path) ?? []).map(item);
      if (within.length === 0) return [];
      if (isNarrow) return [{ type: 'divider' as const, key: label }, ...within];
      return [{ type: 'group' as const, key: label, label, children: within }];
    }),
  ];
}

/** Too narrow for the names of the destinations. */
const narrow = window.matchMedia('(max-width: 1100px)');
/** Too narrow for the navigation beside the page. */
const phone = window.matchMedia('(max-width: 600px)');

function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const { me } = useOffice();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const look = useLook();
  const isNarrow = useMedia(narrow);
  const isPhone = useMedia(phone);
  const isOnline = useOnline();
  const destinations = useDestinations();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  useReachableTables(content);
  const queries = useQueryClient();

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPaletteOpen((open) => !open);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const selected =
    destinations
      .filter(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
      .sort((a, b) => b.path.length - a.path.length)[0]?.path ?? '/';

  const leave = async (): Promise<void> => {
    await signOut().catch(() => undefined);
    queries.setQueryData(['me'], null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  };

  const menu = (isIconsOnly: boolean) => (
    <nav aria-label="主导航">
      <Menu
        mode="inline"
        selectedKeys={[selected]}
        items={menuOf(destinations, isIconsOnly)}
        onClick={({ key }) => {
          setMenuOpen(false);
          void navigate(key);
        }}
      />
    </nav>
  );

  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <Layout.Header className="shell-header">
        {isPhone ? (
          <Button
            type="text"
            icon={<MenuOutlined />}
            aria-label="打开导航"
            aria-haspopup="dialog"
            onClick={() => setMenuOpen(true)}
          />
        ) : null}
        <div className="shell-brand">
          <span className="seal-mark" aria-hidden="true">
            公开
          </span>
          {isNarrow ? null : <span className="shell-name">政府信息公开办公系统</span>}
        </div>
        <OrganSwitch />
        <Button
          className="shell-search"
          icon={<SearchOutlined />}
          onClick={() => setPaletteOpen(true)}
          aria-keyshortcuts="Control+K"
        >
          {isNarrow ? '搜索' : '搜索申请、页面'}
          {isNarrow ? null : <kbd>Ctrl K</kbd>}
        </Button>
        <Notifications />
        <Button
          type="text"
          icon={look === 'dark' ? <SunOutlined /> : <MoonOutlined />}
          aria-label={look === 'dark' ? '切换为浅色' : '切换为深色'}
          onClick={() => changePreferences({ look: look === 'dark' ? 'light' : 'dark' })}
        />
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...me.posts.map((post) => ({
                key: post.id,
                disabled: true,
                label: `${post.organName} · ${post.title}`,
              })),
              { type: 'divider' as const },
              { key: 'account', icon: <DesktopOutlined />, label: '账号与设备' },
              { key: 'leave', icon: <LogoutOutlined />, label: '退出登录' },
            ],
            onClick: ({ key }) => (key === 'leave' ? void leave() : void navigate('/account')),
          }}
        >
          <Button type="text" icon={<UserOutlined />} aria-haspopup="menu" aria-label={me.person.fullName}>
            <span className="shell-user-name">{me.person.fullName}</span>
          </Button>
        </Dropdown>
      </Layout.Header>
      <Layout>
        {isPhone ? (
          <Drawer
            open={isMenuOpen}
            onClose={() => setMenuOpen(false)}
            placement="left"
            size={260}
            title="导航"
            className="shell-drawer"
          >
            {menu(false)}
          </Drawer>
        ) : (
          <Layout.Sider className="shell-sider" width={184} collapsedWidth={64} collapsed={isNarrow} trigger={null}>
            {menu(isNarrow)}
          </Layout.Sider>
        )}
        <main className="shell-content" id="content" tabIndex={-1} ref={content}>
          {isOnline ? null : (
            <Alert
              type="warning"
              showIcon
              banner
              title="网络连接已断开"
              description="页面上的内容可能不是最新的；恢复连接前填写的内容不会提交，请暂勿关闭页面。"
            />
          )}
          {children}
        </main>
      </Layout>
      <KeysHelp />
      <Palette open={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
    </Layout>
  );
}

/** Whose work is looked at: one organ, or all that the person's posts reach. */
function OrganSwitch() {
  const { me, organ, organs, setOrgan } = useOffice();
  const posts = new Map(me.posts.map((post) => [post.organCode, post.title]));
  if (organs.length < 2) return <span className="shell-organ">{organs[0]?.name ?? me.posts[0]?.organName}</span>;
  return (
    <Select
      className="shell-organ"
      aria-label="当前机关"
      value={organ ?? ''}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(code: string) => setOrgan(code === '' ? null : code)}
      options={[
        { value: '', label: `全部机关（${organs.length}个）` },
        ...organs.map(({ code, name }) => ({
          value: code,
          label: posts.has(code) ? `${name} · ${posts.get(code)}` : name,
        })),
      ]}
    />
  );
}

/** A page's heading; also the window's. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 政府信息公开办公系统`;
  }, [title]);
  return (
    <div className="page-title">
      <h1>{title}</h1>
      <div className="page-actions">{children}</div>
    </div>
  );
}
