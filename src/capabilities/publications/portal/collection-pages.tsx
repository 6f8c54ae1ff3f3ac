import { formatChinese, yearOf } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  EmptyState,
  EntryList,
  LinkList,
  Notice,
  type PageContent,
  PageHeading,
  PageTools,
  Pagination,
  PortalLink,
  TableFrame,
} from '../../../portal/index.ts';
import {
  GAZETTES_PATH,
  gazetteFilePath,
  gazettePath,
  gazetteTextPath,
  INTERPRETATIONS_PATH,
  itemPath,
  paged,
  TOPICS_PATH,
  topicPath,
} from '../addresses.ts';
import type { Edition } from '../store/editions.ts';
import type { GazetteIssue, GazetteMatterListing } from '../store/gazettes.ts';
import type { Listing } from '../store/listings.ts';
import type { Topic } from '../store/topics.ts';
import { LIST_SIZE } from './context.ts';
import { listedLink } from './listing.tsx';
import { TextBody } from './texts.tsx';

type Organs = ReadonlyMap<string, Organ>;

export function interpretationsPage(
  links: readonly Listing[],
  documents: ReadonlyMap<string, Listing>,
  organs: Organs,
  page: number,
  total: number,
): PageContent {
  return {
    title: '政策解读',
    breadcrumbs: [{ label: '政策解读' }],
    section: INTERPRETATIONS_PATH,
    meta: { column: { name: '政策解读', type: '政策解读', description: '文件起草单位对政策文件的解读' } },
    children: (
      <>
        <PageHeading title="政策解读" lede="解读由文件起草单位编写，与文件同步发布、相互链接。" />
        {links.length === 0 ? (
          <EmptyState title="还没有政策解读" />
        ) : (
          <LinkList
            links={links.map((one) => {
              const document = one.interpretsId === null ? undefined : documents.get(one.interpretsId);
              return {
                ...listedLink(one, organs),
                ...(document
                  ? {
                      detail: (
                        <>
                          解读文件：<PortalLink href={itemPath(document.id)}>{document.title}</PortalLink>
                        </>
                      ),
                    }
                  : {}),
              };
            })}
          />
        )}
        <Pagination page={page} pageSize={LIST_SIZE} total={total} hrefOf={(one) => paged(INTERPRETATIONS_PATH, one)} />
      </>
    ),
  };
}

export function topicsPage(topics: readonly Topic[]): PageContent {
  return {
    title: '专题专栏',
    breadcrumbs: [{ label: '专题专栏' }],
    section: TOPICS_PATH,
    meta: { column: { name: '专题专栏', type: '专题', description: '围绕一类事集中公开的信息' } },
    children: (
      <>
        <PageHeading title="专题专栏" lede="围绕一项工作或者群众要办的一类事，把有关信息集中在一起。" />
        {topics.length === 0 ? (
          <EmptyState title="还没有专题" />
        ) : (
          <EntryList
            entries={topics.map((topic) => ({
              href: topicPath(topic.slug),
              title: topic.title,
              detail: topic.description,
            }))}
          />
        )}
      </>
    ),
  };
}

export function topicPage(
  topic: Topic,
  links: readonly Listing[],
  organs: Organs,
  page: number,
  total: number,
): PageContent {
  return {
    title: topic.title,
    breadcrumbs: [{ href: TOPICS_PATH, label: '专题专栏' }, { label: topic.title }],
    section: TOPICS_PATH,
    meta: { column: { name: topic.title, type: '专题', description: topic.description } },
    children: (
      <>
        <PageHeading title={topic.title} kicker="专题" lede={topic.description} />
        {topic.closedOn !== null && (
          <Notice>
            <p>本专题已于{formatChinese(topic.closedOn)}归档，不再更新。</p>
          </Notice>
        )}
        {links.length === 0 ? (
          <EmptyState title="本专题暂无信息" />
        ) : (
          <LinkList links={links.map((one) => listedLink(one, organs))} />
        )}
        <Pagination
          page={page}
          pageSize={LIST_SIZE}
          total={total}
          hrefOf={(one) => paged(topicPath(topic.slug), one)}
        />
      </>
    ),
  };
}

export function gazettesPage(issues: readonly GazetteIssue[], organs: Organs): PageContent {
  const years = [...new Set(issues.map((issue) => issue.year))];
  return {
    title: '政府公报',
    breadcrumbs: [{ label: '政府公报' }],
    section: GAZETTES_PATH,
    meta: { column: { name: '政府公报', type: '政府公报', description: '政府公报电子版，按年归档' } },
    children: (
      <>
        <PageHeading title="政府公报" lede="公报刊登的行政规范性文件文本为标准文本。" />
        {issues.length === 0 && <EmptyState title="还没有公报" />}
        {years.map((year) => (
          <section key={year} aria-labelledby={`year-${year}`}>
            <h2 id={`year-${year}`}>{year}年</h2>
            <LinkList
              links={issues
                .filter((issue) => issue.year === year)
                .map((issue) => ({
                  href: gazettePath(issue.year, issue.number),
                  title: `${issue.title}${issue.year}年第${issue.number}期（总第${issue.runningNumber}期）`,
                  date: issue.publishedOn,
                  detail: organs.get(issue.organCode)?.name,
                }))}
            />
          </section>
        ))}
      </>
    ),
  };
}

