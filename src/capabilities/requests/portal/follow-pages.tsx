import { formatChinese } from '../../../kernel/calendar/index.ts';
import { acceptAttribute, acceptedTypesText } from '../../../platform/files/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  DataTable,
  DefinitionList,
  Disclosure,
  DownloadList,
  FileField,
  fileSize,
  Notice,
  type PageContent,
  PageHeading,
  TextArea,
  Timeline,
} from '../../../portal/index.ts';
import type { ApplicationDetails, ApplicationFile } from '../intake/application-details.ts';
import { MOST_FILES } from '../intake/draft-files.ts';
import type { OrganGuide } from '../intake/organ-guides.ts';
import type { FieldFault } from '../rules/intake/form.ts';
import type { CaseProgress } from '../rules/intake/progress.ts';
import type { RelatedCase } from '../store/case-file.ts';
import { applicantEntries, contentEntries, deliveryEntries } from './check-page.tsx';
import { GuideFacts } from './entrance-pages.tsx';
import { errorOf, formPage, PostForm, ProofFields } from './form-page.tsx';
import type { CaseLetter } from './letters.ts';
import { entranceBreadcrumb, paths } from './paths.ts';
import { inactionText, remedyText } from './remedy-text.ts';

export const correctionLimit = 2000;
const statusBreadcrumb = { href: paths.status, label: '查询办理进度' };
const caseBreadcrumb = { href: paths.case, label: '办理进度' };

export function statusPage(reference: string, faults: readonly FieldFault[]): PageContent {
  return formPage({
    title: '查询办理进度',
    lede: '输入回执上的登记编号和查询码，可以查看进度、下载文书、补正和撤回申请。更正本人信息的申请也在这里查询。',
    faults,
    action: paths.status,
    submit: '查询',
    after: <p>没有查询码，或者当面、邮寄、传真提交的，请与受理机关联系。</p>,
    children: (
      <ProofFields
        reference={reference}
        faults={faults}
        example="例如：33020601-2026-0001；更正申请例如：33020601-更2026-0001"
      />
    ),
  });
}

export interface CaseView {
  readonly reference: string;
  readonly organ: Organ;
  readonly guide: OrganGuide | undefined;
  readonly reviewOrgan: string | null;
  readonly subject: string;
  readonly progress: CaseProgress;
  readonly details: ApplicationDetails | undefined;
  readonly files: readonly ApplicationFile[];
  readonly letters: readonly CaseLetter[];
  /** 一事一申请: the parts this application was split into, and the one it is a part of. */
  readonly related: readonly RelatedCase[];
  /** Told above: what was just done, or what was not and why. */
  readonly notice: { readonly tone: 'positive' | 'caution'; readonly title: string; readonly text: string } | null;
}

export function badgeTone(progress: CaseProgress) {
  if (progress.overdue || progress.state.endsWith('-lapsed')) return 'negative' as const;
  if (progress.state.startsWith('awaiting-')) return 'caution' as const;
  return progress.state === 'closed' ? ('positive' as const) : ('information' as const);
}

export function dueText({ due, workingDaysLeft, overdue, calendarMissing, state }: CaseProgress): string | null {
  if (calendarMissing !== null) return `${calendarMissing}年节假日安排公布后才能确定`;
  if (due === null) return state === 'closed' ? null : '目前不能确定';
  if (overdue) return `${formatChinese(due)}，已经超过`;
  return workingDaysLeft === null ? formatChinese(due) : `${formatChinese(due)}（还有${workingDaysLeft}个工作日）`;
}

function feeText(fee: NonNullable<CaseProgress['fee']>): string {
  const amount = fee.amountYuan === null ? '' : `应缴${fee.amountYuan}元，`;
  if (fee.paidOn !== null) return `${amount}已于${formatChinese(fee.paidOn)}缴清`;
  return `${amount}尚未缴纳${fee.payBy === null ? '' : `，请于${formatChinese(fee.payBy)}前缴纳`}`;
}

