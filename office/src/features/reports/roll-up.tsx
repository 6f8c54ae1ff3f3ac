import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { getReportRollUp } from '../../client.generated/index.ts';
import type { ReportDifference } from '../../client.generated/types.gen.ts';
import { FigureRecords } from '../../report/records.tsx';
import { useOffice } from '../../session.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { amount } from './words.tsx';

interface Opened {
  organ: string;
  scope: string;
  figure: string;
}

/** The area's figures from its records, beside what its organs say; each difference opens the records. */
export function RollUp({ year }: { year: number }) {
  const { me } = useOffice();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [onlyDiffering, setOnlyDiffering] = useState(true);
  const { data, error, refetch } = useQuery({
    queryKey: ['report-collection', year, 'roll-up'],
    queryFn: () => call(getReportRollUp({ path: { year } })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在汇总各机关数据" />;
  const unexplained = data.differences.filter(({ explanation }) => explanation === null);
  const faulty = data.rows.filter(({ counted, summed }) => counted !== summed);
  return (
    <div className="stack">
      {unexplained.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={`${unexplained.length}处差异没有说明，本级年度报告不能报送审核和公布`}
          description="请相关机关改正记录，或者说明差异的原因。"
        />
      ) : (
        <Alert
          type="success"
          showIcon
          title={
            data.differences.length === 0 ? '各机关没有与记录不一致的数据' : `${data.differences.length}处差异均已说明`
          }
        />
      )}
      {faulty.length > 0 ? (
        <Alert type="error" showIcon title={`${faulty.length}项数字的各机关之和与本级汇总不等，请检查机构设置`} />
      ) : null}
      <Differences year={year} differences={data.differences} onRecords={setOpened} />
      <div className="report-acts">
        <h2>本级汇总</h2>
        <Switch
          aria-label="只看有差异的数字"
          checked={onlyDiffering}
          onChange={setOnlyDiffering}
          checkedChildren="有差异"
          unCheckedChildren="全部"
        />
      </div>
      <Table
        rowKey="figure"
        size="small"
        scroll={{ x: 760 }}
        pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={data.rows.filter(({ organs }) => !onlyDiffering || organs > 0)}
        locale={{ emptyText: <Nothing title="没有不一致的数字" advice="可以改看全部数字。" /> }}
        columns={[
          { title: '数字', dataIndex: 'title' },
          {
            title: '记录汇总',
            key: 'counted',
            align: 'right',
            width: 120,
            render: (_, { figure, counted }) => (
              <Button
                type="link"
                size="small"
                onClick={() => setOpened({ organ: me.divisionCode, scope: 'aggregated', figure })}
              >
                {amount(counted)}
              </Button>
            ),
          },
          { title: '各机关之和', dataIndex: 'summed', align: 'right', width: 120, render: amount },
          { title: '按各机关所报', dataIndex: 'stated', align: 'right', width: 120, render: amount },
          {
            title: '相差',
            key: 'delta',
            align: 'right',
            width: 100,
            render: (_, { stated, counted }) => amount(stated - counted),
          },
          { title: '不一致的机关', dataIndex: 'organs', align: 'right', width: 120 },
        ]}
      />
      {opened ? (
        <FigureRecords
          organ={opened.organ}
          year={year}
          scope={opened.scope}
          figure={opened.figure}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </div>
  );
}

function Differences({
  year,
  differences,
  onRecords,
}: {
  year: number;
  differences: ReportDifference[];
  onRecords: (opened: Opened) => void;
}) {
  if (differences.length === 0) return null;
  return (
    <Table
      rowKey={({ organCode, figure }) => `${organCode} ${figure}`}
      size="small"
      scroll={{ x: 900 }}
      pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={differences}
      columns={[
        {
          title: '机关',
          key: 'organ',
          render: (_, { organCode, organName }) => (
            <Link to={`/reports/collection/${year}/${organCode}`}>{organName}</Link>
          ),
        },
        { title: '数字', dataIndex: 'title' },
        {
          title: '记录',
          key: 'counted',
          align: 'right',
          width: 90,
          render: (_, { organCode, organName, scope, figure, title, counted }) => (
            <Button
              type="link"
              size="small"
              aria-label={`${organName}${title}的记录：${amount(counted)}`}
              onClick={() => onRecords({ organ: organCode, scope, figure })}
            >
              {amount(counted)}
            </Button>
          ),
        },
        { title: '机关所报', dataIndex: 'stated', align: 'right', width: 90, render: amount },
        { title: '来源', dataIndex: 'sourceLabel', width: 130 },
        {
          title: '说明',
          key: 'explanation',
          render: (_, { explanation, explainedBy }) =>
            explanation === null ? (
              <Tag color="error">未说明</Tag>
            ) : (
              <>
                {explanation}
                <span className="sub">{explainedBy}</span>
              </>
            ),
        },
      ]}
    />
  );
}
