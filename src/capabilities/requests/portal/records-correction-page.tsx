import { formatChinese } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  Badge,
  Button,
  ButtonRow,
  DefinitionList,
  Disclosure,
  DownloadList,
  type PageContent,
  PageHeading,
  Timeline,
} from '../../../portal/index.ts';
import type { OrganGuide } from '../intake/organ-guides.ts';
import { letterRules } from '../letters/rules/kinds.ts';
import {
  type CorrectionEvent,
  type CorrectionView,
  correctionOutcomes,
  foldCorrection,
} from '../records-correction/course.ts';
import type { StoredCorrectionRequest } from '../records-correction/store.ts';
import { formatReference } from '../rules/intake/reference.ts';
import { GuideFacts } from './entrance-pages.tsx';
import { PostForm } from './form-page.tsx';
import { entranceBreadcrumb, paths } from './paths.ts';

/** Steps an applicant is told of; how the letter was written and reviewed is the office's own business. */
function stepOf(event: CorrectionEvent): { title: string; detail: string | null } | null {
  switch (event.kind) {
    case 'received':
      return { title: '机关收到更正申请', detail: null };
    case 'evidence-requested':
      return { title: '机关请您补充证据材料', detail: event.what ?? null };
    case 'evidence-given':
      return { title: '机关收到补充的证据材料', detail: null };
    case 'verified':
      return { title: '机关核实了记录', detail: null };
    case 'answered':
      return { title: '机关作出答复', detail: event.letterNumber ?? null };
    case 'served':
      return { title: '答复书送达', detail: null };
    case 'withdrawn':
      return { title: '更正申请已经撤回', detail: null };
    default:
      return null;
  }
}

function headlineOf({ state, outcome, awaitsEvidence }: CorrectionView): string {
  if (state === 'closed') return outcome === null ? '已经办结' : correctionOutcomes[outcome];
  return awaitsEvidence ? '等待您补充证据材料' : '正在办理';
}

export function recordsCorrectionPage(
  found: StoredCorrectionRequest,
  organ: Organ,
  guide: OrganGuide | undefined,
): PageContent {
  const view = foldCorrection(found.events);
  const headline = headlineOf(view);
  const steps = found.events.flatMap((event) => {
    const step = stepOf(event);
    return step ? [{ ...step, on: event.on }] : [];
  });
  return {
    title: `更正申请办理进度：${headline}`,
    breadcrumbs: [entranceBreadcrumb, { href: paths.status, label: '查询办理进度' }, { label: '更正申请' }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading title="更正申请办理进度" kicker={`登记编号 ${formatReference(found)}`}>
          <p>
            <Badge tone={view.state === 'closed' ? 'positive' : view.awaitsEvidence ? 'caution' : 'information'}>
              {headline}
            </Badge>
          </p>
        </PageHeading>
        {view.awaitsEvidence && (
          <p class="lede">请把补充的证据材料当面交给或者寄给受理机关的政府信息公开工作机构，联系方式见下。</p>
        )}
        <DefinitionList
          entries={[
            { term: '受理机关', value: organ.name },
            { term: '申请更正的记录', value: found.record },
            { term: '更正请求', value: found.requested },
            { term: '收到申请之日', value: formatChinese(found.receivedOn) },
            {
              term: '机关自定的答复期限',
              value: view.state === 'open' && found.answerBy !== null ? formatChinese(found.answerBy) : null,
            },
          ]}
        />
        <section aria-labelledby="course">
          <h2 id="course">办理经过</h2>
          <Timeline
            steps={steps.map(({ title, detail, on }, i) => ({
              title,
              date: on,
              state: i === steps.length - 1 && view.state === 'open' ? 'current' : 'done',
              ...(detail === null ? {} : { detail }),
            }))}
          />
        </section>
        <section aria-labelledby="letters">
          <h2 id="letters">文书</h2>
          {view.status === 'served' ? (
            <>
              <DownloadList
                files={(['pdf', 'docx'] as const).map((format) => ({
                  href: paths.recordsCorrectionLetter(format),
                  title: `${letterRules.L15.name}（${view.letterNumber}）`,
                  format: format.toUpperCase(),
                }))}
              />
              <p>对答复不服的，可以采取的救济途径和期限写在答复书里。</p>
            </>
          ) : (
            <p>
              {view.status === 'issued' ? '答复书已经作出，正在送达，送达后可以在这里下载。' : '还没有可以下载的文书。'}
            </p>
          )}
        </section>
        {guide && (
          <Disclosure summary={`${organ.name}联系方式`}>
            <GuideFacts guide={guide} />
          </Disclosure>
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
