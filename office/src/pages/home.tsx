import { Alert, Button, Card, Table } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Desk } from '../client.generated/types.gen.ts';
import { Chart } from '../components/chart.tsx';
import { DaysLeft } from '../components/days-left.tsx';
import { usePreferences } from '../preferences.ts';
import { useOffice } from '../session.tsx';
import { useDesk } from '../shell/desk.ts';
import { PageTitle, useDestinations } from '../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../shell/states.tsx';
import type { palettes } from '../theme.ts';

type Palette = (typeof palettes)['light'];

export function Home() {
  const { me, may, organ } = useOffice();
  const navigate = useNavigate();
  const { data: desk, error, refetch } = useDesk();
  if (!may('requests.list')) return <OtherDesk />;
  if (error) return <FaultView error={error} retry={() => void refetch()} />;
  if (!desk) return <Loading label="正在整理待办事项" />;
  const place = organ ? '' : `（${me.posts.length > 1 ? '各岗位' : '全部机关'}）`;
  return (
    <>
      <PageTitle title="工作台">
        <span className="page-day">
          今天{desk.today}，{desk.isWorkingDay ? '工作日' : '休息日'}
        </span>
        {may('requests.register') ? (
          <Button type="primary" onClick={() => void navigate('/requests/new')}>
            登记申请
          </Button>
        ) : null}
      </PageTitle>
      {desk.counts.overdue > 0 ? (
        <Alert
          type="error"
          showIcon
          title={`有${desk.counts.overdue}件申请已超过答复期限`}
          description="超期不影响继续办理。请立即作出答复并送达，并准备说明逾期的原因。"
        />
      ) : null}
      <Counters counts={desk.counts} />
      <Card title={`待办申请${place}`} className="tasks-card">
        <Tasks desk={desk} />
      </Card>
      <div className="charts">
        <Card>
          <Months desk={desk} />
        </Card>
        <Card>
          <Outcomes desk={desk} />
        </Card>
      </div>
    </>
  );
}

