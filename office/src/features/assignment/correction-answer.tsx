import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Form, Input, Modal, Radio, Select, Tag } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import {
  actOnRecordsCorrectionAnswer,
  draftRecordsCorrectionAnswer,
  serveRecordsCorrectionAnswer,
} from '../../client.generated/index.ts';
import type {
  ActOnRecordsCorrectionAnswerInput,
  RecordsCorrection,
  RecordsCorrectionAnswerInput,
  ServeRecordsCorrectionAnswerInput,
} from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { serviceOptions } from '../requests/letter-fields.tsx';

const ACTS = {
  draft: '起草答复书',
  submit: '提交审核',
  review: '审核同意',
  return: '退回修改',
  issue: '签发',
  serve: '登记送达',
} as const;
type Act = keyof typeof ACTS;

const TONES = { none: 'default', drafting: 'processing', issued: 'warning', served: 'success' } as const;

const isElsewhere = (outcome: string | undefined): boolean => outcome === 'transferred' || outcome === 'redirected';

/** After an act, or when another acted first, the page shows what stands now. */
function useRefresh(id: string) {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ['correction', id] });
    void queries.invalidateQueries({ queryKey: ['corrections'] });
  };
}

function factsOf(
  { answer, outcomes }: RecordsCorrection,
  content: NonNullable<RecordsCorrection['answer']['content']>,
) {
  const facts: [string, string | null][] = [
    ['文号', answer.number],
    ['处理结果', outcomes.find(({ key }) => key === content.outcome)?.label ?? null],
    ['有权更正的机关', content.competent],
    ['核实的事实', content.facts],
    [content.outcome === 'corrected' ? '更正的内容' : '理由或者说明', content.text],
    ['送达', answer.served && `${answer.served.label}，${answer.served.on}，${answer.served.proof}`],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ key: label, label, children: value }] : []));
}

