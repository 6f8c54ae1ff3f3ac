import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Drawer, Form, Input, Tag, Timeline } from 'antd';
import { useEffect, useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import { actOnCaseLetter, draftCaseLetter, editCaseLetter } from '../../client.generated/index.ts';
import type { CaseLetter, CaseLetters, LetterContentInput } from '../../client.generated/types.gen.ts';
import { FormFaults } from '../../components/form-faults.tsx';
import {
  contentOf,
  DispatchFields,
  LetterFields,
  type LetterKind,
  type LetterValues,
  valuesOf,
} from './letter-fields.tsx';
import { ServeForm } from './serve-form.tsx';

type Act = CaseLetter['acts'][number]['act'];
type Content = Parameters<typeof valuesOf>[0];

const PRIMARY: readonly Act[] = ['submit', 'review', 'issue', 'serve'];
const SAYS: readonly Act[] = ['review', 'legal-review', 'return', 'issue'];
const DONE: Partial<Record<Act, string>> = {
  submit: '已提交',
  review: '已同意',
  'legal-review': '法制审核意见已记录',
  return: '已退回起草人',
  discard: '已作废',
};

/** One letter: its words, what it lacks, its way through everybody's hands. `letter` is null while it is begun. */
export function LetterDrawer({
  caseId,
  all,
  kind,
  letter,
  onClose,
}: {
  caseId: string;
  all: CaseLetters;
  kind: LetterKind;
  letter: CaseLetter | null;
  onClose: (opened?: string) => void;
}) {
  const [form] = Form.useForm<LetterValues>();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  // One id for all tries: a double click or a retry begins one letter.
  const [newId] = useState(() => crypto.randomUUID());
  const [fault, setFault] = useState<{ title: string; text: string; list: string[] } | null>(null);
  const [opinion, setOpinion] = useState('');
  const [serving, setServing] = useState(false);
  const offered = all.kinds.find((one) => one.kind === kind);
  const proposal = offered?.proposal as Content | null | undefined;
  const content = (letter ? letter.content : proposal) as Content | null | undefined;
  const mayEdit = letter === null || letter.acts.some(({ act }) => act === 'edit');
  const isReply = kind === 'L12' || kind === 'L13' || kind === 'L14';
  const version = letter?.version ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the form follows the stored version, not every render
  useEffect(() => {
    if (content) form.setFieldsValue(valuesOf(content));
  }, [letter?.id, version]);

  const refresh = () => {
    for (const key of ['case-letters', 'case', 'case-decision', 'case-file', 'desk', 'worklist', 'fee-ledger'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const failed = (error: unknown) => {
    const text = showBesideFields(form, error, '/content/facts');
    if (error instanceof Fault && error.kind === 'changed-meanwhile') refresh();
    const list = error instanceof Fault ? (error.problem?.errors ?? []).map(({ detail }) => detail) : [];
    setFault(
      text === null
        ? null
        : { title: error instanceof Fault ? error.title : '没有成功', text: list.length > 0 ? '' : text, list },
    );
  };
  const save = useMutation({
    mutationFn: async (next: Content) => {
      const body = next as unknown as LetterContentInput;
      if (letter === null) return call(draftCaseLetter({ path: { id: caseId }, body: { id: newId, content: body } }));
      await call(editCaseLetter({ path: { id: caseId, letterId: letter.id }, body: { version, content: body } }));
      return { id: letter.id };
    },
    onSuccess: ({ id }) => {
      setFault(null);
      refresh();
      void message.success('草稿已保存');
      if (letter === null) onClose(id);
    },
    onError: failed,
  });
  const act = useMutation({
    mutationFn: (chosen: Exclude<Act, 'edit' | 'serve'>) =>
      call(
        actOnCaseLetter({ path: { id: caseId, letterId: letter!.id }, body: { version, act: chosen, opinion } }),
      ).then((answer) => ({ chosen, ...answer })),
    onSuccess: ({ chosen, number, problems }) => {
      setFault(null);
      setOpinion('');
      refresh();
      if (chosen === 'discard') onClose();
      if (problems.length > 0)
        modal.warning({
          title: '已经签发，但与规定不符',
          content: problems.map(({ message: text, basis }) => (
            <p key={text}>
              {text}（{basis}）
            </p>
          )),
        });
      else
        void message.success(
          chosen === 'issue' ? `已签发${number ? `，文号${number}` : ''}` : (DONE[chosen] ?? '已办理'),
        );
    },
    onError: failed,
  });
  const submitted = (values: LetterValues) => {
    setFault(null);
    if (content) save.mutate(contentOf(kind, content, values));
  };
  const acts = letter?.acts ?? [];
  const says = acts.some(({ act: one }) => SAYS.includes(one));
  const isOpen = letter !== null && ['drafting', 'in-review', 'in-approval'].includes(letter.status);
  const file = (name: string) => `/api/v1/requests/${caseId}/letters/${letter?.id}/${name}`;
  const title = letter?.title ?? offered?.title ?? '';

  return (
    <Drawer
      open
      size={760}
      title={
        <>
          {title} {letter ? <Tag>{letter.statusLabel}</Tag> : null}
        </>
      }
      onClose={() => onClose()}
      footer={
        <div className="drawer-actions">
          <Button onClick={() => onClose()}>关闭</Button>
          {mayEdit && content ? (
            <Button
              type={letter === null ? 'primary' : 'default'}
              loading={save.isPending}
              onClick={() => form.submit()}
            >
              保存草稿
            </Button>
          ) : null}
          {acts
            .filter(({ act: one }) => one !== 'edit')
            .map(({ act: one, label }) => (
              <Button
                key={one}
                type={PRIMARY.includes(one) ? 'primary' : 'default'}
                danger={one === 'discard'}
                loading={act.isPending && act.variables === one}
                onClick={() => {
                  setFault(null);
                  if (one === 'serve') setServing(true);
                  else if (one === 'discard')
                    modal.confirm({ title: '作废这份文书', content: '作废后不能恢复。', onOk: () => act.mutate(one) });
                  else if (one !== 'edit') act.mutate(one);
                }}
              >
                {label}
              </Button>
            ))}
        </div>
      }
    >
      {fault ? (
        <Alert
          type={act.error instanceof Fault && act.error.kind === 'changed-meanwhile' ? 'warning' : 'error'}
          showIcon
          role="alert"
          title={fault.title}
          description={
            fault.list.length > 0 ? (
              <ul className="refusals">
                {fault.list.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            ) : (
              fault.text
            )
          }
        />
      ) : null}
      {letter?.waitingFor ? <Alert type="info" showIcon title={letter.waitingFor} /> : null}
      {content ? null : <Alert type="warning" showIcon title={offered?.reason ?? '请先完成“办理意见”'} />}
      {isReply && letter && mayEdit && proposal && !sameFacts(letter.content as Content, proposal) ? (
        <Alert type="warning" showIcon title="办理意见在起草之后修改过，本文书的内容与其不一致，请按办理意见更新" />
      ) : null}
      {mayEdit && content ? (
        <Form<LetterValues> form={form} layout="vertical" requiredMark={false} onFinish={submitted}>
          <FormFaults />
          <LetterFields kind={kind} />
          {isReply && letter && proposal ? (
            <Button
              className="letter-refresh"
              loading={save.isPending}
              onClick={() => save.mutate({ ...contentOf(kind, content, form.getFieldsValue()), facts: proposal.facts })}
            >
              按办理意见更新
            </Button>
          ) : null}
          {kind === 'L18' ? null : <DispatchFields kind={kind} isOnline={all.isOnline} enclosures={all.enclosures} />}
        </Form>
      ) : null}
      {letter && isOpen ? <Checks letter={letter} /> : null}
      {letter && isOpen && letter.paragraphs.length > 0 ? (
        <section className="letter-words" aria-label="文书正文">
          {letter.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <p className="letter-links">
            <a href={file('preview.pdf')} target="_blank" rel="noreferrer">
              预览PDF（新窗口打开）
            </a>
            <a href={file('preview.docx')}>下载DOCX草稿</a>
          </p>
        </section>
      ) : null}
      {letter?.status === 'issued' ? <IssuedView letter={letter} file={file} /> : null}
      {says ? (
        <div className="letter-opinion">
          <label htmlFor="letter-opinion">意见</label>
          <Input.TextArea
            id="letter-opinion"
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
            rows={2}
            maxLength={1000}
            placeholder="例如：同意。退回的请写明理由"
          />
        </div>
      ) : null}
      {letter ? <Steps letter={letter} /> : null}
      {letter && serving ? <ServeForm caseId={caseId} letter={letter} onClose={() => setServing(false)} /> : null}
    </Drawer>
  );
}

/** Whether a reply says what the decision says now; the order of fields does not matter. */
function sameFacts(one: Content | null, other: Content): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : value;
  return JSON.stringify(sorted(one?.facts)) === JSON.stringify(sorted(other.facts));
}

function Checks({ letter }: { letter: CaseLetter }) {
  if (letter.missing.length === 0 && letter.objections.length === 0)
    return <Alert type="success" showIcon title="必备内容齐全，可以签发" />;
  return (
    <Alert
      type="warning"
      showIcon
      title="签发前还需要解决"
      description={
        <ul className="refusals">
          {letter.objections.map((objection) => (
            <li key={objection}>{objection}</li>
          ))}
          {letter.missing.map(({ label, basis }) => (
            <li key={label}>
              缺少{label}
              {basis ? `（${basis}）` : null}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function IssuedView({ letter, file }: { letter: CaseLetter; file: (name: string) => string }) {
  const entries = [
    { label: '文号', children: letter.number ?? '不编号' },
    { label: '签发日期', children: letter.issuedOn },
    { label: '送达', children: letter.servedOn ? `${letter.servedOn} ${letter.serviceLabel ?? ''}` : '尚未送达' },
    ...(letter.proof ? [{ label: '送达证明', children: letter.proof }] : []),
    ...(letter.inTime ? [{ label: '是否按期', children: letter.inTime.text }] : []),
  ];
  return (
    <>
      <Descriptions column={1} size="small" items={entries.map((entry, i) => ({ key: i, ...entry }))} />
      {letter.mayRead ? (
        <p className="letter-links">
          <a href={file('issued.pdf')} target="_blank" rel="noreferrer">
            打开PDF（新窗口打开）
          </a>
          <a href={file('issued.docx')}>下载DOCX</a>
          {letter.servedOn ? <a href={file('service.docx')}>送达回证</a> : null}
        </p>
      ) : (
        <p>文书载有申请人信息，您的岗位不能打开。</p>
      )}
    </>
  );
}

function Steps({ letter }: { letter: CaseLetter }) {
  return (
    <section aria-label="文书办理过程">
      <h3 className="letter-steps">办理过程</h3>
      <Timeline
        items={letter.steps.map((step) => ({
          key: step.sequence,
          content: (
            <div className="event">
              <span className="event-head">
                <strong>{step.label}</strong>
              </span>
              {step.opinion ? <span className="event-detail">意见：{step.opinion}</span> : null}
              <span className="sub">
                {step.doneBy}　
                {new Date(step.doneAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}
              </span>
            </div>
          ),
        }))}
      />
    </section>
  );
}
