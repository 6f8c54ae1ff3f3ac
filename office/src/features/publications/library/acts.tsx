import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../../api.ts';
import {
  recordDocumentStep,
  relateNormativeDocuments,
  suspendNormativeDocument,
} from '../../../client.generated/index.ts';
import type {
  LibrarySummary,
  NormativeDocumentDetail,
  RecordDocumentStepData,
  RelateNormativeDocumentsData,
} from '../../../client.generated/types.gen.ts';
import { DateField } from '../../../components/date-field.tsx';
import { DocumentPicker } from '../picker.tsx';
import { today } from '../terms.ts';

const titles = { relate: '记录对其他文件的影响', suspend: '停止执行', step: '记录制定程序和备案' } as const;

type Values = RelateNormativeDocumentsData['body'] & RecordDocumentStepData['body'] & { reason: string };

/** What a document does to another, its suspension, its procedure. */
export function DocumentActs({
  document,
  summary,
  act,
  onClose,
}: {
  document: NormativeDocumentDetail;
  summary: LibrarySummary;
  act: keyof typeof titles;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<{ title: string; text: string } | null>(null);
  const queries = useQueryClient();
  const { id } = document;
  const resumes = document.status === 'suspended';
  const chosen = Form.useWatch('relation', form);
  const relation = summary.relations.find(({ key }) => key === chosen);
  const run = useMutation({
    mutationFn: ({ toId, relation: kind, on, note, reason, ...step }: Values) => {
      const path = { id };
      if (act === 'relate')
        return call(relateNormativeDocuments({ path, body: { toId, relation: kind, on, note: note || null } }));
      if (act === 'suspend') return call(suspendNormativeDocument({ path, body: { suspended: !resumes, reason } }));
      return call(recordDocumentStep({ path, body: { ...step, on, address: step.address || null } }));
    },
    onSuccess: (changed) => {
      queries.setQueryData(['document', id], changed);
      void queries.invalidateQueries({ queryKey: ['document'] });
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['library-summary'] });
      onClose();
    },
    onError: (error) => {
      const text = showBesideFields(form, error);
      setFault(text === null ? null : { title: error instanceof Fault ? error.title : '没有成功', text });
    },
  });
  const title = act === 'suspend' && resumes ? '恢复执行' : titles[act];
  return (
    <Drawer
      open
      size={480}
      title={title}
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={run.isPending} onClick={() => form.submit()}>
            确定
          </Button>
        </div>
      }
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault.title} description={fault.text} /> : null}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: act === 'relate' ? document.issuedOn : today() }}
        onFinish={(values) => {
          setFault(null);
          run.mutate(values);
        }}
      >
        {act === 'relate' ? (
          <>
            <p className="act-note">
              记录《{document.title}》对另一文件的影响；被废止、替代、修改的文件，原页面随即标注有效性。
            </p>
            <Form.Item name="relation" label="影响" rules={[{ required: true, message: '请选择影响' }]}>
              <Radio.Group options={summary.relations.map(({ key, active }) => ({ value: key, label: active }))} />
            </Form.Item>
            <Form.Item
              name="toId"
              label={
                relation
                  ? `${relation.passive === '实施文件' || relation.passive === '解释文件' ? '对象文件' : `${relation.passive}的文件`}`
                  : '另一文件'
              }
              rules={[{ required: true, message: '请选择文件' }]}
            >
              <DocumentPicker label="另一文件" />
            </Form.Item>
            <Form.Item name="on" label="自何日起" rules={[{ required: true, message: '请填写日期' }]}>
              <DateField />
            </Form.Item>
            <Form.Item name="note" label="说明">
              <Input maxLength={300} placeholder="例如：修改第三条、第八条" />
            </Form.Item>
          </>
        ) : null}
        {act === 'suspend' ? (
          <Form.Item name="reason" label="理由" rules={[{ required: true, whitespace: true, message: '请写明理由' }]}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        ) : null}
        {act === 'step' ? (
          <>
            <Form.Item name="kind" label="环节" rules={[{ required: true, message: '请选择环节' }]}>
              <Radio.Group
                className="stacked"
                options={summary.steps.map(({ key, label }) => ({
                  value: key,
                  label,
                  disabled: key === 'legal-review' ? !document.mayRecordReview : !document.mayRecordStep,
                }))}
              />
            </Form.Item>
            <Form.Item name="on" label="日期" rules={[{ required: true, message: '请填写日期' }]}>
              <DateField max={today()} />
            </Form.Item>
            <Form.Item
              name="byOrgan"
              label="办理机关"
              rules={[{ required: true, whitespace: true, message: '请填写办理机关' }]}
            >
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item
              name="conclusion"
              label="结论"
              rules={[{ required: true, whitespace: true, message: '请填写结论' }]}
            >
              <Input.TextArea rows={3} maxLength={500} placeholder="例如：合法性审核通过；收到意见12条，采纳8条" />
            </Form.Item>
            <Form.Item name="address" label="链接" extra="征求意见公告、采纳情况、审核意见等材料的地址。">
              <Input maxLength={500} placeholder="https:// 或者本站的 /items/…" />
            </Form.Item>
          </>
        ) : null}
      </Form>
    </Drawer>
  );
}
