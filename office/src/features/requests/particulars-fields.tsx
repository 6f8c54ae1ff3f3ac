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
        <div className="form-row">
          <Form.Item name="idType" label="身份证件种类">
            <Select options={choices(terms.identityPapers)} popupMatchSelectWidth={false} />
          </Form.Item>
          <Form.Item name="idNumber" label="证件号码">
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        </div>
      ) : (
        <>
          <Form.Item name="creditCode" label="统一社会信用代码">
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <div className="form-row">
            <Form.Item name="representative" label="法定代表人或者负责人">
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <Form.Item name="contactName" label="联系人">
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
          </div>
        </>
      )}
      <div className="form-row">
        <Form.Item name="telephone" label="联系电话">
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label="电子邮箱">
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item name="address" label="通信地址" className="form-wide">
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="postcode" label="邮政编码">
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
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
              ]}
            />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="assistance" label="需要的帮助" extra="《中华人民共和国政府信息公开条例》第四十三条">
        <Checkbox.Group options={choices(terms.assistance)} className="stacked" />
      </Form.Item>
      <Form.Item name="assistanceNote" label="帮助的说明">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  );
}
