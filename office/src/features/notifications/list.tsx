import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Pagination, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { listNotices, markNoticesRead } from '../../client.generated/index.ts';
import type { Notice } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';

const PAGE = 20;

export function momentOf(instant: string): string {
  return new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}

const COLORS: Readonly<Record<Notice['topic'], string>> = {
  assignment: 'processing',
  reminder: 'warning',
  overdue: 'error',
  calendar: 'default',
  system: 'default',
};

/** Marks notices as read; all where no ids are given. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | null) => call(markNoticesRead({ body: { ids } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['notices'] }),
  });
}

export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  return (
    <div className={notice.readAt === null ? 'notice notice-new' : 'notice'}>
      <Tag color={COLORS[notice.topic]}>{notice.topicLabel}</Tag>
      <div className="notice-text">
        <Link to={notice.path} onClick={onOpen}>
          {notice.title}
        </Link>
        <span className="sub">
          {notice.body}　<time dateTime={notice.createdAt}>{momentOf(notice.createdAt)}</time>
          {notice.readAt === null ? '　未读' : ''}
        </span>
      </div>
    </div>
  );
}

export default function Notices() {
  const { may } = useOffice();
  const [view, setView] = useState<'unread' | 'all'>('unread');
  const [page, setPage] = useState(1);
  const mark = useMarkRead();
  const query = {
    unread: view === 'unread' ? ('true' as const) : ('false' as const),
    limit: PAGE,
    offset: (page - 1) * PAGE,
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['notices', query],
    queryFn: () => call(listNotices({ query })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title="提醒">
        <Link to="/notifications/settings">接收设置</Link>
        {may('notifications.deliveries') ? <Link to="/notifications/deliveries">提醒发送</Link> : null}
        <Button disabled={!data || data.unread === 0} loading={mark.isPending} onClick={() => mark.mutate(null)}>
          全部标为已读
        </Button>
      </PageTitle>
      <Segmented
        value={view}
        onChange={(value) => {
          setView(value as 'unread' | 'all');
          setPage(1);
        }}
        options={[
          { value: 'unread', label: `未读${data ? `（${data.unread}）` : ''}` },
          { value: 'all', label: '全部' },
        ]}
      />
      {data ? (
        <Card>
          {data.items.length === 0 ? (
            <Nothing
              title={view === 'unread' ? '没有未读的提醒' : '没有提醒'}
              advice="期限临近、申请分派给您、协办答复、工作日历变动时，会在这里提醒您。"
            />
          ) : (
            data.items.map((notice) => (
              <NoticeLine
                key={notice.id}
                notice={notice}
                onOpen={() => {
                  if (notice.readAt === null) mark.mutate([notice.id]);
                }}
              />
            ))
          )}
          <Pagination
            className="pager"
            current={page}
            pageSize={PAGE}
            total={view === 'unread' ? data.unread : data.total}
            hideOnSinglePage
            showSizeChanger={false}
            onChange={setPage}
          />
        </Card>
      ) : (
        <Loading label="正在读取提醒" />
      )}
    </>
  );
}
