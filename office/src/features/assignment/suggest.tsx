import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { suggestProactive } from '../../client.generated/index.ts';
import type { SuggestProactiveInput } from '../../client.generated/types.gen.ts';
import { FormFaults } from '../../components/form-faults.tsx';

/** 条例 Art. 44: suggests to disclose proactively what an application asks for. */
export function SuggestDialog({
  applicationId,
  applications,
  onClose,
}: {
  applicationId: string;
  applications: number;
  onClose: () => void;
}) {
  const [form] = Form.useForm<SuggestProactiveInput>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const suggest = useMutation({
    mutationFn: (body: SuggestProactiveInput) => call(suggestProactive({ path: { id: applicationId }, body })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['proactive'] });
      void message.success('建议已提出，由政府信息公开工作机构负责人处理');
      onClose();
      void navigate('/proactive-suggestions');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open onCancel={onClose} footer={null} title="建议纳入主动公开范围" destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ source: applications > 1 ? 'applicants' : 'office', applications }}
        onFinish={(values) => suggest.mutate(values)}
      >
        <FormFaults />
        <Form.Item name="source" label="建议来源">
          <Radio.Group
            options={[
              { value: 'applicants', label: '多个申请人申请公开' },
              { value: 'applicant', label: '申请人建议' },
              { value: 'office', label: '本机关提出' },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="title"
          label="拟公开信息的名称"
          extra="采纳后作为主动公开稿件的标题。请勿照抄申请内容中的个人信息。"
          rules={[{ required: true, whitespace: true, message: '请填写拟公开信息的名称' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={[{ required: true, whitespace: true, message: '请填写理由' }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item name="applications" label="相同内容的申请件数">
          <InputNumber min={1} precision={0} suffix="件" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={suggest.isPending}>
          提出建议
        </Button>
      </Form>
    </Modal>
  );
}
