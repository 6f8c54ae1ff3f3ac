import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Form, Input, Table } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { getNotificationSettings, storeNotificationSettings } from '../../client.generated/index.ts';
import type { NotificationSettings } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';

type Wish = NotificationSettings['wishes'][number];

/** Where messages reach one outside of the office, and which of them. */
export default function NotificationSettingsPage() {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ mail: string; phone: string }>();
  const [wishes, setWishes] = useState<Wish[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['notification-settings'],
    queryFn: () => call(getNotificationSettings()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (!data) return;
    setWishes(data.wishes);
    form.setFieldsValue({ mail: data.mail ?? '', phone: data.phone ?? '' });
  }, [data, form]);
  const store = useMutation({
    mutationFn: ({ mail, phone }: { mail: string; phone: string }) =>
      call(
        storeNotificationSettings({
          body: {
            mail: mail.trim() || null,
            phone: phone.trim() || null,
            wishes: wishes.map(({ topic, mail: byMail, sms }) => ({ topic, mail: byMail, sms })),
          },
        }),
      ),
    onSuccess: (stored) => {
      queries.setQueryData(['notification-settings'], stored);
      void message.success('接收设置已保存');
    },
    onError: (thrown) => setFault(showBesideFields(form, thrown)),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const box = (wish: Wish, channel: 'mail' | 'sms', label: string) => (
    <Checkbox
      checked={wish[channel]}
      aria-label={`${wish.label}发送${label}`}
      onChange={({ target }) =>
        setWishes(wishes.map((one) => (one.topic === wish.topic ? { ...one, [channel]: target.checked } : one)))
      }
    />
  );
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/notifications">提醒</Link> / 接收设置
      </nav>
      <PageTitle title="提醒接收设置" />
      <Card>
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          className="narrow-form"
          onFinish={(values) => {
            setFault(null);
            store.mutate(values);
          }}
        >
          <p>办公系统内的提醒始终保留。以下为系统外的接收方式；发送的内容只写申请编号和期限，不含申请人信息。</p>
          <Form.Item name="mail" label="电子邮箱" extra="不填写的，不发送邮件。">
            <Input inputMode="email" autoComplete="email" maxLength={254} />
          </Form.Item>
          <Form.Item name="phone" label="手机号码" extra="不填写的，不发送短信。">
            <Input inputMode="tel" autoComplete="tel" maxLength={11} />
          </Form.Item>
          <Table<Wish>
            size="small"
            rowKey="topic"
            pagination={false}
            dataSource={wishes}
            columns={[
              { title: '提醒事项', dataIndex: 'label' },
              { title: '邮件', key: 'mail', width: 90, render: (_, wish) => box(wish, 'mail', '邮件') },
              { title: '短信', key: 'sms', width: 90, render: (_, wish) => box(wish, 'sms', '短信') },
            ]}
          />
          <Button className="form-end" type="primary" htmlType="submit" loading={store.isPending}>
            保存
          </Button>
        </Form>
      </Card>
    </>
  );
}
