import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Modal, Radio, Upload } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import { recordOwnReportAddress, removeOwnReport } from '../../client.generated/index.ts';
import type { Problem, ReportTask } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useDone } from './task.tsx';

interface Values {
  kind: 'file' | 'address';
  scope: 'own' | 'aggregated';
  address?: string;
  publishedOn?: string;
}

/** The file to the server, which reads it. @throws Fault */
async function send(task: ReportTask, file: File, { scope, address, publishedOn }: Values): Promise<void> {
  const body = new FormData();
  body.set('file', file, file.name);
  const query = new URLSearchParams({ scope });
  if (address) query.set('address', address);
  if (publishedOn) query.set('publishedOn', publishedOn);
  const url = `/api/v1/office/report-collections/${task.year}/tasks/${task.organCode}/own-report?${query}`;
  let response: Response;
  try {
    response = await fetch(url, { method: 'PUT', body });
  } catch {
    throw new Fault(0, undefined);
  }
  if (!response.ok)
    throw new Fault(response.status, (await response.json().catch(() => undefined)) as Problem | undefined);
}

/** A report the organ made itself: its file is read and stands against the records; its address is shown to the public. */
export function OwnReport({ task }: { task: ReportTask }) {
  const [isAsked, setAsked] = useState(false);
  const done = useDone();
  const { organReport, may } = task;
  const path = { year: task.year, organ: task.organCode };
  const remove = useMutation({
    mutationFn: () => call(removeOwnReport({ path })),
    onSuccess: () => done('已撤下'),
  });
  return (
    <Card
      title="本机关自行编制的年度报告"
      size="small"
      extra={
        may.fill ? (
          <Button size="small" onClick={() => setAsked(true)}>
            {organReport ? '更换' : '提供文件或者网址'}
          </Button>
        ) : null
      }
    >
      {remove.error ? <Alert type="error" showIcon role="alert" title={remove.error.message} /> : null}
      {organReport ? (
        <div className="report-state">
          {organReport.fileName ? (
            <a href={`/api/v1/office/report-collections/${task.year}/tasks/${task.organCode}/own-report`}>
              {organReport.fileName}
            </a>
          ) : null}
          {organReport.address ? (
            <a href={organReport.address} target="_blank" rel="noreferrer">
              {organReport.address}
            </a>
          ) : null}
          <span>{organReport.publishedOn ? `${organReport.publishedOn}公布` : '未填公布日期'}</span>
          {organReport.isRead ? <span>已读取三张表格，与记录逐项比较</span> : null}
          {may.fill ? (
            <Button size="small" danger loading={remove.isPending} onClick={() => remove.mutate()}>
              撤下
            </Button>
          ) : null}
        </div>
      ) : (
        <p className="sub">
          年度报告不在本平台编制的，请提供文件（DOCX、XLSX或者带文字的PDF）或者网址；填写公布日期后，公众可以在年报栏目中看到。
        </p>
      )}
      {isAsked ? <OwnReportForm task={task} onClose={() => setAsked(false)} /> : null}
    </Card>
  );
}

function OwnReportForm({ task, onClose }: { task: ReportTask; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const kind = Form.useWatch('kind', form) ?? 'file';
  const done = useDone();
  const save = useMutation({
    mutationFn: async (values: Values) => {
      if (values.kind === 'file') {
        if (!file) throw new Error('请选择年度报告文件。');
        await send(task, file, values);
      } else {
        const { scope, address = '', publishedOn } = values;
        const path = { year: task.year, organ: task.organCode };
        const body = { scope, address, ...(publishedOn ? { publishedOn } : {}) };
        await call(recordOwnReportAddress({ path, body }));
      }
    },
    onSuccess: () => {
      onClose();
      done('已保存');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open onCancel={onClose} footer={null} title="本机关自行编制的年度报告" destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'file', scope: 'own' }}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        <Form.Item name="kind" label="提供方式">
          <Radio.Group
            options={[
              { value: 'file', label: '文件' },
              { value: 'address', label: '网址' },
            ]}
          />
        </Form.Item>
        {kind === 'file' ? (
          <Form.Item label="文件" extra="读取其中的三张表格，与记录逐项比较。">
            <Upload
              accept=".docx,.xlsx,.pdf"
              maxCount={1}
              fileList={file ? [{ uid: 'file', name: file.name }] : []}
              onRemove={() => setFile(null)}
              beforeUpload={(chosen) => {
                setFile(chosen);
                return false;
              }}
            >
              <Button>选择文件</Button>
            </Upload>
          </Form.Item>
        ) : null}
        <Form.Item
          name="address"
          label={kind === 'file' ? '公布网址（可不填）' : '公布网址'}
          rules={kind === 'file' ? [] : [{ required: true, message: '请填写网址' }]}
        >
          <Input maxLength={1000} placeholder="https://" />
        </Form.Item>
        <Form.Item name="publishedOn" label="公布日期（填写后在年报栏目中公开）">
          <DateField />
        </Form.Item>
        <Form.Item name="scope" label="统计范围">
          <Radio.Group
            options={[
              { value: 'own', label: '仅本机关' },
              { value: 'aggregated', label: '含所属机关' },
            ]}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </Form>
    </Modal>
  );
}
