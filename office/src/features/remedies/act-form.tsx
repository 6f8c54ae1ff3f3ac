import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Drawer, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import { recordRemedyEvent } from '../../client.generated/index.ts';
import type { RecordRemedyEventInput, RemedyCase } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { useRemedyTerms } from './terms.ts';

/** What the day of an act means, where its name does not say. */
const DAYS: Readonly<Record<string, string>> = {
  accepted: '受理（立案）日期',
  'copy-received': '本机关收到副本的日期',
  answered: '提交日期',
  concluded: '决定书、判决书、裁定书的日期',
  'appeal-concluded': '二审裁判的日期',
};

/** Records one step of a case; refusals name the article, faults stand beside their fields. */
export function RemedyActForm({
  found,
  act,
  onClose,
}: {
  found: RemedyCase;
  act: { key: string; label: string };
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [fault, setFault] = useState<{ title: string; text: string } | null>(null);
  const { data: terms } = useRemedyTerms();
  const conclusion = Form.useWatch('conclusion', form) as string | undefined;
  const outcome = Form.useWatch('outcome', form) as string | undefined;
  const ordered = Form.useWatch('ordered', form) as boolean | undefined;
  const isCorrected = found.conclusions.find(({ key }) => key === conclusion)?.result === 'corrected';
  const record = useMutation({
    mutationFn: ({ ordered: isOrdered, reanswerBy, ...values }: Record<string, unknown>) => {
      const given = Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
      );
      const event = { kind: act.key, ...given, ...(isOrdered ? { reanswer: { dueOn: reanswerBy ?? null } } : {}) };
      return call(
        recordRemedyEvent({
          path: { id: found.id },
          body: { version: found.version, event: event as RecordRemedyEventInput['event'] },
        }),
      );
    },
    onSuccess: ({ openedReanswer }) => {
      for (const key of ['remedy', 'remedies', 'case', 'worklist', 'desk', 'application-remedies'])
        void queries.invalidateQueries({ queryKey: [key] });
      void message.success(openedReanswer ? '已记录，并在原申请上开启了重新答复' : `已记录“${act.label}”`);
      onClose();
    },
    onError: (error) => {
      const text = showBesideFields(form, error, '/event');
      setFault(text === null ? null : { title: error instanceof Fault ? error.title : '没有成功', text });
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['remedy', found.id] });
    },
  });
  return (
    <Drawer
      open
      size={460}
      title={act.label}
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={record.isPending} onClick={() => form.submit()}>
            记录
          </Button>
        </div>
      }
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault.title} description={fault.text} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: found.today, procedure: 'ordinary', by: 'organ' }}
        onFinish={(values) => {
          setFault(null);
          record.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="on" label={DAYS[act.key] ?? '日期'} rules={[{ required: true, message: '请填写日期' }]}>
          <DateField max={found.today} />
        </Form.Item>
        {act.key === 'accepted' ? (
          <Form.Item name="procedure" label="审理程序">
            <Radio.Group
              options={[
                { value: 'ordinary', label: '普通程序' },
                { value: 'simplified', label: '简易程序' },
              ]}
            />
          </Form.Item>
        ) : null}
        {act.key === 'extended' ? (
          <Form.Item name="until" label="延长后的届满日" rules={[{ required: true, message: '请填写延长后的届满日' }]}>
            <DateField />
          </Form.Item>
        ) : null}
        {act.key === 'appealed' ? (
          <Form.Item name="by" label="上诉人">
            <Radio.Group
              options={[
                { value: 'organ', label: '本机关' },
                { value: 'applicant', label: '原告' },
              ]}
            />
          </Form.Item>
        ) : null}
        {act.key === 'appeal-concluded' ? (
          <Form.Item name="outcome" label="二审结果" rules={[{ required: true, message: '请选择二审结果' }]}>
            <Select options={(terms?.appealOutcomes ?? []).map(({ key, label }) => ({ value: key, label }))} />
          </Form.Item>
        ) : null}
        {act.key === 'concluded' || outcome === 'changed' ? (
          <Form.Item
            name="conclusion"
            label={act.key === 'concluded' ? '审理结果' : '改判后的结果'}
            rules={[{ required: true, message: '请选择审理结果' }]}
          >
            <Select options={found.conclusions.map(({ key, label }) => ({ value: key, label }))} />
          </Form.Item>
        ) : null}
        {act.key === 'concluded' ? (
          <Form.Item name="receivedOn" label="送达日期" extra="起诉、上诉的期限自送达之日起算。">
            <DateField />
          </Form.Item>
        ) : null}
        {act.key === 'concluded' || act.key === 'appeal-concluded' ? (
          <Form.Item name="documentNumber" label="文书编号">
            <Input maxLength={100} />
          </Form.Item>
        ) : null}
        {isCorrected || outcome === 'affirmed' ? (
          <>
            <Form.Item
              name="ordered"
              valuePropName="checked"
              extra="将在原申请上开启重新答复，不产生新的申请，年度报告不重复计数。"
            >
              <Checkbox>责令本机关重新答复</Checkbox>
            </Form.Item>
            {ordered ? (
              <Form.Item
                name="reanswerBy"
                label="重新答复的届满日"
                extra="决定（判决）未写明的不填，按条例规定的期限计算。"
              >
                <DateField />
              </Form.Item>
            ) : null}
          </>
        ) : null}
      </Form>
    </Drawer>
  );
}
