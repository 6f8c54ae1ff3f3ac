import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Collapse, Descriptions, Tag, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../api.ts';
import { ActForm } from '../case/act-form.tsx';
import { ClockCard } from '../case/clock-card.tsx';
import { getApplication } from '../client.generated/index.ts';
import type { ApplicationCase } from '../client.generated/types.gen.ts';
import { AssignmentCard } from '../features/assignment/card.tsx';
import { SimilarCard } from '../features/assignment/similar-card.tsx';
import { RemediesCard } from '../features/remedies/card.tsx';
import { ApplicantEntry } from '../features/requests/applicant-entry.tsx';
import { DecisionCard } from '../features/requests/decision-card.tsx';
import { FileCard } from '../features/requests/file-card.tsx';
import { LettersCard } from '../features/requests/letters-card.tsx';
import { PaymentForm } from '../features/requests/payment-form.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading } from '../shell/states.tsx';

const remedies: Readonly<Record<string, string>> = {
  'reconsideration-first': '先申请行政复议，对复议决定不服的再提起行政诉讼',
  'reconsideration-first-for-withheld': '不予公开的部分先申请行政复议，其余部分可以选择行政复议或者行政诉讼',
  choice: '可以选择行政复议或者行政诉讼',
  none: '不涉及救济途径',
};

export default function Case() {
  const { id = '' } = useParams();
  const [act, setAct] = useState<{ kind: string; label: string } | null>(null);
  const {
    data: found,
    error,
    refetch,
  } = useQuery({
    queryKey: ['case', id],
    queryFn: () => call(getApplication({ path: { id } })),
  });
  if (error && !found) return <FaultView error={error} retry={() => void refetch()} />;
  if (!found) return <Loading label="正在打开申请" />;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/requests">依申请公开</Link> / {found.number}
      </nav>
      <PageTitle title={`${found.number} ${found.organName}`}>
        <Tag color={found.state === 'closed' ? 'default' : 'processing'}>{found.stateLabel}</Tag>
      </PageTitle>
      {found.clock.overdue && found.state !== 'closed' ? (
        <Alert type="error" showIcon title="已超过法定答复期限，请立即答复" />
      ) : null}
      {found.problems.map((problem) => (
        <Alert
          key={`${problem.code} ${problem.on}`}
          type="warning"
          showIcon
          title={`${problem.on}　${problem.message}`}
          description={problem.basis}
        />
      ))}
      <div className="case">
        <div className="case-main">
          <Card title="申请">
            <Registration found={found} />
          </Card>
          <Card title="下一步办理">
            <NextActs found={found} onAct={setAct} />
          </Card>
          <DecisionCard caseId={found.id} today={found.today} />
          <LettersCard caseId={found.id} />
          <FileCard found={found} />
          <Card title="办理经过">
            <History found={found} />
          </Card>
        </div>
        <div className="case-side">
          <ClockCard found={found} />
          <AssignmentCard applicationId={found.id} organCode={found.organCode} isClosed={found.state === 'closed'} />
          <RemediesCard applicationId={found.id} />
          <SimilarCard applicationId={found.id} />
        </div>
      </div>
      {act?.kind === 'fee-paid' ? <PaymentForm found={found} onClose={() => setAct(null)} /> : null}
      {act && act.kind !== 'fee-paid' ? (
        <ActForm key={act.kind} found={found} act={act} onClose={() => setAct(null)} />
      ) : null}
    </>
  );
}

/** To the end of the row, whatever the width of the screen makes of the columns. */
const WHOLE_ROW = 'filled' as const;

function Registration({ found }: { found: ApplicationCase }) {
  const entries = [
    { label: '所需政府信息', children: found.subject, span: WHOLE_ROW },
    { label: '申请人', children: <ApplicantEntry key={found.id} found={found} />, span: WHOLE_ROW },
    { label: '申请人类别', children: found.applicantCategoryLabel },
    { label: '提交方式', children: found.channelLabel },
    ...found.delivery.map(({ label, value }) => ({ label, children: value })),
    { label: '提交日期', children: found.submittedOn },
    { label: '收到申请之日', children: found.receivedOn ?? '待确认' },
    { label: '办结日期', children: found.closedOn ?? '尚未办结', span: WHOLE_ROW },
    ...(found.outcomeLabel
      ? [{ label: '办理结果', children: `${found.outcomeLabel}（${found.outcomeBasis ?? ''}）`, span: WHOLE_ROW }]
      : []),
    ...(found.remedyClass
      ? [{ label: '救济途径', children: remedies[found.remedyClass] ?? found.remedyClass, span: WHOLE_ROW }]
      : []),
  ];
  return (
    <Descriptions column={{ xs: 1, md: 2 }} size="small" items={entries.map((entry, i) => ({ key: i, ...entry }))} />
  );
}

const MAIN_ACTS = ['received', 'served', 'corrected', 'fee-paid', 'consultation-answered', 'reanswered'];

/** Acts that a letter records when it is issued or served; by hand only for what was sent before or outside of the system. */
const LETTER_ACTS = [
  'correction-requested',
  'consultation-sent',
  'notice-delivered',
  'extended',
  'reasons-requested',
  'delayed',
  'fee-notified',
  'replied',
  'served',
  'reanswered',
];

function NextActs({ found, onAct }: { found: ApplicationCase; onAct: (act: { kind: string; label: string }) => void }) {
  const direct = found.acts.filter(({ kind }) => !LETTER_ACTS.includes(kind));
  const byLetter = found.acts.filter(({ kind }) => LETTER_ACTS.includes(kind));
  const main = direct.find(({ kind }) => MAIN_ACTS.includes(kind));
  const buttons = (acts: typeof direct) => (
    <div className="acts">
      {acts.map((act) => (
        <Button key={act.kind} type={act === main ? 'primary' : 'default'} onClick={() => onAct(act)}>
          {act.label}
        </Button>
      ))}
    </div>
  );
  return (
    <>
      {direct.length > 0 ? buttons(direct) : null}
      {byLetter.length > 0 ? (
        <p>补正、征求意见、延期、收费和答复，在下面的“文书”中起草、签发和送达，期限随文书自动记录。</p>
      ) : null}
      {found.acts.length === 0 ? <p>目前没有您可以办理的事项。</p> : null}
      {byLetter.length > 0 ? (
        <Collapse
          ghost
          size="small"
          items={[{ key: 'by-hand', label: '补录在系统外制发的文书', children: buttons(byLetter) }]}
        />
      ) : null}
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: 'refusals',
            label: `现在不能办理的事项及依据（${found.refusals.length}项）`,
            children: (
              <ul className="refusals">
                {found.refusals.map(({ kind, label, reason }) => (
                  <li key={kind}>
                    <strong>{label}</strong>：{reason}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </>
  );
}

function History({ found }: { found: ApplicationCase }) {
  return (
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
            <span className="sub">
              {event.recordedBy}　
              {new Date(event.recordedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}记录
            </span>
          </div>
        ),
      }))}
    />
  );
}
