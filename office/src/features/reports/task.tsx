import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Modal, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call, Fault, showBesideFields } from '../../api.ts';
import {
  decideReportTask,
  getReportTask,
  handInReportFigures,
  reportAbsentMonths,
} from '../../client.generated/index.ts';
import type { ReportTask } from '../../client.generated/types.gen.ts';
import { FigureRecords } from '../../report/records.tsx';
import { ProactiveTable, RemediesTable, RequestsTable } from '../../report/tables.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { TaskDifferences } from './differences.tsx';
import { OwnReport } from './own-report.tsx';
import { instant, TaskState } from './words.tsx';

/** What one organ is asked for a year's report: to confirm its figures, fill what is missing, explain and hand in. */
export default function Task() {
  const { year = '', organ = '' } = useParams();
  const [figure, setFigure] = useState<string | null>(null);
  const path = { year: Number(year), organ };
  const { data, error, refetch } = useQuery({
    queryKey: ['report-collection', path.year, organ],
    queryFn: () => call(getReportTask({ path })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在核对数据" />;
  const report = { ...data.report };
  return (
    <>
      <PageTitle title={`${data.organName}${data.year}年度报告数据`}>
        <Link to={`/reports/collection/${data.year}`}>返回数据汇总</Link>
      </PageTitle>
      <div className="stack">
        <div className="report-state">
          <span>
            <TaskState state={data.state} isLate={data.isLate} isChanged={data.isChanged} />
          </span>
          <span>报送期限{data.organDueOn}</span>
          {data.handedIn ? (
            <span>
              {data.handedIn.by}于{instant(data.handedIn.at)}报送，负责人{data.handedIn.responsible}
            </span>
          ) : null}
        </div>
        {data.note ? <p>{data.note}</p> : null}
        <Missing task={data} />
        <OwnReport task={data} />
        <TaskDifferences task={data} onFigure={setFigure} />
        <Acts task={data} />
        <Card title="由记录计得的数据" size="small">
          <p className="sub">点击数字可以查看每一件记录。与实际不符的，请先改正记录；不能改正的，在上面说明差异。</p>
          <div className="stack">
            <ProactiveTable report={report} onFigure={setFigure} />
            <RequestsTable report={report} onFigure={setFigure} findings={[]} />
            <RemediesTable report={report} onFigure={setFigure} />
          </div>
        </Card>
        <Card title="办理经过" size="small">
          <Timeline
            items={data.course.map(({ label, at, by, words }) => ({
              key: `${label} ${at}`,
              content: (
                <>
                  <strong>{label}</strong>　{by}
                  <span className="sub">
                    {instant(at)}
                    {words ? `　${words}` : ''}
                  </span>
                </>
              ),
            }))}
          />
        </Card>
      </div>
      {figure ? (
        <FigureRecords
          organ={organ}
          year={data.year}
          scope={data.differences.find((one) => one.figure === figure)?.scope ?? 'own'}
          figure={figure}
          onClose={() => setFigure(null)}
        />
      ) : null}
    </>
  );
}

/** Refreshes task and lists after an act, and tells what became of it. */
export function useDone(): (told: string) => void {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (told) => {
    void message.success(told);
    void queries.invalidateQueries({ queryKey: ['report-collection'] });
  };
}

function Missing({ task }: { task: ReportTask }) {
  const done = useDone();
  const path = { year: task.year, organ: task.organCode };
  const fill = useMutation({
    mutationFn: () => call(reportAbsentMonths({ path })),
    onSuccess: ({ months }) => done(`已将${months}项填报为0`),
  });
  if (task.missing.length === 0) return <Alert type="success" showIcon title="第二部分所需的各月数据都已填报" />;
  return (
    <Alert
      type="warning"
      showIcon
      title="记录中没有、需要填报的数据"
      description={
        <>
          <ul className="plain">
            {task.missing.map(({ kind, label, months }) => (
              <li key={kind}>
                {label}：
                {months.length === 12 ? '全年' : months.map((month) => `${Number(month.slice(5))}月`).join('、')}未填
              </li>
            ))}
          </ul>
          {fill.error ? <p role="alert">{fill.error.message}</p> : null}
          {task.may.fill ? (
            <div className="report-acts">
              <Link to={`/figures?organ=${task.organCode}&year=${task.year}`}>逐月填报</Link>
              <Button size="small" loading={fill.isPending} onClick={() => fill.mutate()}>
                未填的月份都没有发生，填报为0
              </Button>
            </div>
          ) : null}
        </>
      }
    />
  );
}

function Acts({ task }: { task: ReportTask }) {
  const [asked, setAsked] = useState<'hand-in' | 'return' | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [form] = Form.useForm<{ words: string }>();
  const done = useDone();
  const queries = useQueryClient();
  const path = { year: task.year, organ: task.organCode };
  const act = useMutation({
    mutationFn: ({ what, words }: { what: 'hand-in' | 'return' | 'accept'; words: string }) =>
      what === 'hand-in'
        ? call(handInReportFigures({ path, body: { sha256: task.sha256, responsible: words } }))
        : call(decideReportTask({ path, body: { sha256: task.sha256, accept: what === 'accept', words } })),
    onSuccess: (_, { what }) => {
      setAsked(null);
      done(what === 'hand-in' ? '已报送' : what === 'accept' ? '已接受' : '已退回');
    },
    onError: (error, { what }) => {
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['report-collection'] });
      const field = what === 'hand-in' ? 'responsible' : 'words';
      const detail =
        error instanceof Fault
          ? error.problem?.errors?.find(({ pointer }) => pointer === `/${field}`)?.detail
          : undefined;
      if (detail) form.setFields([{ name: 'words', errors: [detail] }]);
      setFault(detail ? null : showBesideFields(form, error));
    },
  });
  const { may, hindrance } = task;
  const begin = (what: 'hand-in' | 'return'): void => {
    setFault(null);
    setAsked(what);
  };
  return (
    <div className="report-acts">
      {fault && asked === null ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {may.handIn ? (
        <Button type="primary" onClick={() => begin('hand-in')}>
          确认数据并报送
        </Button>
      ) : null}
      {may.accept ? (
        <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ what: 'accept', words: '' })}>
          接受
        </Button>
      ) : null}
      {may.return ? <Button onClick={() => begin('return')}>退回</Button> : null}
      {hindrance ? <span>{hindrance}。</span> : null}
      <Modal
        open={asked !== null}
        onCancel={() => setAsked(null)}
        title={asked === 'hand-in' ? '确认数据并报送' : '退回'}
        footer={null}
        destroyOnHidden
      >
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        {asked === 'hand-in' ? <p>报送后，记录如有变动，须重新核对报送。</p> : null}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ words }) => asked && act.mutate({ what: asked, words })}
        >
          <Form.Item
            name="words"
            label={asked === 'hand-in' ? '对数据负责的人员姓名' : '退回的原因'}
            rules={[
              {
                required: true,
                whitespace: true,
                message: asked === 'hand-in' ? '请填写对数据负责的人员姓名' : '请写明退回的原因',
              },
            ]}
          >
            {asked === 'hand-in' ? <Input maxLength={50} /> : <Input.TextArea rows={3} maxLength={1000} />}
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {asked === 'hand-in' ? '报送' : '退回'}
          </Button>
        </Form>
      </Modal>
    </div>
  );
}
