import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { call } from '../../api.ts';
import { recordPayment } from '../../client.generated/index.ts';
import type { ApplicationCase } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { DateField } from '../../components/date-field.tsx';

/** A fee was paid: the day and the fiscal receipt. */
export function PaymentForm({ found, onClose }: { found: ApplicationCase; onClose: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return (
    <ActModal
      title="登记缴费"
      okText="登记"
      withReason={false}
      initial={{ on: found.today }}
      send={(values: { on: string; receiptNumber: string }) =>
        call(recordPayment({ path: { id: found.id }, body: { version: found.version, ...values } }))
      }
      onDone={() => {
        for (const key of ['case', 'fee-ledger', 'desk', 'worklist', 'case-letters'])
          void queries.invalidateQueries({ queryKey: [key] });
        void message.success('缴费已登记，处理期限自缴费完成次日重新计算');
        onClose();
      }}
      onClose={onClose}
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
    </ActModal>
  );
}
