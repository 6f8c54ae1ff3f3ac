import type { Organ } from '../../../platform/identity/index.ts';
import { type FacetName, MAX_QUERY_LENGTH, type SearchResult } from '../../../platform/search/index.ts';
import {
  EmptyState,
  type PageContent,
  PageHeading,
  Pagination,
  PortalLink,
  portalHref,
  SearchBox,
  usePortal,
} from '../../../portal/index.ts';
import { type Validity, validityLabels } from '../../documents/index.ts';
import { LIBRARY_PATH, SEARCH_PATH, SUGGESTIONS_PATH, searchPath } from '../addresses.ts';
import { type PublicationKind, publicationKinds } from '../rules/metadata.ts';
import { LIST_SIZE, libraryBreadcrumb } from './context.ts';
import { Marked, ValidityBadge } from './texts.tsx';

/** What the address of a search says; kept whole in every link, so that a search can be passed on. */
export interface SearchAddress {
  q: string;
  filters: Partial<Record<FacetName, string>>;
  page: number;
  order: 'relevance' | 'newest';
}

const facetLabels: Readonly<Record<FacetName, string>> = {
  kind: '类型',
  organ: '机关',
  year: '年份',
  theme: '主题',
  genre: '体裁',
  validity: '有效性',
};
/** So many values of a facet are offered; the one chosen is always among them. */
const OFFERED = 12;

export function addressOf(
  address: SearchAddress,
  path: string,
  changes: Partial<Record<FacetName | 'page' | 'order', string>> = {},
): string {
  const { kind, organ, year, theme, genre, validity } = address.filters;
  const order = address.order === 'newest' ? 'newest' : undefined;
  return searchPath(
    {
      q: address.q,
      ...(path === LIBRARY_PATH ? {} : { kind }),
      organ,
      year,
      theme,
      genre,
      validity,
      order,
      ...changes,
    },
    path,
  );
}

function valueLabel(name: FacetName, value: string, organs: ReadonlyMap<string, Organ>): string {
  switch (name) {
    case 'kind':
      return publicationKinds[value as PublicationKind] ?? value;
    case 'organ':
      return organs.get(value)?.shortName ?? value;
    case 'year':
      return `${value}年`;
    case 'validity':
      return validityLabels[value as Validity] ?? value;
    default:
      return value;
  }
}

interface SearchView {
  address: SearchAddress;
  path: string;
  result: SearchResult;
  organs: ReadonlyMap<string, Organ>;
}

/** A number counted in a sample has two figures that tell something. */
function rounded(count: number): number {
  return Number(count.toPrecision(2));
}

