import { useQuery } from '@tanstack/react-query';
import { Card, Empty, Table } from 'antd';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { listWaitingLetters } from '../../client.generated/index.ts';
import type { WaitingLetters } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView } from '../../shell/states.tsx';

type Line = WaitingLetters['letters'][number];

const LABELS: Readonly<Record<string, string>> = { review: '审核', 'legal-review': '法制审核', issue: '签发' };

/** Letters that wait for a review or a signature of the person signed in. */
export default function Waiting() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['case-letters', 'waiting'],
    queryFn: () => call(listWaitingLetters()),
    refetchInterval: 120_000,
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title="待审签文书" />
      <Card>
        <Table<Line>
          size="small"
          rowKey="id"
          loading={isPending}
          dataSource={data?.letters ?? []}
          pagination={false}
          scroll={{ x: 840 }}
          locale={{ emptyText: isPending ? ' ' : <Empty description="没有等待您审核或者签发的文书" /> }}
          columns={[
            { title: '答复期限', width: 110, render: (_, { due }) => due ?? '—' },
            {
              title: '文书',
              render: (_, { applicationId, title }) => <Link to={`/requests/${applicationId}`}>{title}</Link>,
            },
            { title: '待办', width: 90, render: (_, { acts }) => acts.map((act) => LABELS[act] ?? act).join('、') },
            {
              title: '申请',
              width: 130,
              render: (_, { applicationNumber, organName }) => (
                <>
                  {applicationNumber}
                  <span className="sub">{organName}</span>
                </>
              ),
            },
            {
              title: '所需政府信息',
              render: (_, { subject }) => <span className="waiting-subject">{subject}</span>,
            },
            {
              title: '提交',
              width: 190,
              render: (_, { submittedBy, submittedAt }) => (
                <>
                  {submittedBy}
                  <span className="sub">
                    {new Date(submittedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}
                  </span>
                </>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}
