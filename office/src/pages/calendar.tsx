import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { call } from '../api.ts';
import { countWorkingDays, getCalendarYear } from '../client.generated/index.ts';
import type { WorkingCalendarYear } from '../client.generated/types.gen.ts';
import { DateField } from '../components/date-field.tsx';
import { CalendarChanges } from '../features/notifications/calendar-changes.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading } from '../shell/states.tsx';

export default function Calendar() {
  const [year, setYear] = useState(new Date().getFullYear());
  const { data, error, refetch } = useQuery({
    queryKey: ['calendar', year],
    queryFn: () => call(getCalendarYear({ path: { year } })),
    staleTime: 3_600_000,
  });
  return (
    <>
      <PageTitle title="工作日历">
        <Button onClick={() => setYear(year - 1)} aria-label="上一年">
          ‹
        </Button>
        <span className="year">{year}年</span>
        <Button onClick={() => setYear(year + 1)} aria-label="下一年">
          ›
        </Button>
      </PageTitle>
      <Counter />
      <CalendarChanges />
      {data ? (
        <Card
          title={`${year}年，共${data.workingDays}个工作日`}
          extra={
            <span className="legend">
              <span className="day-rest">休</span> 放假 <span className="day-work">班</span> 调休上班
            </span>
          }
        >
          <div className="months">
            {MONTHS.map((month) => (
              <Month key={`${year}-${month}`} data={data} month={month - 1} />
            ))}
          </div>
          <p>
            依据：
            {data.notices.map(({ url, title }) => (
              <a key={url} href={url} rel="noreferrer noopener" target="_blank">
                {title ?? `国务院办公厅关于${year}年部分节假日安排的通知`}
              </a>
            ))}
          </p>
        </Card>
      ) : error ? (
        <FaultOfYear year={year} error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function FaultOfYear({ year, error, retry }: { year: number; error: Error; retry: () => void }) {
  if (!('status' in error) || error.status !== 404) return <FaultView error={error} retry={retry} />;
  return (
    <Alert
      type="info"
      showIcon
      title={`${year}年的工作日历尚未载入`}
      description="国务院办公厅通常在上一年11月公布节假日安排。公布后由管理员载入，跨年的答复期限随即算出；在此之前系统不推算该年度的期限。"
    />
  );
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

function Month({ data, month }: { data: WorkingCalendarYear; month: number }) {
  const first = new Date(Date.UTC(data.year, month, 1));
  const length = new Date(Date.UTC(data.year, month + 1, 0)).getUTCDate();
  const cells: (number | null)[] = [
    ...Array.from({ length: first.getUTCDay() }, () => null),
    ...Array.from({ length }, (_, i) => i + 1),
  ];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  const noteOf = (day: number): { mark: string; name: string; tone: string } | null => {
    const date = `${data.year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const work = data.work.find((one) => one.date === date);
    if (work) return { mark: '班', name: `${work.name}调休上班`, tone: 'day-work' };
    const rest = data.rest.find(({ from, to }) => from <= date && date <= to);
    if (rest) return { mark: '休', name: rest.name, tone: 'day-rest' };
    const weekday = new Date(Date.UTC(data.year, month, day)).getUTCDay();
    return weekday === 0 || weekday === 6 ? { mark: '', name: '周末', tone: 'day-weekend' } : null;
  };
  return (
    <table className="month">
      <caption>{month + 1}月</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col" className="month-weekday">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) => {
              const note = day === null ? null : noteOf(day);
              return (
                <td key={WEEKDAYS[i]} className={note?.tone} title={note?.name}>
                  {day}
                  {note?.mark ? <small>{note.mark}</small> : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counts working days as every limit is counted. */
function Counter() {
  const count = useMutation({
    mutationFn: (query: { from: string; workingDays: number }) => call(countWorkingDays({ query })),
  });
  return (
    <Card title="期限推算" size="small">
      <Form
        layout="inline"
        requiredMark={false}
        initialValues={{ workingDays: 20 }}
        onFinish={(values) => count.mutate(values)}
      >
        <Form.Item name="from" label="自" rules={[{ required: true, message: '请填写日期' }]}>
          <DateField />
        </Form.Item>
        <Form.Item name="workingDays" label="起" rules={[{ required: true, message: '请填写天数' }]}>
          <InputNumber min={0} max={1000} precision={0} suffix="个工作日" className="number-field" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={count.isPending}>
          推算
        </Button>
        <output className="counted">
          {count.data
            ? `届满日为${count.data.due}（当日不计，历时${count.data.calendarDays}天）`
            : (count.error?.message ?? '')}
        </output>
      </Form>
    </Card>
  );
}
