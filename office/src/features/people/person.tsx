import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Breadcrumb, Button, Card, Descriptions, Form, Input, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../../api.ts';
import {
  assignPost,
  disableUser,
  enableUser,
  endPost,
  getUser,
  resetCredentials,
  updateUser,
} from '../../client.generated/index.ts';
import type { NewPostInput, Post, User } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { HandedOver } from './handed-over.tsx';
import { isOpen } from './list.tsx';
import { PostFields } from './post-fields.tsx';

interface Reason {
  reason: string;
}

type Doing = { act: 'post' | 'rename' | 'disable' | 'enable' | 'reset' } | { act: 'end'; post: Post };

/** One person: account and posts, each change with its reason. */
export default function Person() {
  const { id = '' } = useParams();
  const { me, may } = useOffice();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['person', id],
    queryFn: () => call(getUser({ path: { id } })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { person, posts } = data;
  const isSelf = me.person.id === person.id;
  const isActive = person.status === 'active';
  return (
    <>
      <Breadcrumb
        className="crumbs"
        items={[{ title: <Link to="/people">用户和岗位</Link> }, { title: person.fullName }]}
      />
      <PageTitle title={person.fullName}>
        {isSelf ? <span className="sub">涉及本人账号的事项，请由其他管理员办理。</span> : null}
        {!isSelf && isActive ? (
          <Space wrap>
            {may('users.update') ? <Button onClick={() => setDoing({ act: 'rename' })}>更正姓名</Button> : null}
            {may('users.reset-credentials') ? (
              <Button onClick={() => setDoing({ act: 'reset' })}>重置密码和验证方式</Button>
            ) : null}
            {may('users.disable') ? (
              <Button danger onClick={() => setDoing({ act: 'disable' })}>
                停用
              </Button>
            ) : null}
          </Space>
        ) : null}
        {!isSelf && !isActive && may('users.enable') ? (
          <Button type="primary" onClick={() => setDoing({ act: 'enable' })}>
            恢复使用
          </Button>
        ) : null}
      </PageTitle>
      <Card title="账号">
        <Descriptions
          column={{ xs: 1, md: 3 }}
          items={[
            { key: 'name', label: '登录名', children: person.signInName },
            {
              key: 'status',
              label: '状态',
              children: isActive ? <Tag color="success">正常</Tag> : <Tag color="error">已停用</Tag>,
            },
            {
              key: 'audit',
              label: '操作记录',
              children: may('audit.search') ? <Link to={`/audit?person=${person.id}`}>查看</Link> : '由审计人员查询',
            },
          ]}
        />
        <p className="sub">
          本系统不锁定账号：连续输错密码只会使同一网络延迟重试，最长15分钟，本人在其他网络登录不受影响。
        </p>
      </Card>
      <Card
        title="岗位"
        extra={
          !isSelf && isActive && may('users.assign-post') ? (
            <Button onClick={() => setDoing({ act: 'post' })}>增加岗位</Button>
          ) : null
        }
      >
        <Table<Post>
          rowKey="id"
          size="small"
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={posts}
          columns={[
            { title: '机关', dataIndex: 'organName' },
            { title: '职务', dataIndex: 'title' },
            { title: '职责', key: 'roles', render: (_, post) => post.roles.map(({ label }) => label).join('、') },
            {
              title: '任期',
              key: 'term',
              width: 220,
              render: (_, { activeFrom, activeTo }) => `${activeFrom}至${activeTo ?? '今'}`,
            },
            {
              title: '操作',
              key: 'act',
              width: 90,
              render: (_, post) =>
                !isSelf && isOpen(post) && may('users.assign-post', post.organCode) ? (
                  <Button type="link" size="small" onClick={() => setDoing({ act: 'end', post })}>
                    终止
                  </Button>
                ) : isOpen(post) ? null : (
                  <span className="sub">已终止</span>
                ),
            },
          ]}
        />
      </Card>
      {doing ? <Act user={data} doing={doing} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

function Act({ user, doing, onClose }: { user: User; doing: Doing; onClose: () => void }) {
  const { person } = user;
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [password, setPassword] = useState<string | null>(null);
  const path = { id: person.id };
  const done = (text: string) => (): void => {
    onClose();
    void queries.invalidateQueries({ queryKey: ['person', person.id] });
    void queries.invalidateQueries({ queryKey: ['people'] });
    void message.success(text);
  };
  if (password !== null) return <HandedOver name={person.fullName} password={password} onClose={onClose} />;
  switch (doing.act) {
    case 'post':
      return (
        <ActModal
          title={`为${person.fullName}增加岗位`}
          okText="增加"
          fieldOf="/post"
          onClose={onClose}
          send={({ reason, ...post }: Reason & NewPostInput) => call(assignPost({ path, body: { reason, post } }))}
          onDone={done('岗位已增加')}
        >
          <PostFields act="users.assign-post" />
        </ActModal>
      );
    case 'end':
      return (
        <ActModal
          title={`终止岗位：${doing.post.organName} · ${doing.post.title}`}
          okText="终止岗位"
          danger
          note="岗位终止后，该岗位的权限和对外委托同时终止；已办事项保留记录。"
          onClose={onClose}
          send={({ reason, lastDay }: Reason & { lastDay: string }) =>
            call(endPost({ path: { ...path, postId: doing.post.id }, body: { reason, lastDay } }))
          }
          onDone={done('岗位已终止')}
        >
          <Form.Item name="lastDay" label="最后任职日期" rules={[{ required: true, message: '请选择日期' }]}>
            <DateField />
          </Form.Item>
        </ActModal>
      );
    case 'rename':
      return (
        <ActModal
          title="更正姓名"
          okText="更正"
          initial={{ fullName: person.fullName }}
          onClose={onClose}
          send={({ reason, fullName }: Reason & { fullName: string }) =>
            call(updateUser({ path, body: { reason, fullName } }))
          }
          onDone={done('姓名已更正')}
        >
          <Form.Item name="fullName" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
            <Input maxLength={100} />
          </Form.Item>
        </ActModal>
      );
    case 'reset':
      return (
        <ActModal
          title={`重置${person.fullName}的密码和验证方式`}
          okText="重置"
          danger
          note="现有密码、动态口令、恢复代码和通行密钥全部失效，所有设备上的登录立即退出；系统生成新的初始密码。"
          onClose={onClose}
          send={({ reason }: Reason) => call(resetCredentials({ path, body: { reason } }))}
          onDone={(answer) => setPassword(answer.password)}
        />
      );
    case 'disable':
      return (
        <ActModal
          title={`停用${person.fullName}的账号`}
          okText="停用"
          danger
          note="停用后不能登录，所有设备上的登录立即退出，其对外的委托暂停。办理过的事项和审计记录保留。"
          onClose={onClose}
          send={({ reason }: Reason) => call(disableUser({ path, body: { reason } }))}
          onDone={done('账号已停用')}
        />
      );
    case 'enable':
      return (
        <ActModal
          title={`恢复${person.fullName}的账号`}
          okText="恢复使用"
          onClose={onClose}
          send={({ reason }: Reason) => call(enableUser({ path, body: { reason } }))}
          onDone={done('账号已恢复')}
        />
      );
  }
}
