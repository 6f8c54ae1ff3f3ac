import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Pagination, Segmented, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { queryNow } from '../../address.ts';
import { call } from '../../api.ts';
import { listScreeningFindings } from '../../client.generated/index.ts';
import type { ListScreeningFindingsData, ScreeningFinding } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { FindingDrawer } from './finding.tsx';
import { Place } from './place.tsx';
import { kindLabels, options, severityColours, severityLabels, sourceLabels } from './terms.ts';

type Query = NonNullable<ListScreeningFindingsData['query']>;
const PAGE = 20;
const FILTERS = ['kind', 'severity', 'source', 'mine', 'from', 'to', 'words', 'document'] as const;
const VIEWS: Readonly<Record<string, NonNullable<Query['state']> | undefined>> = {
  open: ['open', 'assigned', 'disputed'],
  disputed: ['disputed'],
  mended: ['mended'],
  dismissed: ['dismissed'],
  all: undefined,
};

export default function Findings() {
  const { organ } = useOffice();
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<string | null>(null);
  const view = search.get('state') ?? 'open';
  const page = Number(search.get('page') ?? 1);
  const states = VIEWS[view];
  const query: Record<string, unknown> = { limit: PAGE, offset: (page - 1) * PAGE };
  if (organ) query.organ = organ;
  if (states) query.state = states;
  for (const key of FILTERS) {
    const value = search.get(key);
    if (value) query[key] = key === 'kind' || key === 'severity' ? value.split(',') : value;
  }
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['screening', 'findings', query],
    queryFn: () => call(listScreeningFindings({ query: query as Query })),
    placeholderData: keepPreviousData,
  });
  const change = (values: Record<string, string | null>): void => {
    const next = queryNow();
    next.delete('page');
    for (const [key, value] of Object.entries(values)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setSearch(next);
  };
  const several = (key: string): string[] => (search.get(key) ?? '').split(',').filter((part) => part !== '');
  const isFiltered = FILTERS.some((key) => search.get(key));
  return (
    <>
      <PageTitle title="筛查发现的问题" />
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) => change({ state: value === 'open' ? null : String(value) })}
          options={[
            { value: 'open', label: '待处理' },
            { value: 'disputed', label: '有异议' },
            { value: 'mended', label: '已改正' },
            { value: 'dismissed', label: '误报' },
            { value: 'all', label: '全部' },
          ]}
        />
        <Input.Search
          className="filter-search"
          aria-label="按问题文字或者标题查找"
          placeholder="问题文字或者标题"
          allowClear
          key={search.get('words') ?? ''}
          defaultValue={search.get('words') ?? ''}
          onSearch={(text) => change({ words: text.trim() || null })}
        />
        <Select
          mode="multiple"
          allowClear
          maxTagCount={1}
          className="filter"
          aria-label="种类"
          placeholder="种类"
          value={several('kind')}
          options={options(kindLabels)}
          onChange={(values: string[]) => change({ kind: values.join(',') || null })}
        />
        <Select
          mode="multiple"
          allowClear
          maxTagCount={1}
          className="filter"
          aria-label="级别"
          placeholder="级别"
          value={several('severity')}
          options={options(severityLabels).filter(({ value }) => value !== 'info')}
          onChange={(values: string[]) => change({ severity: values.join(',') || null })}
        />
        <Select
          allowClear
          className="filter"
          aria-label="来源"
          placeholder="来源"
          value={search.get('source')}
          options={options(sourceLabels)}
          onChange={(value: string | undefined) => change({ source: value ?? null })}
        />
        <span className="filter-dates">
          <span>发现日期</span>
          <DateField placeholder="从" value={search.get('from')} onChange={(value) => change({ from: value })} />
          <DateField placeholder="至" value={search.get('to')} onChange={(value) => change({ to: value })} />
        </span>
        {isFiltered ? (
          <Button type="link" onClick={() => setSearch(view === 'open' ? {} : { state: view })}>
            清除筛选
          </Button>
        ) : null}
      </search>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.total === 0 ? (
        <Nothing
          title={view === 'open' && !isFiltered ? '没有待处理的问题' : '没有符合条件的问题'}
          advice={isFiltered ? '请放宽筛选条件。' : '每天自动筛查，发现的问题会列在这里。'}
        />
      ) : (
        <>
          <FindingTable findings={data.findings} isLoading={isFetching} onOpen={setOpened} />
          <div className="pager">
            <span className="counted">共{data.total}处</span>
            <Pagination
              current={page}
              pageSize={PAGE}
              total={data.total}
              showSizeChanger={false}
              onChange={(next) => {
                const changed = queryNow();
                changed.set('page', String(next));
                setSearch(changed);
              }}
            />
          </div>
        </>
      )}
      <FindingDrawer id={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function FindingTable({
  findings,
  isLoading,
  onOpen,
}: {
  findings: ScreeningFinding[];
  isLoading: boolean;
  onOpen: (id: string) => void;
}) {
  return (
    <Table
      size="middle"
      rowKey="id"
      pagination={false}
      loading={isLoading}
      scroll={{ x: 900 }}
      dataSource={findings}
      columns={[
        {
          title: '级别',
          key: 'severity',
          width: 76,
          render: (_, { severity }) => <Tag color={severityColours[severity]}>{severityLabels[severity]}</Tag>,
        },
        {
          title: '问题',
          key: 'place',
          render: (_, finding) => (
            <>
              <Place {...finding} />
              <span className="sub">
                {finding.kindLabel}　{finding.message}
              </span>
            </>
          ),
        },
        {
          title: '所在信息',
          key: 'title',
          width: 260,
          render: (_, { title, organName, sourceLabel, filePlace }) => (
            <>
              <span className="clipped" title={title}>
                {title}
              </span>
              <span className="sub">
                {organName}　{sourceLabel}
                {filePlace ? `　${filePlace}` : ''}
              </span>
            </>
          ),
        },
        { title: '发现', dataIndex: 'foundOn', width: 108 },
        {
          title: '状态',
          key: 'state',
          width: 110,
          render: (_, { stateLabel, assignedName, confirmedAt, state }) => (
            <>
              {stateLabel}
              {state === 'mended' ? <span className="sub">{confirmedAt ? '已复查' : '待复查'}</span> : null}
              {state === 'assigned' ? <span className="sub">{assignedName}</span> : null}
            </>
          ),
        },
        {
          title: '办理',
          key: 'open',
          width: 80,
          render: (_, finding) => (
            <Button size="small" aria-label={`${verbOf(finding)}“${finding.text}”`} onClick={() => onOpen(finding.id)}>
              {verbOf(finding)}
            </Button>
          ),
        },
      ]}
    />
  );
}

const verbOf = ({ may }: ScreeningFinding): string => (may.mend || may.decide || may.assign ? '办理' : '查看');
