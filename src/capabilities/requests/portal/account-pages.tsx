import { formatChinese, type PlainDate } from '../../../kernel/calendar/index.ts';
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  DataTable,
  EmptyState,
  Notice,
  type PageContent,
  Pagination,
  PortalLink,
  TextField,
} from '../../../portal/index.ts';
import type { ApplicantAccount } from '../intake/applicant-accounts.ts';
import { accountNameLimits } from '../rules/intake/account-name.ts';
import type { FieldFault } from '../rules/intake/form.ts';
import type { CaseProgress } from '../rules/intake/progress.ts';
import { badgeTone, dueText } from './follow-pages.tsx';
import { errorOf, formPage, PostForm, ProofFields } from './form-page.tsx';
import { entranceBreadcrumb, paths } from './paths.ts';

export const ACCOUNT_TITLE = '我的申请';
export const ACCOUNT_PAGE_SIZE = 20;
const accountBreadcrumb = { href: paths.account, label: ACCOUNT_TITLE };

export interface FollowedRow {
  readonly id: string;
  readonly reference: string;
  readonly organName: string;
  readonly subject: string;
  readonly submittedOn: PlainDate | null;
  readonly progress: CaseProgress;
}

export interface AccountView {
  readonly account: ApplicantAccount;
  readonly rows: readonly FollowedRow[];
  readonly page: number;
  readonly total: number;
  readonly notice: { readonly tone: 'positive' | 'caution'; readonly text: string } | null;
  /** Of the form that adds an application, with the number as it was typed. */
  readonly faults: readonly FieldFault[];
  readonly reference: string;
}

export function accountPage({ account, rows, page, total, notice, faults, reference }: AccountView): PageContent {
  return formPage({
    title: ACCOUNT_TITLE,
    kicker: `账户 ${account.name}`,
    faults,
    action: paths.accountAdd,
    submit: '列入我的申请',
    before: (
      <>
        {notice && <Notice tone={notice.tone}>{notice.text}</Notice>}
        {total === 0 ? (
          <EmptyState title="账户中还没有申请">
            <p>登录后提交的申请会列在这里；以前提交的，可以凭登记编号和查询码列入。</p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              id="applications"
              caption="账户中的申请，最近列入的在前"
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'reference',
                  header: '登记编号',
                  rowHeader: true,
                  cell: (row) => row.reference,
                },
                { key: 'subject', header: '所需信息', cell: (row) => row.subject },
                { key: 'organ', header: '受理机关', cell: (row) => row.organName },
                {
                  key: 'submitted',
                  header: '提交日期',
                  cell: (row) => (row.submittedOn === null ? '' : formatChinese(row.submittedOn)),
                },
                {
                  key: 'state',
                  header: '办理进度',
                  cell: (row) => (
                    <>
                      <div>
                        <Badge tone={badgeTone(row.progress)}>{row.progress.headline}</Badge>
                      </div>
                      {row.progress.due !== null && row.progress.state !== 'closed' && (
                        <div>答复期限：{dueText(row.progress)}</div>
                      )}
                    </>
                  ),
                },
                {
                  key: 'show',
                  header: '操作',
                  cell: (row) => (
                    <PostForm action={paths.accountShow}>
                      <input type="hidden" name="id" value={row.id} />
                      <Button kind="secondary">
                        查看<span class="visually-hidden">{row.reference}</span>
                      </Button>
                    </PostForm>
                  ),
                },
              ]}
            />
            <Pagination
              page={page}
              pageSize={ACCOUNT_PAGE_SIZE}
              total={total}
              hrefOf={(one) => (one === 1 ? paths.account : `${paths.account}?page=${one}`)}
            />
          </>
        )}
        <ButtonRow>
          <ButtonLink href={paths.organ}>网上申请</ButtonLink>
        </ButtonRow>
        <h2>列入以前提交的申请</h2>
        <p>登记编号和查询码在提交回执上。当面、邮寄、传真提交的，可以向受理机关要查询码。</p>
      </>
    ),
    after: (
      <>
        <section aria-labelledby="particulars">
          <h2 id="particulars">预先填好的申请人信息</h2>
          {account.particulars === null ? (
            <p>账户没有保存您的身份和联系方式。下次提交申请时，可以在核对页上选择保存。</p>
          ) : (
            <>
              <p>账户加密保存了您上次选择保存的申请人信息和联系方式，下次申请时会预先填好，提交前可以修改。</p>
              <PostForm action={paths.accountForget}>
                <ButtonRow>
                  <Button kind="secondary">删除保存的申请人信息</Button>
                </ButtonRow>
              </PostForm>
            </>
          )}
        </section>
        <section aria-labelledby="account">
          <h2 id="account">账户</h2>
          <ul>
            <li>
              <PortalLink href={paths.accountPassword}>修改密码</PortalLink>
            </li>
            <li>
              <PortalLink href={paths.accountDelete}>注销账户</PortalLink>
            </li>
          </ul>
          <PostForm action={paths.accountSignOut}>
            <ButtonRow>
              <Button kind="secondary">退出登录</Button>
            </ButtonRow>
          </PostForm>
        </section>
      </>
    ),
    children: <ProofFields reference={reference} faults={faults} />,
  });
}

