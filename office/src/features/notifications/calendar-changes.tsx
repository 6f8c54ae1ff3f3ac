import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Drawer, Table, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { importCalendar, listCalendarChanges, listMovedClocks } from '../../client.generated/index.ts';
import type { CalendarImport, MovedClocks } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';
import { momentOf } from './list.tsx';

type Moved = MovedClocks['items'][number];

const columns = [
  {
    title: '事项',
    dataIndex: 'subject',
    render: (subject: string, { path }: Moved) => <Link to={path}>{subject}</Link>,
  },
  { title: '机关', dataIndex: 'organName' },
  { title: '期限', dataIndex: 'clock' },
  { title: '原届满日', dataIndex: 'before', width: 116, render: (day: string | null) => day ?? '未定' },
  { title: '新届满日', dataIndex: 'after', width: 116, render: (day: string | null) => day ?? '未定' },
];

const rowKey = (one: Moved): string => `${one.path} ${one.clock}`;

/** Calendars that were loaded and what each moved; those whose duty it is load a new one, after a look at what it moves. */
export function CalendarChanges() {
  const { may } = useOffice();
  const { search, change } = useAddress();
  const shown = search.get('change');
  const { data } = useQuery({ queryKey: ['calendar-changes'], queryFn: () => call(listCalendarChanges()) });
  const show = (id: string | null): void => change({ change: id });
  if (!data || (data.items.length === 0 && !may('calendar.load'))) return null;
  return (
    <Card title="工作日历变动">
      {may('calendar.load') ? <Loader onLoaded={show} /> : null}
      {data.items.length === 0 ? (
        <p>还没有载入过变动的工作日历。</p>
      ) : (
        <Table
          size="small"
          rowKey="id"
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={data.items}
          columns={[
            { title: '载入时间', dataIndex: 'loadedAt', width: 190, render: momentOf },
            { title: '年度', dataIndex: 'year', width: 80 },
            { title: '版本', dataIndex: 'version', width: 80 },
            { title: '载入人', dataIndex: 'loadedBy' },
            {
              title: '期限变化',
              key: 'affected',
              width: 140,
              render: (_, one) =>
                one.affected > 0 ? (
                  <Button type="link" size="small" onClick={() => show(one.id)}>
                    {one.affected}项
                  </Button>
                ) : (
                  '无'
                ),
            },
          ]}
        />
      )}
      {shown ? <MovedDrawer id={shown} onClose={() => show(null)} /> : null}
    </Card>
  );
}

const PAGE = 50;

function MovedDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const [page, setPage] = useState(1);
  const { data } = useQuery({
    queryKey: ['moved-clocks', id, page],
    queryFn: () => call(listMovedClocks({ path: { id }, query: { limit: PAGE, offset: (page - 1) * PAGE } })),
  });
  return (
    <Drawer open size={820} title="随工作日历变化的期限" onClose={onClose}>
      <p>只列出您的岗位职责范围内的事项。</p>
      <Table<Moved>
        size="small"
        rowKey={rowKey}
        loading={!data}
        dataSource={data?.items ?? []}
        columns={columns}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
      />
    </Drawer>
  );
}

function Loader({ onLoaded }: { onLoaded: (changeId: string) => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [looked, setLooked] = useState<{ content: Record<string, unknown>; found: CalendarImport } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const load = useMutation({
    mutationFn: ({ content, apply }: { content: Record<string, unknown>; apply: boolean }) =>
      call(importCalendar({ body: { content, apply } })),
    onSuccess: (found, { content }) => {
      setFault(null);
      if (!found.applied) {
        setLooked({ content, found });
        return;
      }
      setLooked(null);
      for (const key of ['calendar', 'calendar-changes', 'worklist', 'desk', 'case', 'remedies', 'notices'])
        void queries.invalidateQueries({ queryKey: [key] });
      void message.success(`已载入${found.year}年工作日历，${found.affected}项期限随之变化`);
      if (found.changeId && found.affected > 0) onLoaded(found.changeId);
    },
    onError: (error) => {
      setLooked(null);
      setFault(error.message);
    },
  });
  const read = async (file: File): Promise<void> => {
    try {
      load.mutate({
        content: JSON.parse((await file.text()).replace(/^\uFEFF/, '')) as Record<string, unknown>,
        apply: false,
      });
    } catch {
      setFault(`“${file.name}”不是有效的 JSON 文件，工作日历没有变动。`);
    }
  };
  return (
    <div className="stack">
      {fault ? <Alert type="error" showIcon role="alert" title="没有载入" description={fault} /> : null}
      <Upload
        accept=".json,application/json"
        showUploadList={false}
        beforeUpload={(file) => {
          void read(file);
          return false;
        }}
      >
        <Button loading={load.isPending}>选择工作日历文件</Button>
      </Upload>
      <p className="sub">先预览哪些期限会变化，确认后才载入。载入与全部在办事项的重新计算一次完成，并通知有关人员。</p>
      {looked ? (
        <Alert
          type="warning"
          showIcon
          title={`载入${looked.found.year}年工作日历第${looked.found.version}版，将有${looked.found.affected}项期限变化`}
          description={
            <>
              {looked.found.moved.length > 0 ? (
                <Table<Moved>
                  size="small"
                  rowKey={rowKey}
                  dataSource={looked.found.moved}
                  columns={columns}
                  pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
                />
              ) : null}
              <div className="acts">
                <Button
                  type="primary"
                  loading={load.isPending}
                  onClick={() => load.mutate({ content: looked.content, apply: true })}
                >
                  确认载入
                </Button>
                <Button onClick={() => setLooked(null)}>取消</Button>
              </div>
            </>
          }
        />
      ) : null}
    </div>
  );
}
