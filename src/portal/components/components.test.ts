import fc from 'fast-check';
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { everythingWith } from '../../../test/support/every-component.tsx';
import { sampleNavigation, sampleSite } from '../../../test/support/portal.ts';
import { createPortalContext, type PortalContext } from '../context.ts';
import { renderPage } from '../render.tsx';
import { defaultSettings } from '../settings.ts';
import { FigureLink, LinkList, Pagination } from './index.ts';
import { pageWindow } from './pagination.tsx';
import { breakableParts } from './phrase.tsx';

function context(parts: Partial<PortalContext> = {}): PortalContext {
  return createPortalContext({
    site: sampleSite,
    navigation: sampleNavigation,
    searchPath: '/search',
    path: '/reports?year=2022',
    settings: { ...defaultSettings, ...(parts.language === undefined ? {} : { language: parts.language }) },
    asset: (name) => `/assets/${name}`,
    ...parts,
  });
}

/** Names of all tags and their attributes in order: what an attacker's text must not be able to change. */
function skeleton(html: string): string[] {
  const tags = html.match(/<\/?[a-z][a-z0-9]*(?:\s+[^\s=>/]+(?:="[^"]*")?)*\s*\/?>/gi) ?? [];
  // Where a line may end depends on the words, and is all that may.
  return tags.filter((tag) => tag !== '<wbr/>').map((tag) => tag.replace(/="[^"]*"/g, ''));
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</title>',
        '-->',
        '<!--',
        '"',
        "'",
        '>',
        '<',
        '&',
        '&quot;',
        '&#34;',
      ),
      fc.constantFrom('" onmouseover="x', "' autofocus onfocus='x", '</textarea><img src=x onerror=x>', '{{x}}', '`'),
      fc.string({ maxLength: 8, unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => `字${parts.join('')}`);

describe('rendering', () => {
  it('keeps its structure whatever the words are: nothing hostile becomes a tag or an attribute', () => {
    const expected = skeleton(renderPage(context(), everythingWith('字')));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeleton(renderPage(context(), everythingWith(text)))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    ' javascript:x',
  ])('does not link to %s', (href) => {
    const html = renderPage(context(), { title: 't', children: h(LinkList, { links: [{ href, title: 'x' }] }) });
    expect(html).toContain('<a href="#">x</a>');
  });

  it('shows what is configured of the site, and no label without a value', () => {
    const full = renderPage(context(), { title: 't', children: null });
    for (const value of ['3302060001', '浙ICP备00000000号', '主办单位', '网站找错', '党政机关网站标识']) {
      expect(full).toContain(value);
    }
    const bare = renderPage(context({ site: { name: '某区人民政府' }, navigation: [], searchPath: undefined }), {
      title: 't',
      children: null,
    });
    for (const label of ['主办单位', 'ICP', 'SiteDomain', 'SiteIDCode', '联系电话', 'type="search"', 'undefined']) {
      expect(bare).not.toContain(label);
    }
  });

  it('carries the meta tags of the site, the column and the article', () => {
    const html = renderPage(context(), {
      title: '2022年度报告',
      meta: {
        column: { name: '政府信息公开年报', type: '政府信息公开年报', keywords: ['年报', '政府信息公开'] },
        article: { title: '2022年度报告', publishedAt: new Date('2023-01-30T17:05:00Z'), source: '区政府办公室' },
      },
      children: null,
    });
    expect(html).toContain('<title>2022年度报告 - 北仑区人民政府</title>');
    for (const [name, value] of [
      ['SiteName', '北仑区人民政府'],
      ['SiteDomain', 'www.example.gov.cn'],
      ['SiteIDCode', '3302060001'],
      ['ColumnName', '政府信息公开年报'],
      ['ColumnKeywords', '年报,政府信息公开'],
      ['ColumnType', '政府信息公开年报'],
      ['ArticleTitle', '2022年度报告'],
      ['PubDate', '2023-01-31 01:05'],
      ['ContentSource', '区政府办公室'],
    ]) {
      expect(html).toContain(`<meta name="${name}" content="${value}"/>`);
    }
    expect(html).toContain('<link rel="canonical" href="https://www.example.gov.cn/reports?year=2022"/>');
  });

  it('speaks English around content that stays Chinese, and says so to screen readers', () => {
    const html = renderPage(context({ language: 'en' }), { title: '指南', children: h('h1', null, '指南') });
    expect(html).toContain('<html lang="en"');
    expect(html).toMatch(/<main id="main"[^>]* lang="zh-CN">/);
    expect(html).toContain('Skip to main content');
    expect(html).toContain('<meta name="SiteName" content="北仑区人民政府"/>');
  });

  it('tells a figure that is zero from one that was not reported', () => {
    const render = (value: number | null) =>
      renderPage(context(), { title: 't', children: h(FigureLink, { value, href: '/records', label: '予以公开' }) });
    expect(render(0)).toMatch(/<a class="figure"[^>]*>0<\/a>/);
    expect(render(null)).toContain('未填报');
    expect(render(null)).not.toContain('href="/records"');
    expect(render(55)).toContain('aria-label="55，予以公开，查看对应记录"');
  });
});

describe('pages of a long list', () => {
  it('always offer the first, the last, this one and its neighbours, in order, in few entries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (a, b) => {
        const last = Math.max(a, b);
        const page = Math.min(a, b);
        const shown = pageWindow(page, last);
        const pages = shown.filter((one) => one !== 0);
        expect(shown.length).toBeLessThanOrEqual(9);
        expect(pages).toEqual([...new Set(pages)].sort((x, y) => x - y));
        for (const one of [1, last, page, Math.max(1, page - 1), Math.min(last, page + 1)])
          expect(pages).toContain(one);
        shown.forEach((one, index) => {
          // A gap stands for at least two pages; one page alone would be shown itself.
          if (one === 0) expect((shown[index + 1] ?? 0) - (shown[index - 1] ?? 0)).toBeGreaterThan(2);
        });
      }),
    );
  });

  it('says which entries of how many are shown', () => {
    const html = renderPage(context(), {
      title: 't',
      children: h(Pagination, { page: 4, pageSize: 20, total: 74, hrefOf: (page) => `/list?page=${page}` }),
    });
    expect(html).toContain('第61至74条，共74条');
    expect(html).toContain('href="/list?page=3" rel="prev"');
    expect(html).not.toContain('rel="next"');
  });
});

describe('phrases', () => {
  it('lose nothing and end lines between words only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(breakableParts(text).join('')).toBe(text);
      }),
    );
    expect(breakableParts('北仑区2022年度政府信息公开工作（年度报告）')).toEqual([
      '北仑区',
      '2022年度',
      '政府',
      '信息',
      '公开',
      '工作（年度',
      '报告）',
    ]);
  });
});
