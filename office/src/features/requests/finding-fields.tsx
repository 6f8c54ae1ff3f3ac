import { Button, Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { CaseDecision } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';

type Path = readonly (string | number)[];
type Facts = CaseDecision['facts'];

interface FieldsProps {
  /** Where the finding stands in the form: ['items', 0, 'finding']. */
  at: Path;
  outcome: string;
  facts: Facts;
}

/** Of its own for every group of buttons, so that the browser never takes two for one. */
const groupName = (at: Path, name: string): string => [...at, name].join('-');

const field = (at: Path, name: string, label: string, control: ReactNode, extra?: string): ReactNode => (
  <Form.Item key={name} name={[...at, name]} label={label} {...(extra ? { extra } : {})}>
    {control}
  </Form.Item>
);
const line = (at: Path, name: string, label: string, extra?: string) =>
  field(at, name, label, <Input maxLength={300} />, extra);
const area = (at: Path, name: string, label: string, extra?: string) =>
  field(at, name, label, <Input.TextArea rows={2} maxLength={2000} />, extra);
const choice = (at: Path, name: string, label: string, options: readonly string[]) =>
  field(
    at,
    name,
    label,
    <Radio.Group name={groupName(at, name)} options={options.map((value) => ({ value, label: value }))} />,
  );
const rows = (at: Path, name: string, label: string, extra = '每行一项。') =>
  field(at, name, label, <Input.TextArea rows={2} />, extra);

/** 怎么给 (条例 Art. 40): enclosed, or how, where and when it can be had. */
function DeliveryFields({ at }: { at: Path }) {
  return (
    <>
      <Form.Item name={[...at, 'deliveryKind']} label="怎么给">
        <Radio.Group
          name={groupName(at, 'deliveryKind')}
          options={[
            { value: 'enclosed', label: '随答复提供' },
            { value: 'manner', label: '告知获取的方式、途径和时间' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue([...at, 'deliveryKind']) === 'manner' ? (
            <>
              {line(at, 'manner', '获取方式', '例如：查阅、复制')}
              {line(at, 'where', '获取途径')}
              {line(at, 'when', '获取时间')}
            </>
          ) : (
            rows(at, 'enclosed', '随附信息的标题', '每行一个，列入附件说明。')
          )
        }
      </Form.Item>
    </>
  );
}

const GROUNDS = [
  { value: 'DENIED_STATE_SECRET', label: '国家秘密（第十四条）' },
  { value: 'DENIED_LAW', label: '法律、行政法规禁止公开（第十四条）' },
  { value: 'DENIED_SECURITY', label: '“三安全一稳定”（第十四条）' },
  { value: 'DENIED_THIRD_PARTY', label: '第三方合法权益（第十五条）' },
  { value: 'DENIED_INTERNAL', label: '内部事务信息（第十六条第一款）' },
  { value: 'DENIED_PROCESS', label: '过程性信息（第十六条第二款）' },
  { value: 'DENIED_CASE_FILE', label: '行政执法案卷（第十六条第二款）' },
];

function Withheld({ at, facts }: { at: Path; facts: Facts }) {
  return (
    <Form.List name={[...at, 'withheld'] as (string | number)[]}>
      {(parts, { add, remove }) => (
        <>
          {parts.map(({ key, name }) => (
            <fieldset key={key} className="question">
              <legend>不予公开的第{name + 1}项</legend>
              <Form.Item name={[name, 'what']} label="不予公开的内容">
                <Input maxLength={300} />
              </Form.Item>
              <Form.Item name={[name, 'finding', 'outcome']} label="不予公开的依据">
                <Select options={GROUNDS} />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) => {
                  const ground = getFieldValue([...at, 'withheld', name, 'finding', 'outcome']) as string | undefined;
                  return ground ? <FindingFields at={[name, 'finding']} outcome={ground} facts={facts} /> : null;
                }}
              </Form.Item>
              <Button onClick={() => remove(name)}>删除本项</Button>
            </fieldset>
          ))}
          <Button onClick={() => add({ finding: {} })}>增加不予公开的内容</Button>
        </>
      )}
    </Form.List>
  );
}

/** What the outcome's letter must say, to be filled in. What the file tells already stands in the form. */
export function FindingFields({ at, outcome, facts }: FieldsProps): ReactNode {
  switch (outcome) {
    case 'GRANTED':
      return <DeliveryFields at={at} />;
    case 'ALREADY_PUBLIC':
      return (
        <>
          {line(at, 'title', '信息的名称')}
          {line(at, 'documentNumber', '文号（没有的不填）')}
          {line(at, 'where', '获取途径', '网址、栏目或者查阅场所')}
          {line(at, 'manner', '获取方式', '例如：网上查阅、下载')}
        </>
      );
    case 'PARTIAL':
      return (
        <>
          {rows(at, 'disclosed', '予以公开的内容')}
          <DeliveryFields at={at} />
          <Withheld at={at} facts={facts} />
        </>
      );
    case 'DENIED_STATE_SECRET':
      return (
        <>
          {line(at, 'marking', '定密事实', '例如：已由有权机关依照法定程序确定密级；不得写出涉密内容。')}
          {area(at, 'reason', '理由')}
        </>
      );
    case 'DENIED_LAW':
      return (
        <>
          {line(at, 'law', '法律、行政法规的名称')}
          {line(at, 'article', '条款', '例如：第二十五条')}
          {area(at, 'reason', '理由')}
        </>
      );
    case 'DENIED_SECURITY':
      return (
        <>
          {choice(at, 'interest', '可能危及', ['国家安全', '公共安全', '经济安全', '社会稳定'])}
          {area(at, 'reason', '理由')}
        </>
      );
    case 'DENIED_THIRD_PARTY':
      return (
        <>
          {line(at, 'interest', '涉及的第三方权益', '例如：商业秘密、个人隐私')}
          <p className="sub">
            {facts.thirdParties.length > 0
              ? `征求意见的记录：${facts.thirdParties.map(({ sentOn, answer }) => `${sentOn}发出，${ANSWERS[answer]}`).join('；')}`
              : '案卷中没有征求第三方意见的记录，须先发出第三方意见征询书。'}
          </p>
          {area(at, 'reason', '理由', '说明第三方不同意公开的理由为什么合理。')}
          {area(at, 'publicInterest', '公共利益的权衡', '例如：不公开该信息不会对公共利益造成重大影响。')}
        </>
      );
    case 'DENIED_INTERNAL':
      return (
        <>
          {choice(at, 'category', '类别', ['人事管理', '后勤管理', '内部工作流程'])}
          {area(at, 'reason', '理由')}
        </>
      );
    case 'DENIED_PROCESS':
      return (
        <>
          {choice(at, 'category', '类别', ['讨论记录', '过程稿', '磋商信函', '请示报告'])}
          <Form.Item
            name={[...at, 'noRuleDemands']}
            label="法律、法规、规章规定应当公开的，从其规定"
            extra="经核对没有规定应当公开的，才能不予公开。"
          >
            <Radio.Group
              name={groupName(at, 'noRuleDemands')}
              options={[
                { value: true, label: '已核对，没有规定应当公开' },
                { value: false, label: '尚未核对' },
              ]}
            />
          </Form.Item>
          {area(at, 'reason', '理由')}
        </>
      );
    case 'DENIED_CASE_FILE':
      return (
        <>
          {line(at, 'caseName', '所属行政执法案件')}
          {area(at, 'access', '当事人查阅案卷的途径')}
          {area(at, 'reason', '理由')}
        </>
      );
    case 'SPECIAL_QUERY':
      return (
        <>
          {line(at, 'queryKind', '行政查询事项', '例如：不动产登记资料')}
          {line(at, 'law', '作出特别规定的法律、行政法规')}
          {line(at, 'window', '办理查询的窗口')}
        </>
      );
    case 'NOT_EXIST':
      return (
        <>
          <p className="sub">
            {facts.search
              ? `检索记录：${facts.search.on}，范围：${facts.search.places.join('、')}，检索词：${facts.search.terms.join('、')}`
              : '还没有检索记录。请先在“案卷材料”中登记检索记录，再保存办理意见。'}
          </p>
          {area(at, 'reason', '说明（可以不填）', '例如：本机关未制作也未获取该信息')}
        </>
      );
    case 'NOT_THIS_AGENCY':
      return (
        <>
          {area(at, 'reason', '理由', '例如：该信息由财政部门制作')}
          {line(at, 'responsibleName', '负责公开的行政机关（能够确定的）')}
          {line(at, 'responsibleContact', '联系方式')}
        </>
      );
    case 'NEEDS_CREATION':
      return (
        <>
          {area(at, 'reason', '理由', '例如：本机关未按小区分别统计资金支出')}
          {area(at, 'rawMaterial', '可以提供的原始信息（可以不填）')}
        </>
      );
    case 'STILL_UNCLEAR':
      return (
        <>
          {line(at, 'noticeNumber', '补正告知书文号')}
          {day(at, 'noticeOn', '告知补正之日')}
          {area(at, 'unclear', '仍不明确之处')}
        </>
      );
    case 'PETITION':
      return (
        <>
          {choice(at, 'nature', '实质', ['信访', '投诉', '举报'])}
          {area(at, 'reason', '理由')}
          {line(at, 'route', '相应渠道（可以不填）')}
        </>
      );
    case 'REPEAT':
      return (
        <Form.Item name={[...at, 'earlierNumber']} label="此前答复的文号" extra="只能选择向同一申请人发出的答复。">
          <Select
            options={facts.earlierReplies.map(({ number, on }) => ({ value: number, label: `${number}（${on}）` }))}
            notFoundContent="没有查到向同一申请人发出的答复"
          />
        </Form.Item>
      );
    case 'PUBLICATION':
      return (
        <>
          {line(at, 'title', '出版物名称')}
          {line(at, 'route', '获取途径（可以不填）')}
        </>
      );
    case 'EXCESSIVE':
      return (
        <>
          {line(at, 'count', '申请的数量、频次')}
          {line(at, 'noticeNumber', '说明理由告知书文号')}
          {day(at, 'noticeOn', '要求说明理由之日')}
          {area(at, 'reasonsGiven', '申请人说明的理由', '逾期未说明的不填。')}
          {area(at, 'reason', '认定理由不合理的依据')}
        </>
      );
    case 'CONFIRM_REISSUE':
      return (
        <>
          {line(at, 'title', '已经获取的信息')}
          {day(at, 'obtainedOn', '获取之日')}
        </>
      );
    case 'ABANDONED_CORRECTION':
      return (
        <>
          {line(at, 'noticeNumber', '补正告知书文号')}
          {day(at, 'noticeOn', '告知补正之日')}
          {day(at, 'respondBy', '补正期限')}
        </>
      );
    case 'FEE_UNPAID':
      return (
        <>
          {line(at, 'noticeNumber', '收费通知书文号')}
          {day(at, 'noticeOn', '通知之日')}
          {day(at, 'respondBy', '缴费期限')}
          {line(at, 'amountYuan', '金额（元）')}
        </>
      );
    case 'OTHER':
      return area(at, 'reason', '理由', '例如：申请内容是就办事流程提出的咨询');
    default:
      return null;
  }
}

const ANSWERS: Readonly<Record<Facts['thirdParties'][number]['answer'], string>> = {
  agreed: '同意公开',
  refused: '不同意公开',
  silent: '逾期未答复',
  open: '尚未答复',
};

function day(at: Path, name: string, label: string): ReactNode {
  return field(at, name, label, <DateField />);
}
