import { startRegistration } from '@simplewebauthn/browser';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Modal, QRCode, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../api.ts';
import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  listMyFactors,
  makeRecoveryCodes,
  removePasskey,
  removeTotp,
} from '../client.generated/index.ts';
import type { Passkey } from '../client.generated/types.gen.ts';
import { ActModal } from '../components/act-modal.tsx';
import { useOffice } from '../session.tsx';
import { FaultView, Loading } from '../shell/states.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface Proof {
  password?: string;
}

type Doing = 'enrol' | 'codes' | 'remove-totp' | 'add-passkey' | { remove: Passkey };

const day = (instant: string): string => new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });

/** How the person proves who they are beside the password. */
export function Factors() {
  const { me } = useOffice();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['factors'], queryFn: () => call(listMyFactors()) });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const close = (): void => setDoing(null);
  const done = (text: string): void => {
    close();
    void queries.invalidateQueries({ queryKey: ['factors'] });
    void queries.invalidateQueries({ queryKey: ['sessions'] });
    void message.success(text);
  };
  const few = data.totp && data.recoveryCodes < 3;
  return (
    <Card title="登录验证方式">
      <section className="factor">
        <h2>
          动态口令
          {data.totp ? <Tag color="success">已启用</Tag> : <Tag>未启用</Tag>}
        </h2>
        <p>启用后，登录时除密码外还需输入手机验证器应用上的6位数字，密码泄露也不能登录。</p>
        {few ? (
          <Alert
            type="warning"
            showIcon
            title={data.recoveryCodes === 0 ? '没有可用的恢复代码' : `恢复代码只剩${data.recoveryCodes}个`}
            description="手机丢失时需要用恢复代码登录，请重新生成并妥善保管。"
          />
        ) : null}
        <Space wrap>
          {data.totp ? (
            <>
              <Button onClick={() => setDoing('codes')}>
                {data.recoveryCodes === 0 ? '生成恢复代码' : `重新生成恢复代码（剩${data.recoveryCodes}个）`}
              </Button>
              <Button danger onClick={() => setDoing('remove-totp')}>
                停用动态口令
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setDoing('enrol')}>
              启用动态口令
            </Button>
          )}
        </Space>
      </section>
      <section className="factor">
        <h2>通行密钥</h2>
        <p>用本机的指纹、面容、开机密码或者安全密钥登录，不必输入密码，也不会被仿冒网站骗取。</p>
        {data.passkeys.length > 0 ? (
          <Table<Passkey>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 520 }}
            dataSource={data.passkeys}
            columns={[
              { title: '名称', dataIndex: 'label' },
              { title: '添加日期', key: 'created', width: 120, render: (_, { createdAt }) => day(createdAt) },
              {
                title: '最近使用',
                key: 'used',
                width: 120,
                render: (_, { lastUsedAt }) => (lastUsedAt ? day(lastUsedAt) : '尚未使用'),
              },
              {
                title: '操作',
                key: 'act',
                width: 80,
                render: (_, passkey) => (
                  <Button type="link" size="small" onClick={() => setDoing({ remove: passkey })}>
                    删除
                  </Button>
                ),
              },
            ]}
          />
        ) : null}
        <p>
          {window.PublicKeyCredential ? (
            <Button onClick={() => setDoing('add-passkey')}>添加通行密钥</Button>
          ) : (
            <span className="sub">当前浏览器或者网址不支持通行密钥，请通过https网址访问本系统。</span>
          )}
        </p>
      </section>
      {doing === 'enrol' ? (
        <Enrol
          onClose={close}
          onDone={(made) => {
            done('动态口令已启用，其他设备上的登录已退出');
            setCodes(made);
          }}
        />
      ) : null}
      {doing === 'codes' ? (
        <ActModal
          title="生成恢复代码"
          okText="生成"
          withReason={false}
          note="生成十个新的恢复代码，此前的代码立即作废。"
          onClose={close}
          send={({ password }: Proof) => call(makeRecoveryCodes({ body: { password } }))}
          onDone={(answer) => {
            done('恢复代码已生成');
            setCodes(answer.codes);
          }}
        >
          <PasswordField />
        </ActModal>
      ) : null}
      {doing === 'remove-totp' ? (
        <ActModal
          title="停用动态口令"
          okText="停用"
          danger
          withReason={false}
          note="停用后只凭密码即可登录，恢复代码同时作废。"
          onClose={close}
          send={({ password }: Proof) => call(removeTotp({ body: { password } }))}
          onDone={() => done('动态口令已停用')}
        >
          <PasswordField />
        </ActModal>
      ) : null}
      {doing === 'add-passkey' ? (
        <ActModal
          title="添加通行密钥"
          okText="继续"
          withReason={false}
          note="点击“继续”后，按浏览器的提示验证本机的指纹、面容、开机密码或者安全密钥。"
          initial={{ label: '办公室电脑' }}
          onClose={close}
          send={async ({ password, label }: Proof & { label: string }) => {
            const { challenge, options } = await call(beginPasskey({ body: { password } }));
            const response = await startRegistration({ optionsJSON: options as never }).catch((fault: Error) => {
              throw new Error(
                fault.name === 'NotAllowedError'
                  ? '没有完成验证，或者等待时间过长，请重试。'
                  : '该设备不能添加通行密钥，或者已经添加过。',
              );
            });
            return call(addPasskey({ body: { challenge, label, response: response as never } }));
          }}
          onDone={() => done('通行密钥已添加')}
        >
          <Form.Item name="label" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
            <Input maxLength={100} />
          </Form.Item>
          <PasswordField />
        </ActModal>
      ) : null}
      {typeof doing === 'object' && doing ? (
        <ActModal
          title={`删除通行密钥：${doing.remove.label}`}
          okText="删除"
          danger
          withReason={false}
          note="删除后该设备不能再用通行密钥登录；设备上保存的密钥可以在系统设置中另行删除。"
          onClose={close}
          send={({ password }: Proof) => call(removePasskey({ path: { id: doing.remove.id }, body: { password } }))}
          onDone={() => done('通行密钥已删除')}
        >
          <PasswordField />
        </ActModal>
      ) : null}
      {codes ? <RecoveryCodes codes={codes} name={me.person.signInName} onClose={() => setCodes(null)} /> : null}
    </Card>
  );
}

