import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Form, Input, Select, Tag, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { addRemedyLesson, getRemedy } from '../../client.generated/index.ts';
import type { AddRemedyLessonData, RemedyCase } from '../../client.generated/types.gen.ts';
import { FormFaults } from '../../components/form-faults.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { RemedyActForm } from './act-form.tsx';
import { ClockLeft, ClockTable } from './clock.tsx';
import { useRemedyTerms } from './terms.ts';

export default function RemedyPage() {
  const { id = '' } = useParams();
  const [act, setAct] = useState<{ key: string; label: string } | null>(null);
  const {
    data: found,
    error,
    refetch,
  } = useQuery({
    queryKey: ['remedy', id],
    queryFn: () => call(getRemedy({ path: { id } })),
  });
  if (error && !found) return <FaultView error={error} retry={() => void refetch()} />;
  if (!found) return <Loading label="正在打开案件" />;
  const { reanswer } = found;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/remedies">行政复议、行政诉讼</Link> / {found.caseNumber}
      </nav>
      <PageTitle title={found.caseNumber}>
        <Tag color={found.result === 'pending' ? 'processing' : 'default'}>{found.stateLabel}</Tag>
        <ClockLeft clock={found.next} />
      </PageTitle>
      {found.next?.party === 'organ' && found.next.workingDaysLeft !== null && found.next.workingDaysLeft < 0 ? (
        <Alert
          type="error"
          showIcon
          title={`${found.next.label}已届满：${found.next.onExpiry}`}
          description={found.next.basis}
        />
      ) : null}
      {reanswer ? (
        <Alert
          type={reanswer.answeredOn ? 'success' : 'warning'}
          showIcon
          title={
            reanswer.answeredOn
              ? `已于${reanswer.answeredOn}重新作出答复`
              : `${reanswer.orderedOn}被责令重新答复${reanswer.dueOn ? `，期限至${reanswer.dueOn}` : '，决定（判决）未写明期限'}`
          }
          description={
            found.applicationId && !reanswer.answeredOn ? (
              <Link to={`/requests/${found.applicationId}`}>到原申请{found.applicationNumber}办理重新答复</Link>
            ) : null
          }
        />
      ) : null}
      <div className="case">
        <div className="case-main">
          <Card title="案件">
            <Facts found={found} />
          </Card>
          <Card title="期限">
            <ClockTable clocks={found.clocks} />
          </Card>
          <Card title="经验教训">
            <Lessons found={found} />
          </Card>
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
              <p>
                {found.mayRecord
                  ? '案件已经审结，没有需要登记的事项。'
                  : '案件由本机关政府信息公开工作机构负责人或者法制审核人员登记。'}
              </p>
            )}
          </Card>
          <Card title="案件经过">
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
                      {event.recordedBy}　{moment(event.recordedAt)}记录
                    </span>
                  </div>
                ),
              }))}
            />
          </Card>
        </div>
      </div>
      {act ? <RemedyActForm key={act.key} found={found} act={act} onClose={() => setAct(null)} /> : null}
    </>
  );
}

function moment(instant: string): string {
  return new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}

function Facts({ found }: { found: RemedyCase }) {
  const entries = [
    { label: '案件种类', children: found.kindLabel },
    { label: '被申请人（被告）', children: found.organName },
    { label: '复议机关（法院）', children: found.body || '未登记' },
    { label: '程序', children: found.procedure === 'simplified' ? '简易程序' : '普通程序' },
    {
      label: '针对的行为',
      children: (
        <>
          {found.attackedLabel}
          {found.applicationId ? (
            <Link className="after" to={`/requests/${found.applicationId}`}>
              申请{found.applicationNumber}
            </Link>
          ) : null}
        </>
      ),
    },
    { label: '提起日期', children: found.filedOn },
    { label: '申请期限起算之日', children: found.knownOn ?? '未登记' },
    { label: '救济告知', children: found.remedyTold ? '已告知' : '未告知救济权利、机关或者期限' },
    ...(found.precedingCase
      ? [
          {
            label: '在先复议',
            children: <Link to={`/remedies/${found.precedingCase.id}`}>{found.precedingCase.caseNumber}</Link>,
          },
        ]
      : []),
    ...found.followingCases.map((one) => ({
      label: '其后起诉',
      children: <Link to={`/remedies/${one.id}`}>{one.caseNumber}</Link>,
    })),
    ...(found.concludedOn
      ? [
          { label: '审结日期', children: found.concludedOn },
          { label: '结果', children: `${found.conclusionLabel}（年度报告计入“${found.resultLabel}”）` },
        ]
      : [{ label: '年度报告', children: '计入“尚未审结”' }]),
  ];
  return (
    <Descriptions column={{ xs: 1, lg: 2 }} size="small" items={entries.map((entry, i) => ({ key: i, ...entry }))} />
  );
}

function Lessons({ found }: { found: RemedyCase }) {
  const { data: terms } = useRemedyTerms();
  const [form] = Form.useForm<AddRemedyLessonData['body']>();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: (body: AddRemedyLessonData['body']) => call(addRemedyLesson({ path: { id: found.id }, body })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['remedy', found.id] });
      void message.success('已保存');
      form.resetFields();
      setAdding(false);
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <>
      {found.lessons.length === 0 && !isAdding ? (
        <p>还没有总结。案件审结后，请写明本机关工作中的不足和改进措施，供今后办理同类申请参考。</p>
      ) : null}
      <ul className="stack lessons">
        {found.lessons.map((one) => (
          <li key={one.sequence}>
            <Tag>{one.topicLabel}</Tag> {one.lesson}
            {one.measure ? <span className="sub">改进措施：{one.measure}</span> : null}
            <span className="sub">
              {one.recordedBy}　{moment(one.recordedAt)}
            </span>
          </li>
        ))}
      </ul>
      {found.mayRecord && !isAdding ? <Button onClick={() => setAdding(true)}>增加总结</Button> : null}
      {isAdding ? (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => add.mutate(values)}>
          <FormFaults />
          {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
          <Form.Item name="topic" label="问题所在" rules={[{ required: true, message: '请选择问题所在' }]}>
            <Select options={(terms?.topics ?? []).map(({ key, label }) => ({ value: key, label }))} />
          </Form.Item>
          <Form.Item
            name="lesson"
            label="经验教训"
            extra="请勿写入申请人姓名等个人信息。"
            rules={[{ required: true, whitespace: true, message: '请填写经验教训' }]}
          >
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
          <Form.Item name="measure" label="改进措施">
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
          <div className="acts">
            <Button type="primary" htmlType="submit" loading={add.isPending}>
              保存
            </Button>
            <Button onClick={() => setAdding(false)}>取消</Button>
          </div>
        </Form>
      ) : null}
    </>
  );
}