function NameField({ name, hint, faults }: { name: string; hint?: string; faults: readonly FieldFault[] }) {
  return (
    <TextField
      name="name"
      label="登录名"
      {...(hint === undefined ? {} : { hint })}
      value={name}
      autocomplete="username"
      width="medium"
      maxLength={60}
      {...errorOf(faults, 'name')}
    />
  );
}

function PasswordField({
  name,
  label,
  hint,
  isNew = false,
  faults,
}: {
  name: string;
  label: string;
  hint?: string;
  isNew?: boolean;
  faults: readonly FieldFault[];
}) {
  return (
    <TextField
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      type="password"
      autocomplete={isNew ? 'new-password' : 'current-password'}
      width="medium"
      maxLength={200}
      {...errorOf(faults, name)}
    />
  );
}

export function signInPage(name: string, faults: readonly FieldFault[], notice: AccountView['notice']): PageContent {
  return formPage({
    title: '登录',
    lede: '登录后可以在一处查看自己提交的申请。不登录也能申请，凭登记编号和查询码查询。',
    faults,
    action: paths.accountSignIn,
    submit: '登录',
    before: notice && <Notice tone={notice.tone}>{notice.text}</Notice>,
    after: (
      <>
        <p>
          还没有账户的，可以<PortalLink href={paths.accountCreate}>注册账户</PortalLink>。
        </p>
        <p>
          忘记密码的，账户不能找回，可以另行注册，再凭登记编号和查询码把申请列入新账户；也可以直接
          <PortalLink href={paths.status}>查询办理进度</PortalLink>。
        </p>
      </>
    ),
    children: (
      <>
        <NameField name={name} faults={faults} />
        <PasswordField name="password" label="密码" faults={faults} />
      </>
    ),
  });
}

function NewPasswordFields({ faults, least }: { faults: readonly FieldFault[]; least: number }) {
  return (
    <>
      <PasswordField
        name="password"
        label="密码"
        hint={`至少${least}个字符，可以是一句话；不能包含登录名`}
        isNew
        faults={faults}
      />
      <PasswordField name="again" label="再输入一次密码" isNew faults={faults} />
    </>
  );
}

export function createAccountPage(name: string, least: number, faults: readonly FieldFault[]): PageContent {
  const { least: shortest, most } = accountNameLimits;
  return formPage({
    title: '注册账户',
    lede: '账户只用来在一处查看自己的申请，不要求实名。登录名加密保存，账户可以随时注销。',
    faults,
    action: paths.accountCreate,
    submit: '注册',
    back: paths.accountSignIn,
    children: (
      <>
        <NameField
          name={name}
          hint={`${shortest}至${most}个字，可以用汉字、字母、数字和 . _ - @，不必用真实姓名`}
          faults={faults}
        />
        <NewPasswordFields faults={faults} least={least} />
      </>
    ),
  });
}

export function changePasswordPage(least: number, faults: readonly FieldFault[]): PageContent {
  const page = formPage({
    title: '修改密码',
    lede: '修改后，其他设备上的登录一并退出。',
    faults,
    action: paths.accountPassword,
    submit: '修改密码',
    back: paths.account,
    children: (
      <>
        <PasswordField name="current" label="现在的密码" faults={faults} />
        <NewPasswordFields faults={faults} least={least} />
      </>
    ),
  });
  return { ...page, breadcrumbs: [entranceBreadcrumb, accountBreadcrumb, { label: '修改密码' }] };
}

export function deleteAccountPage(faults: readonly FieldFault[]): PageContent {
  const page = formPage({
    title: '注销账户',
    lede: '注销后，登录名、密码和保存的申请人信息立即删除，不能恢复。已经提交的申请仍由机关办理，凭登记编号和查询码查询。',
    faults,
    action: paths.accountDelete,
    submit: '注销账户',
    back: paths.account,
    before: (
      <Notice tone="caution" title="注销之前">
        <p>请保存好各件申请的登记编号和查询码。账户不再列出它们。</p>
      </Notice>
    ),
    children: <PasswordField name="current" label="密码" faults={faults} />,
  });
  return { ...page, breadcrumbs: [entranceBreadcrumb, accountBreadcrumb, { label: '注销账户' }] };
}