function gazetteTitle(issue: GazetteIssue): string {
  return `${issue.title}${issue.year}年第${issue.number}期`;
}

function gazetteCrumbs(issue: GazetteIssue): NonNullable<PageContent['breadcrumbs']> {
  return [
    { href: GAZETTES_PATH, label: '政府公报' },
    { href: `${GAZETTES_PATH}#year-${issue.year}`, label: `${yearOf(issue.publishedOn)}年` },
    { label: `第${issue.number}期` },
  ];
}

export function gazettePage(
  issue: GazetteIssue,
  matters: readonly GazetteMatterListing[],
  organs: Organs,
): PageContent {
  const sections = [...new Set(matters.map((matter) => matter.section))];
  return {
    title: gazetteTitle(issue),
    breadcrumbs: gazetteCrumbs(issue),
    section: GAZETTES_PATH,
    meta: {
      column: { name: '政府公报', type: '政府公报' },
      article: {
        title: gazetteTitle(issue),
        publishedAt: `${issue.publishedOn} 00:00`,
        source: organs.get(issue.organCode)?.name ?? issue.organCode,
      },
    },
    children: (
      <article>
        <PageHeading
          title={gazetteTitle(issue)}
          kicker={`总第${issue.runningNumber}期　${formatChinese(issue.publishedOn)}出版`}
        >
          <PageTools />
        </PageHeading>
        <TableFrame id="contents" caption="目录" phone="scroll">
          <thead>
            <tr>
              <th scope="col" class="corner">
                篇目
              </th>
              <th scope="col">文号</th>
              <th scope="col" class="numeric">
                页码
              </th>
            </tr>
          </thead>
          {sections.map((section) => (
            <tbody key={section}>
              <tr>
                <th colSpan={3} scope="rowgroup">
                  {section}
                </th>
              </tr>
              {matters
                .filter((matter) => matter.section === section)
                .map((matter) => (
                  <tr key={matter.position}>
                    <th scope="row">
                      {matter.isPublished ? (
                        <PortalLink href={itemPath(matter.publicationId)}>{matter.title}</PortalLink>
                      ) : (
                        matter.title
                      )}
                    </th>
                    <td>{matter.documentNumber}</td>
                    <td class="numeric">{matter.page}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </TableFrame>
        <p>
          <PortalLink href={gazetteTextPath(issue.year, issue.number)}>阅读本期全文</PortalLink>
          {'　'}
          <PortalLink href={gazetteFilePath(issue.year, issue.number)}>下载本期（PDF）</PortalLink>
        </p>
      </article>
    ),
  };
}

/** The web edition: every text of the issue in its order, as printed. */
export function gazetteTextPage(
  issue: GazetteIssue,
  matters: readonly (GazetteMatterListing & { text: Edition | undefined })[],
): PageContent {
  return {
    title: `${gazetteTitle(issue)}全文`,
    breadcrumbs: [
      ...gazetteCrumbs(issue).slice(0, 2),
      { href: gazettePath(issue.year, issue.number), label: `第${issue.number}期` },
      { label: '全文' },
    ],
    section: GAZETTES_PATH,
    meta: { column: { name: '政府公报', type: '政府公报' } },
    children: (
      <>
        <PageHeading title={`${gazetteTitle(issue)}全文`} kicker={`总第${issue.runningNumber}期`}>
          <PageTools />
        </PageHeading>
        {matters.map((matter) => (
          <article key={matter.position} aria-labelledby={`matter-${matter.position}`}>
            <h2 id={`matter-${matter.position}`}>{matter.title}</h2>
            {matter.documentNumber !== null && <p>{matter.documentNumber}</p>}
            {matter.text && matter.isPublished ? (
              <TextBody html={matter.text.bodyHtml} title={matter.title} />
            ) : (
              <p>该篇已撤下。</p>
            )}
          </article>
        ))}
      </>
    ),
  };
}

/** 网站地图: every section of the public site. */
export function siteMapPage(organs: readonly Organ[], topics: readonly Topic[], requests: string): PageContent {
  return {
    title: '网站地图',
    breadcrumbs: [{ label: '网站地图' }],
    meta: { column: { name: '网站地图', type: '网站说明' } },
    children: (
      <>
        <PageHeading title="网站地图" />
        <EntryList
          entries={[
            { href: '/disclosure', title: '政府信息公开', detail: '指南、制度、法定主动公开内容' },
            { href: '/documents', title: '政策文件库' },
            { href: INTERPRETATIONS_PATH, title: '政策解读' },
            { href: GAZETTES_PATH, title: '政府公报' },
            { href: TOPICS_PATH, title: '专题专栏' },
            { href: '/reports', title: '政府信息公开年报' },
            { href: requests, title: '依申请公开' },
            { href: '/search', title: '检索' },
            { href: '/accessibility', title: '无障碍说明' },
            { href: '/privacy', title: '隐私保护' },
          ]}
        />
        <h2>机关</h2>
        <ul class="organ-list">
          {organs.map((organ) => (
            <li key={organ.code}>
              <PortalLink href={`/disclosure/${organ.code}`}>{organ.name}</PortalLink>
            </li>
          ))}
        </ul>
        <h2>专题</h2>
        <ul class="organ-list">
          {topics.map((topic) => (
            <li key={topic.slug}>
              <PortalLink href={topicPath(topic.slug)}>{topic.title}</PortalLink>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
