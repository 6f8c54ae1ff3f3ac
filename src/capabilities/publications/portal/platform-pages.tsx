import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  ButtonLink,
  ButtonRow,
  DefinitionList,
  EmptyState,
  EntryList,
  LinkList,
  type PageContent,
  PageHeading,
  PageTools,
  Pagination,
  PortalLink,
  type SideNavigationProps,
} from '../../../portal/index.ts';
import type { OrganGuide } from '../../requests/index.ts';
import { categoryPath, GAZETTES_PATH, organPath, PLATFORM_PATH, platformPath } from '../addresses.ts';
import { type CatalogueNode, flatten, pathTo } from '../rules/catalogue.ts';
import type { Edition } from '../store/editions.ts';
import type { Listing } from '../store/listings.ts';
import { type ApplicationPaths, entryLabels, LIST_SIZE, PLATFORM_NAME, platformBreadcrumb } from './context.ts';
import { listedLink } from './listing.tsx';
import { TextBody } from './texts.tsx';

const COLUMN = { name: PLATFORM_NAME, type: '政府信息公开', keywords: [PLATFORM_NAME] };

function organCrumbs(organ: Organ, label: string): NonNullable<PageContent['breadcrumbs']> {
  return [platformBreadcrumb, { href: organPath(organ.code), label: organ.shortName }, { label }];
}

const groups: readonly { title: string; kinds: readonly Organ['kind'][] }[] = [
  { title: '人民政府及其办公室', kinds: ['government', 'government-office'] },
  { title: '政府部门和派出机关', kinds: ['department', 'dispatched', 'authorised-organisation'] },
  { title: '街道和乡镇', kinds: ['street', 'township'] },
];

