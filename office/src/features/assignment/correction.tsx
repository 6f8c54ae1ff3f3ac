import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Drawer, Form, Input, Select, Tag, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call, Fault, showBesideFields } from '../../api.ts';
import { getRecordsCorrection, recordRecordsCorrectionEvent } from '../../client.generated/index.ts';
import type { RecordRecordsCorrectionEventInput, RecordsCorrection } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';

export default function RecordsCorrectionPage() {
  const { id = '' } = useParams();
  const [act, setAct] = useState<{ key: string; label: string } | null>(null);
  const { message } = App.useApp();
  const {
    data: found,
    error,
    refetch,
  } = useQuery({
    queryKey: ['correction', id],
    queryFn: () => call(getRecordsCorrection({ path: { id } })),
    // Every look is on record, so it is not looked anew without need.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (error && !found) return <FaultView error={error} retry={() => void refetch()} />;
  if (!found) return <Loading label="正在打开更正申请" />;
  const { letter } = found;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/records-corrections">更正本人信息</Link> / {found.number}
      </nav>
      <PageTitle title={`更正申请${found.number}`}>
        <Tag color={found.state === 'open' ? 'processing' : 'default'}>{found.outcomeLabel ?? '办理中'}</Tag>
      </PageTitle>
      <div className="case">
        <div className="case-main">
          <Card title="申请">
            <Descriptions
              column={1}
              size="small"
              items={[
                { label: '申请人', children: found.applicant },
                { label: '受理机关', children: found.organName },
                { label: '申请更正的记录', children: found.record },
                { label: '更正请求', children: found.requested },
                { label: '证据', children: found.evidence },
                { label: '收到日期', children: found.receivedOn },
                { label: '自定答复期限', children: found.answerBy ?? '未设定' },
              ].map((entry, i) => ({ key: i, ...entry }))}
            />
          </Card>
          {letter ? (
            <Card
              title="答复文本"
              extra={
                <Button
                  size="small"
                  onClick={() => {
                    void navigator.clipboard
                      .writeText([letter.title, ...letter.paragraphs].join('\n'))
                      .then(() => message.success('已复制'));
                  }}
                >
                  复制文本
                </Button>
              }
            >
              <div className="letter-text">
                <h2>{letter.title}</h2>
                {letter.paragraphs.map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </div>
            </Card>
          ) : null}
        </div>
        <div className="case-side">
          <Card title="下一步">
            {found.acts.length > 0 ? (
              <div className="acts">
                {found.acts.map((one) => (
                  <Button key={one.key} onClick={() => setAct(one)}>
                    {one.label}
                  </Button>
                ))}
              </div>
            ) : (
              <p>{found.state === 'closed' ? '已经办结。' : '由本机关承办人员办理。'}</p>
            )}
          </Card>
          <Card title="办理经过">
            <Timeline
              items={[...found.events].reverse().map((event) => ({
                key: event.sequence,
                content: (
                  <div className="event">
                    <span className="event-head">
                      <time dateTime={event.on}>{event.on}</time> <strong>{event.label}</strong>
                    </span>
                    {event.details.map(({ label, value }) => (
                      <span key={label} className="event-detail">
                        {label}：{value}
                      </span>
                    ))}
                    <span className="sub">{event.recordedBy}</span>
                  </div>
                ),
              }))}
            />
          </Card>
        </div>
      </div>
      {act ? <Act key={act.key} found={found} act={act} onClose={() => setAct(null)} /> : null}
    </>
  );
}

function Act({
  found,
  act,
  onClose,
}: {
  found: RecordsCorrection;
  act: { key: string; label: string };
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [fault, setFault] = useState<string | null>(null);
  const outcome = Form.useWatch('outcome', form) as string | undefined;
  const isElsewhere = outcome === 'transferred' || outcome === 'redirected';
  const record = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      call(
        recordRecordsCorrectionEvent({
          path: { id: found.id },
          body: {
            version: found.version,
            event: { kind: act.key, ...values } as RecordRecordsCorrectionEventInput['event'],
          },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['correction', found.id] });
      void queries.invalidateQueries({ queryKey: ['corrections'] });
      void message.success(`已记录“${act.label}”`);
      onClose();
    },
    onError: (error) => {
      setFault(showBesideFields(form, error, '/event'));
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['correction', found.id] });
    },
  });
  const text = (name: string, label: string, rows = 3) => (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: `请填写${label}` }]}>
      <Input.TextArea rows={rows} maxLength={1000} />
    </Form.Item>
  );
  return (
    <Drawer
      open
      size={460}
      title={act.label}
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={record.isPending} onClick={() => form.submit()}>
            记录
          </Button>
        </div>
      }
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: found.today }}
        onFinish={(values) => {
          setFault(null);
          record.mutate(values);
        }}
      >
        <Form.Item name="on" label="日期" rules={[{ required: true, message: '请填写日期' }]}>
          <DateField max={found.today} />
        </Form.Item>
        {act.key === 'evidence-requested' ? text('what', '需要补充的材料', 2) : null}
        {act.key === 'verified' ? text('finding', '核实情况') : null}
        {act.key === 'answered' ? (
          <>
            <Form.Item name="outcome" label="处理结果" rules={[{ required: true, message: '请选择处理结果' }]}>
              <Select options={found.outcomes.map(({ key, label }) => ({ value: key, label }))} />
            </Form.Item>
            {isElsewhere ? (
              <Form.Item
                name="competent"
                label="有权更正的机关"
                rules={[{ required: true, whitespace: true, message: '请填写有权更正的机关' }]}
              >
                <Input maxLength={100} />
              </Form.Item>
            ) : null}
            {text('text', outcome === 'corrected' ? '更正的内容' : '理由或者说明')}
          </>
        ) : null}
      </Form>
    </Drawer>
  );
}
