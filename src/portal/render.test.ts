import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { sampleNavigation, sampleSite } from '../../test/support/portal.ts';
import { Page, type PageContent } from './components/page.tsx';
import { createPortalContext, PortalProvider } from './context.ts';
import { renderPage } from './render.tsx';
import { defaultSettings } from './settings.ts';

const contents: readonly PageContent[] = [
  { title: '首页', children: h('h1', null, '首页') },
  {
    title: '甲 & 乙',
    breadcrumbs: [{ href: '/a', label: '甲' }, { label: '乙' }],
    section: '/guide',
    sideNavigation: { title: '栏目', entries: [{ href: '/guide', label: '指南' }], current: '/guide' },
    meta: { column: { name: '栏目', type: '类型' }, canonicalPath: '/a?b=1' },
    children: h('p', null, '<正文>'),
  },
];
const paths = ['/', '/search?q=%E5%85%AC%E5%AF%93&year=2022', "/a'b(c)*d!~e f+g", '/$&/$1/%'];

it.each(
  contents.flatMap((content) =>
    paths.flatMap((path) =>
      (['', '/sub/site'] as const).flatMap((basePath) =>
        ([defaultSettings, { ...defaultSettings, mode: 'elder', language: 'en' }] as const).map(
          (settings) => [content.title, path, basePath, settings.language, content, settings] as const,
        ),
      ),
    ),
  ),
)('a framed page is the page: %s at %s under "%s" in %s', (_, path, basePath, _language, content, settings) => {
  const context = createPortalContext({
    site: sampleSite,
    navigation: sampleNavigation,
    searchPath: '/search',
    basePath,
    path,
    settings,
    asset: (name) => `${basePath}/assets/${name}`,
  });
  const whole = `<!doctype html>${renderToString(h(PortalProvider, { value: context, children: h(Page, content) }))}`;
  expect(renderPage(context, content)).toBe(whole);
  // And again, from the frame that is kept.
  expect(renderPage(context, content)).toBe(whole);
});
