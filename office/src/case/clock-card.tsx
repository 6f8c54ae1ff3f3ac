import { Alert, Card } from 'antd';
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="scroll clock-days" aria-label="逐日说明" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="clock-head">
              日期
            </th>
            <th scope="col" className="clock-head">
              计入
            </th>
            <th scope="col" className="clock-head">
              累计
            </th>
            <th scope="col" className="clock-head clock-why">
              说明
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, counts, days, total: sum, why, basis }) => (
            <tr key={`${from} ${why}`} className={counts ? undefined : 'not-counted'}>
              <th scope="row" className="clock-span">
                {from}
                {to === from ? null : <span className="sub">至{to}</span>}
              </th>
              <td>{days || '—'}</td>
              <td>{sum}</td>
              <td className="clock-why">
                {why}
                <span className="sub">{basis}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