/** The letter that answers a request to correct own records: drafted, reviewed, signed and served. */
export function CorrectionAnswer({ found }: { found: RecordsCorrection }) {
  const [act, setAct] = useState<Act | null>(null);
  const { answer } = found;
  const file = (name: string) => `/api/v1/records-corrections/${found.id}/answer/${name}`;
  const isDraft = answer.content !== null && found.state === 'open';
  const isIssued = answer.status === 'issued' || answer.status === 'served';
  const refusals = [...new Set(answer.acts.flatMap(({ refusal }) => refusal ?? []))];
  return (
    <Card
      title="答复书"
      extra={
        <Tag color={answer.status in TONES ? TONES[answer.status as keyof typeof TONES] : 'processing'}>
          {answer.statusLabel}
        </Tag>
      }
    >
      {answer.content === null ? (
        <p>
          {found.state === 'closed'
            ? '没有答复书。'
            : '核实之后起草答复书；转送或者告知去处的，写明有权更正的机关即可。'}
        </p>
      ) : (
        <Descriptions column={1} size="small" items={factsOf(found, answer.content)} />
      )}
      {isDraft && answer.missing.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title="签发前还缺少"
          description={
            <ul>
              {answer.missing.map(({ label, basis }) => (
                <li key={label}>
                  {label}
                  {basis ? `（${basis}）` : ''}
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
      {refusals.map((refusal) => (
        <Alert key={refusal} type="info" showIcon title={refusal} />
      ))}
      <div className="acts">
        {answer.acts
          .filter(({ refusal }) => refusal === null)
          .map(({ key }) => (
            <Button
              key={key}
              type={key === 'issue' || key === 'submit' ? 'primary' : 'default'}
              danger={key === 'return'}
              onClick={() => setAct(key)}
            >
              {key === 'draft' && answer.content ? '修改答复书' : ACTS[key]}
            </Button>
          ))}
        {isDraft ? (
          <>
            <Button href={file('preview.pdf')} target="_blank">
              预览PDF
            </Button>
            <Button href={file('preview.docx')}>下载草稿DOCX</Button>
          </>
        ) : null}
        {isIssued ? (
          <>
            <Button href={file('issued.pdf')} target="_blank">
              打开PDF
            </Button>
            <Button href={file('issued.docx')}>下载DOCX</Button>
          </>
        ) : null}
        {answer.status === 'served' && found.mayHandle ? (
          <Button href={file('service.pdf')} target="_blank">
            送达回证
          </Button>
        ) : null}
      </div>
      {act === 'draft' ? <Draft found={found} onClose={() => setAct(null)} /> : null}
      {act === 'serve' ? <Serve found={found} onClose={() => setAct(null)} /> : null}
      {act !== null && act !== 'draft' && act !== 'serve' ? (
        <Opinion found={found} act={act} onClose={() => setAct(null)} />
      ) : null}
    </Card>
  );
}

function Draft({ found, onClose }: { found: RecordsCorrection; onClose: () => void }) {
  const [form] = Form.useForm<RecordsCorrectionAnswerInput>();
  const { message } = App.useApp();
  const [fault, setFault] = useState<string | null>(null);
  const refresh = useRefresh(found.id);
  const outcome = Form.useWatch('outcome', form);
  const verified = found.events.findLast(({ details }) => details.some(({ label }) => label === '核实情况'));
  const finding = verified?.details.find(({ label }) => label === '核实情况')?.value;
  const save = useMutation({
    mutationFn: (answer: RecordsCorrectionAnswerInput) =>
      call(
        draftRecordsCorrectionAnswer({
          path: { id: found.id },
          body: { version: found.version, answer: { ...answer, competent: answer.competent ?? null } },
        }),
      ),
    onSuccess: () => {
      refresh();
      void message.success('答复书已保存');
      onClose();
    },
    onError: (error) => {
      setFault(showBesideFields(form, error, '/answer'));
      if (error instanceof Fault && error.kind === 'changed-meanwhile') refresh();
    },
  });
  const required = (text: string) => [{ required: true, whitespace: true, message: text }];
  const text = outcome === 'corrected' ? '更正的内容' : outcome === 'refused' ? '不予更正的理由' : '说明（可以不填）';
  return (
    <Modal
      open
      width={640}
      title="起草答复书"
      okText="保存"
      onOk={() => form.submit()}
      confirmLoading={save.isPending}
      onCancel={onClose}
      destroyOnHidden
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={
          found.answer.content ?? {
            service: found.isFollowed ? 'online' : 'post',
            ...(finding ? { facts: finding } : {}),
          }
        }
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="outcome" label="处理结果" rules={[{ required: true, message: '请选择处理结果' }]}>
          <Select options={found.outcomes.map(({ key, label }) => ({ value: key, label }))} />
        </Form.Item>
        {isElsewhere(outcome) ? (
          <Form.Item name="competent" label="有权更正的机关" rules={required('请填写有权更正的机关')}>
            <Input maxLength={100} />
          </Form.Item>
        ) : null}
        <Form.Item name="facts" label="核实的事实" extra="印在“经核实，”之后。" rules={required('请填写核实的事实')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Form.Item
          name="text"
          label={text}
          rules={isElsewhere(outcome) ? [] : required(`请填写${text.replace('（可以不填）', '')}`)}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Form.Item name="service" label="送达方式" rules={[{ required: true, message: '请选择送达方式' }]}>
          <Radio.Group
            name="correction-service"
            options={serviceOptions.map((one) => ({ ...one, disabled: one.value === 'online' && !found.isFollowed }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Opinion({
  found,
  act,
  onClose,
}: {
  found: RecordsCorrection;
  act: ActOnRecordsCorrectionAnswerInput['act'];
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ opinion: string }>();
  const { message } = App.useApp();
  const [fault, setFault] = useState<string | null>(null);
  const refresh = useRefresh(found.id);
  const doIt = useMutation({
    mutationFn: ({ opinion }: { opinion: string }) =>
      call(actOnRecordsCorrectionAnswer({ path: { id: found.id }, body: { version: found.version, act, opinion } })),
    onSuccess: ({ number }) => {
      refresh();
      void message.success(number ? `已签发，文号${number}` : `已${ACTS[act]}`);
      onClose();
    },
    onError: (error) => {
      setFault(showBesideFields(form, error));
      if (error instanceof Fault && error.kind === 'changed-meanwhile') refresh();
    },
  });
  return (
    <Modal
      open
      title={ACTS[act]}
      okText={ACTS[act]}
      okButtonProps={{ danger: act === 'return' }}
      onOk={() => form.submit()}
      confirmLoading={doIt.isPending}
      onCancel={onClose}
      destroyOnHidden
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {act === 'issue' ? <p>签发后编号、盖章成文，不能再修改；更正申请同时办结。</p> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ opinion: act === 'return' ? '' : '同意' }}
        onFinish={(values) => {
          setFault(null);
          doIt.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item
          name="opinion"
          label={act === 'return' ? '退回的理由' : '意见'}
          rules={act === 'return' ? [{ required: true, whitespace: true, message: '请写明退回的理由' }] : []}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Serve({ found, onClose }: { found: RecordsCorrection; onClose: () => void }) {
  const [form] = Form.useForm<Omit<ServeRecordsCorrectionAnswerInput, 'version'>>();
  const { message } = App.useApp();
  const [fault, setFault] = useState<string | null>(null);
  const refresh = useRefresh(found.id);
  const serve = useMutation({
    mutationFn: (values: Omit<ServeRecordsCorrectionAnswerInput, 'version'>) =>
      call(serveRecordsCorrectionAnswer({ path: { id: found.id }, body: { version: found.version, ...values } })),
    onSuccess: () => {
      refresh();
      void message.success('送达已登记');
      onClose();
    },
    onError: (error) => {
      setFault(showBesideFields(form, error));
      if (error instanceof Fault && error.kind === 'changed-meanwhile') refresh();
    },
  });
  return (
    <Modal
      open
      title="登记送达"
      okText="登记"
      onOk={() => form.submit()}
      confirmLoading={serve.isPending}
      onCancel={onClose}
      destroyOnHidden
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ service: found.answer.content?.service, on: found.today }}
        onFinish={(values) => {
          setFault(null);
          serve.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="service" label="送达方式" rules={[{ required: true, message: '请选择送达方式' }]}>
          <Radio.Group name="correction-served" options={serviceOptions} />
        </Form.Item>
        <Form.Item
          name="on"
          label="签收、交邮或者到达之日"
          rules={[{ required: true, message: '请填写签收、交邮或者到达之日' }]}
        >
          <DateField max={found.today} />
        </Form.Item>
        <Form.Item
          name="proof"
          label="送达证明"
          extra="签收人，或者邮件种类和号码"
          rules={[{ required: true, whitespace: true, message: '请填写签收人或者邮件号码' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
