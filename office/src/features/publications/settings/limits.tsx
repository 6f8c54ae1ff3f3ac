import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { PublicationSettings } from '../../../client.generated/types.gen.ts';

/** 特别期限, one a line: category, days, their basis. */
export function LimitRows({ settings, disabled }: { settings: PublicationSettings; disabled: boolean }) {
  const categories = settings.categories.map(({ code, title }) => ({ value: code, label: title }));
  const laws = settings.laws.map(({ code, title }) => ({ value: code, label: title }));
  return (
    <Form.List name="specialLimits">
      {(fields, { add, remove }) => (
        <>
          {fields.length === 0 ? <p>没有特别期限，各类信息都按20个工作日。</p> : null}
          {fields.map(({ key, name }, i) => (
            <fieldset key={key} className="limit-row">
              <legend>第{i + 1}项</legend>
              <Form.Item
                name={[name, 'category']}
                label="公开类别"
                className="wide"
                rules={[{ required: true, message: '请选择类别' }]}
              >
                <Select options={categories} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name={[name, 'days']} label="期限" rules={[{ required: true, message: '请填写日数' }]}>
                <InputNumber min={1} max={365} precision={0} className="number-field" />
              </Form.Item>
              <Form.Item name={[name, 'unit']} label="单位">
                <Select
                  options={[
                    { value: 'working-days', label: '个工作日' },
                    { value: 'calendar-days', label: '日' },
                  ]}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'law']}
                label="依据"
                className="wide"
                rules={[{ required: true, message: '请选择依据' }]}
              >
                <Select options={laws} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name={[name, 'article']} label="第几条">
                <InputNumber min={1} max={999} precision={0} className="number-field" />
              </Form.Item>
              <Form.Item name={[name, 'note']} label="说明" className="wide">
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'verified']} valuePropName="checked" label="核对">
                <Checkbox>已核对正式文本</Checkbox>
              </Form.Item>
              {disabled ? null : (
                <Button type="link" danger className="flush" onClick={() => remove(name)}>
                  删除第{i + 1}项
                </Button>
              )}
            </fieldset>
          ))}
          {disabled ? null : (
            <Button
              onClick={() =>
                add({
                  days: 7,
                  unit: 'working-days',
                  law: 'disclosureRegulation',
                  article: 26,
                  verified: false,
                  note: '',
                })
              }
            >
              增加特别期限
            </Button>
          )}
        </>
      )}
    </Form.List>
  );
}
