import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { read } from '../api.ts';
import type { RecordPage } from '../client.generated/types.gen.ts';
import { useOffice } from '../session.tsx';
import { FaultView, Loading } from '../shell/states.tsx';

type Item = Record<string, string | number | null>;

interface Column {
  title: string;
  key: string;
  render?: (item: Item) => ReactNode;
}

/** The records one figure counts; the applications among them open their case. */
export function FigureRecords({
  organ,
  year,
  scope,
  figure,
  onClose,
}: {
  organ: string;
  year: number;
  scope: string | undefined;
  figure: string;
  onClose: () => void;
}) {
  const { terms, organs } = useOffice();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['records', organ, year, scope, figure],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '50' });
      if (scope) query.set('scope', scope);
      if (pageParam) query.set('after', pageParam);
      return read<RecordPage>(`/api/v1/office/reports/${organ}/${year}/records/${figure}?${query}`);
    },
    getNextPageParam: (page) => page.next,
  });
  const first = data?.pages[0];
  const items = data?.pages.flatMap((page) => page.items as unknown as Item[]) ?? [];
  const nameOf = (code: Item[string]): string => organs.find((one) => one.code === code)?.shortName ?? String(code);
  const organColumn: Column = { title: '机关', key: 'organCode', render: ({ organCode = null }) => nameOf(organCode) };
  const columns: Readonly<Record<RecordPage['kind'], Column[]>> = {
    applications: [
      { title: '编号', key: 'number', render: ({ id, number }) => <Link to={`/requests/${id}`}>{number}</Link> },
      organColumn,
      { title: '收到', key: 'receivedOn' },
      { title: '办结', key: 'closedOn' },
      {
        title: '办理结果',
        key: 'outcome',
        render: ({ outcome }) => terms?.outcomes.find(({ key }) => key === outcome)?.label ?? '尚未办结',
      },
    ],
    remedies: [
      { title: '案号', key: 'caseNumber' },
      organColumn,
      { title: '受理', key: 'filedOn' },
      { title: '审结', key: 'concludedOn' },
    ],
    documents: [
      { title: '文号', key: 'documentNumber' },
      { title: '名称', key: 'title' },
      organColumn,
      { title: '制发', key: 'issuedOn' },
    ],
    'monthly-figures': [
      organColumn,
      { title: '月份', key: 'month' },
      { title: '数量', key: 'value' },
      { title: '更正的原因', key: 'reason' },
    ],
  };
  return (
    <Drawer open size={640} title={first?.title ?? '记录'} onClose={onClose}>
      {error && !data ? (
        <FaultView error={error} />
      ) : !first ? (
        <Loading />
      ) : (
        <>
          <Table<Item>
            size="small"
            rowKey={(item) => String(item.id ?? `${item.organCode} ${item.kind} ${item.month}`)}
            pagination={false}
            dataSource={items}
            scroll={{ x: 520 }}
            locale={{ emptyText: '这项数字没有记录。' }}
            columns={columns[first.kind].map(({ title, key, render }) => ({
              title,
              key,
              dataIndex: key,
              ...(render ? { render: (_: unknown, item: Item) => render(item) } : {}),
            }))}
          />
          {hasNextPage ? (
            <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              继续显示
            </Button>
          ) : null}
        </>
      )}
    </Drawer>
  );
}
