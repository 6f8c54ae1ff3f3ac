import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { DaysLeft } from '../components/days-left.tsx';
import { useOffice } from '../session.tsx';
import { useDesk } from './desk.ts';

/** What presses: overdue and nearly due. Derived from the limits themselves, so nothing has to be marked as read. */
export function Notifications() {
  const { may } = useOffice();
  const [isOpen, setOpen] = useState(false);
  const { data: desk } = useDesk();
  if (!may('requests.list')) return null;
  const pressing = desk?.tasks.filter(({ urgency }) => urgency === 'overdue' || urgency === 'red') ?? [];
  const count = (desk?.counts.overdue ?? 0) + (desk?.counts.red ?? 0);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="notifications">
          <h2>期限提醒</h2>
          {pressing.length === 0 ? (
            <p>没有临近或者超过期限的申请。</p>
          ) : (
            <ul>
              {pressing.map((task) => (
                <li key={task.id}>
                  <Link to={`/requests/${task.id}`} onClick={() => setOpen(false)}>
                    <DaysLeft item={task} /> {task.number} {task.organName}
                    <span className="clipped">{task.subject}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </div>
      }
    >
      <Badge count={count} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={`期限提醒，${count}件`} />
      </Badge>
    </Popover>
  );
}
