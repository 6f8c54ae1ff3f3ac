import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, InputNumber, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../../../address.ts';
import { call } from '../../../api.ts';
import { getLibrarySummary, listNormativeDocuments } from '../../../client.generated/index.ts';
import type {
  LibrarySummary,
  ListNormativeDocumentsData,
  NormativeDocument,
} from '../../../client.generated/types.gen.ts';
import { ChoiceFilter, choicesOf, ListPages, pageOf, TextFilter } from '../../../components/list-filters.tsx';
import { useOffice } from '../../../session.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../../shell/states.tsx';
import '../publications.css';
import { Register } from './register.tsx';

const PAGE = 25;
type Query = NonNullable<ListNormativeDocumentsData['query']>;

/** Words and reminders of the library for the organ looked at. */
export function useLibrarySummary(organ: string | null, year?: number) {
  return useQuery({
    queryKey: ['library-summary', organ, year],
    queryFn: () => call(getLibrarySummary({ query: { ...(organ ? { organ } : {}), ...(year ? { year } : {}) } })),
  });
}

/** 文件库: registration, validity, what lapses soon, what was not filed. */
export default function Library() {
  const { organ, may } = useOffice();
  const address = useAddress();
  const { search, setSearch, change } = address;
  const [isRegistering, setRegistering] = useState(false);
  const navigate = useNavigate();
  const { data: summary } = useLibrarySummary(organ);
  const page = pageOf(address);
  const view = search.get('view') ?? 'all';
  const query: Query = {
    limit: PAGE,
    offset: (page - 1) * PAGE,
    ...(organ ? { organ } : {}),
    ...(search.get('q') ? { q: search.get('q') ?? '' } : {}),
    ...(search.get('status') ? { status: search.get('status') as NonNullable<Query['status']> } : {}),
    ...(search.get('year') ? { year: Number(search.get('year')) } : {}),
    ...(view === 'expiring' ? { expiringWithin: 6 } : {}),
    ...(view === 'unfiled' ? { unfiled: 'true' } : {}),
  };
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['documents', query],
    queryFn: () => call(listNormativeDocuments({ query })),
    placeholderData: keepPreviousData,
  });
  if (!may('documents.read')) return <FaultView error={undefined} />;
  if (!summary) return <Loading label="正在打开文件库" />;
  const isFiltered = ['q', 'status', 'year'].some((key) => search.get(key)) || view !== 'all';
  return (
    <>
      <PageTitle title="文件库">
        <Button onClick={() => void navigate('/library/clean-ups')}>清理</Button>
        {may('documents.register') ? (
          <Button type="primary" onClick={() => setRegistering(true)}>
            登记文件
          </Button>
        ) : null}
      </PageTitle>
      <Counts summary={summary} organ={organ} />
      {summary.gaps.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title="统一编号有空号"
          description={summary.gaps
            .map(({ series, year, missing }) => `${series}-${year}：缺第${missing.join('、')}号`)
            .join('；')}
        />
      ) : null}
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) => change({ view: value === 'all' ? null : value, page: null })}
          options={[
            { value: 'all', label: '全部' },
            { value: 'expiring', label: `将到期 ${summary.expiring}` },
            { value: 'unfiled', label: `未备案 ${summary.unfiled}` },
          ]}
        />
        <TextFilter
          address={address}
          name="q"
          label="按名称、文号或者统一编号查找"
          placeholder="名称、文号或者统一编号"
        />
        <ChoiceFilter address={address} name="status" label="有效性" options={choicesOf(summary.statuses)} />
        <InputNumber
          className="filter-year"
          aria-label="制发年份"
          placeholder="制发年份"
          min={1949}
          max={2200}
          precision={0}
          value={search.get('year') ? Number(search.get('year')) : null}
          onChange={(value) => {
            if (value === null || String(value).length === 4)
              change({ year: value === null ? null : String(value), page: null });
          }}
        />
        {isFiltered ? (
          <Button type="link" onClick={() => setSearch({})}>
            清除筛选
          </Button>
        ) : null}
      </search>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading label="正在读取文件" />
      ) : (
        <>
          <Table<NormativeDocument>
            size="middle"
            rowKey="id"
            scroll={{ x: 900 }}
            loading={isFetching && isPlaceholderData}
            dataSource={data.documents}
            pagination={false}
            locale={{
              emptyText: (
                <Nothing
                  title={isFiltered ? '没有符合条件的文件' : '文件库还是空的'}
                  advice={isFiltered ? '请减少筛选条件。' : '制发的行政规范性文件，请先登记、编定统一编号。'}
                />
              ),
            }}
            columns={[
              {
                title: '名称',
                key: 'title',
                render: (_, one) => (
                  <>
                    <Link to={`/library/${one.id}`}>{one.title}</Link>
                    <span className="sub">
                      {one.documentNumber}
                      {one.unifiedNumber ? `　统一编号 ${one.unifiedNumber}` : ''}
                    </span>
                  </>
                ),
              },
              { title: '制定机关', dataIndex: 'organName', key: 'organ', width: 170, ellipsis: true },
              { title: '制发日期', dataIndex: 'issuedOn', key: 'issued', width: 120 },
              {
                title: '有效期至',
                key: 'expires',
                width: 150,
                render: (_, one) => (
                  <>
                    {one.expiresOn ?? '—'}
                    {one.expiryWarning ? (
                      <Tag color={one.expiryWarning === 'last-month' ? 'error' : 'warning'}>
                        {one.expiryWarning === 'last-month' ? '不足一个月' : '将到期'}
                      </Tag>
                    ) : null}
                  </>
                ),
              },
              { title: '有效性', key: 'status', width: 110, render: (_, one) => <ValidityTag document={one} /> },
            ]}
          />
          <ListPages address={address} pageSize={PAGE} total={data.total} unit="件" />
        </>
      )}
      {isRegistering ? <Register summary={summary} onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

export function ValidityTag({ document }: { document: Pick<NormativeDocument, 'status' | 'statusLabel'> }) {
  const colour = { 'in-force': 'success', amended: 'processing', suspended: 'warning' }[document.status as string];
  return <Tag {...(colour ? { color: colour } : {})}>{document.statusLabel}</Tag>;
}

/** The figures that table one of the annual report takes from here. */
function Counts({ summary, organ }: { summary: LibrarySummary; organ: string | null }) {
  const [year, setYear] = useState(summary.year);
  const { data } = useLibrarySummary(organ, year);
  const counts = (data ?? summary).counts.find(({ kind }) => kind === 'normative-document');
  return (
    <div className="library-counts">
      <label htmlFor="library-year">年度</label>
      <InputNumber
        id="library-year"
        min={1949}
        max={summary.year}
        precision={0}
        value={year}
        onChange={(value) => {
          if (value !== null && String(value).length === 4) setYear(value);
        }}
      />
      <span>
        制发<strong>{counts?.issued ?? 0}</strong>件，废止和失效<strong>{counts?.repealed ?? 0}</strong>
        件，年末现行有效<strong>{counts?.inForce ?? 0}</strong>件
      </span>
      <span className="sub-inline">年度报告“行政规范性文件”一栏取自这里</span>
    </div>
  );
}
