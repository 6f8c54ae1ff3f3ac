import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  DefinitionList,
  DocumentHead,
  DownloadList,
  LinkList,
  Notice,
  type PageContent,
  PageHeading,
  PageTools,
  PortalLink,
  portalHref,
  type SideNavigationProps,
  usePortal,
} from '../../../portal/index.ts';
import { type NormativeDocument, type RelatedListing, relationLabels, validityLabels } from '../../documents/index.ts';
import { categoryPath, codePath, editionPath, filePath, gazettePath, itemPath } from '../addresses.ts';
import type { ComparedParagraph } from '../html/compare.ts';
import { type CatalogueNode, pathTo } from '../rules/catalogue.ts';
import { disclosureMethods, publicationKinds } from '../rules/metadata.ts';
import { withdrawalRule } from '../rules/withdrawal.ts';
import type { AttachmentListing } from '../store/attachments.ts';
import type { ShownEdition } from '../store/editions.ts';
import type { Listing } from '../store/listings.ts';
import type { Publication } from '../store/publications.ts';
import { libraryBreadcrumb, platformBreadcrumb } from './context.ts';
import { listedLink } from './listing.tsx';
import { TextBody, ValidityBadge } from './texts.tsx';

/** Everything an item's page shows. */
export interface ItemView {
  publication: Publication;
  edition: ShownEdition;
  organ: Organ;
  organs: ReadonlyMap<string, Organ>;
  tree: readonly CatalogueNode[];
  document: NormativeDocument | undefined;
  relations: readonly (RelatedListing & { path: string | undefined })[];
  endedByTitle: string | undefined;
  interpretations: readonly Listing[];
  interprets: Listing | undefined;
  attachments: readonly AttachmentListing[];
  editions: readonly { edition: number; reason: string | null; publishedAt: Date }[];
  gazettes: readonly { year: number; number: number; page: number }[];
  navigation: SideNavigationProps;
}

const DISCLAIMED = new Set(['repealed', 'lapsed', 'suspended']);

function meta(view: ItemView): NonNullable<PageContent['meta']> {
  const { edition, organ, publication } = view;
  return {
    column: { name: publicationKinds[publication.kind], type: publicationKinds[publication.kind] },
    article: {
      title: edition.metadata.title,
      publishedAt: publication.firstPublishedAt ?? edition.publishedAt,
      source: edition.metadata.source ?? organ.name,
      keywords: edition.metadata.keywords,
      description: edition.metadata.summary,
    },
    canonicalPath: itemPath(publication.id),
  };
}

function breadcrumbs(view: ItemView): NonNullable<PageContent['breadcrumbs']> {
  const { publication, organ, tree, edition } = view;
  if (publication.kind === 'document') return [libraryBreadcrumb, { label: edition.metadata.title }];
  return [
    platformBreadcrumb,
    ...pathTo(tree, edition.metadata.category).map((node) => ({
      href: categoryPath(organ.code, node.code),
      label: node.title,
    })),
    { label: edition.metadata.title },
  ];
}

export function itemPage(view: ItemView): PageContent {
  const { publication, edition, organ, document } = view;
  const { metadata } = edition;
  const badge = document && <ValidityBadge validity={document.status} />;
  return {
    title: metadata.title,
    breadcrumbs: breadcrumbs(view),
    section: publication.kind === 'document' ? libraryBreadcrumb.href : platformBreadcrumb.href,
    meta: meta(view),
    children: (
      <article>
        {metadata.documentNumber === null ? (
          <PageHeading title={metadata.title} kicker={publicationKinds[publication.kind]}>
            <PageTools />
          </PageHeading>
        ) : (
          <>
            <PageTools />
            <DocumentHead issuer={organ.name} number={metadata.documentNumber} title={metadata.title} badge={badge} />
          </>
        )}
        <ValidityNotice view={view} />
        <Elements view={view} />
        <TextBody html={edition.bodyHtml} />
        <Related view={view} />
        <QrCode id={publication.id} />
      </article>
    ),
  };
}

/** A picture of its own, made only when somebody opens it. */
function QrCode({ id }: { id: string }) {
  return (
    <details class="qr-code no-print">
      <summary>在手机上看本页</summary>
      <img src={portalHref(usePortal(), codePath(id))} alt="本页网址的二维码" width="160" height="160" loading="lazy" />
    </details>
  );
}

