import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Card, Dropdown, Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { listAuditActions, searchAudit } from '../../client.generated/index.ts';
import type { AuditEvent } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { useOrgans } from '../organs/organ-data.ts';
import { EventDrawer } from './event.tsx';
import { SUBJECTS, subjectLabel, timeOf, whoOf } from './words.ts';

const FILTERS = ['organ', 'from', 'to', 'person', 'who', 'action', 'subjectKind', 'subjectId'] as const;
type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** The record of acts: by who, what, upon what, when and in which organ. The filter is the address. */
export default function AuditSearch() {
  const { may } = useOffice();
  const { search, setSearch, change: set } = useAddress({ replace: true });
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const filters: Filters = Object.fromEntries(
    FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])),
  );
  const { data: organs } = useOrgans();
  const organName = (code: string): string =>
    code === 'system' ? '系统' : (organs?.organs.find((organ) => organ.code === code)?.shortName ?? code);
  const { data: known } = useQuery({
    queryKey: ['audit-actions'],
    queryFn: () => call(listAuditActions()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isReversed = filters.from !== undefined && filters.to !== undefined && filters.to < filters.from;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) =>
      call(searchAudit({ query: { ...filters, limit: 50, ...(pageParam ? { after: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    enabled: !isReversed,
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  const exported = (kind: 'csv' | 'jsonl'): string =>
    `/api/v1/audit/export.${kind}?${new URLSearchParams(filters as Record<string, string>).toString()}`;
  return (
    <>
      <PageTitle title="审计记录">
        {may('audit.verify') ? <Link to="/audit/proof">校验和每日校验值</Link> : null}
        {may('audit.export') ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'csv', label: <a href={exported('csv')}>表格（CSV）</a> },
                { key: 'jsonl', label: <a href={exported('jsonl')}>逐行数据（JSON Lines）</a> },
              ],
            }}
          >
            <Button aria-haspopup="menu">导出查询结果</Button>
          </Dropdown>
        ) : null}
      </PageTitle>
      <div className="filters">
        <Input.Search
          key={filters.who ?? ''}
          className="filter-search"
          aria-label="操作人姓名"
          placeholder="操作人姓名"
          allowClear
          defaultValue={filters.who ?? ''}
          onSearch={(who) => set({ who: who.trim() })}
        />
        <Select
          className="filter-organ"
          aria-label="操作"
          placeholder="全部操作"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.action ?? null}
          onChange={(action: string | undefined) => set({ action: action ?? null })}
          options={(known?.actions ?? []).map(({ action, label }) => ({ value: action, label }))}
        />
        <Select
          className="filter"
          aria-label="对象类别"
          placeholder="全部对象"
          allowClear
          value={filters.subjectKind ?? null}
          onChange={(kind: string | undefined) =>
            set({ subjectKind: kind ?? null, ...(kind ? {} : { subjectId: null }) })
          }
          options={Object.entries(SUBJECTS).map(([value, label]) => ({ value, label }))}
        />
        {filters.subjectKind ? (
          <Input.Search
            key={filters.subjectId ?? ''}
            className="filter-search"
            aria-label="对象编号"
            placeholder="对象编号（与类别一并查询）"
            allowClear
            defaultValue={filters.subjectId ?? ''}
            onSearch={(id) => set({ subjectId: id.trim() })}
          />
        ) : null}
        <Select
          className="filter-organ"
          aria-label="机关"
          placeholder="全部机关"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.organ ?? null}
          onChange={(organ: string | undefined) => set({ organ: organ ?? null })}
          options={(organs?.organs ?? [])
            .filter(({ code }) => may('audit.search', code))
            .map(({ code, name }) => ({ value: code, label: name }))}
        />
        <span className="filter-dates">
          <label htmlFor="audit-from">自</label>
          <DateField
            id="audit-from"
            value={filters.from ?? null}
            placeholder="开始"
            onChange={(from) => set({ from })}
          />
          <label htmlFor="audit-to">至</label>
          <DateField
            id="audit-to"
            value={filters.to ?? null}
            placeholder="结束"
            fault={isReversed ? '结束日期早于开始日期' : null}
            onChange={(to) => set({ to })}
          />
        </span>
        {Object.keys(filters).length > 0 ? (
          <Button type="link" onClick={() => setSearch({})}>
            清除条件
          </Button>
        ) : null}
      </div>
      {data || isReversed ? (
        <Card className="table-card">
          <Table<AuditEvent>
            rowKey={({ organCode, day, sequence }) => `${organCode}/${day}/${sequence}`}
            dataSource={events}
            loading={isPlaceholderData && !isReversed}
            pagination={false}
            scroll={{ x: 980 }}
            size="small"
            locale={{
              emptyText: <Nothing title="没有符合条件的记录" advice="可以放宽日期范围，或者清除部分条件。" />,
            }}
            onRow={(event) => ({ className: 'pressable', onClick: () => setShown(event) })}
            columns={[
              { title: '时间', key: 'at', width: 175, render: (_, { at }) => timeOf(at) },
              {
                title: '操作',
                key: 'action',
                width: 170,
                render: (_, event) => (
                  <Button type="link" size="small" className="flush" onClick={() => setShown(event)}>
                    {event.label}
                  </Button>
                ),
              },
              {
                title: '操作人',
                key: 'who',
                width: 150,
                render: (_, { person, post, onBehalfOf }) => (
                  <>
                    {whoOf(person.name)}
                    {onBehalfOf ? <Tag>代{onBehalfOf.name}办理</Tag> : null}
                    {post ? <span className="sub">{post.title}</span> : null}
                  </>
                ),
              },
              { title: '机关', key: 'organ', width: 130, render: (_, { organCode }) => organName(organCode) },
              {
                title: '对象',
                key: 'subject',
                render: (_, { subject }) =>
                  subject ? (
                    <>
                      {subjectLabel(subject.kind)}
                      <span className="sub clipped">{subject.id}</span>
                    </>
                  ) : null,
              },
              { title: '理由', dataIndex: 'reason', width: 140, ellipsis: true },
              { title: '网络地址', dataIndex: 'origin', width: 120, render: whoOf },
            ]}
          />
          {hasNextPage ? (
            <p className="more">
              <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                显示更早的记录
              </Button>
            </p>
          ) : null}
        </Card>
      ) : (
        <Loading />
      )}
      {shown ? (
        <EventDrawer
          event={shown}
          organName={organName(shown.organCode)}
          codes={known?.codes ?? {}}
          onFilter={(change) => {
            setShown(null);
            set(change);
          }}
          onClose={() => setShown(null)}
        />
      ) : null}
    </>
  );
}