export function casePage(view: CaseView): PageContent {
  const { progress, details, organ, notice } = view;
  return {
    title: `办理进度：${progress.headline}`,
    breadcrumbs: [entranceBreadcrumb, statusBreadcrumb, { label: '办理进度' }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading title="办理进度" kicker={`登记编号 ${view.reference}`}>
          <p>
            <Badge tone={badgeTone(progress)}>{progress.headline}</Badge>
          </p>
        </PageHeading>
        {notice && (
          <Notice tone={notice.tone} title={notice.title}>
            <p>{notice.text}</p>
          </Notice>
        )}
        <p class="lede">{progress.explanation}</p>
        {progress.mayCorrect && (
          <ButtonRow>
            <ButtonLink href={paths.correction}>补正申请</ButtonLink>
          </ButtonRow>
        )}
        <DefinitionList
          entries={[
            { term: '受理机关', value: organ.name },
            { term: '所需信息', value: view.subject },
            { term: '最迟答复日期', value: dueText(progress) },
            {
              term: '期限暂停',
              value:
                progress.paused &&
                `自${formatChinese(progress.paused.since)}起：${progress.paused.why}（${progress.paused.basis}）`,
            },
            { term: '信息处理费', value: progress.fee && feeText(progress.fee) },
          ]}
        />
        <section aria-labelledby="course">
          <h2 id="course">办理经过</h2>
          <Timeline
            steps={progress.steps.map(({ title, on, state, detail }) => ({
              title,
              state,
              ...(on === null ? {} : { date: on }),
              ...(detail === null ? {} : { detail }),
            }))}
          />
        </section>
        <section aria-labelledby="letters">
          <h2 id="letters">文书</h2>
          {view.letters.length === 0 ? (
            <p>还没有可以下载的文书。</p>
          ) : (
            <DownloadList
              files={view.letters.map(({ id, title, number, format }) => ({
                href: paths.letter(id),
                title: number === null ? title : `${title}（${number}）`,
                format,
              }))}
            />
          )}
        </section>
        <Related view={view} />
        <Remedies view={view} />
        <Periods progress={progress} />
        {details && (
          <Disclosure summary="申请内容">
            <DefinitionList
              entries={[...contentEntries(details), ...applicantEntries(details), ...deliveryEntries(details)]}
            />
          </Disclosure>
        )}
        {view.files.length > 0 && (
          <Disclosure summary="提交的附件">
            <ul>
              {view.files.map((file) => (
                <li key={file.id}>
                  {file.name}（{fileSize(file.bytes)}
                  {file.handedInWith === 'correction' && '，补正时提交'}）
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {view.guide && (
          <Disclosure summary={`${organ.name}联系方式`}>
            <GuideFacts guide={view.guide} />
          </Disclosure>
        )}
        {progress.mayWithdraw && (
          <ButtonRow>
            <ButtonLink kind="warning" href={paths.withdraw}>
              撤回申请
            </ButtonLink>
          </ButtonRow>
        )}
        <PostForm action={paths.leave}>
          <ButtonRow>
            <Button kind="quiet">退出查询</Button>
          </ButtonRow>
        </PostForm>
      </>
    ),
  };
}

function Related({ view }: { view: CaseView }) {
  if (view.related.length === 0) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">拆分办理的申请</h2>
      <p>申请包含多个事项的，按照一事一申请分别编号、分别答复，收到申请之日不变。</p>
      {view.related.map(({ id, number, relation }) => (
        <PostForm key={id} action={paths.related}>
          <input type="hidden" name="id" value={id} />
          <ButtonRow>
            <Button kind="secondary">{relation === 'part' ? `查看拆分出的${number}` : `返回原申请${number}`}</Button>
          </ButtonRow>
        </PostForm>
      ))}
    </section>
  );
}

function Remedies({ view }: { view: CaseView }) {
  const { progress, reviewOrgan } = view;
  const texts =
    progress.remedy !== null && progress.remedy !== 'none'
      ? [...remedyText(progress.remedy, reviewOrgan), '具体以答复书载明的为准。']
      : progress.overdue
        ? [inactionText(reviewOrgan)]
        : [];
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby="remedies">
      <h2 id="remedies">救济途径</h2>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}

function Periods({ progress }: { progress: CaseProgress }) {
  if (progress.periods.length === 0) return null;
  return (
    <Disclosure summary="期限是怎样计算的">
      <DataTable
        id="periods"
        caption="从收到申请之日起逐段计算"
        columns={[
          { key: 'from', header: '起', cell: ({ from }) => from, rowHeader: true },
          { key: 'to', header: '止', cell: ({ to }) => to },
          { key: 'days', header: '计入工作日', cell: ({ counts, days }) => (counts ? `${days}日` : '不计') },
          { key: 'why', header: '原因', cell: ({ why }) => why },
          { key: 'basis', header: '依据', cell: ({ basis }) => basis },
        ]}
        rows={progress.periods}
        rowKey={({ from }) => from}
      />
    </Disclosure>
  );
}

export function correctionPage(
  correctBy: string | null,
  isLate: boolean,
  text: string,
  faults: readonly FieldFault[],
): PageContent {
  return {
    ...formPage({
      title: '补正申请',
      lede: isLate
        ? '补正期限已过。有正当理由的，请在补正内容中一并说明。'
        : correctBy === null
          ? undefined
          : `请于${correctBy}前补正。是否在期限内，以您提交之日为准。`,
      faults,
      action: paths.correction,
      multipart: true,
      submit: '提交补正',
      back: paths.case,
      children: (
        <>
          <TextArea
            name="text"
            label="补正内容"
            hint="按照补正告知书逐项写明。提交后不能再改，请写完整"
            value={text}
            rows={8}
            maxLength={correctionLimit}
            {...errorOf(faults, 'text')}
          />
          <FileField
            name="files"
            label="附件"
            hint={`最多${MOST_FILES}个。可以上传${acceptedTypesText}`}
            accept={acceptAttribute}
            multiple
            optional
            {...errorOf(faults, 'files')}
          />
        </>
      ),
    }),
    breadcrumbs: [entranceBreadcrumb, caseBreadcrumb, { label: '补正申请' }],
  };
}

/** @param version number of events the applicant saw; another number means that something happened meanwhile */
export function withdrawPage(reference: string, version: number): PageContent {
  const title = '确定要撤回申请吗';
  return {
    title,
    breadcrumbs: [entranceBreadcrumb, caseBreadcrumb, { label: '撤回申请' }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading title={title} kicker={`登记编号 ${reference}`} />
        <p>撤回后机关不再办理，也不再答复，不能恢复。以后仍需要的，可以重新提出申请。</p>
        <PostForm action={paths.withdraw}>
          <input type="hidden" name="version" value={version} />
          <ButtonRow>
            <Button kind="warning">确定撤回</Button>
            <ButtonLink kind="secondary" href={paths.case}>
              不撤回
            </ButtonLink>
          </ButtonRow>
        </PostForm>
      </>
    ),
  };
}
