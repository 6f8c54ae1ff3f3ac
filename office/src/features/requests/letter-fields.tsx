import { Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { LetterFactsInput } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';

export type LetterKind = LetterFactsInput['kind'];

/** Fields of a form by the names the facts have; lists are one line each in a text area. */
export type LetterValues = Record<string, unknown>;

const text = (name: string, label: string, extra?: string, rows = 3): ReactNode => (
  <Form.Item key={name} name={name} label={label} {...(extra ? { extra } : {})}>
    <Input.TextArea rows={rows} maxLength={2000} />
  </Form.Item>
);
const line = (name: string, label: string, extra?: string): ReactNode => (
  <Form.Item key={name} name={name} label={label} {...(extra ? { extra } : {})}>
    <Input maxLength={300} />
  </Form.Item>
);
const day = (name: string, label: string, extra?: string): ReactNode => (
  <Form.Item
    key={name}
    name={name}
    label={label}
    rules={[{ required: true, message: `请填写${label}` }]}
    {...(extra ? { extra } : {})}
  >
    <DateField />
  </Form.Item>
);
const number = (name: string, label: string, suffix: string, max: number, extra?: string): ReactNode => (
  <Form.Item
    key={name}
    name={name}
    label={label}
    rules={[{ required: true, message: `请填写${label}` }]}
    {...(extra ? { extra } : {})}
  >
    <InputNumber min={0} max={max} precision={0} suffix={suffix} className="number-field" />
  </Form.Item>
);

/** What a clerk fills in for a letter of the kind; the rest follows from the case. */
export function LetterFields({ kind }: { kind: LetterKind }): ReactNode {
  switch (kind) {
    case 'L01':
      return <p>回执的内容由登记信息生成，不需要填写。</p>;
    case 'L02':
      return (
        <>
          {text('defects', '补正事项', '一次性告知全部事项，每行一项。')}
          {text('guidance', '补正指导', '告诉申请人怎样写清楚，例如写明项目名称、文件形成的大致时间。', 2)}
          {day('respondBy', '补正期限')}
        </>
      );
    case 'L03':
      return (
        <>
          {text('reason', '延长的理由', '接在“因”字后面，例如：申请的信息数量较多、需要逐份审查。', 2)}
          {number('workingDays', '延长的工作日数', '个工作日', 20, '最长不超过20个工作日，新的期限届满日由系统计算。')}
        </>
      );
    case 'L04':
      return (
        <>
          {text(
            'count',
            '申请的数量、频次',
            '例如：自2026年1月至6月就同一事项提出申请86件，数量、频次明显超过合理范围。',
            2,
          )}
          {day('respondBy', '说明理由的期限')}
        </>
      );
    case 'L05':
      return (
        <>
          {text('reason', '理由', undefined, 2)}
          {day('until', '延迟答复的期限')}
        </>
      );
    case 'L06':
      return (
        <>
          {line('thirdParty', '第三方姓名或者名称')}
          {text('content', '征求意见的信息', '只写涉及第三方的信息，不写申请人的姓名和联系方式。')}
        </>
      );
    case 'L07':
      return day('sentOn', '征求意见书发出之日');
    case 'L08':
      return (
        <>
          {line('thirdParty', '第三方姓名或者名称')}
          {text('content', '决定公开的信息')}
          {text('reason', '公开的理由')}
          {day('releaseOn', '公开的日期', '给第三方留出申请行政复议或者提起行政诉讼的时间。')}
        </>
      );
    case 'L09':
      return (
        <>
          {line('coMaker', '共同制作机关')}
          {text('content', '共同制作的信息')}
        </>
      );
    case 'L10':
      return (
        <>
          {line('addressee', '受文机关或者内设机构')}
          <Form.Item name="internal" label="受文单位" extra="本机关内设机构协办的时间，计算在答复期限内。">
            <Radio.Group
              name="letter-internal"
              options={[
                { value: false, label: '其他机关' },
                { value: true, label: '本机关内设机构' },
              ]}
            />
          </Form.Item>
          {text('matter', '协办事项')}
          {day('respondBy', '答复期限')}
        </>
      );
    case 'L11':
      return (
        <>
          <Form.Item name="mode" label="计费方式" extra="同一件申请只能选择一种方式。">
            <Radio.Group
              name="letter-mode"
              options={[
                { value: 'page', label: '按量计收（页）' },
                { value: 'item', label: '按件计收' },
              ]}
            />
          </Form.Item>
          {number('quantity', '件数或者页数', '件、页', 100_000)}
          <Form.Item noStyle shouldUpdate={(a: LetterValues, b: LetterValues) => a.mode !== b.mode}>
            {({ getFieldValue }) =>
              getFieldValue('mode') === 'item'
                ? number(
                    'itemsBefore',
                    '同一申请人本月此前的件数',
                    '件',
                    100_000,
                    '由系统按同名申请人统计，请核对后使用。',
                  )
                : null
            }
          </Form.Item>
        </>
      );
    case 'L12':
    case 'L13':
    case 'L14':
      return <p>答复的内容来自“办理意见”。要修改内容，请修改办理意见后按“按办理意见更新”。</p>;
    case 'L15':
      return (
        <>
          {text('facts', '核实的事实')}
          <Form.Item name="resultKind" label="处理结果">
            <Radio.Group
              name="letter-resultKind"
              options={[
                { value: 'corrected', label: '予以更正' },
                { value: 'refused', label: '不予更正' },
                { value: 'forwarded', label: '转送有权更正的机关' },
              ]}
            />
          </Form.Item>
          {text('resultText', '处理情况或者转送的机关', undefined, 2)}
        </>
      );
    case 'L17':
      return (
        <>
          {text('proposal', '建议主动公开的信息', undefined, 2)}
          <Form.Item name="accepted" label="是否采纳">
            <Radio.Group
              name="letter-accepted"
              options={[
                { value: true, label: '采纳' },
                { value: false, label: '不采纳' },
              ]}
            />
          </Form.Item>
          {text('reason', '理由或者公开的安排', undefined, 2)}
        </>
      );
    case 'L18':
      return (
        <>
          {text('answer', '当场答复的内容')}
          {line('manner', '提供方式', '例如：当面提供纸质件3页。')}
        </>
      );
  }
}

export const serviceOptions = [
  { value: 'hand', label: '当面送达' },
  { value: 'post', label: '邮寄送达' },
  { value: 'online', label: '网上送达' },
];

/** How it is to be served, and what goes out with it. */
export function DispatchFields({
  kind,
  isOnline,
  enclosures,
}: {
  kind: LetterKind;
  isOnline: boolean;
  enclosures: readonly { id: string; name: string }[];
}) {
  const isReply = kind === 'L12' || kind === 'L13' || kind === 'L14';
  return (
    <>
      <Form.Item
        name="service"
        label="送达方式"
        extra={isOnline ? '网上送达的，签发后即到达申请人的办理进度页面。' : '申请人没有网上查询码，不能网上送达。'}
      >
        <Radio.Group
          name="letter-service"
          options={serviceOptions.filter(({ value }) => value !== 'online' || isOnline)}
        />
      </Form.Item>
      {isReply ? (
        <>
          <Form.Item name="enclosures" label="随文提供的信息文件" extra="先在“案卷材料”中以“拟提供的信息”上传。">
            <Select
              mode="multiple"
              options={enclosures.map(({ id, name }) => ({ value: id, label: name }))}
              notFoundContent="还没有“拟提供的信息”文件"
            />
          </Form.Item>
          <Form.Item name="annexes" label="其他附件标题" extra="每行一个，列入文书的附件说明。">
            <Input.TextArea rows={1} />
          </Form.Item>
        </>
      ) : null}
    </>
  );
}

const LISTS = ['defects', 'annexes'];

const lines = (value: unknown): string[] =>
  String(value ?? '')
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

interface Content {
  facts: Record<string, unknown> & { kind: LetterKind };
  service: string;
  annexes?: string[];
  enclosures?: string[];
}

/** A letter's content as the flat values of its form. */
export function valuesOf(content: Content): LetterValues {
  const { facts, service, annexes = [], enclosures = [] } = content;
  const values: LetterValues = { ...facts, service, annexes: annexes.join('\n'), enclosures };
  if (Array.isArray(facts.defects)) values.defects = facts.defects.join('\n');
  const result = facts.result as { kind: string; text?: string; to?: string } | undefined;
  if (result) {
    values.resultKind = result.kind;
    values.resultText = result.text ?? result.to ?? '';
  }
  return values;
}

/** The form's values as a letter's content; what the form does not show stays as it was. */
export function contentOf(kind: LetterKind, before: Content, values: LetterValues): Content {
  const { service, annexes, enclosures, resultKind, resultText, ...rest } = values;
  const facts: Content['facts'] = { ...before.facts, ...rest, kind };
  for (const name of LISTS) if (name in rest) facts[name] = lines(rest[name]);
  if (resultKind !== undefined)
    facts.result =
      resultKind === 'forwarded' ? { kind: resultKind, to: resultText } : { kind: resultKind, text: resultText };
  return {
    facts,
    service: String(service ?? before.service),
    annexes: lines(annexes),
    enclosures: (enclosures as string[] | undefined) ?? before.enclosures ?? [],
  };
}
