import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Collapse, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import {
  askCoHandling,
  assignApplication,
  endCoHandling,
  getAssignment,
  listAssignees,
} from '../../client.generated/index.ts';
import type { ApplicationAssignment, AssignApplicationInput } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { useOffice } from '../../session.tsx';

const KINDS = { assigned: '分派给', taken: '由其认领：', released: '退回待分派' } as const;

function useChanged(applicationId: string): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of [['assignment', applicationId], ['worklist'], ['desk']])
      void queries.invalidateQueries({ queryKey: key });
  };
}

/** Who handles a case and who helps, on its page. */
export function AssignmentCard({
  applicationId,
  organCode,
  isClosed,
}: {
  applicationId: string;
  organCode: string;
  isClosed: boolean;
}) {
  const { may } = useOffice();
  const { message } = App.useApp();
  const changed = useChanged(applicationId);
  const [asking, setAsking] = useState<'assign' | 'help' | null>(null);
  const { data } = useQuery({
    queryKey: ['assignment', applicationId],
    queryFn: () => call(getAssignment({ path: { id: applicationId } })),
    enabled: may('requests.read'),
  });
  const act = useMutation({
    mutationFn: (body: AssignApplicationInput) => call(assignApplication({ path: { id: applicationId }, body })),
    onSuccess: changed,
    onError: (error) => {
      void message.error(error.message);
      changed();
    },
  });
  const end = useMutation({
    mutationFn: (id: string) => call(endCoHandling({ path: { id } })),
    onSuccess: changed,
    onError: (error) => void message.error(error.message),
  });
  if (!data || (isClosed && data.history.length === 0 && data.coHandling.length === 0)) return null;
  return (
    <Card title="承办与协办" size="small">
      <p>承办人：{data.assignee ? <strong>{data.assignee.name}</strong> : <Tag color="warning">尚未分派</Tag>}</p>
      <div className="acts">
        {data.mayTake ? (
          <Button size="small" loading={act.isPending} onClick={() => act.mutate({ kind: 'taken' })}>
            我来承办
          </Button>
        ) : null}
        {data.mayAssign ? (
          <Button size="small" onClick={() => setAsking('assign')}>
            {data.assignee ? '改派' : '分派'}
          </Button>
        ) : null}
        {data.mayRelease ? (
          <Button size="small" loading={act.isPending} onClick={() => act.mutate({ kind: 'released' })}>
            退回待分派
          </Button>
        ) : null}
        {data.mayAsk ? (
          <Button size="small" onClick={() => setAsking('help')}>
            请求协办
          </Button>
        ) : null}
      </div>
      {data.coHandling.length > 0 ? (
        <ul className="plain">
          {data.coHandling.map((one) => (
            <li key={one.id}>
              <strong>{one.personName ?? one.organName}</strong>{' '}
              {one.state === 'open' ? (
                <Tag color={one.workingDaysLeft !== null && one.workingDaysLeft < 0 ? 'error' : 'processing'}>
                  {one.respondBy ? `${one.respondBy}前答复` : '等待答复'}
                </Tag>
              ) : (
                <Tag>{one.state === 'answered' ? '已答复' : '不再需要'}</Tag>
              )}
              <span className="sub">{one.matter}</span>
              {one.answer ? (
                <span className="sub">
                  答复：{one.answer}（{one.answeredBy}）
                </span>
              ) : null}
              {one.state === 'open' && data.mayAsk ? (
                <Button size="small" type="link" onClick={() => end.mutate(one.id)}>
                  不再需要
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {data.history.length > 0 ? (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'history',
              label: `分派经过（${data.history.length}）`,
              children: (
                <ul className="plain">
                  {[...data.history].reverse().map((entry) => (
                    <li key={entry.sequence}>
                      {KINDS[entry.kind]}
                      {entry.personName}
                      {entry.reason ? `：${entry.reason}` : ''}
                      <span className="sub">
                        {entry.recordedBy}　
                        {new Date(entry.recordedAt).toLocaleString('zh-CN', {
                          timeZone: 'Asia/Shanghai',
                          hour12: false,
                        })}
                      </span>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      ) : null}
      <AssignDialog
        open={asking === 'assign'}
        data={data}
        onClose={() => setAsking(null)}
        onAssign={async (body) => {
          await act.mutateAsync(body);
          setAsking(null);
        }}
      />
      {asking === 'help' ? (
        <HelpDialog applicationId={applicationId} organCode={organCode} data={data} onClose={() => setAsking(null)} />
      ) : null}
    </Card>
  );
}

function AssignDialog({
  open,
  data,
  onClose,
  onAssign,
}: {
  open: boolean;
  data: ApplicationAssignment;
  onClose: () => void;
  onAssign: (body: AssignApplicationInput) => Promise<void>;
}) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal open={open} onCancel={onClose} footer={null} title="分派承办人" destroyOnHidden>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ personId, reason }: { personId: string; reason?: string }) => {
          setBusy(true);
          onAssign({ kind: 'assigned', personId, reason: reason ?? '' })
            .catch(() => undefined)
            .finally(() => setBusy(false));
        }}
      >
        <FormFaults />
        <Form.Item name="personId" label="承办人" rules={[{ required: true, message: '请选择承办人' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={data.candidates.map(({ id, name, title, open: count }) => ({
              value: id,
              label: `${name}（${title}，在办${count}件）`,
              disabled: id === data.assignee?.id,
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label="说明">
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          分派
        </Button>
      </Form>
    </Modal>
  );
}

function HelpDialog({
  applicationId,
  organCode,
  data,
  onClose,
}: {
  applicationId: string;
  organCode: string;
  data: ApplicationAssignment;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { message } = App.useApp();
  const changed = useChanged(applicationId);
  const [fault, setFault] = useState<string | null>(null);
  const chosen = Form.useWatch('organCode', form) as string | undefined;
  const isOwn = chosen === organCode;
  const { data: colleagues } = useQuery({
    queryKey: ['assignees', organCode],
    queryFn: () => call(listAssignees({ query: { organ: organCode } })),
    enabled: isOwn,
  });
  const ask = useMutation({
    mutationFn: (values: { organCode: string; personId?: string; matter: string; respondBy?: string | null }) =>
      call(
        askCoHandling({
          path: { id: applicationId },
          body: { ...values, personId: values.personId ?? null, respondBy: values.respondBy ?? null },
        }),
      ),
    onSuccess: () => {
      changed();
      void message.success('已发出协办请求');
      onClose();
    },
    onError: (error) => setFault(error instanceof Fault ? showBesideFields(form, error) : error.message),
  });
  return (
    <Modal open onCancel={onClose} footer={null} title="请求协办" destroyOnHidden>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => ask.mutate(values)}>
        <FormFaults />
        <Form.Item name="organCode" label="协办机关" rules={[{ required: true, message: '请选择协办机关' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={data.organs.map(({ code, name }) => ({
              value: code,
              label: code === organCode ? `${name}（本机关）` : name,
            }))}
          />
        </Form.Item>
        {isOwn ? (
          <Form.Item name="personId" label="协办人" rules={[{ required: true, message: '请选择协办人' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(colleagues?.items ?? []).map(({ id, name, title }) => ({
                value: id,
                label: `${name}（${title}）`,
              }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          name="matter"
          label="协办事项"
          extra="协办方看不到申请人。请只写需要协办的内容，不写申请人姓名等个人信息。"
          rules={[{ required: true, whitespace: true, message: '请填写协办事项' }]}
        >
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
        <Form.Item name="respondBy" label="请于何日前答复">
          <DateField />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          发出
        </Button>
      </Form>
    </Modal>
  );
}
