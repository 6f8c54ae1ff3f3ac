import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import { serveCaseLetter } from '../../client.generated/index.ts';
import type { CaseLetter, ServeLetterInput } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { serviceOptions } from './letter-fields.tsx';

const PROOFS: Readonly<Record<string, string>> = {
  hand: '签收人，例如：申请人本人签收',
  post: '邮件种类和号码，例如：给据邮件XA00000000001',
  online: '到达情况，例如：申请人邮箱回执',
};

/** How a letter was served, with its proof. */
export function ServeForm({ caseId, letter, onClose }: { caseId: string; letter: CaseLetter; onClose: () => void }) {
  const [form] = Form.useForm<ServeLetterInput>();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const service = Form.useWatch('service', form);
  const serve = useMutation({
    mutationFn: (body: ServeLetterInput) => call(serveCaseLetter({ path: { id: caseId, letterId: letter.id }, body })),
    onSuccess: ({ problems }) => {
      for (const key of ['case-letters', 'case', 'desk', 'worklist', 'fee-ledger'])
        void queries.invalidateQueries({ queryKey: [key] });
      onClose();
      if (problems.length > 0)
        modal.warning({
          title: '已经登记，但与规定不符',
          content: problems.map(({ message: text, basis }) => `${text}（${basis}）`).join('；'),
        });
      else void message.success('送达已登记');
    },
    onError: (error) => {
      setFault(showBesideFields(form, error));
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['case-letters'] });
    },
  });
  const dayLabel = letter.deliveryStartsDays
    ? '对方收到之日'
    : service === 'post'
      ? '交邮之日'
      : service === 'online'
        ? '到达之日'
        : '签收之日';
  return (
    <Modal
      open
      title={`登记送达：${letter.title}`}
      okText="登记"
      onOk={() => form.submit()}
      confirmLoading={serve.isPending}
      onCancel={onClose}
      destroyOnHidden
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {letter.inTime ? <Alert type="info" showIcon title={letter.inTime.text} /> : null}
      {letter.deliveryStartsDays ? (
        <Alert type="info" showIcon title="期限自对方收到之日的次日起算，请填写收到之日，不是寄出之日。" />
      ) : null}
      <Form<ServeLetterInput>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ service: letter.to === 'applicant' ? 'hand' : 'post' }}
        onFinish={(values) => {
          setFault(null);
          serve.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="service" label="送达方式" rules={[{ required: true, message: '请选择送达方式' }]}>
          <Radio.Group name="serve-service" options={serviceOptions} />
        </Form.Item>
        <Form.Item name="on" label={dayLabel} rules={[{ required: true, message: `请填写${dayLabel}` }]}>
          <DateField />
        </Form.Item>
        <Form.Item
          name="proof"
          label="送达证明"
          extra={PROOFS[service ?? 'hand']}
          rules={[{ required: true, whitespace: true, message: '请填写签收人、邮件号码或者到达情况' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
