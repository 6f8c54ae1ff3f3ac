import { PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, type InputRef, Segmented, Table } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAddress } from '../address.ts';
import { call } from '../api.ts';
import { listApplications } from '../client.generated/index.ts';
import type { WorklistItem } from '../client.generated/types.gen.ts';
import { ChoiceFilter, ChoicesFilter, choicesOf, DaysFilter, TextFilter } from '../components/list-filters.tsx';
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
  const whole = useAddress();
  const { search, setSearch } = whole;
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

  const turnTo = (after: string | null): void => {
    setActive(0);
    whole.change({ after });
  };
  const change = (values: Readonly<Record<string, string | null>>): void => {
    setPages([]);
    setActive(0);
    whole.change({ after: null, ...values });
  };
  const address = { ...whole, change };

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
  const isFiltered = FILTERS.some((key) => key !== 'view' && search.get(key));

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
        <TextFilter
          address={address}
          inputRef={searchBox}
          name="q"
          label="按编号、内容或者申请人姓名全称查找"
          placeholder="编号、内容或者姓名全称（按 / 键）"
        />
        {view === 'closed' ? null : (
          <ChoicesFilter
            address={address}
            name="state"
            label="状态"
            options={choicesOf(terms.states.filter(({ key }) => key !== 'closed'))}
          />
        )}
        {view === 'closed' ? null : (
          <ChoiceFilter
            address={address}
            name="dueWithin"
            label="期限"
            also={{ dueFrom: null }}
            options={[
              { value: '-1', label: '已超期' },
              { value: '0', label: '今天到期或者已超期' },
              { value: '2', label: '2个工作日内' },
              { value: '5', label: '5个工作日内' },
              { value: '10', label: '10个工作日内' },
            ]}
          />
        )}
        {view === 'open' ? null : (
          <ChoicesFilter address={address} name="outcome" label="办理结果" options={choicesOf(terms.outcomes)} />
        )}
        <ChoiceFilter
          address={address}
          name="assignee"
          label="承办人"
          options={[
            { value: 'me', label: '本人承办' },
            { value: 'none', label: '未分派' },
          ]}
        />
        <ChoicesFilter address={address} name="category" label="申请人类别" options={choicesOf(terms.categories)} />
        <ChoicesFilter address={address} name="channel" label="提交方式" options={choicesOf(terms.channels)} />
        <DaysFilter address={address} from="receivedFrom" to="receivedTo" label="收到申请之日" />
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
                turnTo(pages.at(-1) ?? null);
                setPages(pages.slice(0, -1));
              }}
            >
              上一页
            </Button>
            <Button
              disabled={!data.next}
              onClick={() => {
                setPages([...pages, search.get('after') ?? '']);
                turnTo(data.next);
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
