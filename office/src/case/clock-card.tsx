import { Alert, Card, Table } from 'antd';
import type { ApplicationCase } from '../client.generated/types.gen.ts';
import { DaysLeft } from '../components/days-left.tsx';

type Clock = ApplicationCase['clock'];

/** The limit in one line, and every day of it below. */
export function ClockCard({ found }: { found: ApplicationCase }) {
  const { clock } = found;
  const counted = clock.periods.reduce((sum, { days }) => sum + days, 0);
  return (
    <Card title="答复期限" className="clock-card">
      {clock.calendarMissing ? (
        <Alert
          type="info"
          showIcon
          title={`${clock.calendarMissing}年的工作日历尚未公布`}
          description="期限跨入该年度，暂不能确定。国务院办公厅公布节假日安排、管理员载入日历后，期限自动算出。"
        />
      ) : null}
      <p className="due">
        {clock.due ? (
          <>
            <span className="due-day">{clock.due}</span>
            <DaysLeft
              item={{
                state: found.state,
                workingDaysLeft: clock.workingDaysLeft,
                calendarMissing: clock.calendarMissing,
              }}
            />
          </>
        ) : clock.calendarMissing ? null : (
          <span className="due-none">{noDueReason(found.state)}</span>
        )}
      </p>
      {clock.periods.length > 0 ? (
        <details open>
          <summary>逐日说明（计入{counted}个工作日）</summary>
          <Periods periods={clock.periods} />
        </details>
      ) : null}
    </Card>
  );
}

function noDueReason(state: ApplicationCase['state']): string {
  if (state === 'submitted') return '尚未确认收到申请，期限没有起算';
  if (state === 'awaiting-payment' || state === 'payment-lapsed') return '等待缴费，完成缴费次日起重新计算';
  if (state === 'awaiting-correction' || state === 'correction-lapsed') return '等待补正，收到补正之日起重新计算';
  return '征求意见期间，期限中止计算';
}

function Periods({ periods }: { periods: Clock['periods'] }) {
  let total = 0;
  const rows = periods.map((period) => {
    total += period.days;
    return { ...period, total };
  });
  return (
    <Table
      size="small"
      rowKey={({ from, why }) => `${from} ${why}`}
      pagination={false}
      dataSource={rows}
      scroll={{ y: 420 }}
      rowClassName={({ counts }) => (counts ? '' : 'not-counted')}
      columns={[
        {
          title: '日期',
          key: 'days',
          width: 108,
          render: (_, { from, to }) => (
            <>
              {from}
              {to === from ? null : <span className="sub">至{to}</span>}
            </>
          ),
        },
        { title: '计入', dataIndex: 'days', width: 56, align: 'right', render: (days: number) => days || '—' },
        { title: '累计', dataIndex: 'total', width: 56, align: 'right' },
        {
          title: '说明',
          key: 'why',
          render: (_, { why, basis }) => (
            <>
              {why}
              <span className="sub">{basis}</span>
            </>
          ),
        },
      ]}
    />
  );
}
