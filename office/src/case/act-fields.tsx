import { AutoComplete, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { ApplicationCase, ApplicationTerms } from '../client.generated/types.gen.ts';
import { DateField } from '../components/date-field.tsx';

const required = (message: string) => ({ rules: [{ required: true, message }] });

/** What the day of an act is called, and what the article asks of it. */
const notes: Readonly<Record<string, { day: string; note: string }>> = {
  received: { day: '收到申请之日', note: '经双方确认或者签收之日为收到申请之日，答复期限自次日起算。' },
  'correction-requested': {
    day: '告知补正之日',
    note: '应当在收到申请之日起7个工作日内一次性告知补正事项和合理的补正期限。',
  },
  corrected: { day: '收到补正之日', note: '答复期限自收到补正的申请之日重新起算。' },
  'consultation-sent': {
    day: '发出之日',
    note: '第三方和共同制作机关自收到征求意见书之日起15个工作日内提出意见；征求意见所需时间不计算在答复期限内。',
  },
  'notice-delivered': {
    day: '送达之日',
    note: '征求意见的15个工作日、缴费的30日都自送达之日的次日起算。',
  },
  'consultation-answered': { day: '收到答复之日', note: '答复期限自次日继续计算。' },
  extended: {
    day: '批准延长之日',
    note: '延长须经政府信息公开工作机构负责人同意并告知申请人，最长不超过20个工作日，只能延长一次。',
  },
  'reasons-requested': {
    day: '要求说明理由之日',
    note: '申请的数量、频次明显超过合理范围的，可以要求申请人说明理由。',
  },
  'reasons-given': {
    day: '收到理由说明之日',
    note: '理由不合理的，告知不予处理；合理但不能在期限内答复的，可以确定延迟答复的合理期限。',
  },
  delayed: { day: '确定之日', note: '确定延迟答复的合理期限并告知申请人。' },
  'fee-notified': { day: '发出收费通知之日', note: '应当在申请处理期限内发出。申请人完成缴费次日起重新计算处理期限。' },
  'fee-paid': { day: '完成缴费之日', note: '' },
  withdrawn: { day: '撤回之日', note: '申请人撤回后，本件办结。' },
  replied: {
    day: '作出答复之日',
    note: '送达日期可以稍后补记。逾期与否，邮寄以交邮之日、当面以签收之日、网上以到达之日为准。',
  },
  served: { day: '送达之日', note: '送达后本件办结。' },
  'reanswer-ordered': { day: '收到决定或者判决之日', note: '' },
  reanswered: { day: '重新答复之日', note: '' },
};

/** A radio button holds no null. */
export const FEE_NOTICE = 'fee-notice';

export function actNote(kind: string): string {
  return notes[kind]?.note ?? '';
}

/** The fields of an act's form. Names are those of the event, so that the server's faults find them. */
export function ActFields({
  kind,
  terms,
  found,
}: {
  kind: string;
  terms: ApplicationTerms;
  found: ApplicationCase;
}): ReactNode {
  const outcomes = groupedOutcomes(terms);
  const outcome = (
    <Form.Item name="outcome" label="答复类型" {...required('请选择答复类型')}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={outcomes} placeholder="选择答复类型" />
    </Form.Item>
  );
  const service = (
    <Form.Item name="service" label="送达方式" {...required('请选择送达方式')}>
      <Radio.Group options={terms.services.map(({ key, label }) => ({ value: key, label }))} className="stacked" />
    </Form.Item>
  );
  const day = (name: string, label: string, isRequired = true): ReactNode => (
    <Form.Item name={name} label={label} {...(isRequired ? required(`请填写${label}`) : {})}>
      <DateField />
    </Form.Item>
  );
  const fields = (): ReactNode => {
    switch (kind) {
      case 'correction-requested':
        return day('respondBy', '补正期限');
      case 'reasons-requested':
        return day('respondBy', '说明理由的期限');
      case 'delayed':
        return day('until', '延迟答复的期限');
      case 'consultation-sent':
        return (
          <>
            <Form.Item name="party" label="征求意见的对象" {...required('请选择征求意见的对象')}>
              <Radio.Group options={terms.parties.map(({ key, label }) => ({ value: key, label }))} />
            </Form.Item>
            <Form.Item name="ref" label="征求意见书编号" {...required('请填写征求意见书编号')}>
              <Input maxLength={100} placeholder="例如 征〔2026〕3号" />
            </Form.Item>
            {day('deliveredOn', '送达日期（尚未送达的可不填）', false)}
          </>
        );
      case 'consultation-answered':
        return (
          <>
            <Form.Item name="ref" label="征求意见书编号" {...required('请填写征求意见书编号')}>
              <AutoComplete options={found.openConsultations.map((ref) => ({ value: ref }))} />
            </Form.Item>
            <Form.Item name="consents" label="意见">
              <Radio.Group
                options={[
                  { value: true, label: '同意公开' },
                  { value: false, label: '不同意公开' },
                ]}
              />
            </Form.Item>
          </>
        );
      case 'notice-delivered':
        return (
          <Form.Item name="ref" label="送达的通知" {...required('请选择送达的通知')}>
            <Radio.Group
              className="stacked"
              options={found.undelivered.map((ref) => ({
                value: ref ?? FEE_NOTICE,
                label: ref === null ? '收费通知书' : `征求意见书${ref}`,
              }))}
            />
          </Form.Item>
        );
      case 'extended':
        return (
          <>
            <Form.Item name="workingDays" label="延长的工作日数" {...required('请填写延长的工作日数')}>
              <InputNumber min={1} max={1000} precision={0} suffix="个工作日" className="number-field" />
            </Form.Item>
            <Form.Item name="approvedBy" label="批准人（政府信息公开工作机构负责人）">
              <Input maxLength={100} />
            </Form.Item>
          </>
        );
      case 'reasons-given':
        return (
          <Form.Item name="reasonable" label="理由是否合理" {...required('请选择理由是否合理')}>
            <Radio.Group
              options={[
                { value: true, label: '合理' },
                { value: false, label: '不合理' },
              ]}
            />
          </Form.Item>
        );
      case 'fee-notified':
        return (
          <>
            <Form.Item name="amountYuan" label="信息处理费金额">
              <InputNumber min={0} precision={0} suffix="元" className="number-field" />
            </Form.Item>
            {day('deliveredOn', '送达日期（尚未送达的可不填）', false)}
          </>
        );
      case 'replied':
        return (
          <>
            {outcome}
            <Form.Item
              noStyle
              shouldUpdate={(before: { outcome?: string }, after: { outcome?: string }) =>
                before.outcome !== after.outcome
              }
            >
              {({ getFieldValue }) =>
                getFieldValue('outcome') === 'PARTIAL' ? (
                  <Form.Item name="withheldGrounds" label="不予公开部分的理由" {...required('请选择理由')}>
                    <Select mode="multiple" options={outcomes.filter(({ label }) => label === '不予公开')} />
                  </Form.Item>
                ) : null
              }
            </Form.Item>
            {service}
            {day('servedOn', '送达日期（尚未送达的可不填）', false)}
          </>
        );
      case 'served':
        return service;
      case 'reanswer-ordered':
        return (
          <>
            <Form.Item name="by" label="责令的途径" {...required('请选择责令的途径')}>
              <Radio.Group
                options={[
                  { value: 'reconsideration', label: '行政复议' },
                  { value: 'litigation', label: '行政诉讼' },
                ]}
              />
            </Form.Item>
            {day('dueOn', '重新答复的期限（未定的可不填）', false)}
          </>
        );
      case 'reanswered':
        return (
          <>
            {outcome}
            {service}
            {day('servedOn', '送达日期')}
          </>
        );
      default:
        return null;
    }
  };
  return (
    <>
      <Form.Item name="on" label={notes[kind]?.day ?? '日期'} {...required('请填写日期')}>
        <DateField max={found.today} />
      </Form.Item>
      {fields()}
    </>
  );
}

function groupedOutcomes(terms: ApplicationTerms) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { key, label, group } of terms.outcomes) {
    const list = groups.get(group) ?? [];
    list.push({ value: key, label });
    groups.set(group, list);
  }
  return [...groups].map(([label, options]) => ({ label, options }));
}
