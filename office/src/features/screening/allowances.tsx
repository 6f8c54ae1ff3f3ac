import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { addAllowance, endAllowance, listAllowances } from '../../client.generated/index.ts';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { formatInstant } from './terms.ts';

export default function Allowances() {
  const { may } = useOffice();
  const [isAdding, setAdding] = useState(false);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'allowances'],
    queryFn: () => call(listAllowances()),
  });
  const end = useMutation({
    mutationFn: async (id: string) => {
      const { error: refused } = await endAllowance({ path: { id } });
      if (refused) throw new Error(refused.detail);
    },
    onSuccess: () => {
      void message.success('已取消，一分钟内重新筛查存量');
      void queries.invalidateQueries({ queryKey: ['screening'] });
    },
    onError: (fault) => void message.error(fault.message),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle title="例外清单">
        {may('screening.manage-allowances') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            增加例外
          </Button>
        ) : null}
      </PageTitle>
      {data.length === 0 ? (
        <Nothing title="没有例外" advice="认定为误报的问题自动列入；地名、专名等也可以直接增加。" />
      ) : (
        <Table
          size="middle"
          rowKey="id"
          scroll={{ x: 860 }}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={data}
          columns={[
            {
              title: '写法',
              key: 'term',
              render: (_, { before, term, after }) => (
                <>
                  {before ? `…${before}` : ''}
                  <strong>{term}</strong>
                  {after ? `${after}…` : ''}
                </>
              ),
            },
            { title: '范围', key: 'organ', width: 220, render: (_, { organName }) => organName ?? '全区各机关' },
            { title: '理由', dataIndex: 'reason' },
            {
              title: '列入',
              key: 'made',
              width: 200,
              render: (_, { madeAt, madeBy, findingId }) => (
                <>
                  {formatInstant(madeAt)}
                  <span className="sub">
                    {madeBy}
                    {findingId ? '，由异议认定' : ''}
                  </span>
                </>
              ),
            },
            {
              title: '办理',
              key: 'act',
              width: 80,
              render: (_, { id, term, may: { manage } }) =>
                manage ? (
                  <Popconfirm
                    title={`取消“${term}”的例外？`}
                    okText="取消例外"
                    cancelText="保留"
                    onConfirm={() => end.mutate(id)}
                  >
                    <Button size="small" aria-label={`取消“${term}”的例外`}>
                      取消
                    </Button>
                  </Popconfirm>
                ) : null,
            },
          ]}
        />
      )}
      {isAdding ? <Add onClose={() => setAdding(false)} /> : null}
    </>
  );
}

interface Values {
  term: string;
  before?: string;
  after?: string;
  organCode: string;
  reason: string;
}

function Add({ onClose }: { onClose: () => void }) {
  const { me } = useOffice();
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mine = new Set(me.permissions.find(({ act }) => act === 'screening.manage-allowances')?.organs);
  const organs = me.posts.filter(({ organCode }) => mine.has(organCode));
  const add = useMutation({
    mutationFn: ({ term, before, after, organCode, reason }: Values) =>
      call(
        addAllowance({
          body: { term, before: before ?? null, after: after ?? null, organCode: organCode || null, reason },
        }),
      ),
    onSuccess: () => {
      void message.success('已增加，一分钟内重新筛查存量');
      void queries.invalidateQueries({ queryKey: ['screening'] });
      onClose();
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open title="增加例外" footer={null} onCancel={onClose} destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ organCode: organs[0]?.organCode }}
        onFinish={(values) => {
          setFault(null);
          add.mutate(values);
        }}
      >
        <Form.Item name="term" label="词语" rules={[{ required: true, whitespace: true, message: '请填写词语' }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="before" label="前面的文字（可不填）">
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="after" label="后面的文字（可不填）">
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="organCode" label="适用范围">
          <Select
            options={[
              ...organs.map(({ organCode, organName }) => ({ value: organCode, label: organName })),
              ...(organs.some(({ organCode }) => organCode.length === 6) ? [{ value: '', label: '全区各机关' }] : []),
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={[{ required: true, whitespace: true, message: '请写明理由' }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          增加
        </Button>
      </Form>
    </Modal>
  );
}
