import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { recordPayment } from '../../client.generated/index.ts';
import type { ApplicationCase } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';

/** A fee was paid: the day and the fiscal receipt. */
export function PaymentForm({ found, onClose }: { found: ApplicationCase; onClose: () => void }) {
  const [form] = Form.useForm<{ on: string; receiptNumber: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const record = useMutation({
    mutationFn: (values: { on: string; receiptNumber: string }) =>
      call(recordPayment({ path: { id: found.id }, body: { version: found.version, ...values } })),
    onSuccess: () => {
      for (const key of ['case', 'fee-ledger', 'desk', 'worklist', 'case-letters'])
        void queries.invalidateQueries({ queryKey: [key] });
      void message.success('缴费已登记，处理期限自缴费完成次日重新计算');
      onClose();
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal
      open
      title="登记缴费"
      okText="登记"
      onOk={() => form.submit()}
      confirmLoading={record.isPending}
      onCancel={onClose}
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: found.today }}
        onFinish={(values) => record.mutate(values)}
      >
        <Form.Item name="on" label="完成缴费之日" rules={[{ required: true, message: '请填写完成缴费之日' }]}>
          <DateField max={found.today} />
        </Form.Item>
        <Form.Item
          name="receiptNumber"
          label="财政票据号码"
          rules={[{ required: true, whitespace: true, message: '请填写财政票据号码' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