function ValidityNotice({ view: { document, endedByTitle, relations } }: { view: ItemView }) {
  if (!document || !DISCLAIMED.has(document.status)) return null;
  const by = relations.find(
    ({ side, relation }) => side === 'passive' && (relation === 'repeal' || relation === 'replace'),
  );
  const words = validityLabels[document.status];
  return (
    <Notice
      tone={document.status === 'suspended' ? 'caution' : 'negative'}
      title={document.endedOn === null ? `本文件已${words}` : `本文件已于${formatChinese(document.endedOn)}${words}`}
    >
      {document.status === 'lapsed' ? (
        <p>有效期届满，自动失效，不再作为行政管理的依据。</p>
      ) : by?.path !== undefined ? (
        <p>
          由<PortalLink href={by.path}>《{by.document.title}》</PortalLink>（{by.document.documentNumber}）
          {relationLabels[by.relation].active}。以下为原文，仅供查阅。
        </p>
      ) : endedByTitle === undefined ? (
        <p>以下为原文，仅供查阅，不再作为行政管理的依据。</p>
      ) : (
        <p>由《{endedByTitle}》废止。以下为原文，仅供查阅。</p>
      )}
    </Notice>
  );
}

/** 索引号, 主题分类, 发文机关, 成文日期 …: the elements of an information page. */
function Elements({ view }: { view: ItemView }) {
  const { publication, edition, organ, tree, document } = view;
  const { metadata } = edition;
  const category = pathTo(tree, metadata.category);
  return (
    <section aria-label="信息要素">
      <DefinitionList
        columns={2}
        entries={[
          { term: '索引号', value: publication.indexNumber },
          { term: '主题分类', value: metadata.theme },
          { term: '发布机构', value: organ.name },
          { term: '成文日期', value: formatChinese(metadata.formedOn) },
          { term: '文号', value: metadata.documentNumber },
          { term: '统一编号', value: document?.unifiedNumber },
          {
            term: '发布日期',
            value: publication.firstPublishedAt && formatChinese(shanghaiDate(publication.firstPublishedAt)),
          },
          { term: '施行日期', value: metadata.effectiveOn && formatChinese(metadata.effectiveOn) },
          { term: '有效期至', value: document?.expiresOn ? formatChinese(document.expiresOn) : null },
          { term: '有效性', value: document && <ValidityBadge validity={document.status} /> },
          { term: '体裁', value: metadata.genre },
          { term: '公开方式', value: disclosureMethods[metadata.disclosure] },
          { term: '信息来源', value: metadata.source },
          {
            term: '公开类别',
            value: category.length > 0 && (
              <PortalLink href={categoryPath(organ.code, metadata.category)}>
                {category.map((node) => node.title).join(' › ')}
              </PortalLink>
            ),
            wide: true,
          },
          { term: '关键词', value: metadata.keywords.join('，'), wide: true },
          { term: '内容概述', value: metadata.summary, wide: true },
        ]}
      />
    </section>
  );
}

