import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, InputNumber, Segmented, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { call } from '../../api.ts';
import { listScreeningReports } from '../../client.generated/index.ts';
import type { ScreeningReportsOfYear } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { count } from './terms.ts';

export default function Reports() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('year');
  const kind = search.get('kind') === 'week' ? 'week' : 'month';
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'reports', asked],
    queryFn: () => call(listScreeningReports({ query: asked === null ? {} : { year: Number(asked) } })),
  });
  const year = data?.year ?? Number(asked ?? new Date().getFullYear());
  const change = (next: { year?: number; kind?: string }) =>
    setSearch({ year: String(next.year ?? year), kind: next.kind ?? kind });
  return (
    <>
      <PageTitle title="周报和月度小结">
        <Segmented
          value={kind}
          onChange={(value) => change({ kind: String(value) })}
          options={[
            { value: 'month', label: '月度小结' },
            { value: 'week', label: '周报' },
          ]}
        />
        <InputNumber
          aria-label="年度"
          min={2008}
          max={2200}
          value={year}
          suffix="年"
          onChange={(value) => value && change({ year: value })}
        />
        {data && data.weeks.length + data.months.length > 0 ? (
          <Button href={`/api/v1/screening/reports/export.xlsx?year=${year}`}>导出全年</Button>
        ) : null}
      </PageTitle>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <Sums data={data} />
          <Card>
            <List reports={kind === 'week' ? data.weeks : data.months} year={year} />
          </Card>
        </>
      )}
    </>
  );
}

function Sums({ data: { year, totals, faults, weeks, months } }: { data: ScreeningReportsOfYear }) {
  if (weeks.length + months.length === 0) return null;
  if (faults.length > 0)
    return (
      <Alert
        type="error"
        showIcon
        title={`${year}年有${faults.length}处数字不能勾稽`}
        description={
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        }
      />
    );
  const { found, mended, dismissed } = totals.months;
  return (
    <Alert
      type="success"
      showIcon
      title="数字勾稽相符"
      description={`各月合计发现${count(found)}处、改正${count(mended)}处、误报${count(dismissed)}处；各周合计发现${count(totals.weeks.found)}处，逐日合计${count(totals.days.found)}处。`}
    />
  );
}

function List({ reports, year }: { reports: ScreeningReportsOfYear['months']; year: number }) {
  if (reports.length === 0)
    return <Nothing title={`${year}年还没有`} advice="每周、每月结束后自动生成，生成后不再改动。" />;
  return (
    <Table
      size="middle"
      rowKey={({ content }) => content.first}
      pagination={false}
      scroll={{ x: 900 }}
      dataSource={reports}
      columns={[
        {
          title: '时段',
          key: 'name',
          render: (_, { name, content }) => (
            <Link to={`/screening/reports/${content.kind}/${content.first}`}>{name}</Link>
          ),
        },
        ...(
          [
            ['期初', ({ openAtStart }) => openAtStart],
            ['发现', ({ found }) => found],
            ['改正', ({ mended }) => mended],
            ['误报', ({ dismissed }) => dismissed],
            ['期末', ({ openAtEnd }) => openAtEnd],
            ['发布前改正', ({ beforeRelease }) => beforeRelease],
            ['个人信息', ({ personalData }) => personalData.mended],
            ['巡查篇次', ({ documents }) => documents],
          ] as [string, (content: ScreeningReportsOfYear['months'][number]['content']) => number][]
        ).map(([title, pick]) => ({
          title,
          key: title,
          align: 'right' as const,
          render: (_: unknown, { content }: ScreeningReportsOfYear['months'][number]) => count(pick(content)),
        })),
      ]}
    />
  );
}
