import { Contents, PageHeading, PageTools } from '../components/index.ts';
import type { PageContent } from '../components/page.tsx';
import type { PortalContext } from '../context.ts';
import { DocumentSamples, MessageSamples, NavigationSamples } from './samples-content.tsx';
import { FormSamples } from './samples-forms.tsx';
import { ColourSamples, TypeSamples } from './samples-foundation.tsx';
import { TableSamples } from './samples-tables.tsx';

const sections = [
  { id: 'colour', title: { 'zh-CN': '颜色', en: 'Colour' }, Sample: ColourSamples },
  { id: 'type', title: { 'zh-CN': '文字', en: 'Type' }, Sample: TypeSamples },
  { id: 'navigation-parts', title: { 'zh-CN': '导航', en: 'Navigation' }, Sample: NavigationSamples },
  { id: 'messages', title: { 'zh-CN': '提示与状态', en: 'Messages and states' }, Sample: MessageSamples },
  { id: 'figures', title: { 'zh-CN': '表格与数字', en: 'Tables and figures' }, Sample: TableSamples },
  { id: 'documents', title: { 'zh-CN': '公文与材料', en: 'Documents' }, Sample: DocumentSamples },
  { id: 'forms', title: { 'zh-CN': '按钮与表单', en: 'Buttons and forms' }, Sample: FormSamples },
] as const;

/** Every component in every state, for those who build pages and for the accessibility tests. */
export function componentsPage({ language }: PortalContext): PageContent {
  return {
    title: { 'zh-CN': '页面组件', en: 'Page components' },
    breadcrumbs: [{ label: { 'zh-CN': '页面组件', en: 'Page components' } }],
    meta: {
      hiddenFromSearch: true,
      column: { name: '页面组件', type: '网站说明', description: '本站页面所用的全部组件及其各种状态' },
    },
    sideNavigation: {
      title: '政府信息公开',
      current: '/design',
      entries: [
        { href: '/design#colour', label: '政府信息公开指南' },
        { href: '/design#type', label: '政府信息公开制度' },
        { href: '/design#messages', label: '法定主动公开内容' },
        { href: '/design', label: '政府信息公开年报' },
        { href: '/design#forms', label: '依申请公开' },
      ],
    },
    children: (
      <>
        <PageHeading
          kicker="设计说明"
          title="页面组件"
          lede="本站页面由下列组件拼成。每个组件在这里列出全部状态，供编写页面的人对照，也供无障碍测试逐项检查。"
        >
          <PageTools />
        </PageHeading>
        <Contents entries={sections} />
        {sections.map(({ id, title, Sample }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>{language === 'en' ? <span lang="en">{title.en}</span> : title['zh-CN']}</h2>
            <Sample />
          </section>
        ))}
      </>
    ),
  };
}
