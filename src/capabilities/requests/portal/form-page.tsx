import type { ComponentChildren } from 'preact';
import {
  Button,
  ButtonLink,
  ButtonRow,
  ErrorSummary,
  type PageContent,
  PageHeading,
  portalHref,
  TextField,
  usePortal,
} from '../../../portal/index.ts';
import type { FieldFault } from '../rules/intake/form.ts';
import { entranceBreadcrumb, paths } from './paths.ts';

/** A form of its own that sends with POST. The browser's checks stay off: the server's messages say how to mend. */
export function PostForm({
  action,
  multipart = false,
  children,
}: {
  action: string;
  multipart?: boolean;
  children: ComponentChildren;
}) {
  return (
    <form
      method="post"
      action={portalHref(usePortal(), action)}
      enctype={multipart ? 'multipart/form-data' : undefined}
      noValidate
    >
      {children}
    </form>
  );
}

/** What is wrong with a field, for a component's `error`: all of it, a line each. Nothing where nothing is. */
export function errorOf(faults: readonly FieldFault[], name: string): { error?: string } {
  const messages = faults.filter((fault) => fault.name === name).map(({ message }) => message);
  return messages.length > 0 ? { error: messages.join('\n') } : {};
}

export interface FormPageOptions {
  readonly title: string;
  /** 第二步，共六步 */
  readonly kicker?: string;
  readonly lede?: ComponentChildren;
  readonly faults: readonly FieldFault[];
  readonly action: string;
  readonly multipart?: boolean;
  readonly submit?: string;
  readonly back?: string;
  /** Offers to delete the draft. */
  readonly draft?: boolean;
  /** Above the form, after the summary of faults. */
  readonly before?: ComponentChildren;
  /** Below the form. */
  readonly after?: ComponentChildren;
  readonly children: ComponentChildren;
}

const STEPS = ['选择机关', '所需信息', '申请人', '获取方式', '附件', '核对提交'] as const;

export function stepKicker(step: number): string {
  return `网上申请 第${step}步，共${STEPS.length}步：${STEPS[step - 1]}`;
}

/** A page with one form. A page with faults says so first in its title, which screen readers read out on arrival. */
export function formPage(options: FormPageOptions): PageContent {
  const { title, faults, draft = false } = options;
  return {
    title: faults.length > 0 ? `填写有误：${title}` : title,
    breadcrumbs: [entranceBreadcrumb, { label: title }],
    section: paths.entrance,
    children: (
      <>
        <ErrorSummary errors={faults} />
        <PageHeading title={title} kicker={options.kicker} lede={options.lede} />
        {options.before}
        <PostForm action={options.action} multipart={options.multipart === true}>
          {options.children}
          <ButtonRow>
            <Button>{options.submit ?? '保存并继续'}</Button>
            {options.back !== undefined && (
              <ButtonLink kind="secondary" href={options.back}>
                返回上一步
              </ButtonLink>
            )}
          </ButtonRow>
        </PostForm>
        {options.after}
        {draft && <DiscardDraft />}
      </>
    ),
  };
}

function DiscardDraft() {
  return (
    <>
      <hr />
      <p>已填写的内容作为草稿保存7天，只有这个浏览器能够打开。使用公用电脑的，离开前请删除草稿。</p>
      <PostForm action={paths.discard}>
        <ButtonRow>
          <Button kind="quiet">删除草稿</Button>
        </ButtonRow>
      </PostForm>
    </>
  );
}

/** 登记编号 and 查询码 of a receipt. */
export function ProofFields({
  reference,
  faults,
  example = '例如：33020601-2026-0001',
}: {
  reference: string;
  faults: readonly FieldFault[];
  example?: string;
}) {
  return (
    <>
      <TextField
        name="reference"
        label="登记编号"
        hint={example}
        value={reference}
        width="medium"
        autocomplete="off"
        maxLength={60}
        {...errorOf(faults, 'reference')}
      />
      <TextField
        name="code"
        label="查询码"
        hint="10位字母和数字，不分大小写"
        width="medium"
        autocomplete="off"
        maxLength={40}
        {...errorOf(faults, 'code')}
      />
    </>
  );
}
