import { Checkbox, Form, Input, Radio, Select } from 'antd';
import type { RegisterApplicationInput } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';

type Category = RegisterApplicationInput['applicantCategory'];
export type Particulars = NonNullable<RegisterApplicationInput['particulars']>;

const NAMES = [
  'idType',
  'idNumber',
  'creditCode',
  'representative',
  'contactName',
  'telephone',
  'email',
  'address',
  'postcode',
  'medium',
  'route',
  'deliverTo',
  'acceptsOther',
  'assistance',
  'assistanceNote',
] as const satisfies readonly (keyof Particulars)[];

/** Of the values of a form, what belongs to these fields. */
export function particularsFrom(values: Partial<Particulars>): Particulars {
  return Object.fromEntries(
    NAMES.flatMap((name) => (values[name] === undefined || values[name] === null ? [] : [[name, values[name]]])),
  ) as Particulars;
}

function Line({ name, label, longest }: { name: keyof Particulars; label: string; longest: number }) {
  return (
    <Form.Item name={name} label={label}>
      <Input maxLength={longest} autoComplete="off" />
    </Form.Item>
  );
}

/** What an application on paper says of its applicant, of the way to answer (Art. 29) and of help wanted (Art. 43). */
export function ParticularsFields({ category }: { category: Category | undefined }) {
  const { terms } = useOffice();
  const form = Form.useFormInstance();
  const medium = Form.useWatch('medium', form) as string | undefined;
  if (!terms) return null;
  const fitting = terms.media.find(({ key }) => key === medium)?.routes;
  const choices = (labelled: readonly { key: string; label: string }[]) =>
    labelled.map(({ key, label }) => ({ value: key, label }));
  return (
    <>
      {category === 'natural' ? (
        <div className="form-pair">
          <Form.Item name="idType" label="身份证件种类">
            <Select options={choices(terms.identityPapers)} popupMatchSelectWidth={false} />
          </Form.Item>
          <Line name="idNumber" label="证件号码" longest={40} />
        </div>
      ) : (
        <>
          <Line name="creditCode" label="统一社会信用代码" longest={40} />
          <div className="form-pair">
            <Line name="representative" label="法定代表人或者负责人" longest={100} />
            <Line name="contactName" label="联系人" longest={100} />
          </div>
        </>
      )}
      <div className="form-pair">
        <Line name="telephone" label="联系电话" longest={40} />
        <Line name="email" label="电子邮箱" longest={200} />
      </div>
      <div className="form-pair">
        <Line name="address" label="通信地址" longest={200} />
        <Line name="postcode" label="邮政编码" longest={20} />
      </div>
      <Form.Item name="medium" label="获取信息的方式">
        <Radio.Group
          options={[...choices(terms.media), { value: '', label: '未写明' }]}
          onChange={() => form.setFieldValue('route', '')}
        />
      </Form.Item>
      {fitting ? (
        <>
          <Form.Item name="route" label="获取信息的途径">
            <Radio.Group options={choices(terms.routes.filter(({ key }) => fitting.includes(key)))} />
          </Form.Item>
          <Form.Item name="deliverTo" label="接收地址、邮箱或者传真号码" extra="与上面填写的联系方式相同的，不必再填。">
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="acceptsOther" label="无法按照上述方式提供时">
            <Radio.Group
              options={[
                { value: 'yes', label: '接受其他方式' },
                { value: 'no', label: '不接受其他方式' },
                { value: '', label: '未写明' },
              ]}
            />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="assistance" label="需要的帮助" extra="《中华人民共和国政府信息公开条例》第四十三条">
        <Checkbox.Group options={choices(terms.assistance)} className="stacked" />
      </Form.Item>
      <Line name="assistanceNote" label="帮助的说明" longest={200} />
    </>
  );
}
