import { DownloadOutlined, SaveOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, Input, type InputRef, Modal, Segmented, Select, Table } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, Fault } from '../api.ts';
import { listApplications } from '../client.generated/index.ts';
import type { ListApplicationsData, WorklistItem } from '../client.generated/types.gen.ts';
import { DateField } from '../components/date-field.tsx';
import { DaysLeft } from '../components/days-left.tsx';
import { changePreferences, usePreferences } from '../preferences.ts';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../shell/states.tsx';

const PAGE = 25;
type Query = NonNullable<ListApplicationsData['query']>;
const FILTERS = [
  'view',
  'state',
  'category',
  'channel',
  'outcome',
  'dueWithin',
  'dueFrom',
  'receivedFrom',
  'receivedTo',
  'q',
] as const;

/** The list as the address says it, so that it can be kept, sent to a colleague and gone back to. */
function queryOf(search: URLSearchParams, organ: string | null): Query {
  const query: Record<string, string | number> = { limit: PAGE };
  for (const key of [...FILTERS, 'sort', 'order', 'after']) {
    const value = search.get(key);
    if (value) query[key] = value;
  }
  if (organ) query.organ = organ;
  return query as Query;
}

export default function Worklist() {
  const { organ, terms, may } = useOffice();
  const [search, setSearch] = useSearchParams();
  const [pages, setPages] = useState<string[]>([]);
  const [selected, setSelected] = useState<string[]>([]);
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
    const next = new URLSearchParams(search);
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
        const id = items[active]?.id;
        if (id) setSelected((was) => (was.includes(id) ? was.filter((one) => one !== id) : [...was, id]));
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
          aria-label="按编号或者内容查找"
          placeholder="编号或者内容（按 / 键）"
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
            scroll={{ x: 980 }}
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
              onChange: (keys) => setSelected(keys.map(String)),
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
            columns={[
              {
                title: '期限',
                key: 'due',
                width: 160,
                sorter: true,
                sortOrder: sort === 'due' ? order : null,
                render: (_, item) => (
                  <>
                    <DaysLeft item={item} />
                    {item.dueOn ? <span className="sub">{item.dueOn}</span> : null}
                  </>
                ),
              },
              {
                title: '编号',
                dataIndex: 'number',
                key: 'number',
                width: 120,
                sorter: true,
                sortOrder: sort === 'number' ? order : null,
                render: (number: string, item) => <Link to={`/requests/${item.id}`}>{number}</Link>,
              },
              { title: '所需政府信息', dataIndex: 'subject', key: 'subject', ellipsis: true },
              { title: '申请人', dataIndex: 'applicant', key: 'applicant', width: 120, ellipsis: true },
              ...(organ ? [] : [{ title: '机关', dataIndex: 'organName', key: 'organ', width: 130, ellipsis: true }]),
              {
                title: '收到申请之日',
                dataIndex: 'receivedOn',
                key: 'received',
                width: 140,
                sorter: true,
                sortOrder: sort === 'received' ? order : null,
                render: (day: string | null) => day ?? '待确认',
              },
              view === 'closed'
                ? {
                    title: '办结日期',
                    dataIndex: 'closedOn',
                    key: 'closed',
                    width: 120,
                    sorter: true,
                    sortOrder: sort === 'closed' ? order : null,
                  }
                : { title: '状态', dataIndex: 'stateLabel', key: 'state', width: 150, ellipsis: true },
              ...(view === 'open'
                ? []
                : [{ title: '办理结果', dataIndex: 'outcomeLabel', key: 'outcome', width: 160, ellipsis: true }]),
            ]}
          />
          <div className="pager">
            <span role="status">
              共{data.total}件{selected.length > 0 ? `，已选${selected.length}件` : ''}
            </span>
            {selected.length > 0 ? (
              <Button type="link" onClick={() => setSelected([])}>
                取消选择
              </Button>
            ) : null}
            <span className="keys" aria-hidden="true">
              <kbd>j</kbd> 下一行 <kbd>k</kbd> 上一行 <kbd>Enter</kbd> 打开 <kbd>x</kbd> 选中
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
    </>
  );
}

