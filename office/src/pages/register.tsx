import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, showBesideFields } from '../api.ts';
import { registerApplication } from '../client.generated/index.ts';
import type { RegisterApplicationInput } from '../client.generated/types.gen.ts';
import { DateField } from '../components/date-field.tsx';
import { FormFaults } from '../components/form-faults.tsx';
import { CodeSlip } from '../features/requests/code-slip.tsx';
import { type Particulars, ParticularsFields, particularsFrom } from '../features/requests/particulars-fields.tsx';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Loading, NotFound } from '../shell/states.tsx';

interface RegisterForm extends Partial<Particulars> {
  organCode: string;
  channel: RegisterApplicationInput['channel'];
  applicantCategory: RegisterApplicationInput['applicantCategory'];
  applicantName: string;
  subject: string;
  submittedOn: string;
  receivedOn?: string | null;
}

const today = (): string => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
const receiptLabels = { 'same-day': '收到申请之日', signed: '签收之日', confirmed: '双方确认之日' } as const;

export default function Register() {
  const { terms, may, organs, organ } = useOffice();
  const [form] = Form.useForm<RegisterForm>();
  const [fault, setFault] = useState<string | null>(null);
  const category = Form.useWatch('applicantCategory', form);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const channel = Form.useWatch('channel', form);
  const submittedOn = Form.useWatch('submittedOn', form);
  const register = useMutation({
    mutationFn: (values: RegisterForm) => {
      const receipt = terms?.channels.find(({ key }) => key === values.channel)?.receipt;
      const receivedOn = receipt === 'same-day' ? values.submittedOn : (values.receivedOn ?? null);
      const subject = values.subject.replace(/\s+/g, ' ').trim();
      const { organCode, applicantCategory, applicantName, submittedOn } = values;
      const plain = { organCode, channel: values.channel, applicantCategory, applicantName, submittedOn };
      return call(
        registerApplication({ body: { ...plain, subject, receivedOn, particulars: particularsFrom(values) } }),
      );
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['desk'] });
      void queries.invalidateQueries({ queryKey: ['worklist'] });
    },
    onError: (error) => setFault(showBesideFields(form, error, '/particulars')),
  });
  if (!may('requests.register')) return <NotFound />;
  if (!terms) return <Loading />;
  const choices = organs.filter(({ code }) => may('requests.register', code));
  const rule = terms.channels.find(({ key }) => key === channel);
  return (
    <>
      {register.data ? (
        <CodeSlip
          title={`已登记，编号${register.data.number}`}
          reference={register.data.reference}
          accessCode={register.data.accessCode}
          organ={organs.find(({ code }) => code === register.variables?.organCode)?.name ?? ''}
          closeText="打开申请"
          onClose={() => void navigate(`/requests/${register.data.id}`)}
        />
      ) : null}
      <PageTitle title="登记申请" />
      <Card className="form-card">
        {fault ? <Alert type="error" showIcon role="alert" title="没有登记成功" description={fault} /> : null}
        <Form<RegisterForm>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={{
            organCode: organ && choices.some(({ code }) => code === organ) ? organ : choices[0]?.code,
            applicantCategory: 'natural',
            submittedOn: today(),
            receivedOn: null,
            idType: 'resident-id',
            medium: '',
            acceptsOther: '',
          }}
          onFinish={(values) => {
            setFault(null);
            register.mutate(values);
          }}
        >
          <FormFaults />
          {choices.length > 1 ? (
            <Form.Item name="organCode" label="受理机关" rules={[{ required: true, message: '请选择受理机关' }]}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={choices.map(({ code, name }) => ({ value: code, label: name }))}
              />
            </Form.Item>
          ) : (
            <Form.Item name="organCode" label="受理机关">
              <Select disabled options={choices.map(({ code, name }) => ({ value: code, label: name }))} />
            </Form.Item>
          )}
          <Form.Item name="channel" label="提交方式" rules={[{ required: true, message: '请选择提交方式' }]}>
            <Radio.Group options={terms.channels.map(({ key, label }) => ({ value: key, label }))} />
          </Form.Item>
          <div className="form-row">
            <Form.Item name="submittedOn" label="提交日期" rules={[{ required: true, message: '请填写提交日期' }]}>
              <DateField max={today()} />
            </Form.Item>
            {rule && rule.receipt !== 'same-day' ? (
              <Form.Item
                name="receivedOn"
                label={receiptLabels[rule.receipt]}
                extra={
                  rule.receipt === 'confirmed'
                    ? `${rule.receiptRule}。尚未确认的先不填，确认后在申请页面记录。`
                    : `${rule.receiptRule}。`
                }
              >
                <DateField max={today()} />
              </Form.Item>
            ) : rule ? (
              <Form.Item label="收到申请之日" extra={`${rule.receiptRule}。`}>
                <span className="fixed-value">{submittedOn ?? '—'}</span>
              </Form.Item>
            ) : null}
          </div>
          <Form.Item
            name="applicantCategory"
            label="申请人类别"
            rules={[{ required: true, message: '请选择申请人类别' }]}
          >
            <Radio.Group options={terms.categories.map(({ key, label }) => ({ value: key, label }))} />
          </Form.Item>
          <Form.Item
            name="applicantName"
            label="申请人姓名或者名称"
            rules={[{ required: true, whitespace: true, message: '请填写申请人姓名或者名称' }]}
          >
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="subject"
            label="所需政府信息内容描述"
            extra="按申请表抄录名称、文号或者便于查询的其他特征性描述；不要写入身份证件号码、电话、住址。"
            rules={[{ required: true, whitespace: true, message: '请填写所需政府信息内容描述' }]}
          >
            <Input.TextArea rows={4} maxLength={500} showCount />
          </Form.Item>
          <h2 className="form-part">申请人证件、联系方式和获取方式</h2>
          <p className="act-note">
            按申请表抄录；没有写明的留空，以后可以在申请页面补充。这些内容加密保存，查看时须填写事由。
          </p>
          <ParticularsFields category={category} />
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            登记
          </Button>
        </Form>
      </Card>
    </>
  );
}
