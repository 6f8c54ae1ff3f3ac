import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { listScreeningFindings } from '../../client.generated/index.ts';
import type { ListScreeningFindingsData, ScreeningFinding } from '../../client.generated/types.gen.ts';
import {
  ChoiceFilter,
  ChoicesFilter,
  DaysFilter,
  ListPages,
  pageOf,
  TextFilter,
} from '../../components/list-filters.tsx';
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
  const address = useAddress();
  const { search, setSearch, change } = address;
  const [opened, setOpened] = useState<string | null>(null);
  const view = search.get('state') ?? 'open';
  const page = pageOf(address);
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
  const isFiltered = FILTERS.some((key) => search.get(key));
  return (
    <>
      <PageTitle title="筛查发现的问题" />
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) => change({ state: value === 'open' ? null : String(value), page: null })}
          options={[
            { value: 'open', label: '待处理' },
            { value: 'disputed', label: '有异议' },
            { value: 'mended', label: '已改正' },
            { value: 'dismissed', label: '误报' },
            { value: 'all', label: '全部' },
          ]}
        />
        <TextFilter address={address} name="words" label="按问题文字或者标题查找" placeholder="问题文字或者标题" />
        <ChoicesFilter address={address} name="kind" label="种类" options={options(kindLabels)} />
        <ChoicesFilter
          address={address}
          name="severity"
          label="级别"
          options={options(severityLabels).filter(({ value }) => value !== 'info')}
        />
        <ChoiceFilter address={address} name="source" label="来源" options={options(sourceLabels)} />
        <DaysFilter address={address} from="from" to="to" label="发现日期" />
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
          <ListPages address={address} pageSize={PAGE} total={data.total} unit="处" />
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
