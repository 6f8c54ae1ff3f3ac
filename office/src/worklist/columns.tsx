import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { WorklistItem } from '../client.generated/types.gen.ts';
import { DaysLeft } from '../components/days-left.tsx';

export function columnsOf(
  view: string,
  sort: string,
  order: 'ascend' | 'descend',
  organ: string | null,
): TableColumnsType<WorklistItem> {
  return [
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
      width: 130,
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
      : {
          title: '状态和承办人',
          key: 'state',
          width: 150,
          ellipsis: true,
          render: (_, item) => (
            <>
              {item.stateLabel}
              <span className="sub">{item.assignee?.name ?? '未分派'}</span>
            </>
          ),
        },
    ...(view === 'open'
      ? []
      : [{ title: '办理结果', dataIndex: 'outcomeLabel', key: 'outcome', width: 160, ellipsis: true }]),
  ];
}
