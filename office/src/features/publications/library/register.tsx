import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, showBesideFields } from '../../../api.ts';
import { registerNormativeDocument } from '../../../client.generated/index.ts';
import type { LibrarySummary, RegisterNormativeDocumentData } from '../../../client.generated/types.gen.ts';
import { DateField } from '../../../components/date-field.tsx';
import { useOffice } from '../../../session.tsx';
import { today } from '../terms.ts';

type RegisterForm = RegisterNormativeDocumentData['body'];

/** 统一登记、统一编号: the number is given by the system and never leaves a gap. */
export function Register({ summary, onClose }: { summary: LibrarySummary; onClose: () => void }) {
  const { organ, may } = useOffice();
  const [form] = Form.useForm<RegisterForm>();
  const [fault, setFault] = useState<string | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const choices = summary.organs.filter(({ code }) => may('documents.register', code));
  const run = useMutation({
    mutationFn: (values: RegisterForm) =>
      call(
        registerNormativeDocument({
          body: { ...values, expiresOn: values.expiresOn ?? null, unifiedSeries: values.unifiedSeries || null },
        }),
      ),
    onSuccess: (registered) => {
      queries.setQueryData(['document', registered.id], registered);
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['library-summary'] });
      void navigate(`/library/${registered.id}`);
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open width={680} onCancel={onClose} footer={null} title="登记文件" destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title="没有登记" description={fault} /> : null}
      <Form<RegisterForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          organCode: organ && choices.some(({ code }) => code === organ) ? organ : choices[0]?.code,
          kind: 'normative-document',
          issuedOn: today(),
          effectiveOn: today(),
        }}
        onFinish={(values) => {
          setFault(null);
          run.mutate(values);
        }}
      >
        <Form.Item name="organCode" label="制定机关" rules={[{ required: true, message: '请选择制定机关' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            disabled={choices.length < 2}
            options={choices.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <Form.Item name="kind" label="文件种类">
          <Radio.Group
            options={[
              { value: 'normative-document', label: '行政规范性文件' },
              { value: 'rule', label: '规章' },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="title"
          label="文件名称"
          rules={[{ required: true, whitespace: true, message: '请填写文件名称' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <div className="form-row">
          <Form.Item
            name="documentNumber"
            label="发文字号"
            rules={[{ required: true, whitespace: true, message: '请填写发文字号' }]}
          >
            <Input maxLength={60} placeholder="例如仑政办〔2022〕12号" />
          </Form.Item>
          <Form.Item name="unifiedSeries" label="统一编号序列" extra="顺序号登记时编定，不留空号。">
            <AutoComplete
              placeholder="例如BBLD01"
              options={summary.series.map((series) => ({ value: series }))}
              showSearch={{ filterOption: (text, option) => (option?.value ?? '').startsWith(text.toUpperCase()) }}
            />
          </Form.Item>
        </div>
        <div className="form-row">
          <Form.Item name="issuedOn" label="制发日期" rules={[{ required: true, message: '请填写制发日期' }]}>
            <DateField max={today()} />
          </Form.Item>
          <Form.Item name="effectiveOn" label="施行日期" rules={[{ required: true, message: '请填写施行日期' }]}>
            <DateField />
          </Form.Item>
          <Form.Item name="expiresOn" label="有效期至" extra="没有规定有效期的不填；届满自动失效。">
            <DateField />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={run.isPending}>
          登记
        </Button>
      </Form>
    </Modal>
  );
}
