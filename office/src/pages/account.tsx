import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form, InputNumber, Radio, Table, Tag } from 'antd';
import { call } from '../api.ts';
import { closeMyOtherSessions, closeMySession, listMySessions } from '../client.generated/index.ts';
import { changePreferences, usePreferences } from '../preferences.ts';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading } from '../shell/states.tsx';
import { Factors } from './account-factors.tsx';
import { PasswordForm } from './change-password.tsx';
import { deviceName } from './device.ts';

const methods: Readonly<Record<string, string>> = {
  password: '密码',
  'password+totp': '密码和动态口令',
  'password+recovery-code': '密码和恢复代码',
  passkey: '通行密钥',
  'single-sign-on': '统一身份认证',
};

const time = (instant: string): string =>
  new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });

export default function Account() {
  const { me } = useOffice();
  const { message } = App.useApp();
  const { look, amber, red } = usePreferences();
  return (
    <>
      <PageTitle title="账号与设备" />
      <Card title="任职岗位">
        <ul className="posts">
          {me.posts.map((post) => (
            <li key={post.id}>
              {post.organName} · {post.title}
              {post.roles.map(({ role, label }) => (
                <Tag key={role}>{label}</Tag>
              ))}
              <span className="sub">自{post.activeFrom}起</span>
            </li>
          ))}
        </ul>
      </Card>
      <Factors />
      <Sessions />
      <Card title="显示和提醒（保存在本机）">
        <Form layout="vertical">
          <Form.Item label="配色">
            <Radio.Group
              value={look}
              onChange={(event) => changePreferences({ look: event.target.value as typeof look })}
              options={[
                { value: 'automatic', label: '跟随设备' },
                { value: 'light', label: '浅色' },
                { value: 'dark', label: '深色' },
              ]}
            />
          </Form.Item>
          <div className="form-row">
            <Form.Item label="剩余多少个工作日起提醒（黄色）" htmlFor="amber">
              <InputNumber
                id="amber"
                min={red + 1}
                max={40}
                value={amber}
                onChange={(value) => value && changePreferences({ amber: value })}
              />
            </Form.Item>
            <Form.Item label="剩余多少个工作日起催办（红色）" htmlFor="red">
              <InputNumber
                id="red"
                min={0}
                max={amber - 1}
                value={red}
                onChange={(value) => value !== null && changePreferences({ red: value })}
              />
            </Form.Item>
          </div>
        </Form>
      </Card>
      <Card title="修改密码" className="form-card">
        <PasswordForm onDone={() => void message.success('密码已修改，其他设备上的登录已退出')} />
      </Card>
    </>
  );
}

function Sessions() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['sessions'], queryFn: () => call(listMySessions()) });
  const again = () => void queries.invalidateQueries({ queryKey: ['sessions'] });
  const close = useMutation({ mutationFn: (id: string) => call(closeMySession({ path: { id } })), onSuccess: again });
  const closeOthers = useMutation({ mutationFn: () => call(closeMyOtherSessions()), onSuccess: again });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Card
      title="已登录的设备"
      extra={
        <Button
          disabled={data.sessions.length < 2}
          loading={closeOthers.isPending}
          onClick={() => closeOthers.mutate()}
        >
          退出其他设备
        </Button>
      }
    >
      <p>如有不认识的设备，请立即退出并修改密码。</p>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={data.sessions}
        columns={[
          {
            title: '设备',
            dataIndex: 'device',
            width: 200,
            render: (device: string) => <span title={device}>{deviceName(device)}</span>,
          },
          { title: '登录方式', dataIndex: 'method', width: 120, render: (method: string) => methods[method] ?? method },
          { title: '网络地址', dataIndex: 'origin', width: 150 },
          { title: '最近使用', dataIndex: 'lastSeenAt', width: 180, render: time },
          {
            title: '操作',
            key: 'act',
            width: 90,
            render: (_, session) =>
              session.isCurrent ? (
                '本设备'
              ) : (
                <Button type="link" size="small" onClick={() => close.mutate(session.id)}>
                  退出
                </Button>
              ),
          },
        ]}
      />
    </Card>
  );
}
