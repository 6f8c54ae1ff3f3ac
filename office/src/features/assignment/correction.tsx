import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Drawer, Form, Input, Tag, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call, Fault, showBesideFields } from '../../api.ts';
import {
  getRecordsCorrection,
  recordRecordsCorrectionEvent,
  renewRecordsCorrectionCode,
} from '../../client.generated/index.ts';
import type { RecordRecordsCorrectionEventInput, RecordsCorrection } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { CorrectionAnswer } from './correction-answer.tsx';
import { CodeTold } from './correction-code.tsx';

export default function RecordsCorrectionPage() {
  const { id = '' } = useParams();
  const [act, setAct] = useState<{ key: string; label: string } | null>(null);
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
          <CorrectionAnswer found={found} />
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
            {found.mayHandle ? <AccessCode found={found} /> : null}
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

/** For an applicant who lost the code; the old one opens nothing any more. */
function AccessCode({ found }: { found: RecordsCorrection }) {
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const renew = useMutation({
    mutationFn: () => call(renewRecordsCorrectionCode({ path: { id: found.id } })),
    onSuccess: (told) => {
      void queries.invalidateQueries({ queryKey: ['correction', found.id] });
      modal.success({ title: '新的查询码', content: <CodeTold {...told} />, okText: '已经交给申请人' });
    },
    onError: (error) => void message.error(error.message),
  });
  return (
    <Button
      type="link"
      loading={renew.isPending}
      onClick={() =>
        modal.confirm({
          title: '重新生成查询码',
          content: '申请人原来的查询码立即作废。请核对身份后交给申请人。',
          okText: '重新生成',
          onOk: () => renew.mutate(),
        })
      }
    >
      {found.isFollowed ? '查询码遗失，重新生成' : '给申请人查询码'}
    </Button>
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
        <FormFaults />
        <Form.Item name="on" label="日期" rules={[{ required: true, message: '请填写日期' }]}>
          <DateField max={found.today} />
        </Form.Item>
        {act.key === 'evidence-requested' ? text('what', '需要补充的材料', 2) : null}
        {act.key === 'verified' ? text('finding', '核实情况') : null}
      </Form>
    </Drawer>
  );
}
