import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Input, Modal, Progress, Table } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { getScreeningOverview, requestRescan } from '../../client.generated/index.ts';
import type { ScreeningOverview } from '../../client.generated/types.gen.ts';
import { Chart } from '../../components/chart.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import type { palettes } from '../../theme.ts';
import { count, formatInstant, kindLabels } from './terms.ts';

type Palette = (typeof palettes)['light'];
type Tally = { name: string; found: number; mended: number };

export default function Overview() {
  const { organ } = useOffice();
  const [isAsking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'overview', organ],
    queryFn: () => call(getScreeningOverview({ query: organ ? { organ } : {} })),
    // While a walk is under way its progress is looked at every few seconds.
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => run.state !== 'finished') ? 3_000 : 120_000),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在汇总筛查情况" />;
  return (
    <>
      <PageTitle title="内容筛查">
        <span className="page-day">
          {data.first}至{data.last}
        </span>
        {data.may.rescan ? <Button onClick={() => setAsking(true)}>重新筛查存量</Button> : null}
      </PageTitle>
      <Counters data={data} />
      <div className="charts">
        <Card>
          <ByDay data={data} />
        </Card>
        <Card>
          <Bars
            title="按种类"
            rows={data.period.byKind.map(({ kind, ...tally }) => ({ ...tally, name: kindLabels[kind] }))}
          />
        </Card>
        <Card>
          <Bars
            title="按机关（发现较多的十个）"
            rows={[...data.period.byOrgan]
              .sort((a, b) => b.found - a.found)
              .slice(0, 10)
              .map(({ organName, ...tally }) => ({ ...tally, name: organName }))}
          />
        </Card>
      </div>
      <Card title="最近的筛查">
        <Runs data={data} />
      </Card>
      {isAsking ? <AskRescan onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Counters({ data: { open, period } }: { data: ScreeningOverview }) {
  const entries = [
    { label: '待处理：须改', figure: open.error, to: '/screening/findings?severity=error', tone: 'negative' },
    { label: '待处理：存疑', figure: open.warning, to: '/screening/findings?severity=warning', tone: 'caution' },
    { label: '分派给我', figure: open.assignedToMe, to: '/screening/findings?mine=true', tone: 'caution' },
    { label: '有异议', figure: open.disputed, to: '/screening/findings?state=disputed', tone: 'plain' },
    { label: '期间发现', figure: period.found, to: '/screening/findings?state=all', tone: 'plain' },
    { label: '期间改正', figure: period.mended, to: '/screening/findings?state=mended', tone: 'plain' },
    {
      label: '发布前改正',
      figure: period.beforeRelease,
      to: '/screening/findings?state=all&source=draft',
      tone: 'plain',
    },
    {
      label: '个人信息已处理',
      figure: period.personalData.mended,
      to: '/screening/findings?state=mended&kind=personal-data',
      tone: 'plain',
    },
  ];
  return (
    <ul className="counters">
      {entries.map(({ label, figure, to, tone }) => (
        <li key={label}>
          <Link to={to} className={figure > 0 ? `counter counter-${tone}` : 'counter'}>
            <span className="counter-figure">{count(figure)}</span>
            <span className="counter-label">{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function ByDay({ data }: { data: ScreeningOverview }) {
  const days = data.period.byDay;
  const options = useMemo(
    () => (palette: Palette) => ({
      grid: { left: 44, right: 12, top: 30, bottom: 26 },
      legend: { data: ['发现', '改正'], top: 0, right: 0, textStyle: { color: palette.inkSoft } },
      xAxis: {
        type: 'category' as const,
        data: days.map(({ day }) => day.slice(5)),
        axisLabel: { color: palette.inkSoft },
        axisLine: { lineStyle: { color: palette.ruleStrong } },
      },
      yAxis: {
        type: 'value' as const,
        minInterval: 1,
        axisLabel: { color: palette.inkSoft },
        splitLine: { lineStyle: { color: palette.rule } },
      },
      series: [
        {
          type: 'bar' as const,
          barMaxWidth: 22,
          name: '发现',
          data: days.map(({ found }) => found),
          itemStyle: { color: palette.seal },
        },
        {
          type: 'bar' as const,
          barMaxWidth: 22,
          name: '改正',
          data: days.map(({ mended }) => mended),
          itemStyle: { color: palette.accent },
        },
      ],
    }),
    [days],
  );
  if (days.length === 0)
    return <Nothing title="这段时间没有发现问题" advice="每天凌晨自动筛查已发布的信息和新媒体内容。" />;
  return (
    <Chart
      title="按日"
      options={options}
      head={['日期', '发现', '改正']}
      rows={days.map(({ day, found, mended }) => [day, found, mended])}
    />
  );
}

function Bars({ title, rows }: { title: string; rows: Tally[] }) {
  const options = useMemo(
    () => (palette: Palette) => ({
      grid: { left: 150, right: 20, top: 30, bottom: 20 },
      legend: { data: ['发现', '改正'], top: 0, right: 0, textStyle: { color: palette.inkSoft } },
      xAxis: {
        type: 'value' as const,
        minInterval: 1,
        axisLabel: { color: palette.inkSoft },
        splitLine: { lineStyle: { color: palette.rule } },
      },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: rows.map(({ name }) => name),
        axisLabel: { color: palette.inkSoft, width: 136, overflow: 'truncate' as const },
        axisLine: { lineStyle: { color: palette.ruleStrong } },
      },
      series: [
        {
          type: 'bar' as const,
          barMaxWidth: 22,
          name: '发现',
          data: rows.map(({ found }) => found),
          itemStyle: { color: palette.seal },
        },
        {
          type: 'bar' as const,
          barMaxWidth: 22,
          name: '改正',
          data: rows.map(({ mended }) => mended),
          itemStyle: { color: palette.accent },
        },
      ],
    }),
    [rows],
  );
  if (rows.length === 0) return <Nothing title={`${title}：没有数据`} advice="发现问题后在这里按数量列出。" />;
  return (
    <Chart
      title={title}
      options={options}
      head={['名称', '发现', '改正']}
      rows={rows.map(({ name, found, mended }) => [name, found, mended])}
      height={Math.max(160, rows.length * 34 + 50)}
    />
  );
}

function Runs({ data }: { data: ScreeningOverview }) {
  if (data.runs.length === 0)
    return <Nothing title="还没有筛查过" advice="服务启动后自动开始第一次筛查；词库变动后也会重新筛查。" />;
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={data.runs}
      columns={[
        {
          title: '时间',
          key: 'at',
          width: 150,
          render: (_, run) => formatInstant(run.startedAt ?? run.requestedAt),
        },
        {
          title: '原因',
          key: 'reason',
          render: (_, run) => (
            <>
              {run.reason}
              <span className="sub">{run.requestedBy}</span>
            </>
          ),
        },
        {
          title: '进度',
          key: 'progress',
          width: 170,
          render: (_, run) =>
            run.state === 'finished' ? (
              `${count(run.done)}篇，检查${count(run.screened)}篇`
            ) : run.state === 'waiting' ? (
              '等待开始'
            ) : (
              <Progress
                size="small"
                percent={run.total === 0 ? 0 : Math.round((run.done / run.total) * 100)}
                aria-label={`${run.reason}的进度`}
              />
            ),
        },
        { title: '发现', dataIndex: 'found', width: 70, align: 'right' },
        { title: '已不存在', dataIndex: 'gone', width: 86, align: 'right' },
      ]}
    />
  );
}

function AskRescan({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => call(requestRescan({ body: { reason } })),
    onSuccess: () => {
      void message.success('已安排，一分钟内开始');
      void queries.invalidateQueries({ queryKey: ['screening'] });
      onClose();
    },
    onError: (error) => void message.error(error.message),
  });
  return (
    <Modal
      open
      title="重新筛查存量"
      okText="开始筛查"
      okButtonProps={{ disabled: reason.trim() === '', loading: ask.isPending }}
      onOk={() => ask.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>没有改动、规则也没有变动的信息不会重复检查。筛查可以中断，下次从中断处继续。</p>
      <Input
        aria-label="原因"
        placeholder="原因，例如：机构改革后复核机构名称"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
