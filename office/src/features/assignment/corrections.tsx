import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Input, Radio, Segmented, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { listRecordsCorrections, registerRecordsCorrection } from '../../client.generated/index.ts';
import type { RecordsCorrectionItem, RegisterRecordsCorrectionInput } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { CodeTold } from './correction-code.tsx';

type View = 'open' | 'closed' | 'all';

/** 条例 Art. 41: requests to correct own records, apart from the applications. */
export default function RecordsCorrections() {
  const { organ, may } = useOffice();
  const [view, setView] = useState<View>('open');
  const [isRegistering, setRegistering] = useState(false);
  const query = { view, ...(organ ? { organ } : {}) };
  const { data, error, refetch } = useQuery({
    queryKey: ['corrections', query],
    queryFn: () => call(listRecordsCorrections({ query })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title="更正本人信息">
        {may('records-correction.handle') ? (
          <Button type="primary" onClick={() => setRegistering(true)}>
            登记更正申请
          </Button>
        ) : null}
      </PageTitle>
      <Segmented
        value={view}
        onChange={(value) => setView(value as View)}
        options={[
          { value: 'open', label: '在办' },
          { value: 'closed', label: '已办结' },
          { value: 'all', label: '全部' },
        ]}
      />
      {data ? (
        <Table<RecordsCorrectionItem>
          size="middle"
          rowKey="id"
          scroll={{ x: 860 }}
          dataSource={data.items}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{
            emptyText: (
              <Nothing
                title={view === 'open' ? '没有在办的更正申请' : '没有更正申请'}
                advice="公民、法人或者其他组织有证据证明行政机关提供的与其自身相关的政府信息记录不准确的，可以要求更正（条例第四十一条）。"
              />
            ),
          }}
          columns={[
            {
              title: '编号',
              dataIndex: 'number',
              width: 130,
              render: (number: string, item) => <Link to={`/records-corrections/${item.id}`}>{number}</Link>,
            },
            { title: '申请更正的记录', dataIndex: 'record', ellipsis: true },
            { title: '申请人', dataIndex: 'applicant', width: 110 },
            ...(organ ? [] : [{ title: '机关', dataIndex: 'organName', width: 180, ellipsis: true }]),
            { title: '收到日期', dataIndex: 'receivedOn', width: 116 },
            {
              title: '自定答复期限',
              key: 'answerBy',
              width: 150,
              render: (_, item) =>
                item.state === 'closed' ? null : item.answerBy === null ? (
                  '未设定'
                ) : (
                  <>
                    {item.answerBy}
                    {item.workingDaysLeft !== null && item.workingDaysLeft < 0 ? <Tag color="error">已过期</Tag> : null}
                  </>
                ),
            },
            {
              title: '结果',
              key: 'outcome',
              width: 190,
              render: (_, item) =>
                item.outcomeLabel ? `${item.outcomeLabel}（${item.closedOn}）` : (item.answerLabel ?? '办理中'),
            },
          ]}
        />
      ) : (
        <Loading />
      )}
      {isRegistering ? <Register onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

function Register({ onClose }: { onClose: () => void }) {
  const { organs, organ, may } = useOffice();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<RegisterRecordsCorrectionInput>();
  const [fault, setFault] = useState<string | null>(null);
  const own = organs.filter(({ code }) => may('records-correction.handle', code));
  const save = useMutation({
    mutationFn: (values: RegisterRecordsCorrectionInput) =>
      call(registerRecordsCorrection({ body: { ...values, answerBy: values.answerBy ?? null } })),
    onSuccess: ({ id, reference, code }) => {
      void queries.invalidateQueries({ queryKey: ['corrections'] });
      modal.success({
        title: '更正申请已登记',
        content: <CodeTold reference={reference} code={code} />,
        okText: '已经交给申请人',
      });
      void navigate(`/records-corrections/${id}`);
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  const required = (text: string) => [{ required: true, whitespace: true, message: text }];
  return (
    <Drawer
      open
      size={520}
      title="登记更正申请"
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            登记
          </Button>
        </div>
      }
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ organCode: organ ?? own[0]?.code, isOrganisation: false }}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="organCode" label="收到申请的机关" hidden={own.length < 2}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={own.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <Form.Item name="isOrganisation" label="申请人">
          <Radio.Group
            name="correction-applicant"
            options={[
              { value: false, label: '公民' },
              { value: true, label: '法人或者其他组织' },
            ]}
          />
        </Form.Item>
        <Form.Item name="applicantName" label="申请人姓名或者名称" rules={required('请填写申请人姓名或者名称')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="record" label="申请更正的记录" rules={required('请填写申请更正的记录')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="requested" label="更正请求" rules={required('请填写更正请求')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Form.Item name="evidence" label="证明记录不准确的证据" rules={required('请填写证明记录不准确的证据')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="receivedOn" label="收到日期" rules={[{ required: true, message: '请填写收到日期' }]}>
          <DateField />
        </Form.Item>
        <Form.Item name="answerBy" label="自定答复期限" extra="条例没有规定更正的期限，由本机关自行设定，到期前提醒。">
          <DateField />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
