import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Input, Radio, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { actOnScreeningFinding, getScreeningFinding } from '../../client.generated/index.ts';
import type { ActOnScreeningFindingData, ScreeningFindingDetail } from '../../client.generated/types.gen.ts';
import { FaultView, Loading } from '../../shell/states.tsx';
import { Place } from './place.tsx';
import { formatInstant, severityColours, severityLabels } from './terms.ts';

type Act = ActOnScreeningFindingData['body'];

/** One finding: its place, what was done about it, and what the person may do. */
export function FindingDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'finding', id],
    queryFn: () => call(getScreeningFinding({ path: { id: id! } })),
    enabled: id !== null,
  });
  return (
    <Drawer open={id !== null} onClose={onClose} size="large" title="办理问题" destroyOnHidden>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Detail key={`${data.id} ${data.state}`} finding={data} />
      )}
    </Drawer>
  );
}

function Detail({ finding }: { finding: ScreeningFindingDetail }) {
  const [fault, setFault] = useState<string | null>(null);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const act = useMutation({
    mutationFn: (body: Act) => call(actOnScreeningFinding({ path: { id: finding.id }, body })),
    onMutate: () => setFault(null),
    onSuccess: (after) => {
      void message.success(`已办理：${after.stateLabel}`);
      queries.setQueryData(['screening', 'finding', finding.id], after);
      void queries.invalidateQueries({ queryKey: ['screening'] });
    },
    onError: (error) => setFault(error.message),
  });
  const { may } = finding;
  return (
    <div className="stack">
      <p>
        <Tag color={severityColours[finding.severity]}>{severityLabels[finding.severity]}</Tag>
        {finding.kindLabel}，{finding.stateLabel}
      </p>
      <Place {...finding} />
      <p>{finding.message}</p>
      <p>
        {finding.address ? (
          <a href={finding.address} target="_blank" rel="noreferrer">
            {finding.title}（在新窗口打开）
          </a>
        ) : (
          finding.title
        )}
        <span className="sub">
          {finding.organName}，{finding.sourceLabel}
          {finding.filePlace ? `${finding.filePlace}` : ''}，{finding.foundOn}发现
        </span>
      </p>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {may.mend ? <Mend finding={finding} isBusy={act.isPending} onAct={act.mutate} /> : null}
      {may.assign ? <Assign finding={finding} isBusy={act.isPending} onAct={act.mutate} /> : null}
      {may.dispute ? <Dispute isBusy={act.isPending} onAct={act.mutate} /> : null}
      {may.decide ? <Decide isBusy={act.isPending} onAct={act.mutate} /> : null}
      <section aria-label="经过">
        <h2>经过</h2>
        <ol className="screening-history">
          {finding.steps.map((step) => (
            <li key={`${step.at} ${step.act}`}>
              <time dateTime={step.at}>{formatInstant(step.at)}</time>
              <strong>{step.label}</strong>　{step.personName}
              {step.note ? <span className="sub">{step.note}</span> : null}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

interface ActProps {
  isBusy: boolean;
  onAct: (body: Act) => void;
}

function Mend({ finding, isBusy, onAct }: ActProps & { finding: ScreeningFindingDetail }) {
  const { suggestion, canCorrect } = finding;
  return (
    <section aria-label="改正">
      {canCorrect && suggestion !== null ? (
        <Space orientation="vertical">
          <Button type="primary" loading={isBusy} onClick={() => onAct({ act: 'mend', replacement: suggestion })}>
            {suggestion === '' ? '一键删去' : `一键改为“${suggestion}”`}
          </Button>
          <span className="sub">改在该信息的修订稿中，经审核发布后自动复查。</span>
        </Space>
      ) : null}
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ note }: { note: string }) => onAct({ act: 'mend', replacement: null, note })}
      >
        <Form.Item
          name="note"
          label="已另行改正的，登记改正方式"
          rules={[{ required: true, whitespace: true, message: '请写明是如何改正的' }]}
        >
          <Input maxLength={500} placeholder="例如：已在原平台改正" />
        </Form.Item>
        <Button htmlType="submit" loading={isBusy}>
          登记改正
        </Button>
      </Form>
    </section>
  );
}

function Assign({ finding, isBusy, onAct }: ActProps & { finding: ScreeningFindingDetail }) {
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ to }: { to: string }) => onAct({ act: 'assign', to })}>
      <Form.Item
        name="to"
        label="交由本机关人员处理"
        rules={[{ required: true, message: '请选择人员' }]}
        extra={finding.assignees.length === 0 ? '该机关还没有可以改正问题的岗位，请先任命。' : undefined}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={finding.assignees.map(({ id, name, title }) => ({ value: id, label: `${name}（${title}）` }))}
        />
      </Form.Item>
      <Button htmlType="submit" loading={isBusy}>
        分派
      </Button>
    </Form>
  );
}

function Dispute({ isBusy, onAct }: ActProps) {
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={({ reason }: { reason: string }) => onAct({ act: 'dispute', reason })}
    >
      <Form.Item
        name="reason"
        label="不是问题的，说明理由"
        rules={[{ required: true, whitespace: true, message: '请写明为何不是问题' }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      <Button htmlType="submit" loading={isBusy}>
        提出异议
      </Button>
    </Form>
  );
}

function Decide({ isBusy, onAct }: ActProps) {
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ isFalseAlarm: true, scope: 'context' }}
      onFinish={(values: { isFalseAlarm: boolean; reason: string; scope: 'context' | 'organ' | 'everywhere' }) =>
        onAct({ act: 'decide', ...values })
      }
    >
      <Form.Item name="isFalseAlarm" label="认定">
        <Radio.Group
          options={[
            { value: true, label: '误报，列入例外清单' },
            { value: false, label: '确有问题，应当改正' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['isFalseAlarm']}>
        {({ getFieldValue }) =>
          getFieldValue('isFalseAlarm') ? (
            <Form.Item name="scope" label="例外的范围">
              <Radio.Group
                className="stacked"
                options={[
                  { value: 'context', label: '本机关相同的上下文' },
                  { value: 'organ', label: '本机关的全部信息' },
                  { value: 'everywhere', label: '全区各机关' },
                ]}
              />
            </Form.Item>
          ) : null
        }
      </Form.Item>
      <Form.Item name="reason" label="理由" rules={[{ required: true, whitespace: true, message: '请写明理由' }]}>
        <Input maxLength={500} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        认定
      </Button>
    </Form>
  );
}