function Related({ view }: { view: ItemView }) {
  const { publication, relations, interpretations, interprets, attachments, editions, gazettes, organs } = view;
  return (
    <>
      {attachments.length > 0 && (
        <section aria-labelledby="attachments">
          <h2 id="attachments">附件</h2>
          <DownloadList
            files={attachments.map((file) => ({
              href: filePath(publication.id, file.id),
              title: file.fileName,
              format: (file.fileName.split('.').at(-1) ?? '').toUpperCase(),
              bytes: file.size,
            }))}
          />
        </section>
      )}
      {interprets && (
        <section aria-labelledby="interprets">
          <h2 id="interprets">被解读的文件</h2>
          <LinkList links={[listedLink(interprets, organs)]} />
        </section>
      )}
      {interpretations.length > 0 && (
        <section aria-labelledby="interpretations">
          <h2 id="interpretations">政策解读</h2>
          <LinkList links={interpretations.map((one) => listedLink(one, organs))} />
        </section>
      )}
      {relations.length > 0 && (
        <section aria-labelledby="relations">
          <h2 id="relations">相关文件</h2>
          <ul>
            {relations.map(({ relation, side, on, document, path, note }) => (
              <li key={`${document.id}${relation}${side}`}>
                {relationLabels[relation][side]}：
                {path === undefined ? (
                  `《${document.title}》`
                ) : (
                  <PortalLink href={path}>《{document.title}》</PortalLink>
                )}
                （{document.documentNumber}） <ValidityBadge validity={document.status} />，{formatChinese(on)}起
                {note !== null && `；${note}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {gazettes.length > 0 && (
        <section aria-labelledby="gazettes">
          <h2 id="gazettes">刊登本文件的公报</h2>
          <ul>
            {gazettes.map(({ year, number, page }) => (
              <li key={`${year}/${number}`}>
                <PortalLink href={gazettePath(year, number)}>
                  {year}年第{number}期
                </PortalLink>
                ，第{page}页
              </li>
            ))}
          </ul>
        </section>
      )}
      {editions.length > 1 && (
        <section aria-labelledby="editions">
          <h2 id="editions">历次版本</h2>
          <LinkList
            links={editions.map((one) => ({
              href: editionPath(publication.id, one.edition),
              title: `第${one.edition}版`,
              date: shanghaiDate(one.publishedAt),
              detail: one.reason ?? '首次发布',
            }))}
          />
        </section>
      )}
    </>
  );
}

/** An edition that another took the place of, with what changed to the one after it. */
export function editionPage(view: ItemView, changes: readonly ComparedParagraph[] | undefined): PageContent {
  const { publication, edition } = view;
  const isCurrent = edition.edition === publication.edition;
  return {
    title: `${edition.metadata.title}（第${edition.edition}版）`,
    breadcrumbs: [
      platformBreadcrumb,
      { href: itemPath(publication.id), label: edition.metadata.title },
      { label: `第${edition.edition}版` },
    ],
    section: platformBreadcrumb.href,
    meta: { ...meta(view), hiddenFromSearch: true },
    children: (
      <article>
        <PageHeading
          title={edition.metadata.title}
          kicker={`第${edition.edition}版，${formatChinese(shanghaiDate(edition.publishedAt))}发布`}
        >
          <PageTools />
        </PageHeading>
        <Notice tone={isCurrent ? 'information' : 'caution'}>
          <p>
            {isCurrent ? '这是现行版本。' : '这是已被替代的版本。'}
            <PortalLink href={itemPath(publication.id)}>查看现行版本</PortalLink>
          </p>
        </Notice>
        {changes && (
          <section aria-labelledby="changes" class="compared">
            <h2 id="changes">与上一版本比较</h2>
            {changes.every(({ change }) => change === 'same') && <p>正文没有改动，改动的是信息要素。</p>}
            {changes
              .filter(({ change }) => change !== 'same')
              .map(({ parts }, i) => (
                <p key={`${i}`}>
                  {parts.map(({ text, change }, j) =>
                    change === 'added' ? (
                      <ins key={`${j}`}>{text}</ins>
                    ) : change === 'removed' ? (
                      <del key={`${j}`}>{text}</del>
                    ) : (
                      text
                    ),
                  )}
                </p>
              ))}
          </section>
        )}
        <h2>全文</h2>
        <TextBody html={edition.bodyHtml} />
      </article>
    ),
  };
}

/** What stands at the address of a page that was taken down. */
export function withdrawnPage(publication: Publication, title: string, organ: Organ): PageContent {
  const withdrawal = publication.withdrawal!;
  const rule = withdrawalRule(withdrawal.kind);
  const shown = rule.showsTitle ? title : '该信息已撤下';
  return {
    title: rule.showsTitle ? `${title}（已撤下）` : shown,
    breadcrumbs: [platformBreadcrumb, { label: shown }],
    section: platformBreadcrumb.href,
    meta: { hiddenFromSearch: true },
    children: (
      <>
        <PageHeading title={shown} kicker="已撤下的政府信息" />
        <Notice tone="caution" title={`本页信息已于${formatChinese(shanghaiDate(withdrawal.at))}撤下`}>
          <p>{rule.explanation}</p>
          {rule.showsTitle && <p>原因：{withdrawal.reason}</p>}
        </Notice>
        <DefinitionList
          entries={[
            { term: '索引号', value: publication.indexNumber },
            { term: '发布机构', value: organ.name },
            { term: '撤下类型', value: rule.label },
            { term: '依据', value: cite(rule.legalBasis) },
          ]}
        />
      </>
    ),
  };
}
