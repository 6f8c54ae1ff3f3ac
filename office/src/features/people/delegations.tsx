import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Form, Popconfirm, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { createDelegation, listDelegations, revokeDelegation } from '../../client.generated/index.ts';
import type { DelegablePost, Delegation, NewDelegationInput } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { atLeastOne } from './post-fields.tsx';

/** Who stands in for whom while somebody is absent. */
export default function Delegations() {
  const { me, may } = useOffice();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [isGiving, setGiving] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['delegations'], queryFn: () => call(listDelegations()) });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const posts = [...(may('delegations.create-own') ? data.own : []), ...data.managed];
  const again = (): void => {
    void queries.invalidateQueries({ queryKey: ['delegations'] });
  };
  return (
    <>
      <PageTitle title="外出委托">
        {posts.length > 0 ? (
          <Button type="primary" onClick={() => setGiving(true)}>
            委托他人代办
          </Button>
        ) : null}
      </PageTitle>
      {me.delegations.length > 0 ? (
        <Card title="您正在代办">
          <ul className="posts">
            {me.delegations.map((one) => (
              <li key={one.id}>
                {one.from}委托的{one.acts.length}项职责
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Card title="委托记录" className="table-card">
        <Table<Delegation>
          rowKey="id"
          pagination={data.delegations.length > 20 ? { pageSize: 20 } : false}
          scroll={{ x: 900 }}
          dataSource={data.delegations}
          locale={{
            emptyText: (
              <Nothing
                title="没有委托"
                advice="出差、休假期间，可以把岗位上的部分职责委托给本机关同事。受托人不能审核、签发自己起草的答复。"
              />
            ),
          }}
          columns={[
            { title: '委托岗位', dataIndex: 'postTitle' },
            { title: '受托人', key: 'to', width: 140, render: (_, { to }) => to.fullName },
            { title: '职责', key: 'acts', render: (_, { acts }) => acts.map(({ label }) => label).join('、') },
            { title: '期间', key: 'term', width: 210, render: (_, { fromOn, toOn }) => `${fromOn}至${toOn}` },
            { title: '理由', dataIndex: 'reason', width: 140 },
            { title: '状态', key: 'state', width: 90, render: (_, delegation) => <State delegation={delegation} /> },
            {
              title: '操作',
              key: 'act',
              width: 90,
              render: (_, delegation) =>
                stateOf(delegation) === 'over' ? null : (
                  <Popconfirm
                    title="立即终止该委托？"
                    description="受托人将不能再办理这些事项。"
                    okText="终止委托"
                    onConfirm={async () => {
                      await call(revokeDelegation({ path: { id: delegation.id } })).catch((fault: Error) =>
                        message.error(fault.message),
                      );
                      again();
                    }}
                  >
                    <Button type="link" size="small">
                      终止
                    </Button>
                  </Popconfirm>
                ),
            },
          ]}
        />
      </Card>
      {isGiving ? (
        <Give
          posts={posts}
          onClose={() => setGiving(false)}
          onDone={() => {
            setGiving(false);
            again();
            void message.success('委托已设立，到期自动终止');
          }}
        />
      ) : null}
    </>
  );
}

function stateOf({ fromOn, toOn, isRevoked }: Delegation): 'over' | 'running' | 'coming' {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  if (isRevoked || toOn < today) return 'over';
  return fromOn > today ? 'coming' : 'running';
}

function State({ delegation }: { delegation: Delegation }) {
  const state = stateOf(delegation);
  if (delegation.isRevoked) return <Tag>已终止</Tag>;
  if (state === 'over') return <Tag>已到期</Tag>;
  return state === 'coming' ? <Tag color="warning">未开始</Tag> : <Tag color="success">进行中</Tag>;
}

function Give({
  posts,
  onClose,
  onDone,
}: {
  posts: readonly DelegablePost[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { me } = useOffice();
  const [postId, setPostId] = useState(posts[0]!.postId);
  const post = posts.find((one) => one.postId === postId)!;
  return (
    <ActModal
      title="委托他人代办"
      okText="设立委托"
      note="委托只在所列期间、对所列职责有效；委托管理、用户管理和审计职责不能委托。代办的每一步都记录受托人和委托。"
      initial={{ postId }}
      onClose={onClose}
      onDone={onDone}
      send={({ to, acts, fromOn, toOn, reason }: Omit<NewDelegationInput, 'postId'>) =>
        call(createDelegation({ body: { postId, to, acts, fromOn, toOn, reason } }))
      }
    >
      <Form.Item label="委托岗位" htmlFor="delegation-post">
        <Select
          id="delegation-post"
          value={postId}
          onChange={setPostId}
          options={posts.map((one) => ({
            value: one.postId,
            label: `${one.person.id === me.person.id ? '本人' : one.person.fullName} · ${one.organName}${one.title}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="to" label="受托人" rules={[{ required: true, message: '请选择受托人' }]}>
        <Select
          key={postId}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={post.colleagues.length === 0 ? '本机关没有其他在任人员' : '本机关同事'}
          options={post.colleagues.map(({ signInName, fullName, title }) => ({
            value: signInName,
            label: `${fullName}（${title}）`,
          }))}
        />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="fromOn" label="开始日期" rules={[{ required: true, message: '请选择开始日期' }]}>
          <DateField />
        </Form.Item>
        <Form.Item name="toOn" label="结束日期" rules={[{ required: true, message: '请选择结束日期' }]}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="acts" label="委托的职责（至少一项）" rules={[atLeastOne]}>
        <Checkbox.Group className="choices" options={post.acts.map(({ act, label }) => ({ value: act, label }))} />
      </Form.Item>
    </ActModal>
  );
}
