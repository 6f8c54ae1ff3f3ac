import { Fragment } from 'preact';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  Button,
  ButtonLink,
  ButtonRow,
  CheckboxGroup,
  type DefinitionEntry,
  DefinitionList,
  fileSize,
  Notice,
  type PageContent,
  PageHeading,
  PortalLink,
} from '../../../portal/index.ts';
import type { ApplicantAccount } from '../intake/applicant-accounts.ts';
import type { ApplicationDetails } from '../intake/application-details.ts';
import { identityPapers } from '../rules/intake/applicant.ts';
import { assistanceKinds, media, routes } from '../rules/intake/delivery.ts';
import { organisationCategories } from '../rules/intake/organisation-category.ts';
import { PostForm, stepKicker } from './form-page.tsx';
import { entranceBreadcrumb, paths, withReturn } from './paths.ts';

/** Text with the line breaks it was typed with. */
function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <Fragment key={`${index} ${line}`}>
          {index > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </>
  );
}

export function contentEntries({ content }: ApplicationDetails): DefinitionEntry[] {
  return [
    { term: '信息名称', value: content.title },
    { term: '文号', value: content.documentNumber },
    { term: '其他特征性描述', value: content.description && <Lines text={content.description} /> },
  ];
}

export function applicantEntries({ applicant }: ApplicationDetails): DefinitionEntry[] {
  const { contact } = applicant;
  const identity: DefinitionEntry[] =
    applicant.kind === 'natural'
      ? [
          { term: '姓名', value: applicant.name },
          { term: identityPapers[applicant.idType], value: applicant.idNumber },
        ]
      : [
          { term: '单位名称', value: applicant.name },
          { term: '统一社会信用代码', value: applicant.creditCode },
          { term: '类别', value: organisationCategories[applicant.category] },
          { term: '法定代表人或者负责人', value: applicant.representative },
          { term: '联系人', value: applicant.contactName },
        ];
  return [
    ...identity,
    { term: '联系电话', value: contact.telephone },
    { term: '电子邮箱', value: contact.email },
    { term: '通信地址', value: contact.address },
    { term: '邮政编码', value: contact.postcode },
  ];
}

export function deliveryEntries({ delivery }: ApplicationDetails): DefinitionEntry[] {
  if (delivery === null) return [];
  return [
    { term: '方式', value: media[delivery.medium] },
    { term: '途径', value: routes[delivery.route] },
    { term: '接收地址、邮箱或者传真号码', value: delivery.deliverTo },
    { term: '其他方式', value: delivery.acceptsOther === null ? null : delivery.acceptsOther ? '接受' : '不接受' },
    { term: '需要的帮助', value: delivery.assistance.map((kind) => assistanceKinds[kind]).join('；') },
    { term: '帮助的说明', value: delivery.assistanceNote },
  ];
}

function Part({
  id,
  title,
  entries,
  change,
}: {
  id: string;
  title: string;
  entries: readonly DefinitionEntry[];
  change: string;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <DefinitionList entries={entries} />
      <p>
        <PortalLink href={withReturn(change, true)}>
          修改<span class="visually-hidden">{title}</span>
        </PortalLink>
      </p>
    </section>
  );
}

export function checkPage(
  organ: Organ,
  details: ApplicationDetails,
  files: readonly { name: string; bytes: number }[],
  account: ApplicantAccount | undefined,
): PageContent {
  const title = '核对申请内容';
  return {
    title,
    breadcrumbs: [entranceBreadcrumb, { label: title }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading title={title} kicker={stepKicker(6)} lede="请核对下列内容，确认无误后提交。" />
        <Part id="organ" title="受理机关" entries={[{ term: '机关', value: organ.name }]} change={paths.organ} />
        <Part id="content" title="所需信息" entries={contentEntries(details)} change={paths.content} />
        <Part
          id="applicant"
          title="申请人"
          entries={applicantEntries(details)}
          change={details.applicant.kind === 'natural' ? paths.applicantDetails : paths.applicant}
        />
        <Part id="delivery" title="获取方式" entries={deliveryEntries(details)} change={paths.delivery} />
        <Part
          id="files"
          title="附件"
          entries={[
            {
              term: '文件',
              value:
                files.length === 0
                  ? '没有附件'
                  : files.map(({ name, bytes }) => `${name}（${fileSize(bytes)}）`).join('；'),
            },
          ]}
          change={paths.files}
        />
        <Notice title="提交之后">
          <p>
            提交不等于机关已经收到：通过互联网提交的，以机关与您确认之日为收到申请之日，答复期限自次日起计算。提交后会显示登记编号和查询码，请妥善保存。
          </p>
        </Notice>
        <PostForm action={paths.submit}>
          {account && (
            <CheckboxGroup
              name="remember"
              label={`您已登录账户“${account.name}”，提交后可以在“我的申请”中查看`}
              values={account.particulars ? ['particulars'] : []}
              choices={[
                {
                  value: 'particulars',
                  label: '在账户中加密保存申请人信息和联系方式，下次申请时预先填好',
                  hint: '可以随时在“我的申请”中删除',
                },
              ]}
            />
          )}
          <ButtonRow>
            <Button>提交申请</Button>
            <ButtonLink kind="secondary" href={paths.files}>
              返回上一步
            </ButtonLink>
          </ButtonRow>
        </PostForm>
      </>
    ),
  };
}
