import { Checkbox, Form, Input, Select } from 'antd';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { useOrgans } from '../organs/organ-data.ts';
import { ROLE_OPTIONS } from './roles.ts';

/** A group of boxes takes no `aria-required`, which a required field would get. */
export const atLeastOne = {
  validator: (_: unknown, chosen: readonly string[] | undefined) =>
    chosen && chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error('请至少选择一项')),
};

/** Organs in which the person may do the act, as choices. */
export function useOrganOptions(act: 'users.create' | 'users.assign-post' | 'users.list') {
  const { may } = useOffice();
  const { data } = useOrgans();
  return (data?.organs ?? [])
    .filter(({ code, activeTo }) => activeTo === null && may(act, code))
    .map(({ code, name }) => ({ value: code, label: name }));
}

/** Organ, title, roles and first day of a post; the names are those of the API. */
export function PostFields({ act }: { act: 'users.create' | 'users.assign-post' }) {
  const options = useOrganOptions(act);
  return (
    <>
      <Form.Item name="organCode" label="机关" rules={[{ required: true, message: '请选择机关' }]}>
        <Select options={options} showSearch={{ optionFilterProp: 'label' }} placeholder="请选择" />
      </Form.Item>
      <Form.Item
        name="title"
        label="职务"
        rules={[{ required: true, whitespace: true, message: '请填写职务' }]}
        extra="例如：办公室科员"
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="roles" label="职责（至少一项）" rules={[atLeastOne]}>
        <Checkbox.Group className="stacked">
          {ROLE_OPTIONS.map(({ value, label, hint }) => (
            <Checkbox key={value} value={value}>
              {label}
              <span className="sub">{hint}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      <Form.Item name="activeFrom" label="任职开始日期" extra="不填为今天">
        <DateField />
      </Form.Item>
    </>
  );
}
