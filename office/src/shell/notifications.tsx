import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api.ts';
import { listNotices } from '../client.generated/index.ts';
import { DaysLeft } from '../components/days-left.tsx';
import { NoticeLine, useMarkRead } from '../features/notifications/list.tsx';
import { useOffice } from '../session.tsx';
import { useDesk } from './desk.ts';

const SHOWN = 6;
const query = { unread: 'true', limit: SHOWN } as const;

/** What was told and not read yet, and what presses by its limit, which no reading makes go away. */
export function Notifications() {
  const { may } = useOffice();
  const [isOpen, setOpen] = useState(false);
  const { data: desk } = useDesk();
  const { data: notices } = useQuery({
    queryKey: ['notices', query],
    queryFn: () => call(listNotices({ query })),
    refetchInterval: 60_000,
  });
  const mark = useMarkRead();
  const pressing = may('requests.list')
    ? (desk?.tasks.filter(({ urgency }) => urgency === 'overdue' || urgency === 'red') ?? [])
    : [];
  const unread = notices?.unread ?? 0;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="notifications">
          <h2>未读提醒</h2>
          {unread === 0 ? <p>没有未读的提醒。</p> : null}
          {notices?.items.map((notice) => (
            <NoticeLine
              key={notice.id}
              notice={notice}
              onOpen={() => {
                mark.mutate([notice.id]);
                setOpen(false);
              }}
            />
          ))}
          {pressing.length > 0 ? (
            <>
              <h2>临近或者超过期限</h2>
              <ul>
                {pressing.slice(0, SHOWN).map((task) => (
                  <li key={task.id}>
                    <Link to={`/requests/${task.id}`} onClick={() => setOpen(false)}>
                      <DaysLeft item={task} /> {task.number} {task.organName}
                      <span className="clipped">{task.subject}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          <p className="notifications-end">
            <Link to="/notifications" onClick={() => setOpen(false)}>
              查看全部提醒
            </Link>
          </p>
        </div>
      }
    >
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={`期限提醒，${unread}条未读`} />
      </Badge>
    </Popover>
  );
}