/** Named filters of this person on this device; what was deleted by mistake can be had back. */
function SavedViews({ search, onChoose }: { search: URLSearchParams; onChoose: (search: string) => void }) {
  const { views } = usePreferences();
  const { notification } = App.useApp();
  const [isNaming, setNaming] = useState(false);
  const [isManaging, setManaging] = useState(false);
  const current = new URLSearchParams([...search].filter(([key]) => key !== 'after')).toString();
  const remove = (name: string): void => {
    const before = views;
    changePreferences({ views: views.filter((view) => view.name !== name) });
    notification.info({
      key: 'view-removed',
      title: `已删除视图“${name}”`,
      actions: (
        <Button
          onClick={() => {
            changePreferences({ views: before });
            notification.destroy('view-removed');
          }}
        >
          撤销
        </Button>
      ),
    });
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...views.map(({ name }) => ({ key: `view ${name}`, label: name })),
            ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
            { key: 'save', icon: <SaveOutlined />, label: '保存当前筛选…' },
            ...(views.length > 0 ? [{ key: 'manage', label: '管理视图…' }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'save') setNaming(true);
            else if (key === 'manage') setManaging(true);
            else onChoose(views.find(({ name }) => name === key.slice(5))?.search ?? '');
          },
        }}
      >
        <Button aria-haspopup="menu">我的视图</Button>
      </Dropdown>
      <Modal open={isManaging} onCancel={() => setManaging(false)} footer={null} title="管理视图" destroyOnHidden>
        {views.length === 0 ? <p>没有保存的视图。</p> : null}
        <ul className="views">
          {views.map(({ name }) => (
            <li key={name}>
              <span>{name}</span>
              <Button size="small" aria-label={`删除视图${name}`} onClick={() => remove(name)}>
                删除
              </Button>
            </li>
          ))}
        </ul>
      </Modal>
      <Modal open={isNaming} onCancel={() => setNaming(false)} footer={null} title="保存当前筛选" destroyOnHidden>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={({ name }: { name: string }) => {
            changePreferences({ views: [...views.filter((view) => view.name !== name), { name, search: current }] });
            setNaming(false);
          }}
        >
          <Form.Item
            name="name"
            label="视图名称"
            extra="保存在本机浏览器中，只有您本人可见。"
            rules={[{ required: true, whitespace: true, message: '请填写视图名称' }]}
          >
            <Input maxLength={20} autoFocus />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            保存
          </Button>
        </Form>
      </Modal>
    </>
  );
}

/** The list, or what of it was selected, as a workbook. */
function ExportButton({ query, selected }: { query: Query; selected: string[] }) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    void message.loading({ key: 'export', content: '正在生成表格，件数多时需要稍候…', duration: 0 });
    try {
      const parameters = new URLSearchParams();
      const wanted = selected.length > 0 ? { view: 'all', ids: selected.join(',') } : { ...query, limit: undefined };
      for (const [key, value] of Object.entries(wanted))
        if (value !== undefined && key !== 'after') parameters.set(key, String(value));
      const answer = await fetch(`/api/v1/requests/export.xlsx?${parameters}`);
      if (!answer.ok) throw new Fault(answer.status, undefined);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `依申请公开-${new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })}.xlsx`;
      link.click();
      URL.revokeObjectURL(link.href);
      void message.success({ key: 'export', content: '表格已生成' });
    } catch (error) {
      void message.error({ key: 'export', content: error instanceof Fault ? error.message : '没有成功，请稍后再试。' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={isBusy} onClick={() => void save()}>
      {selected.length > 0 ? `导出所选${selected.length}件` : '导出'}
    </Button>
  );
}
