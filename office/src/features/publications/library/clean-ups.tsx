import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Collapse, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, Fault } from '../../../api.ts';
import { listCleanUps, listNormativeDocuments, recordCleanUp } from '../../../client.generated/index.ts';
import type { NormativeDocument, RecordCleanUpData } from '../../../client.generated/types.gen.ts';
import { DateField } from '../../../components/date-field.tsx';
import { useOffice } from '../../../session.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { Loading, Nothing } from '../../../shell/states.tsx';
import '../publications.css';
import { today } from '../terms.ts';
import { useLibrarySummary } from './list.tsx';

type Result = RecordCleanUpData['body']['results'][number]['result'];

/** 清理: campaigns with their results, and a new one over what is in force. */
export default function CleanUps() {
  const { may } = useOffice();
  const [isNew, setNew] = useState(false);
  const { data } = useQuery({ queryKey: ['clean-ups'], queryFn: () => call(listCleanUps()) });
  if (!data) return <Loading />;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/library">文件库</Link> / 清理
      </nav>
      <PageTitle title="规范性文件清理">
        {may('documents.clean-up') && !isNew ? (
          <Button type="primary" onClick={() => setNew(true)}>
            登记清理结果
          </Button>
        ) : null}
      </PageTitle>
      {isNew ? <NewCleanUp onDone={() => setNew(false)} /> : null}
      {data.length === 0 && !isNew ? (
        <Nothing title="还没有清理记录" advice="清理结束、结果经批准后，在这里一并登记，文件的有效性随之更新。" />
      ) : null}
      {data.map((campaign) => (
        <Card key={campaign.id} title={campaign.title}>
          <p>
            {campaign.decidedOn}　{campaign.decidedBy}　
            {campaign.counts
              .filter(({ count }) => count > 0)
              .map(({ label, count }) => `${label}${count}件`)
              .join('，')}
          </p>
          <Collapse
            ghost
            size="small"
            items={[
              {
                key: 'results',
                label: `全部结果（${campaign.results.length}件）`,
                children: (
                  <ul className="plain-list">
                    {campaign.results.map((one) => (
                      <li key={one.documentId}>
                        <strong>{one.label}</strong>　<Link to={`/library/${one.documentId}`}>{one.title}</Link>（
                        {one.documentNumber}）：{one.reason}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </Card>
      ))}
    </>
  );
}

/** All results together or none: what cannot be done is named, and nothing is recorded. */
function NewCleanUp({ onDone }: { onDone: () => void }) {
  const { organ } = useOffice();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ title: string; decidedOn: string; decidedBy: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const [results, setResults] = useState<Record<string, { result: Result; reason: string }>>({});
  const { data: summary } = useLibrarySummary(organ);
  const { data } = useQuery({
    queryKey: ['documents', 'clean-up', organ],
    queryFn: async () => {
      const found: NormativeDocument[] = [];
      // Everything in force, in as many pages as it takes.
      for (let offset = 0; ; offset += 200) {
        const page = await call(listNormativeDocuments({ query: { limit: 200, offset, ...(organ ? { organ } : {}) } }));
        found.push(...page.documents.filter((one) => one.endedOn === null));
        if (offset + 200 >= page.total) return found;
      }
    },
  });
  const run = useMutation({
    mutationFn: (values: { title: string; decidedOn: string; decidedBy: string }) =>
      call(
        recordCleanUp({
          body: {
            ...values,
            results: Object.entries(results).map(([documentId, one]) => ({ documentId, ...one })),
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ['clean-ups', 'documents', 'document', 'library-summary'])
        void queries.invalidateQueries({ queryKey: [key] });
      onDone();
    },
    onError: (error) => setFault(error instanceof Fault ? error.message : '没有成功，请稍后再试。'),
  });
  if (!data || !summary) return <Loading label="正在读取现行有效的文件" />;
  const set = (id: string, change: Partial<{ result: Result; reason: string }>): void =>
    setResults((was) => ({ ...was, [id]: { result: 'keep', reason: '', ...was[id], ...change } }));
  const chosen = Object.keys(results).length;
  return (
    <Card title="登记清理结果">
      {fault ? (
        <Alert type="error" showIcon role="alert" title="没有登记，全部结果保持原样" description={fault} />
      ) : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ decidedOn: today() }}
        onFinish={(values) => {
          setFault(null);
          if (chosen === 0) setFault('请至少选择一件文件的清理结果。');
          else if (Object.values(results).some(({ reason }) => reason.trim() === ''))
            setFault('每件文件都应当写明理由。');
          else run.mutate(values);
        }}
      >
        <div className="form-row">
          <Form.Item
            name="title"
            label="清理名称"
            rules={[{ required: true, whitespace: true, message: '请填写清理名称' }]}
          >
            <Input maxLength={200} placeholder="例如2022年行政规范性文件全面清理" />
          </Form.Item>
          <Form.Item
            name="decidedBy"
            label="决定机关或者会议"
            rules={[{ required: true, whitespace: true, message: '请填写决定机关或者会议' }]}
          >
            <Input maxLength={100} placeholder="例如区政府常务会议" />
          </Form.Item>
          <Form.Item name="decidedOn" label="决定日期" rules={[{ required: true, message: '请填写决定日期' }]}>
            <DateField max={today()} />
          </Form.Item>
        </div>
        <Table<NormativeDocument>
          size="small"
          rowKey="id"
          dataSource={data}
          pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
          scroll={{ x: 800 }}
          columns={[
            {
              title: '文件',
              key: 'title',
              render: (_, one) => (
                <>
                  {one.title}
                  <span className="sub">
                    {one.documentNumber}　{one.statusLabel}
                  </span>
                </>
              ),
            },
            {
              title: '结果',
              key: 'result',
              width: 150,
              render: (_, one) => (
                <Select
                  allowClear
                  aria-label={`${one.title}的清理结果`}
                  placeholder="不在本次"
                  value={results[one.id]?.result ?? null}
                  onChange={(result: Result | undefined) => {
                    if (result) set(one.id, { result });
                    else
                      setResults((was) => {
                        const { [one.id]: _removed, ...rest } = was;
                        return rest;
                      });
                  }}
                  options={summary.results.map(({ key, label }) => ({ value: key, label }))}
                />
              ),
            },
            {
              title: '理由',
              key: 'reason',
              width: 260,
              render: (_, one) => (
                <Input
                  aria-label={`${one.title}的理由`}
                  maxLength={300}
                  disabled={!results[one.id]}
                  value={results[one.id]?.reason ?? ''}
                  onChange={(event) => set(one.id, { reason: event.target.value })}
                />
              ),
            },
          ]}
        />
        <div className="drawer-actions">
          <span className="sub-inline">已选{chosen}件</span>
          <Button onClick={onDone}>取消</Button>
          <Button type="primary" htmlType="submit" loading={run.isPending}>
            登记
          </Button>
        </div>
      </Form>
    </Card>
  );
}