function Facets({ address, path, result, organs }: SearchView) {
  const names = (Object.keys(facetLabels) as FacetName[]).filter((name) => path !== LIBRARY_PATH || name !== 'kind');
  const offered = names.flatMap((name) => {
    const chosen = address.filters[name];
    const values = result.facets[name].filter((one, i) => i < OFFERED || one.value === chosen);
    const known = chosen === undefined || values.some(({ value }) => value === chosen);
    const all = known ? values : [{ value: chosen, count: 0 }, ...values];
    return all.length > 1 || chosen !== undefined ? [{ name, chosen, values: all }] : [];
  });
  if (offered.length === 0) return null;
  return (
    <search aria-label="筛选">
      <dl class="facets">
        {offered.map(({ name, chosen, values }) => (
          <div key={name}>
            <dt>{facetLabels[name]}</dt>
            <dd>
              <ul>
                <li>
                  <PortalLink href={addressOf(address, path, { [name]: '' })} current={chosen === undefined}>
                    全部
                  </PortalLink>
                </li>
                {values.map(({ value, count }) => (
                  <li key={value}>
                    <PortalLink href={addressOf(address, path, { [name]: value })} current={chosen === value}>
                      {valueLabel(name, value, organs)}（{result.isTotalExact ? count : `约${rounded(count)}`}）
                    </PortalLink>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </search>
  );
}

function Hits({ result, organs }: SearchView) {
  const portal = usePortal();
  return (
    <ul class="link-list">
      {result.hits.map((hit) => (
        <li key={hit.id}>
          <div class="link-list-main">
            <a href={portalHref(portal, hit.address)}>
              <Marked parts={hit.title} />
            </a>{' '}
            {hit.validity !== null && <ValidityBadge validity={hit.validity as Validity} />}
            <p>
              <Marked parts={hit.excerpt} />
            </p>
            <p>
              {[
                publicationKinds[hit.kind as PublicationKind] ?? hit.kind,
                organs.get(hit.organCode)?.name ?? hit.organCode,
                hit.number,
              ]
                .filter((one) => one !== null)
                .join('　')}
            </p>
          </div>
          <time dateTime={hit.publishedOn}>{hit.publishedOn}</time>
        </li>
      ))}
    </ul>
  );
}

function Summary({ address, result }: SearchView) {
  const total = result.isTotalExact ? `${result.total}` : `约${rounded(result.estimate)}`;
  if (address.q !== '' && !result.isTotalExact)
    return (
      <p role="status">
        找到{total}件，分类件数为估算。以下列出{result.total}件，可以增加词语或者按分类缩小范围。
      </p>
    );
  if (address.q === '') return <p>共{total}件，按发布日期排列。</p>;
  if (result.match === 'pinyin') return <p role="status">按拼音找到{total}件。</p>;
  if (result.match === 'any') return <p role="status">没有同时含有这些词的信息，以下{total}件含有其中的部分词。</p>;
  return <p role="status">找到{total}件。</p>;
}

function Results(view: SearchView) {
  const { address, path, result } = view;
  return (
    <>
      <Facets {...view} />
      <Summary {...view} />
      {result.hits.length === 0 ? (
        <EmptyState title="没有找到">
          <p>可以换一个说法、减少词语或者去掉筛选条件再试。没有主动公开的信息，可以依申请获取。</p>
        </EmptyState>
      ) : (
        <Hits {...view} />
      )}
      <Pagination
        page={address.page}
        pageSize={LIST_SIZE}
        total={result.total}
        hrefOf={(page) => addressOf(address, path, page === 1 ? {} : { page: String(page) })}
      />
    </>
  );
}

function feedPath(address: SearchAddress, path: string, format: 'atom' | 'rss' | 'json'): string {
  const filters = path === LIBRARY_PATH ? { ...address.filters, kind: 'document' } : address.filters;
  return addressOf({ ...address, filters, order: 'relevance' }, `/feeds/search.${format}`);
}

function Subscribe({ address, path }: SearchView) {
  return (
    <p class="hint no-print">
      订阅{address.q === '' && Object.keys(address.filters).length === 0 ? '全部更新' : '这次检索的更新'}：
      <PortalLink href={feedPath(address, path, 'rss')}>RSS</PortalLink>{' '}
      <PortalLink href={feedPath(address, path, 'atom')}>Atom</PortalLink>{' '}
      <PortalLink href={feedPath(address, path, 'json')}>JSON</PortalLink>
    </p>
  );
}

export function searchResultsPage(view: SearchView): PageContent {
  const { address, path } = view;
  return {
    title: address.q === '' ? '检索' : `检索：${address.q}`,
    breadcrumbs: [{ label: '检索' }],
    meta: { hiddenFromSearch: true, column: { name: '信息检索', type: '信息检索' } },
    children: (
      <>
        <PageHeading title={address.q === '' ? '检索政府信息' : `“${address.q}”的检索结果`} />
        <SearchBox value={address.q} id="search-again" />
        <p class="hint">
          可以输入文号、标题或者正文中的任意词语，也可以直接用一句话提问，最多{MAX_QUERY_LENGTH}字。
          {address.order === 'newest' ? (
            <PortalLink href={addressOf(address, SEARCH_PATH, { order: '' })}>按相关程度排列</PortalLink>
          ) : (
            <PortalLink href={addressOf(address, SEARCH_PATH, { order: 'newest' })}>按发布日期排列</PortalLink>
          )}
        </p>
        <Results {...view} path={path} />
        <Subscribe {...view} />
      </>
    ),
  };
}

/** 政策文件库: the normative documents with their validity, filtered by organ, theme, year and validity. */
export function libraryPage(view: SearchView, counts: { inForce: number; total: number }): PageContent {
  const { address } = view;
  return {
    title: libraryBreadcrumb.label,
    breadcrumbs: [{ label: libraryBreadcrumb.label }],
    section: LIBRARY_PATH,
    meta: {
      column: {
        name: libraryBreadcrumb.label,
        type: '政策文件',
        description: '行政规范性文件及其有效性',
        keywords: ['行政规范性文件', '政策文件'],
      },
      ...(address.q === '' && address.page === 1 && Object.keys(address.filters).length <= 1
        ? {}
        : { hiddenFromSearch: true }),
    },
    children: (
      <>
        <PageHeading
          title={libraryBreadcrumb.label}
          lede={`收录行政规范性文件${counts.total}件，现行有效${counts.inForce}件。可按文号、标题、机关、主题、年份和有效性查找。`}
        />
        <LibrarySearch value={address.q} />
        <Results {...view} />
        <Subscribe {...view} />
      </>
    ),
  };
}

function LibrarySearch({ value }: { value: string }) {
  const portal = usePortal();
  return (
    <search aria-label="在文件库中检索">
      <form class="search-box" action={portalHref(portal, LIBRARY_PATH)} method="get">
        <label class="visually-hidden" for="library-search">
          文号、标题或者正文中的词语
        </label>
        <input
          class="input"
          type="search"
          id="library-search"
          name="q"
          value={value}
          placeholder="文号、标题或者正文中的词语"
          maxLength={MAX_QUERY_LENGTH}
          autoComplete="off"
          data-suggestions={portalHref(portal, SUGGESTIONS_PATH)}
          data-suggestions-label={portal.text.searchSuggestions}
        />
        <button class="button" type="submit">
          查找文件
        </button>
      </form>
    </search>
  );
}
