import type { Organ } from '../../../platform/identity/index.ts';
import {
  ButtonLink,
  ButtonRow,
  DefinitionList,
  DownloadList,
  LinkList,
  Notice,
  type PageContent,
  PageHeading,
  PortalLink,
} from '../../../portal/index.ts';
import type { OrganGuide } from '../intake/organ-guides.ts';
import { channels } from '../rules/events.ts';
import { ENTRANCE_TITLE, entranceBreadcrumb, paths } from './paths.ts';

const COLUMN = {
  name: ENTRANCE_TITLE,
  type: '依申请公开',
  description: '向行政机关申请获取政府信息的渠道、申请表和办理进度查询',
  keywords: ['依申请公开', '政府信息公开申请'],
};

/** What happens by law, in the order it happens. */
const COURSE = [
  ['提出申请', '向掌握信息的行政机关的政府信息公开工作机构提出，写明申请人、所需信息和获取方式，不必说明用途。'],
  ['确认收到', '当面提交的，提交之日为收到之日；网上提交、传真的，双方确认之日为收到之日。'],
  ['补正', '申请内容不明确的，机关在7个工作日内一次性告知需要补正的事项；收到补正后，答复期限重新起算。'],
  [
    '答复',
    '机关能够当场答复的当场答复，不能当场答复的自收到申请之日起20个工作日内答复；需要延长的，最长延长20个工作日，并告知申请人。征求第三方和其他机关意见所需时间不计算在内。',
  ],
  ['救济', '对答复不服，或者机关逾期不答复的，可以依法申请行政复议或者提起行政诉讼。'],
] as const;

export function entrancePage(organs: readonly Organ[], guides: ReadonlyMap<string, OrganGuide>): PageContent {
  return {
    title: ENTRANCE_TITLE,
    breadcrumbs: [{ label: ENTRANCE_TITLE }],
    section: paths.entrance,
    meta: { column: COLUMN, description: COLUMN.description, canonicalPath: paths.entrance },
    children: (
      <>
        <PageHeading
          title={ENTRANCE_TITLE}
          lede="除行政机关主动公开的政府信息外，公民、法人或者其他组织可以向行政机关申请获取相关政府信息。"
        />
        <ButtonRow>
          <ButtonLink href={paths.organ}>网上申请</ButtonLink>
          <ButtonLink kind="secondary" href={paths.status}>
            查询办理进度
          </ButtonLink>
          <ButtonLink kind="secondary" href={paths.account}>
            我的申请
          </ButtonLink>
        </ButtonRow>
        <section aria-labelledby="course">
          <h2 id="course">办理过程</h2>
          <ol>
            {COURSE.map(([title, text]) => (
              <li key={title}>
                <strong>{title}。</strong>
                {text}
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="channels">
          <h2 id="channels">申请渠道</h2>
          <DefinitionList
            entries={Object.values(channels).map(({ label, receiptRule }) => ({
              term: label,
              value: `${receiptRule}。`,
            }))}
          />
          <p>
            书写确有困难的，可以口头提出，由政府信息公开工作机构代为填写。阅读有困难或者有视听障碍的，可以在申请中写明需要的帮助。
          </p>
        </section>
        <section aria-labelledby="fees">
          <h2 id="fees">收费</h2>
          <p>
            提供政府信息不收取费用。申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以按照国务院规定收取信息处理费，收费前会书面告知收费的依据、标准和数额。
          </p>
        </section>
        <section aria-labelledby="paper">
          <h2 id="paper">纸质申请表</h2>
          <p>不便网上申请的，可以下载申请表，填写后当面提交、邮寄或者传真。</p>
          <DownloadList
            files={[
              { href: paths.form('pdf'), title: '政府信息公开申请表', format: 'PDF' },
              { href: paths.form('docx'), title: '政府信息公开申请表（可编辑）', format: 'DOCX' },
            ]}
          />
        </section>
        <section aria-labelledby="records">
          <h2 id="records">更正本人信息</h2>
          <p>
            有证据证明行政机关提供的与自身相关的政府信息记录不准确的，可以要求该机关更正。请向受理机关提出，写明要更正的记录、更正的内容，并附证据。机关登记后会给您登记编号和查询码，凭它们可以
            <PortalLink href={paths.status}>查询进度、下载答复书</PortalLink>。
          </p>
        </section>
        <section aria-labelledby="organs">
          <h2 id="organs">受理机关</h2>
          <p>
            申请应当向制作该信息的机关提出；机关从公民、法人和其他组织获取的信息，由保存该信息的机关公开；几个机关共同制作的，由牵头制作的机关公开。
          </p>
          <LinkList
            links={organs.map((organ) => ({
              href: paths.organGuide(organ.code),
              title: organ.name,
              ...(guides.has(organ.code) ? { detail: guides.get(organ.code)!.telephone } : {}),
            }))}
          />
        </section>
      </>
    ),
  };
}

export function organGuidePage(organ: Organ, guide: OrganGuide | undefined): PageContent {
  const title = `${organ.name}依申请公开指南`;
  return {
    title,
    breadcrumbs: [entranceBreadcrumb, { label: organ.name }],
    section: paths.entrance,
    meta: { column: COLUMN },
    children: (
      <>
        <PageHeading title={title} />
        {guide ? (
          <GuideFacts guide={guide} />
        ) : (
          <Notice tone="caution" title="尚未登载联系方式">
            <p>本机关尚未在这里登载受理机构的地址和电话，可以网上申请，或者在本机关的政府信息公开指南中查找。</p>
          </Notice>
        )}
        <ButtonRow>
          <ButtonLink href={`${paths.organ}?organ=${encodeURIComponent(organ.code)}`}>向本机关申请</ButtonLink>
        </ButtonRow>
        <p>
          <PortalLink href={paths.entrance}>申请渠道、收费和纸质申请表</PortalLink>
        </p>
      </>
    ),
  };
}

/** Address, hours, telephone and fax of the office that takes applications. */
export function GuideFacts({ guide }: { guide: OrganGuide }) {
  return (
    <DefinitionList
      entries={[
        { term: '受理机构', value: guide.officeName },
        { term: '地址', value: guide.address },
        { term: '邮政编码', value: guide.postcode },
        { term: '办公时间', value: guide.officeHours },
        { term: '电话', value: <a href={`tel:${guide.telephone.replaceAll(' ', '')}`}>{guide.telephone}</a> },
        { term: '传真', value: guide.fax },
        { term: '电子邮箱', value: guide.email },
        { term: '说明', value: guide.remarks },
      ]}
    />
  );
}
