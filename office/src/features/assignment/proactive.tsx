import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { decideProactive, listProactiveSuggestions } from '../../client.generated/index.ts';
import type { ProactiveSuggestion } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';

/** 条例 Art. 44: suggestions to disclose proactively, and what became of them. */
export default function ProactiveSuggestions() {
  const { organ } = useOffice();
  const [view, setView] = useState<'open' | 'all'>('open');
  const query = { view, ...(organ ? { organ } : {}) };
  const { data, error, refetch } = useQuery({
    queryKey: ['proactive', query],
    queryFn: () => call(listProactiveSuggestions({ query })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title="依申请转主动公开" />
      <Segmented
        value={view}
        onChange={(value) => setView(value as 'open' | 'all')}
        options={[
          { value: 'open', label: '待处理' },
          { value: 'all', label: '全部' },
        ]}
      />
      {!data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Nothing
          title={view === 'open' ? '没有待处理的建议' : '没有建议'}
          advice="多个申请人申请公开同一信息，或者申请人建议主动公开的，可以在申请页面提出建议；采纳后生成主动公开稿件。"
        />
      ) : (
        <div className="stack">
          {data.items.map((one) => (
            <Suggestion key={one.id} one={one} />
          ))}
        </div>
      )}
    </>
  );
}

function Suggestion({ one }: { one: ProactiveSuggestion }) {
  const [form] = Form.useForm<{ opinion: string }>();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const decide = useMutation({
    mutationFn: (accept: boolean) =>
      call(decideProactive({ path: { id: one.id }, body: { accept, opinion: form.getFieldValue('opinion') ?? '' } })),
    onSuccess: ({ publicationId }) => {
      void queries.invalidateQueries({ queryKey: ['proactive'] });
      void message.success(publicationId ? '已采纳，并生成主动公开稿件' : '已记录不予采纳');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Card
      title={one.title}
      extra={
        <Tag color={one.state === 'suggested' ? 'processing' : one.state === 'accepted' ? 'success' : 'default'}>
          {one.stateLabel}
        </Tag>
      }
    >
      <p>
        {one.organName}　{one.sourceLabel}（{one.applications}件），来自
        <Link to={`/requests/${one.applicationId}`}>申请{one.applicationNumber}</Link>
        <span className="sub">
          {one.suggestedOn}　{one.suggestedBy}
        </span>
      </p>
      <p>理由：{one.reason}</p>
      {one.publicationId ? (
        <p>
          <Link to={`/publications/${one.publicationId}`}>打开主动公开稿件</Link>
        </p>
      ) : null}
      {one.feedback ? (
        <Alert
          type="info"
          title="给建议人的反馈"
          description={`${one.feedback}（${one.decidedOn}，${one.decidedBy}）`}
        />
      ) : null}
      {one.mayDecide ? (
        <Form form={form} layout="vertical" requiredMark={false}>
          {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
          <Form.Item name="opinion" label="处理意见" extra="不采纳的，应当写明理由。">
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          <div className="acts">
            <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>
              采纳并生成稿件
            </Button>
            <Button loading={decide.isPending} onClick={() => decide.mutate(false)}>
              不采纳
            </Button>
          </div>
        </Form>
      ) : null}
    </Card>
  );
}
