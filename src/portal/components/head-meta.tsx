import { localText, usePortal } from '../context.ts';
import type { LocalizedText } from '../i18n/index.ts';

/** Meta tags of 政府网站发展指引's 网页设计规范, by level: the site on every page, the column, the article. */
export interface PageMeta {
  readonly description?: string;
  readonly column?: {
    readonly name: string;
    readonly type: string;
    readonly description?: string;
    readonly keywords?: readonly string[];
  };
  readonly article?: {
    readonly title: string;
    /** The moment it was put online, shown in Asia/Shanghai as `YYYY-MM-DD HH:mm`; a string is taken as already so written. */
    readonly publishedAt: Date | string;
    readonly source: string;
    readonly keywords?: readonly string[];
    readonly author?: string;
    readonly description?: string;
    readonly image?: string;
  };
  /** Path inside the portal when this page has a better address than the one asked for. */
  readonly canonicalPath?: string;
  /** Asks search engines to leave the page out: settings, errors, lists filtered by visitors. */
  readonly hiddenFromSearch?: boolean;
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

const SINCE_1992 = Date.UTC(1992, 0, 1);
const EIGHT_HOURS = 8 * 3_600_000;

/** `YYYY-MM-DD HH:mm` in Asia/Shanghai, as the meta tag PubDate wants it. */
export function publicationMinute(at: Date | string): string {
  if (typeof at === 'string') return at;
  // Summer time was kept until 1991; since then eight hours are all there is to it, and adding them takes a tenth of the time.
  if (at.getTime() < SINCE_1992) return shanghai.format(at);
  return new Date(at.getTime() + EIGHT_HOURS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The absolute address of this page, where the site's domain is configured. */
export function canonicalAddress(
  portal: { site: { domain?: string }; basePath: string; path: string },
  meta: PageMeta | undefined,
): string | undefined {
  if (portal.site.domain === undefined) return undefined;
  const path = meta?.canonicalPath ?? portal.path.replace(/[?&]lang=[^&]*$/, '');
  return `https://${portal.site.domain}${portal.basePath}${path}`;
}

function Meta({ name, content }: { name: string; content: string | undefined }) {
  return content === undefined || content === '' ? null : <meta name={name} content={content} />;
}

function joined(keywords: readonly string[] | undefined): string | undefined {
  return keywords?.join(',');
}

export function HeadMeta({ title, meta }: { title: LocalizedText; meta: PageMeta | undefined }) {
  const portal = usePortal();
  const { site } = portal;
  const siteName = localText(portal, site.name);
  const own = localText(portal, title);
  const address = canonicalAddress(portal, meta);
  const { column, article } = meta ?? {};
  return (
    <>
      <title>{own === siteName ? siteName : `${own} - ${siteName}`}</title>
      <Meta name="SiteName" content={localText({ language: 'zh-CN' }, site.name)} />
      <Meta name="SiteDomain" content={site.domain} />
      <Meta name="SiteIDCode" content={site.identificationCode} />
      <Meta name="ColumnName" content={column?.name} />
      <Meta name="ColumnDescription" content={column?.description} />
      <Meta name="ColumnKeywords" content={joined(column?.keywords)} />
      <Meta name="ColumnType" content={column?.type} />
      <Meta name="ArticleTitle" content={article?.title} />
      <Meta name="PubDate" content={article && publicationMinute(article.publishedAt)} />
      <Meta name="ContentSource" content={article?.source} />
      <Meta name="Keywords" content={joined(article?.keywords)} />
      <Meta name="Author" content={article?.author} />
      <Meta name="Image" content={article?.image} />
      <Meta name="Url" content={article && address} />
      <Meta name="Description" content={meta?.description ?? article?.description ?? column?.description} />
      {meta?.hiddenFromSearch === true && <meta name="robots" content="noindex" />}
      {address !== undefined && <link rel="canonical" href={address} />}
    </>
  );
}
