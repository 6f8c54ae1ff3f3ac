import { BankOutlined, KeyOutlined } from '@ant-design/icons';
import { startAuthentication } from '@simplewebauthn/browser';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Divider, Form, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { queryNow } from '../address.ts';
import { call, Fault, queryClient } from '../api.ts';
import {
  beginPasskeySignIn,
  listSignInMethods,
  signIn,
  signInSecondStep,
  signInWithPasskey,
} from '../client.generated/index.ts';

interface SignInForm {
  name: string;
  password: string;
}

/** What to do next, since "wrong" alone helps nobody. */
function adviceFor(fault: Fault): string {
  if (fault.status === 401) return '请核对登录名和密码，注意大小写和输入法。忘记密码的，请联系本机关用户管理员重置。';
  if (fault.status === 429) return '为防止密码被试出，连续多次登录失败后需要等待。您的账号没有被锁定。';
  if (fault.status === 0) return '请检查网线或者无线网络，恢复后再次点击“登录”。';
  if (fault.status === 403) return '请直接在浏览器中打开本系统的地址，不要从其他网站跳转登录。';
  return '如反复出现，请将时间和出现的提示告知系统运维管理员。';
}

export function SignIn() {
  const errors = useRef<HTMLDivElement>(null);
  const attempt = useMutation({
    mutationFn: (body: SignInForm) => call(signIn({ body })),
    onSuccess: async (answer) => {
      if (answer.status === 'signed-in') await queryClient.resetQueries();
    },
  });
  const second = useMutation({
    mutationFn: (body: { challenge: string; code: string }) => call(signInSecondStep({ body })),
    onSuccess: () => queryClient.resetQueries(),
    // A wrong code ends the ceremony: it begins anew with the password.
    onError: () => attempt.reset(),
  });
  const passkey = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await call(beginPasskeySignIn());
      const response = await startAuthentication({ optionsJSON: options as never });
      return call(signInWithPasskey({ body: { challenge, response: response as never } }));
    },
    onSuccess: () => queryClient.resetQueries(),
  });
  const { data: methods } = useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: () => call(listSignInMethods()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const error = attempt.error ?? second.error ?? passkey.error;
  const fault = error instanceof Fault ? error : null;
  const refusal = fault ? null : refusalBeside(passkey.error);
  const challenge = attempt.data?.status === 'second-step' ? attempt.data.challenge : null;
  useEffect(() => {
    document.title = '登录 · 政府信息公开办公系统';
  }, []);
  useEffect(() => {
    if (fault) errors.current?.focus();
  }, [fault]);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="seal-mark" aria-hidden="true">
          公开
        </p>
        <h1>政府信息公开办公系统</h1>
        <p className="sign-in-note">本系统记录每一次操作。请使用本人账号登录，用毕退出。</p>
        <div ref={errors} tabIndex={-1}>
          {fault ? (
            <Alert type="error" showIcon title={fault.message} description={adviceFor(fault)} role="alert" />
          ) : null}
          {refusal ? <Alert type="error" showIcon {...refusal} role="alert" /> : null}
        </div>
        {challenge !== null ? (
          <CodeForm isBusy={second.isPending} onCode={(code) => second.mutate({ challenge, code })} />
        ) : (
          <Form<SignInForm>
            layout="vertical"
            onFinish={(form) => {
              second.reset();
              passkey.reset();
              attempt.mutate(form);
            }}
            requiredMark={false}
          >
            <Form.Item name="name" label="登录名" rules={[{ required: true, message: '请填写登录名' }]}>
              <Input autoComplete="username" autoFocus size="large" maxLength={64} />
            </Form.Item>
            <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
              <Input.Password autoComplete="current-password" size="large" maxLength={128} />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={attempt.isPending}>
              登录
            </Button>
          </Form>
        )}
        {challenge === null && (methods?.singleSignOn || (methods?.passkey && window.PublicKeyCredential)) ? (
          <>
            <Divider plain>或者</Divider>
            <div className="other-ways">
              {methods.passkey && window.PublicKeyCredential ? (
                <Button
                  block
                  size="large"
                  icon={<KeyOutlined />}
                  loading={passkey.isPending}
                  onClick={() => {
                    attempt.reset();
                    second.reset();
                    passkey.mutate();
                  }}
                >
                  用通行密钥登录
                </Button>
              ) : null}
              {methods.singleSignOn ? (
                <Button block size="large" icon={<BankOutlined />} href="/api/v1/session/single-sign-on">
                  统一身份认证登录
                </Button>
              ) : null}
            </div>
          </>
        ) : null}
        <p className="sign-in-foot">
          公众申请或者查询政府信息，请前往<a href="/">政府信息公开门户</a>。
        </p>
      </div>
    </main>
  );
}

/** What has no answer of the server's: the browser's own refusal, and a single sign-on that came back without success. */
function refusalBeside(error: Error | null): { title: string; description: string } | null {
  if (error)
    return {
      title: '没有用通行密钥登录',
      description: '验证被取消或者等待时间过长。本机没有添加过通行密钥的，请用密码登录后在“账号与设备”中添加。',
    };
  if (queryNow().get('sign-in') === 'refused')
    return {
      title: '统一身份认证没有通过',
      description: '您的统一身份账号可能尚未与本系统的用户关联，请联系本机关用户管理员；也可以用登录名和密码登录。',
    };
  return null;
}

/** The second step of accounts that have one. */
function CodeForm({ isBusy, onCode }: { isBusy: boolean; onCode: (code: string) => void }) {
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => onCode(code.trim())}>
      <Form.Item
        name="code"
        label="动态口令或者恢复代码"
        extra="请输入验证器应用上显示的6位数字，五分钟内有效。手机不在身边的，输入一个恢复代码。"
        rules={[{ required: true, whitespace: true, message: '请输入动态口令' }]}
      >
        <Input autoComplete="one-time-code" autoFocus size="large" maxLength={40} />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        继续
      </Button>
    </Form>
  );
}