function Counters({ counts }: { counts: Desk['counts'] }) {
  const { amber, red } = usePreferences();
  const entries = [
    { label: '超过期限', count: counts.overdue, to: '/requests?dueWithin=-1', tone: 'negative' },
    { label: `${red}个工作日内到期`, count: counts.red, to: `/requests?dueFrom=0&dueWithin=${red}`, tone: 'negative' },
    {
      label: `${amber}个工作日内到期`,
      count: counts.amber,
      to: `/requests?dueFrom=0&dueWithin=${amber}`,
      tone: 'caution',
    },
    {
      label: '等待他方',
      count: counts.waiting,
      to: '/requests?state=awaiting-correction,awaiting-payment,suspended',
      tone: 'plain',
    },
    { label: '待确认收到', count: counts.unconfirmed, to: '/requests?state=submitted', tone: 'plain' },
    { label: '全部在办', count: counts.open, to: '/requests', tone: 'plain' },
    {
      label: '本月收到',
      count: counts.receivedThisMonth,
      to: '/requests?view=all&sort=received&order=desc',
      tone: 'plain',
    },
    {
      label: '本月办结',
      count: counts.closedThisMonth,
      to: '/requests?view=closed&sort=closed&order=desc',
      tone: 'plain',
    },
  ];
  return (
    <ul className="counters">
      {entries.map(({ label, count, to, tone }) => (
        <li key={label}>
          <Link to={to} className={count > 0 ? `counter counter-${tone}` : 'counter'}>
            <span className="counter-figure">{count}</span>
            <span className="counter-label">{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Tasks({ desk }: { desk: Desk }) {
  const navigate = useNavigate();
  const { organ } = useOffice();
  if (desk.tasks.length === 0)
    return <Nothing title="没有待办的申请" advice="收到新的申请后，请在“登记申请”中登记，期限自动起算。" />;
  return (
    <>
      <Table
        size="middle"
        rowKey="id"
        pagination={false}
        scroll={{ x: 760 }}
        dataSource={desk.tasks.slice(0, 12)}
        onRow={(task) => ({ onClick: () => void navigate(`/requests/${task.id}`), className: 'pressable' })}
        columns={[
          { title: '期限', key: 'due', width: 150, render: (_, task) => <DaysLeft item={task} /> },
          {
            title: '编号',
            dataIndex: 'number',
            width: 112,
            render: (number: string, task) => <Link to={`/requests/${task.id}`}>{number}</Link>,
          },
          { title: '所需信息', dataIndex: 'subject', ellipsis: true },
          ...(organ ? [] : [{ title: '机关', dataIndex: 'organName', width: 140, ellipsis: true }]),
          { title: '下一步', dataIndex: 'advice', width: 250, ellipsis: true },
        ]}
      />
      {desk.counts.open > 12 ? (
        <p className="more">
          <Link to="/requests">查看全部{desk.counts.open}件在办申请</Link>
        </p>
      ) : null}
    </>
  );
}

function Months({ desk }: { desk: Desk }) {
  const options = useMemo(
    () => (palette: Palette) => ({
      grid: { left: 36, right: 8, top: 36, bottom: 26 },
      legend: { top: 0, left: 0, textStyle: { color: palette.inkSoft } },
      xAxis: {
        type: 'category' as const,
        data: desk.months.map(({ month }) => `${Number(month.slice(5))}月`),
        axisLine: { lineStyle: { color: palette.ruleStrong } },
        axisLabel: { color: palette.inkSoft },
      },
      yAxis: {
        type: 'value' as const,
        minInterval: 1,
        splitLine: { lineStyle: { color: palette.rule } },
        axisLabel: { color: palette.inkSoft },
      },
      series: [
        {
          name: '收到',
          type: 'bar' as const,
          data: desk.months.map(({ received }) => received),
          itemStyle: { color: palette.accent },
        },
        {
          name: '办结',
          type: 'bar' as const,
          data: desk.months.map(({ closed }) => closed),
          itemStyle: { color: palette.ruleStrong },
        },
      ],
    }),
    [desk.months],
  );
  return (
    <Chart
      title={`${desk.today.slice(0, 4)}年各月收到和办结`}
      options={options}
      head={['月份', '收到', '办结']}
      rows={desk.months.map(({ month, received, closed }) => [month, received, closed])}
    />
  );
}

function Outcomes({ desk }: { desk: Desk }) {
  const shown = useMemo(() => desk.outcomes.slice(0, 8), [desk.outcomes]);
  const options = useMemo(
    () => (palette: Palette) => ({
      grid: { left: 170, right: 40, top: 4, bottom: 4 },
      xAxis: { type: 'value' as const, show: false },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: shown.map(({ label }) => label),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: palette.inkSoft, width: 160, overflow: 'truncate' as const },
      },
      series: [
        {
          type: 'bar' as const,
          data: shown.map(({ count }) => count),
          itemStyle: { color: palette.accent },
          barMaxWidth: 18,
          label: { show: true, position: 'right' as const, color: palette.ink },
        },
      ],
    }),
    [shown],
  );
  if (shown.length === 0) return <Nothing title="今年还没有办结的申请" advice="办结后，这里按答复类型列出件数。" />;
  return (
    <Chart
      title={`${desk.today.slice(0, 4)}年办理结果`}
      options={options}
      head={['答复类型', '件数']}
      rows={desk.outcomes.map(({ label, count }) => [label, count])}
    />
  );
}

/** For those whose posts handle no applications. */
function OtherDesk() {
  const { me } = useOffice();
  const destinations = useDestinations().filter(({ path }) => path !== '/');
  return (
    <>
      <PageTitle title="工作台" />
      <Card title="可以使用的功能">
        <ul className="destinations">
          {destinations.map(({ path, label, icon }) => (
            <li key={path}>
              <Link to={path}>
                {icon}
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <p className="sub">
          您的岗位不办理依申请公开。现任岗位：
          {me.posts.map(({ organName, title }) => `${organName}${title}`).join('、') || '无'}
          。岗位有误的，请联系用户管理员。
        </p>
      </Card>
    </>
  );
}
