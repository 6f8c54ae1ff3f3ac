import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { withdrawPublication } from '../../client.generated/index.ts';
import type { Publication, PublicationTerms, WithdrawPublicationData } from '../../client.generated/types.gen.ts';

interface WithdrawForm {
  kind: WithdrawPublicationData['body']['kind'];
  reason: string;
}

/** Takes the page down by type and reason; its address goes on telling why. */
export function Withdraw({
  publication,
  terms,
  onClose,
}: {
  publication: Publication;
  terms: PublicationTerms;
  onClose: () => void;
}) {
  const [form] = Form.useForm<WithdrawForm>();
  const [fault, setFault] = useState<string | null>(null);
  const queries = useQueryClient();
  const kind = Form.useWatch('kind', form);
  const chosen = terms.withdrawals.find(({ key }) => key === kind);
  const run = useMutation({
    mutationFn: (values: WithdrawForm) =>
      call(withdrawPublication({ path: { id: publication.id }, body: { revision: publication.revision, ...values } })),
    onSuccess: (changed) => {
      queries.setQueryData(['publication', publication.id], changed);
      void queries.invalidateQueries({ queryKey: ['publications'] });
      onClose();
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open width={640} onCancel={onClose} footer={null} title="撤下信息" destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title="没有撤下" description={fault} /> : null}
      <Form<WithdrawForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => {
          setFault(null);
          run.mutate(values);
        }}
      >
        <Form.Item name="kind" label="撤下类型" rules={[{ required: true, message: '请选择撤下类型' }]}>
          <Radio.Group
            className="stacked"
            options={terms.withdrawals.map(({ key, label, basis }) => ({ value: key, label: `${label}（${basis}）` }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label="原因"
          extra={
            chosen
              ? `原地址将显示：“${chosen.explanation}”${chosen.showsTitle ? '名称和原因一并显示。' : '名称和原因不对外显示，只记入办理经过。'}`
              : '撤下后原地址仍可访问，并说明撤下的类型和依据。'
          }
          rules={[{ required: true, whitespace: true, message: '请写明原因' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Button danger type="primary" htmlType="submit" loading={run.isPending}>
          撤下
        </Button>
      </Form>
    </Modal>
  );
}
