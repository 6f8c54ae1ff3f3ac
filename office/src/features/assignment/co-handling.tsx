import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { answerCoHandling, listCoHandling } from '../../client.generated/index.ts';
import type { CoHandling } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';

/** What one's own organ was asked to help with. */
export default function CoHandlingPage() {
  const [view, setView] = useState<'open' | 'all'>('open');
  const { data, error, refetch } = useQuery({
    queryKey: ['co-handling', view],
    queryFn: () => call(listCoHandling({ query: { view } })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title="协办" />
      <Segmented
        value={view}
        onChange={(value) => setView(value as 'open' | 'all')}
        options={[
          { value: 'open', label: '待答复' },
          { value: 'all', label: '全部' },
        ]}
      />
      {!data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Nothing title="没有协办事项" advice="其他机关或者本机关同事请求协办的事项会列在这里。" />
      ) : (
        <div className="stack">
          {data.items.map((one) => (
            <One key={one.id} one={one} />
          ))}
        </div>
      )}
    </>
  );
}

function One({ one }: { one: CoHandling }) {
  const [form] = Form.useForm<{ answer: string }>();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const answer = useMutation({
    mutationFn: (body: { answer: string }) => call(answerCoHandling({ path: { id: one.id }, body })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['co-handling'] });
      void message.success('已答复');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Card
      title={`${one.fromOrganName}　申请${one.applicationNumber}`}
      extra={
        one.state === 'open' ? (
          <Tag color={one.workingDaysLeft !== null && one.workingDaysLeft <= 1 ? 'error' : 'processing'}>
            {one.respondBy
              ? one.workingDaysLeft !== null && one.workingDaysLeft < 0
                ? `已过${one.respondBy}`
                : `${one.respondBy}前答复`
              : '待答复'}
          </Tag>
        ) : (
          <Tag>{one.state === 'answered' ? '已答复' : '不再需要'}</Tag>
        )
      }
    >
      <p className="pre-line">{one.matter}</p>
      <p className="sub">
        由{one.askedBy}请求，{one.personName ? `请${one.personName}协办` : `请${one.organName}协办`}
      </p>
      {one.state === 'open' ? (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => answer.mutate(values)}>
          {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
          <Form.Item
            name="answer"
            label="协办意见"
            rules={[{ required: true, whitespace: true, message: '请填写协办意见' }]}
          >
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={answer.isPending}>
            答复
          </Button>
        </Form>
      ) : one.answer ? (
        <p>
          答复：{one.answer}
          <span className="sub">{one.answeredBy}</span>
        </p>
      ) : null}
    </Card>
  );
}
