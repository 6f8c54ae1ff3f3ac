import { PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef, Segmented, Select, Table } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { queryNow } from '../address.ts';
import { call } from '../api.ts';
import { listApplications } from '../client.generated/index.ts';
import type { WorklistItem } from '../client.generated/types.gen.ts';
import { DateField } from '../components/date-field.tsx';
import { LetterBundleButton } from '../features/requests/letter-bundle.tsx';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../shell/states.tsx';
import { AssignButton } from '../worklist/assign-button.tsx';
import { columnsOf } from '../worklist/columns.tsx';
import { ExportButton } from '../worklist/export-button.tsx';
import { PrintSheet } from '../worklist/print-sheet.tsx';
import { FILTERS, queryOf } from '../worklist/query.ts';
import { SavedViews } from '../worklist/saved-views.tsx';

export default function Worklist() {
  const { organ, terms, may } = useOffice();
  const [search, setSearch] = useSearchParams();
  const [pages, setPages] = useState<string[]>([]);
  const [picked, setPicked] = useState<readonly WorklistItem[]>([]);
  const [isPrinting, setPrinting] = useState(false);
  const selected = picked.map(({ id }) => id);
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const searchBox = useRef<InputRef>(null);
  const query = queryOf(search, organ);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['worklist', query],
    queryFn: () => call(listApplications({ query })),
    placeholderData: keepPreviousData,
  });
  const items = data?.items ?? [];

  const change = (values: Record<string, string | null>, keepPage = false): void => {
    const next = queryNow();
    if (!keepPage) {
      next.delete('after');
      setPages([]);
    }
    for (const [key, value] of Object.entries(values)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setActive(0);
    setSearch(next);
  };

  // j and k go down and up, Enter opens, x selects, / searches: as in mail programs.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, [role=combobox], [role=dialog]')) return;
      if (event.key === '/') {
        event.preventDefault();
        searchBox.current?.focus();
      } else if (event.key === 'j' || event.key === 'k') {
        const step = event.key === 'j' ? 1 : -1;
        setActive((at) => {
          const to = Math.max(0, Math.min(items.length - 1, at + step));
          document.querySelector(`[data-row-key="${items[to]?.id}"]`)?.scrollIntoView({ block: 'nearest' });
          return to;
        });
      } else if (event.key === 'Enter' && !target.closest('a, button')) {
        const item = items[active];
        if (item) void navigate(`/requests/${item.id}`);
      } else if (event.key === 'x') {
        const item = items[active];
        if (item)
          setPicked((was) =>
            was.some(({ id }) => id === item.id) ? was.filter(({ id }) => id !== item.id) : [...was, item],
          );
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [items, active, navigate]);

  if (!terms) return <Loading />;
  const view = search.get('view') ?? 'open';
  const sort = search.get('sort') ?? 'due';
  const order = search.get('order') === 'desc' ? ('descend' as const) : ('ascend' as const);
  const several = (key: string): string[] => (search.get(key) ?? '').split(',').filter((part) => part !== '');
  const isFiltered = FILTERS.some((key) => key !== 'view' && search.get(key));
  const many = (key: string, label: string, options: { key: string; label: string }[]): ReactNode => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      className="filter"
      aria-label={label}
      placeholder={label}
      value={several(key)}
      showSearch={{ optionFilterProp: 'label' }}
      options={options.map((one) => ({ value: one.key, label: one.label }))}
      onChange={(values: string[]) => change({ [key]: values.join(',') || null })}
    />
  );

  return (
    <>
      <PageTitle title="依申请公开">
        <SavedViews
          search={search}
          onChoose={(text) => {
            setPages([]);
            setSearch(new URLSearchParams(text));
          }}
        />
        {selected.length > 0 ? (
          <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
            打印所选{selected.length}件
          </Button>
        ) : null}
        {selected.length > 0 && may('requests.assign') ? (
          <AssignButton items={picked} onDone={() => setPicked([])} />
        ) : null}
        {may('requests.read-personal-data') ? <LetterBundleButton query={query} selected={selected} /> : null}
        {may('requests.export') ? <ExportButton query={query} selected={selected} /> : null}
        {may('requests.register') ? (
          <Button type="primary" onClick={() => void navigate('/requests/new')}>
            登记申请
          </Button>
        ) : null}
      </PageTitle>
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) => change({ view: value === 'open' ? null : value, outcome: null })}
          options={[
            { value: 'open', label: '在办' },
            { value: 'closed', label: '已办结' },
            { value: 'all', label: '全部' },
          ]}
        />
        <Input.Search
          ref={searchBox}
          className="filter-search"
          aria-label="按编号、内容或者申请人姓名全称查找"
          placeholder="编号、内容或者姓名全称（按 / 键）"
          allowClear
          defaultValue={search.get('q') ?? ''}
          key={search.get('q') ?? ''}
          onSearch={(text) => change({ q: text.trim() || null })}
        />
        {view === 'closed'
          ? null
          : many(
              'state',
              '状态',
              terms.states.filter(({ key }) => key !== 'closed'),
            )}
        {view === 'closed' ? null : (
          <Select
            allowClear
            className="filter"
            aria-label="期限"
            placeholder="期限"
            value={search.get('dueWithin')}
            onChange={(value: string | undefined) => change({ dueWithin: value ?? null, dueFrom: null })}
            options={[
              { value: '-1', label: '已超期' },
              { value: '0', label: '今天到期或者已超期' },
              { value: '2', label: '2个工作日内' },
              { value: '5', label: '5个工作日内' },
              { value: '10', label: '10个工作日内' },
            ]}
          />
        )}
        {view === 'open' ? null : many('outcome', '办理结果', terms.outcomes)}
        <Select
          allowClear
          className="filter"
          aria-label="承办人"
          placeholder="承办人"
          value={search.get('assignee')}
          onChange={(value: string | undefined) => change({ assignee: value ?? null })}
          options={[
            { value: 'me', label: '本人承办' },
            { value: 'none', label: '未分派' },
          ]}
        />
        {many('category', '申请人类别', terms.categories)}
        {many('channel', '提交方式', terms.channels)}
        <span className="filter-dates">
          <span id="received-label">收到申请之日</span>
          <DateField
            placeholder="从"
            value={search.get('receivedFrom')}
            onChange={(value) => change({ receivedFrom: value })}
          />
          <DateField
            placeholder="至"
            value={search.get('receivedTo')}
            onChange={(value) => change({ receivedTo: value })}
          />
        </span>
        {isFiltered ? (
          <Button type="link" onClick={() => setSearch(view === 'open' ? {} : { view })}>
            清除筛选
          </Button>
        ) : null}
      </search>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading label="正在读取申请" />
      ) : (
        <>
          <Table<WorklistItem>
            size="middle"
            rowKey="id"
            sticky
            scroll={{ x: 1040 }}
            loading={isFetching && isPlaceholderData}
            dataSource={items}
            pagination={false}
            locale={{
              emptyText: isFiltered ? (
                <Nothing title="没有符合条件的申请" advice="请减少筛选条件，或者改在“全部”中查找。" />
              ) : (
                <Nothing title="没有在办的申请" advice="收到新的申请后，请在“登记申请”中登记。" />
              ),
            }}
            rowSelection={{
              selectedRowKeys: selected,
              preserveSelectedRowKeys: true,
              // Of rows chosen on other pages the table knows the keys alone.
              onChange: (keys) =>
                setPicked((was) => {
                  const known = new Map([...was, ...items].map((item) => [item.id, item]));
                  return keys.flatMap((key) => known.get(String(key)) ?? []);
                }),
              getTitleCheckboxProps: () => ({ 'aria-label': '选中本页全部申请' }),
              getCheckboxProps: (item) => ({ 'aria-label': `选中${item.number}` }),
            }}
            rowClassName={(_, i) => (i === active ? 'pressable row-active' : 'pressable')}
            onRow={(item) => ({ onDoubleClick: () => void navigate(`/requests/${item.id}`) })}
            onChange={(_, __, sorter, { action }) => {
              if (action !== 'sort' || Array.isArray(sorter)) return;
              change({
                sort: sorter.order ? String(sorter.columnKey) : null,
                order: sorter.order === 'descend' ? 'desc' : null,
              });
            }}
            columns={columnsOf(view, sort, order, organ)}
          />
          <div className="pager">
            <span role="status">
              共{data.total}件{data.totalIsLeast ? '以上' : ''}
              {data.foundMoreThan === null
                ? ''
                : `，符合检索词的太多，只列出其中最近提交的${data.foundMoreThan}件，请补充条件`}
              {data.searchedOnly === null
                ? ''
                : `，检索刚刚启动，只查了最近的${data.searchedOnly}件申请，请过一会儿再查`}
              {selected.length > 0 ? `，已选${selected.length}件` : ''}
            </span>
            {selected.length > 0 ? (
              <Button type="link" onClick={() => setPicked([])}>
                取消选择
              </Button>
            ) : null}
            <span className="keys" aria-hidden="true">
              <kbd>j</kbd> 下一行 <kbd>k</kbd> 上一行 <kbd>Enter</kbd> 打开 <kbd>x</kbd> 选中 <kbd>?</kbd> 全部快捷键
            </span>
            <Button
              disabled={!search.get('after')}
              onClick={() => {
                change({ after: pages.at(-1) ?? null }, true);
                setPages(pages.slice(0, -1));
              }}
            >
              上一页
            </Button>
            <Button
              disabled={!data.next}
              onClick={() => {
                setPages([...pages, search.get('after') ?? '']);
                change({ after: data.next }, true);
              }}
            >
              下一页
            </Button>
          </div>
        </>
      )}
      {isPrinting ? <PrintSheet items={picked} onClose={() => setPrinting(false)} /> : null}
    </>
  );
}