/** Who came by passkey or single sign-on may have no password, and is not asked for one. */
function PasswordField() {
  const { me } = useOffice();
  if (!me.session.method.startsWith('password')) return null;
  return (
    <Form.Item
      name="password"
      label="本人密码"
      extra="再次确认是本人操作"
      rules={[{ required: true, message: '请填写密码' }]}
    >
      <Input.Password autoComplete="current-password" maxLength={128} />
    </Form.Item>
  );
}

interface Begun extends Proof {
  secret: string;
  address: string;
}

/** Password, then the secret as a picture, then a code of it; recovery codes come with it. */
function Enrol({ onClose, onDone }: { onClose: () => void; onDone: (codes: string[]) => void }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  if (!begun)
    return (
      <ActModal
        title="启用动态口令"
        okText="下一步"
        withReason={false}
        onClose={onClose}
        send={async ({ password }: Proof) => ({ ...(await call(beginTotp({ body: { password } }))), password })}
        onDone={setBegun}
      >
        <PasswordField />
      </ActModal>
    );
  return <Confirm begun={begun} onClose={onClose} onDone={onDone} />;
}

function Confirm({ begun, onClose, onDone }: { begun: Begun; onClose: () => void; onDone: (codes: string[]) => void }) {
  const [form] = Form.useForm<{ code: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const confirm = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      await call(confirmTotp({ body: { code } }));
      return call(makeRecoveryCodes({ body: { password: begun.password } }));
    },
    onSuccess: ({ codes }) => onDone(codes),
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal
      open
      title="启用动态口令"
      okText="启用"
      confirmLoading={confirm.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {fault ? <Alert type="error" showIcon title={fault} role="alert" /> : null}
      <ol className="steps">
        <li>
          在手机上打开验证器应用，扫描二维码。
          <div className="qr" aria-hidden="true">
            <QRCode value={begun.address} type="svg" size={176} color="#1c2024" bgColor="#ffffff" />
          </div>
          不能扫描的，手工输入密钥：
          <Typography.Text className="secret" copyable={{ tooltips: ['复制', '已复制'] }}>
            {begun.secret}
          </Typography.Text>
        </li>
        <li>
          输入应用上显示的6位数字。
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => confirm.mutate(values)}>
            <Form.Item
              name="code"
              label="动态口令"
              rules={[{ required: true, whitespace: true, message: '请输入动态口令' }]}
            >
              <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} autoFocus />
            </Form.Item>
          </Form>
        </li>
      </ol>
    </Modal>
  );
}