/** `/disclosure`: the unified platform, an entrance for each organ. */
export function platformPage(
  organs: readonly Organ[],
  government: Organ,
  newest: readonly Listing[],
  requests: string,
): PageContent {
  const byCode = new Map(organs.map((organ) => [organ.code, organ]));
  return {
    title: PLATFORM_NAME,
    breadcrumbs: [{ label: PLATFORM_NAME }],
    section: PLATFORM_PATH,
    meta: { column: { ...COLUMN, description: `${government.name}政府信息公开平台` } },
    children: (
      <>
        <PageHeading title={PLATFORM_NAME} lede="依法应当主动公开的政府信息，按机关和类别在这里查阅、检索、下载。" />
        <EntryList
          entries={[
            {
              href: platformPath(government.code, 'guide'),
              title: entryLabels.guide,
              detail: '公开的范围、方式和受理机构',
            },
            {
              href: platformPath(government.code, 'institutions'),
              title: entryLabels.institutions,
              detail: '法律、法规、规章和工作制度',
            },
            {
              href: platformPath(government.code, 'statutory'),
              title: entryLabels.statutory,
              detail: '条例第二十条、第二十一条规定的各类信息',
            },
            { href: '/reports', title: '政府信息公开年报', detail: '每年的工作情况和数字' },
            { href: requests, title: entryLabels['on-request'], detail: '申请获取没有主动公开的信息' },
          ]}
        />
        <section aria-labelledby="newest">
          <h2 id="newest">最新公开</h2>
          {newest.length === 0 ? (
            <EmptyState title="还没有公开的信息">各机关发布信息后，这里列出最新的十条。</EmptyState>
          ) : (
            <LinkList links={newest.map((one) => listedLink(one, byCode))} />
          )}
        </section>
        {groups.map(({ title, kinds }, i) => {
          const members = organs.filter((organ) => kinds.includes(organ.kind));
          if (members.length === 0) return null;
          return (
            <section key={title} aria-labelledby={`group-${i}`}>
              <h2 id={`group-${i}`}>{title}</h2>
              <ul class="organ-list">
                {members.map((organ) => (
                  <li key={organ.code}>
                    <PortalLink href={organPath(organ.code)}>{organ.name}</PortalLink>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </>
    ),
  };
}

/** 指南: the office, how to get information (条例 Art. 12), and the organ's own text. */
export function guidePage(
  organ: Organ,
  guide: OrganGuide | undefined,
  text: { edition: Edition; firstPublishedAt: Date } | undefined,
  navigation: SideNavigationProps,
): PageContent {
  return {
    title: `${organ.name}${entryLabels.guide}`,
    breadcrumbs: organCrumbs(organ, entryLabels.guide),
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: entryLabels.guide, description: `${organ.name}${entryLabels.guide}` } },
    children: (
      <>
        <PageHeading title={entryLabels.guide} kicker={organ.name}>
          <PageTools />
        </PageHeading>
        {guide && (
          <section aria-labelledby="office">
            <h2 id="office">政府信息公开工作机构</h2>
            <DefinitionList
              columns={2}
              entries={[
                { term: '机构名称', value: guide.officeName },
                { term: '办公地址', value: guide.address },
                { term: '办公时间', value: guide.officeHours },
                { term: '联系电话', value: guide.telephone },
                { term: '传真', value: guide.fax },
                { term: '电子邮箱', value: guide.email },
                { term: '邮政编码', value: guide.postcode },
                { term: '更新日期', value: formatChinese(guide.effectiveOn) },
              ]}
            />
          </section>
        )}
        {text ? (
          <>
            <TextBody html={text.edition.bodyHtml} />
            <p class="hint">更新日期：{formatChinese(shanghaiDate(text.edition.publishedAt))}</p>
          </>
        ) : (
          !guide && (
            <EmptyState title="还没有发布公开指南">
              行政机关编制、公布的政府信息公开指南应当及时更新（条例第十二条）。
            </EmptyState>
          )
        )}
        <p>
          <PortalLink href={platformPath(organ.code, 'profile')}>{entryLabels.profile}</PortalLink>
        </p>
      </>
    ),
  };
}

export function institutionsPage(
  organ: Organ,
  links: readonly Listing[],
  organs: ReadonlyMap<string, Organ>,
  navigation: SideNavigationProps,
): PageContent {
  return {
    title: `${organ.name}${entryLabels.institutions}`,
    breadcrumbs: organCrumbs(organ, entryLabels.institutions),
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: entryLabels.institutions } },
    children: (
      <>
        <PageHeading title={entryLabels.institutions} kicker={organ.name} />
        {links.length === 0 ? (
          <EmptyState title="还没有发布公开制度" />
        ) : (
          <LinkList links={links.map((one) => listedLink(one, organs))} />
        )}
      </>
    ),
  };
}

/** How many pages stand in a node and below it. */
export function totalIn(node: CatalogueNode, counts: ReadonlyMap<string, number>): number {
  return flatten([node]).reduce((sum, { code }) => sum + (counts.get(code) ?? 0), 0);
}

function Node({ organ, node, counts }: { organ: Organ; node: CatalogueNode; counts: ReadonlyMap<string, number> }) {
  // Issues of the gazette are no items of the catalogue; the archive has them all.
  if (node.code === 'regulations.gazette') return <PortalLink href={GAZETTES_PATH}>{node.title}</PortalLink>;
  const total = totalIn(node, counts);
  const label = (
    <>
      {node.title}（{total}）
    </>
  );
  return total === 0 ? (
    <span>{label}</span>
  ) : (
    <PortalLink href={categoryPath(organ.code, node.code)}>{label}</PortalLink>
  );
}

/** A node with all below it, as deep as the organ has made its catalogue. */
function Branch(props: { organ: Organ; node: CatalogueNode; counts: ReadonlyMap<string, number> }) {
  const { organ, node, counts } = props;
  return (
    <li>
      <Node organ={organ} node={node} counts={counts} />
      {node.children.length > 0 && (
        <ul>
          {node.children.map((child) => (
            <Branch key={child.code} organ={organ} node={child} counts={counts} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** 法定主动公开内容: the tree of Arts. 20 and 21 with how much stands in each. */
export function statutoryPage(
  organ: Organ,
  tree: readonly CatalogueNode[],
  counts: ReadonlyMap<string, number>,
  navigation: SideNavigationProps,
): PageContent {
  return {
    title: `${organ.name}${entryLabels.statutory}`,
    breadcrumbs: organCrumbs(organ, entryLabels.statutory),
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: entryLabels.statutory } },
    children: (
      <>
        <PageHeading
          title={entryLabels.statutory}
          kicker={organ.name}
          lede={`依照《中华人民共和国政府信息公开条例》第二十条、第二十一条主动公开的政府信息，括号内为件数。${
            organ.kind === 'government' ? '区政府的目录汇集全区各机关公开的信息。' : ''
          }`}
        />
        <ol class="catalogue">
          {tree.map((node) => (
            <Branch key={node.code} organ={organ} node={node} counts={counts} />
          ))}
        </ol>
      </>
    ),
  };
}

export interface CategoryView {
  organ: Organ;
  tree: readonly CatalogueNode[];
  category: CatalogueNode;
  links: readonly Listing[];
  organs: ReadonlyMap<string, Organ>;
  page: number;
  total: number;
  counts: ReadonlyMap<string, number>;
  navigation: SideNavigationProps;
}

export function categoryPage(view: CategoryView): PageContent {
  const { organ, tree, category, links, organs, page, total, counts, navigation } = view;
  const trail = pathTo(tree, category.code);
  return {
    title: `${category.title} - ${organ.name}`,
    breadcrumbs: [
      platformBreadcrumb,
      { href: organPath(organ.code), label: organ.shortName },
      { href: platformPath(organ.code, 'statutory'), label: entryLabels.statutory },
      ...trail.map((node) =>
        node === category ? { label: node.title } : { href: categoryPath(organ.code, node.code), label: node.title },
      ),
    ],
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: category.title, description: `${organ.name}主动公开：${category.title}` } },
    children: (
      <>
        <PageHeading title={category.title} kicker={organ.name} lede={`公开依据：${cite(category.legalBasis)}`} />
        {category.children.length > 0 && (
          <ul class="catalogue">
            <li>
              <span>下级类别</span>
              <ul>
                {category.children.map((child) => (
                  <li key={child.code}>
                    <Node organ={organ} node={child} counts={counts} />
                  </li>
                ))}
              </ul>
            </li>
          </ul>
        )}
        {links.length === 0 ? (
          <EmptyState title="本类别暂无信息" />
        ) : (
          <LinkList links={links.map((one) => listedLink(one, organs))} />
        )}
        <Pagination
          page={page}
          pageSize={LIST_SIZE}
          total={total}
          hrefOf={(target) => categoryPath(organ.code, category.code, target)}
        />
      </>
    ),
  };
}

/** 机构职能: what the organ does, where it is and who answers. */
export function profilePage(
  organ: Organ,
  profiles: readonly { edition: Edition }[],
  guide: OrganGuide | undefined,
  navigation: SideNavigationProps,
): PageContent {
  return {
    title: `${organ.name}${entryLabels.profile}`,
    breadcrumbs: organCrumbs(organ, entryLabels.profile),
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: entryLabels.profile, type: '机构职能' } },
    children: (
      <>
        <PageHeading title={entryLabels.profile} kicker={organ.name} />
        {profiles.map(({ edition }) => (
          <TextBody key={edition.publicationId} html={edition.bodyHtml} />
        ))}
        {profiles.length === 0 && !guide && <EmptyState title="还没有发布机构职能" />}
        {guide && (
          <section aria-labelledby="contact">
            <h2 id="contact">联系方式</h2>
            <DefinitionList
              entries={[
                { term: '办公地址', value: guide.address },
                { term: '办公时间', value: guide.officeHours },
                { term: '联系电话', value: guide.telephone },
              ]}
            />
          </section>
        )}
      </>
    ),
  };
}

/** 依申请公开 where the application pages are not installed: to whom and how, as the guide says. */
export function onRequestPage(
  organ: Organ,
  guide: OrganGuide | undefined,
  paths: ApplicationPaths | undefined,
  navigation: SideNavigationProps,
): PageContent {
  return {
    title: `${organ.name}${entryLabels['on-request']}`,
    breadcrumbs: organCrumbs(organ, entryLabels['on-request']),
    section: PLATFORM_PATH,
    sideNavigation: navigation,
    meta: { column: { ...COLUMN, name: entryLabels['on-request'] } },
    children: (
      <>
        <PageHeading title={entryLabels['on-request']} kicker={organ.name} />
        <p>
          公民、法人或者其他组织可以向本机关的政府信息公开工作机构申请获取相关政府信息（《中华人民共和国政府信息公开条例》第二十七条、第二十九条）。
        </p>
        {guide && (
          <DefinitionList
            entries={[
              { term: '受理机构', value: guide.officeName },
              { term: '当面提交、邮寄', value: guide.address },
              { term: '联系电话', value: guide.telephone },
              { term: '传真', value: guide.fax },
            ]}
          />
        )}
        {paths && (
          <>
            <ButtonRow>
              <ButtonLink href={paths.apply}>网上申请</ButtonLink>
              <ButtonLink href={paths.follow} kind="secondary">
                查询办理进度
              </ButtonLink>
            </ButtonRow>
            <p>
              <PortalLink href={paths.channels}>申请渠道、办理过程、收费和申请表下载</PortalLink>
            </p>
          </>
        )}
      </>
    ),
  };
}
