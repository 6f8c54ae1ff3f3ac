import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { changeReportCollection, openReportCollection } from '../../client.generated/index.ts';
import { DateField } from '../../components/date-field.tsx';

interface Values {
  year: number;
  organDueOn: string;
  areaDueOn: string;
  note?: string;
}

/** Asks all organs for a year's figures, or moves the days by which they are due. */
export function DatesForm({
  initial,
  isNew,
  onClose,
  onDone,
}: {
  initial: Values;
  isNew: boolean;
  onClose: () => void;
  onDone: (year: number) => void;
}) {
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: async ({ year, note = '', ...dates }: Values) => {
      if (!isNew) {
        await call(changeReportCollection({ path: { year: initial.year }, body: { ...dates, note } }));
        return { year: initial.year, told: '期限已调整' };
      }
      const { organs } = await call(openReportCollection({ body: { year, ...dates, note } }));
      return { year, told: `已向${organs}个机关布置` };
    },
    onSuccess: ({ year, told }) => {
      void message.success(told);
      onDone(year);
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open onCancel={onClose} footer={null} title={isNew ? '布置数据汇总' : '调整期限'} destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        {isNew ? (
          <Form.Item name="year" label="报告年度" rules={[{ required: true, message: '请填写年度' }]}>
            <InputNumber min={2008} max={2200} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="organDueOn"
          label="各机关报送期限"
          extra="不晚于次年1月31日（《条例》第四十九条），可以提前。"
          rules={[{ required: true, message: '请填写日期' }]}
        >
          <DateField />
        </Form.Item>
        <Form.Item
          name="areaDueOn"
          label="本级政府年度报告公布期限"
          extra="不晚于次年3月31日（《条例》第四十九条），可以提前。"
          rules={[{ required: true, message: '请填写日期' }]}
        >
          <DateField />
        </Form.Item>
        <Form.Item name="note" label="说明（随布置通知各机关）">
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {isNew ? '布置' : '保存'}
        </Button>
      </Form>
    </Modal>
  );
}
