import type { Organ } from '../../../platform/identity/index.ts';
import {
  ButtonLink,
  ButtonRow,
  Disclosure,
  LinkList,
  type ListedLink,
  type PageContent,
  PageHeading,
  SelectField,
  TextArea,
  TextField,
} from '../../../portal/index.ts';
import type { OrganGuide } from '../intake/organ-guides.ts';
import { contentLimits } from '../rules/intake/content.ts';
import type { ContentForm, FieldFault } from '../rules/intake/form.ts';
import { GuideFacts } from './entrance-pages.tsx';
import { errorOf, formPage, stepKicker } from './form-page.tsx';
import { entranceBreadcrumb, paths, withReturn } from './paths.ts';

export interface StepView {
  readonly faults: readonly FieldFault[];
  readonly fromCheck: boolean;
}

export function organPage(
  organs: readonly Organ[],
  chosen: string,
  hasDraft: boolean,
  isExpired: boolean,
  { faults, fromCheck }: StepView,
): PageContent {
  return formPage({
    title: '向哪个机关申请',
    kicker: stepKicker(1),
    faults,
    action: withReturn(paths.organ, fromCheck),
    back: paths.entrance,
    draft: hasDraft,
    lede: isExpired ? '没有找到草稿，可能已经过期或者删除，请从这里重新填写。' : undefined,
    after: (
      <Disclosure summary="不知道该向哪个机关申请">
        <p>
          信息由行政机关制作的，向制作机关申请；由行政机关从公民、法人和其他组织获取的，向保存机关申请；由行政机关从其他行政机关获取的，向制作或者最初获取的机关申请；由几个机关共同制作的，向牵头制作的机关申请。
        </p>
        <p>
          选错机关也没有关系：不属于本机关负责公开的，机关会告知理由；能够确定负责公开的机关的，会告知其名称和联系方式。
        </p>
      </Disclosure>
    ),
    children: (
      <SelectField
        name="organ"
        label="受理机关"
        hint="申请将送到该机关的政府信息公开工作机构"
        value={chosen}
        choices={[{ value: '', label: '请选择' }, ...organs.map(({ code, name }) => ({ value: code, label: name }))]}
        {...errorOf(faults, 'organ')}
      />
    ),
  });
}

export function contentPage(
  organ: Organ,
  guide: OrganGuide | undefined,
  form: ContentForm,
  { faults, fromCheck }: StepView,
): PageContent {
  return formPage({
    title: '需要什么信息',
    kicker: stepKicker(2),
    lede: '名称、文号、其他特征性描述，知道哪一项就填哪一项，填写一项即可。不必说明用途。',
    faults,
    action: withReturn(paths.content, fromCheck),
    back: fromCheck ? paths.check : paths.organ,
    draft: true,
    after: guide && (
      <Disclosure summary={`${organ.name}联系方式`}>
        <GuideFacts guide={guide} />
      </Disclosure>
    ),
    children: (
      <>
        <p>
          申请将送到：<strong>{organ.name}</strong>
        </p>
        <TextField
          name="title"
          label="信息名称"
          hint="例如：关于某某项目环境影响报告书的批复"
          value={form.title}
          maxLength={contentLimits.title}
          optional
          {...errorOf(faults, 'title')}
        />
        <TextField
          name="documentNumber"
          label="文号"
          hint="例如：某政发〔2024〕1号"
          value={form.documentNumber}
          maxLength={contentLimits.documentNumber}
          width="medium"
          optional
          {...errorOf(faults, 'documentNumber')}
        />
        <TextArea
          name="description"
          label="其他特征性描述"
          hint="便于机关查找的线索，例如形成时间、涉及的地点和事项、文件种类。请写明要获取的信息本身；咨询、投诉、举报请走相应渠道"
          value={form.description}
          rows={6}
          maxLength={contentLimits.description}
          optional
          {...errorOf(faults, 'description')}
        />
      </>
    ),
  });
}

/** What is public already and may be what is asked for (Art. 36 item 1): seeing it now saves twenty working days. */
export function publishedPage(matches: readonly ListedLink[]): PageContent {
  const title = '这些信息已经公开';
  return {
    title,
    breadcrumbs: [entranceBreadcrumb, { label: title }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading
          title={title}
          kicker={stepKicker(2)}
          lede="下列信息与您填写的内容相近，可以直接查阅。如果不是您需要的，请继续申请。"
        />
        <LinkList links={matches} />
        <ButtonRow>
          <ButtonLink href={paths.applicant}>都不是，继续申请</ButtonLink>
          <ButtonLink kind="secondary" href={paths.content}>
            修改所需信息
          </ButtonLink>
        </ButtonRow>
      </>
    ),
  };
}
