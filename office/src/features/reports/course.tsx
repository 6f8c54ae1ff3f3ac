import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Modal, Steps, Timeline } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, Fault, showBesideFields } from '../../api.ts';
import { checkReport, publishReport, returnReport, signReport, submitReport } from '../../client.generated/index.ts';
import type { ReportDraft } from '../../client.generated/types.gen.ts';
import { instant } from './words.tsx';

interface Subject {
  organ: string;
  year: number;
  scope: 'own' | 'aggregated' | undefined;
}

type Act = 'submit' | 'check' | 'sign' | 'return' | 'publish';

const ORDER: readonly ReportDraft['state'][] = ['drafting', 'submitted', 'checked', 'signed', 'published'];

/** What a person is asked for with each act. */
function askedFor(act: Act, isCorrection: boolean) {
  switch (act) {
    case 'submit':
      return {
        title: isCorrection ? '报送更正' : '报送审核',
        field: isCorrection ? '更正的原因（随新版本公开）' : '报送意见（可不填）',
        required: isCorrection,
        missing: '请写明更正的原因',
        done: '已报送审核',
      };
    case 'check':
      return { title: '审核通过', field: '审核意见（可不填）', required: false, missing: '', done: '已审核，待签发' };
    case 'sign':
      return { title: '签发', field: '签发意见（可不填）', required: false, missing: '', done: '已签发，待发布' };
    case 'return':
      return { title: '退回', field: '退回的原因', required: true, missing: '请写明退回的原因', done: '已退回' };
    case 'publish':
      return { title: isCorrection ? '发布更正' : '发布', field: null, required: false, missing: '', done: '已发布' };
  }
}

/** Where the report stands, who did what and when, and what may be done next. */
export function Course({ draft, subject, hasErrors }: { draft: ReportDraft; subject: Subject; hasErrors: boolean }) {
  const { collection, state, dueOn, steps, versions, isChanged } = draft;
  const isCorrecting = versions.length > 0 && (isChanged || state !== 'published');
  const at = state === 'published' && isChanged ? 0 : ORDER.indexOf(state);
  const current = steps.filter(({ isCurrent }) => isCurrent);
  const madeBy = (act: string): string | undefined => {
    const found = current.findLast((step) => step.act === act);
    return found && `${found.by}　${instant(found.at)}`;
  };
  const items = [
    { title: isCorrecting ? '更正' : '编制', description: undefined },
    ...(collection
      ? [{ title: '部门数据汇总', description: `已接受${collection.accepted}/${collection.organs}` }]
      : []),
    { title: '报送', description: at >= 1 ? madeBy('submitted') : undefined },
    { title: '审核', description: at >= 2 ? madeBy('checked') : undefined },
    { title: '签发', description: at >= 3 ? madeBy('signed') : undefined },
    { title: '发布', description: at >= 4 ? madeBy('published') : undefined },
  ];
  // Drafting and collecting go side by side, so both are present until the report is handed on.
  const behind = collection ? 1 : 0;
  const position = at === 0 ? (collection && collection.accepted === collection.organs ? 1 : 0) : at + behind + 1;
  return (
    <Card size="small" title="办理流程">
      <div className="stack">
        <Steps
          size="small"
          responsive
          current={Math.min(position, items.length)}
          items={items.map(({ title, description }) => ({ title, ...(description ? { content: description } : {}) }))}
        />
        <div className="report-state">
          {dueOn && versions.length === 0 ? <span>应于{dueOn}前公布</span> : null}
          {collection ? (
            <Link to={`/reports/collection/${subject.year}`}>
              部门数据：{collection.accepted}/{collection.organs}个机关已接受，报送期限{collection.organDueOn}
            </Link>
          ) : null}
        </div>
        <Acts draft={draft} subject={subject} hasErrors={hasErrors} isCorrection={versions.length > 0} />
        {steps.length > 0 ? (
          <details>
            <summary>办理记录（{steps.length}）</summary>
            <Timeline
              items={steps.map(({ label, at: when, by, post, opinion, isCurrent }) => ({
                key: `${label} ${when}`,
                color: isCurrent ? 'blue' : 'gray',
                content: (
                  <>
                    <strong>{label}</strong>　{by}
                    {post ? `（${post}）` : ''}
                    <span className="sub">
                      {instant(when)}
                      {opinion ? `　${opinion}` : ''}
                      {isCurrent ? '' : '　此后内容有变动'}
                    </span>
                  </>
                ),
              }))}
            />
          </details>
        ) : null}
      </div>
    </Card>
  );
}

function Acts({
  draft,
  subject: { organ, year, scope },
  hasErrors,
  isCorrection,
}: {
  draft: ReportDraft;
  subject: Subject;
  hasErrors: boolean;
  isCorrection: boolean;
}) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Act | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [form] = Form.useForm<{ opinion?: string }>();
  const place = { path: { organ, year }, query: scope ? { scope } : {} };
  const act = useMutation({
    mutationFn: async ({ what, opinion }: { what: Act; opinion: string }) => {
      const whole = { ...place, body: { sha256: draft.sha256, opinion } };
      if (what === 'submit') await call(submitReport(whole));
      else if (what === 'check') await call(checkReport(whole));
      else if (what === 'sign') await call(signReport(whole));
      else if (what === 'return') await call(returnReport(whole));
      else await call(publishReport(whole));
    },
    onSuccess: (_, { what }) => {
      setAsked(null);
      void message.success(askedFor(what, isCorrection).done);
      void queries.invalidateQueries({ queryKey: ['report'] });
    },
    onError: (error) => {
      setFault(showBesideFields(form, error));
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['report'] });
    },
  });
  const { may, state, hindrance } = draft;
  const next: Act | null = may.submit
    ? 'submit'
    : state === 'submitted' && may.check
      ? 'check'
      : state === 'checked' && may.sign
        ? 'sign'
        : state === 'signed' && may.publish
          ? 'publish'
          : null;
  const isBlocked = hasErrors && next !== null;
  const wording = asked && askedFor(asked, isCorrection);
  const begin = (what: Act): void => {
    setFault(null);
    setAsked(what);
  };
  return (
    <div className="report-acts">
      {next ? (
        <Button type="primary" disabled={isBlocked} onClick={() => begin(next)}>
          {askedFor(next, isCorrection).title}
        </Button>
      ) : null}
      {may.return ? <Button onClick={() => begin('return')}>退回</Button> : null}
      {isBlocked ? <span>改正上列错误后才能办理。</span> : null}
      {hindrance ? <span>{hindrance}。</span> : null}
      <Modal
        open={wording !== null}
        onCancel={() => setAsked(null)}
        title={wording?.title ?? ''}
        footer={null}
        destroyOnHidden
      >
        {asked === 'publish' ? (
          <p>发布后立即在门户公开，内容固定不变；以后如有更正，另行发布新的版本并说明原因，原版本继续保留可查。</p>
        ) : null}
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ opinion = '' }) => asked && act.mutate({ what: asked, opinion })}
        >
          {wording?.field ? (
            <Form.Item
              name="opinion"
              label={wording.field}
              rules={wording.required ? [{ required: true, whitespace: true, message: wording.missing }] : []}
            >
              <Input.TextArea rows={3} maxLength={1000} />
            </Form.Item>
          ) : null}
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {asked === 'publish' ? '确认发布' : '确定'}
          </Button>
        </Form>
      </Modal>
    </div>
  );
}
