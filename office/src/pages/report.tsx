import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Input, InputNumber, Select, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useAddress } from '../address.ts';
import { call } from '../api.ts';
import { getReportDraft, writeReportPart } from '../client.generated/index.ts';
import type { ReportDraft } from '../client.generated/types.gen.ts';
import { Course } from '../features/reports/course.tsx';
import { FigureRecords } from '../report/records.tsx';
import { ProactiveTable, RemediesTable, RequestsTable } from '../report/tables.tsx';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading } from '../shell/states.tsx';

const states = {
  drafting: { label: '编制中', color: 'default' },
  submitted: { label: '已报送，待审核', color: 'processing' },
  checked: { label: '已审核，待签发', color: 'processing' },
  signed: { label: '已签发，待发布', color: 'processing' },
  published: { label: '已发布', color: 'success' },
} as const;

interface Subject {
  organ: string;
  year: number;
  scope: 'own' | 'aggregated' | undefined;
}

export default function Report() {
  const { me, organ: current, organs } = useOffice();
  const { search, change } = useAddress();
  const organ = search.get('organ') ?? current ?? me.posts[0]?.organCode ?? organs[0]?.code ?? me.divisionCode;
  const year = Number(search.get('year') ?? new Date().getFullYear() - 1);
  const scope = (search.get('scope') ?? undefined) as Subject['scope'];
  const figure = search.get('figure');
  const { data, error, refetch } = useQuery({
    queryKey: ['report', organ, year, scope],
    queryFn: () => call(getReportDraft({ path: { organ, year }, query: scope ? { scope } : {} })),
  });
  const choices = organs.some(({ code }) => code === organ)
    ? organs
    : [{ code: organ, name: me.posts.find(({ organCode }) => organCode === organ)?.organName ?? organ }, ...organs];
  return (
    <>
      <PageTitle title="年度报告">
        <Select
          aria-label="机关"
          className="report-organ"
          value={organ}
          showSearch={{ optionFilterProp: 'label' }}
          options={choices.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code: string) => change({ organ: code, scope: null, figure: null })}
        />
        <InputNumber
          aria-label="年度"
          min={2008}
          max={2200}
          value={year}
          suffix="年"
          onChange={(value) => value && change({ year: String(value), figure: null })}
        />
      </PageTitle>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : data ? (
        <Draft
          key={data.sha256}
          draft={data}
          subject={{ organ, year, scope }}
          onFigure={(id) => change({ figure: id })}
        />
      ) : (
        <Loading label="正在汇总各项数据" />
      )}
      {figure ? (
        <FigureRecords
          organ={organ}
          year={year}
          scope={scope}
          figure={figure}
          onClose={() => change({ figure: null })}
        />
      ) : null}
    </>
  );
}

function Draft({
  draft,
  subject,
  onFigure,
}: {
  draft: ReportDraft;
  subject: Subject;
  onFigure: (figure: string) => void;
}) {
  const { report } = draft;
  const errors = draft.findings.filter(({ severity }) => severity === 'error');
  const state = states[draft.state];
  return (
    <>
      <div className="report-state">
        <Tag color={state.color}>{state.label}</Tag>
        <span>{report.title}</span>
        {report.scope === 'aggregated' ? <span>含所属{report.organs.length}个行政机关</span> : <span>仅本机关</span>}
      </div>
      {draft.isChanged ? (
        <Alert
          type="warning"
          showIcon
          title="数据或者文字与已发布的版本不同"
          description="如需向社会更正，请核对后写明原因报送，经审核、签发后发布新的版本；原版本继续保留可查。"
        />
      ) : null}
      <Findings draft={draft} />
      <Course draft={draft} subject={subject} hasErrors={errors.length > 0} />
      <Tabs
        items={[
          {
            key: 'tables',
            label: '数据表格',
            children: (
              <div className="stack">
                <Card title="二、主动公开政府信息情况">
                  <ProactiveTable report={report} onFigure={onFigure} />
                </Card>
                <Card title="三、收到和处理政府信息公开申请情况">
                  <RequestsTable report={report} onFigure={onFigure} findings={draft.findings} />
                </Card>
                <Card title="四、因政府信息公开工作被申请行政复议、提起行政诉讼情况">
                  <RemediesTable report={report} onFigure={onFigure} />
                </Card>
              </div>
            ),
          },
          { key: 'text', label: '文字部分', children: <Texts draft={draft} subject={subject} /> },
          { key: 'versions', label: `发布版本（${draft.versions.length}）`, children: <Versions draft={draft} /> },
        ]}
      />
    </>
  );
}

