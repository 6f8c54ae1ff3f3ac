import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { addChannel, listChannels, switchChannel } from '../../client.generated/index.ts';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { formatInstant } from './terms.ts';

export default function Channels() {
  const { may } = useOffice();
  const [isAdding, setAdding] = useState(false);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'channels'],
    queryFn: () => call(listChannels()),
  });
  const turn = useMutation({
    mutationFn: ({ id, isActive }: { id: string; isActive: boolean }) =>
      call(switchChannel({ path: { id }, body: { isActive } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['screening', 'channels'] }),
    onError: (fault) => void message.error(fault.message),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle title="新媒体账号">
        {may('screening.manage-channels') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记账号
          </Button>
        ) : null}
      </PageTitle>
      {data.length === 0 ? (
        <Nothing
          title="还没有登记新媒体账号"
          advice="登记账号的订阅地址（RSS、Atom、JSON Feed）后，每天读取新发布的内容一并筛查。"
        />
      ) : (
        <Table
          size="middle"
          rowKey="id"
          pagination={false}
          scroll={{ x: 860 }}
          dataSource={data}
          columns={[
            {
              title: '账号',
              key: 'name',
              render: (_, { name, platform }) => (
                <>
                  {name}
                  <span className="sub">{platform}</span>
                </>
              ),
            },
            { title: '机关', dataIndex: 'organName' },
            {
              title: '订阅地址',
              key: 'feed',
              render: (_, { feedAddress }) => <span className="clipped">{feedAddress}</span>,
            },
            { title: '内容', dataIndex: 'posts', width: 70, align: 'right' },
            {
              title: '最近读取',
              key: 'fetched',
              width: 190,
              render: (_, { fetchedAt, fault }) => (
                <>
                  {fetchedAt ? formatInstant(fetchedAt) : '尚未读取'}
                  {fault ? <span className="sub">没有成功：{fault}</span> : null}
                </>
              ),
            },
            {
              title: '筛查',
              key: 'active',
              width: 80,
              render: (_, { id, name, isActive, may: { manage } }) => (
                <Switch
                  aria-label={`筛查${name}`}
                  checked={isActive}
                  disabled={!manage}
                  onChange={(next) => turn.mutate({ id, isActive: next })}
                />
              ),
            },
          ]}
        />
      )}
      {isAdding ? <Add onClose={() => setAdding(false)} /> : null}
    </>
  );
}

interface Values {
  organCode: string;
  name: string;
  platform: string;
  feedAddress: string;
}

function Add({ onClose }: { onClose: () => void }) {
  const { me } = useOffice();
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mine = new Set(me.permissions.find(({ act }) => act === 'screening.manage-channels')?.organs);
  const organs = me.posts.filter(({ organCode }) => mine.has(organCode));
  const add = useMutation({
    mutationFn: (body: Values) => call(addChannel({ body })),
    onSuccess: () => {
      void message.success('已登记，下次每日筛查时读取');
      void queries.invalidateQueries({ queryKey: ['screening', 'channels'] });
      onClose();
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  const required = (message_: string) => [{ required: true, whitespace: true, message: message_ }];
  return (
    <Modal open title="登记新媒体账号" footer={null} onCancel={onClose} destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ organCode: organs[0]?.organCode, platform: '微信公众号' }}
        onFinish={(values) => {
          setFault(null);
          add.mutate(values);
        }}
      >
        <Form.Item name="organCode" label="主办机关">
          <Select options={organs.map(({ organCode, organName }) => ({ value: organCode, label: organName }))} />
        </Form.Item>
        <Form.Item name="name" label="账号名称" rules={required('请填写账号名称')}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="platform" label="平台" rules={required('请填写平台')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="feedAddress" label="订阅地址" rules={required('请填写订阅地址')}>
          <Input maxLength={1000} placeholder="https://" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          登记
        </Button>
      </Form>
    </Modal>
  );
}
