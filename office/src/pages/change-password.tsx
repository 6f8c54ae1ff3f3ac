import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call, queryClient, showBesideFields } from '../api.ts';
import { changeMyPassword, signOut } from '../client.generated/index.ts';

interface PasswordForm {
  current: string;
  next: string;
  again: string;
}

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const [form] = Form.useForm<PasswordForm>();
  const [fault, setFault] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: ({ current, next }: PasswordForm) => call(changeMyPassword({ body: { current, next } })),
    onSuccess: onDone,
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => {
        setFault(null);
        change.mutate(values);
      }}
    >
      {fault ? <Alert type="error" showIcon title={fault} role="alert" /> : null}
      <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        extra="至少12个字符，越长越好；可以用几个不相干的词语连成一句。"
        rules={[{ required: true, message: '请填写新密码' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再次填写新密码"
        dependencies={['next']}
        rules={[
          { required: true, message: '请再次填写新密码' },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error('两次填写的密码不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        修改密码
      </Button>
    </Form>
  );
}

/** Before anything else, when somebody else chose the password. */
export function ChangePassword({ due }: { due: boolean }) {
  const { message } = App.useApp();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>修改密码</h1>
        {due ? <p className="sign-in-note">您的密码由管理员设置，请先改为只有本人知道的密码。</p> : null}
        <PasswordForm
          onDone={() => {
            void message.success('密码已修改，其他设备上的登录已退出');
            void queryClient.invalidateQueries({ queryKey: ['me'] });
          }}
        />
        <p className="sign-in-foot">
          <Button
            type="link"
            onClick={async () => {
              await signOut();
              queryClient.setQueryData(['me'], null);
            }}
          >
            退出登录
          </Button>
        </p>
      </div>
    </main>
  );
}