const severities = {
  error: { label: '错误', color: 'error' },
  warning: { label: '提醒', color: 'warning' },
  info: { label: '说明', color: 'default' },
} as const;

function Findings({ draft }: { draft: ReportDraft }) {
  if (draft.findings.length === 0)
    return <Alert type="success" showIcon title="表内、表间和与上年的勾稽关系全部相符" />;
  return (
    <Card title={`核对结果（${draft.findings.length}处）`} size="small">
      <ul className="findings">
        {draft.findings.map(({ severity, message, rule }) => (
          <li key={`${rule} ${message}`}>
            <Tag color={severities[severity].color}>{severities[severity].label}</Tag>
            {message}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Texts({ draft, subject }: { draft: ReportDraft; subject: Subject }) {
  const generated = draft.report.parts.filter(({ numeral }) => numeral === '一');
  return (
    <div className="stack">
      {generated.map((part) => (
        <Card key={part.numeral} title={`${part.numeral}、${part.title}（由数据生成）`}>
          {part.paragraphs.map((paragraph) => (
            <p key={paragraph} className="report-text">
              {paragraph}
            </p>
          ))}
        </Card>
      ))}
      <PartEditor
        subject={subject}
        part="problems"
        title="五、存在的主要问题及改进情况"
        text={draft.written.problems}
        mayWrite={draft.may.write}
      />
      <PartEditor
        subject={subject}
        part="others"
        title="六、其他需要报告的事项（收取信息处理费的情况由数据生成，不必填写）"
        text={draft.written.others}
        mayWrite={draft.may.write}
      />
    </div>
  );
}

/** Parts five and six are paragraphs of plain text: the form of the report knows no other. */
function PartEditor({
  subject: { organ, year, scope },
  part,
  title,
  text,
  mayWrite,
}: {
  subject: Subject;
  part: 'problems' | 'others';
  title: string;
  text: string;
  mayWrite: boolean;
}) {
  const [value, setValue] = useState(text);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: () =>
      call(writeReportPart({ path: { organ, year, part }, query: scope ? { scope } : {}, body: { text: value } })),
    onSuccess: () => {
      void message.success('已保存');
      void queries.invalidateQueries({ queryKey: ['report'] });
    },
  });
  return (
    <Card
      title={title}
      extra={
        mayWrite ? (
          <Button type="primary" disabled={value === text} loading={save.isPending} onClick={() => save.mutate()}>
            保存
          </Button>
        ) : null
      }
    >
      {save.error ? <Alert type="error" showIcon role="alert" title={save.error.message} /> : null}
      <Input.TextArea
        aria-label={title}
        className="report-text"
        value={value}
        readOnly={!mayWrite}
        rows={6}
        maxLength={20_000}
        showCount
        placeholder="每段一行。"
        onChange={(event) => setValue(event.target.value)}
      />
    </Card>
  );
}

function Versions({ draft }: { draft: ReportDraft }) {
  return (
    <Table
      rowKey="version"
      pagination={false}
      dataSource={draft.versions}
      locale={{ emptyText: '尚未发布。' }}
      scroll={{ x: 700 }}
      columns={[
        { title: '版本', dataIndex: 'version', width: 70, render: (version: number) => `第${version}版` },
        { title: '发布日期', dataIndex: 'publishedOn', width: 120 },
        { title: '发布人', dataIndex: 'publishedBy', width: 200 },
        { title: '更正的原因', dataIndex: 'reason', render: (reason: string | null) => reason ?? '首次发布' },
        {
          title: '内容校验值（SHA-256）',
          dataIndex: 'sha256',
          width: 200,
          render: (hash: string) => <code title={hash}>{hash.slice(0, 16)}…</code>,
        },
      ]}
    />
  );
}
