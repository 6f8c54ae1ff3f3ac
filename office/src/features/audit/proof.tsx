import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Breadcrumb, Button, Card, Progress, Table } from 'antd';
import { Link } from 'react-router';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { listAuditDays, verifyAudit } from '../../client.generated/index.ts';
import type { AuditVerification, SealedAuditDay } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Nothing } from '../../shell/states.tsx';
import { BREACHES } from './words.ts';

/** Whether the record is whole, and the roots of its days, to be printed and kept elsewhere. */
export default function AuditProof() {
  const { search, change } = useAddress({ replace: true });
  const from = search.get('from');
  const to = search.get('to');
  const verify = useMutation({ mutationFn: () => call(verifyAudit()) });
  const { data, error, refetch } = useQuery({
    queryKey: ['audit-days', from, to],
    queryFn: () => call(listAuditDays({ query: { ...(from ? { from } : {}), ...(to ? { to } : {}) } })),
    placeholderData: (before) => before,
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  return (
    <>
      <Breadcrumb
        className="crumbs"
        items={[{ title: <Link to="/audit">审计记录</Link> }, { title: '校验和每日校验值' }]}
      />
      <PageTitle title="审计记录校验">
        <Button onClick={() => window.print()}>打印每日校验值</Button>
      </PageTitle>
      <Card title="校验全部记录" className="not-printed">
        <p>
          逐条重新计算校验值，并与每日校验值核对。任何一条被改动、删除或者调换次序，都会指出第一处。也可以在服务器上离线运行
          <code>gongkai audit verify</code>。
        </p>
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
          开始校验
        </Button>
        {verify.isPending ? (
          <div className="waiting" role="status">
            <Progress percent={100} status="active" showInfo={false} aria-label="正在校验" />
            正在校验，记录较多时需要几分钟，可以离开本页。
          </div>
        ) : null}
        {verify.error ? <Alert type="error" showIcon title={verify.error.message} role="alert" /> : null}
        {verify.data ? <Result result={verify.data} /> : null}
      </Card>
      <Card
        title="每日校验值"
        className="table-card"
        extra={
          <span className="filter-dates not-printed">
            <label htmlFor="proof-from">自</label>
            <DateField id="proof-from" value={from} placeholder="开始" onChange={(day) => change({ from: day })} />
            <label htmlFor="proof-to">至</label>
            <DateField id="proof-to" value={to} placeholder="结束" onChange={(day) => change({ to: day })} />
          </span>
        }
      >
        <p className="sub">
          每日结束后形成，涵盖当日及以前的全部记录。打印或者寄存于系统之外后，即使有人取得数据库全部权限，也不能改写此前的记录而不被发现。
        </p>
        <Table<SealedAuditDay>
          rowKey="day"
          size="small"
          loading={!data}
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={data?.days ?? []}
          locale={{ emptyText: <Nothing title="还没有每日校验值" advice="每日的校验值在次日形成，请明日再来查看。" /> }}
          columns={[
            { title: '日期', dataIndex: 'day', width: 120 },
            { title: '机关数', dataIndex: 'organs', width: 80, align: 'right' },
            { title: '记录数', dataIndex: 'events', width: 90, align: 'right' },
            {
              title: '校验值（SHA-256）',
              dataIndex: 'root',
              render: (root: string) => <code className="hash">{root}</code>,
            },
          ]}
        />
      </Card>
    </>
  );
}

function Result({ result }: { result: AuditVerification }) {
  const { whole, events, organs, sealedDays, breaches } = result;
  const extent = `${organs}个机关，${events}条记录，${sealedDays}个已封存日`;
  if (whole)
    return (
      <Alert type="success" showIcon title="记录完整，没有被改动" description={`共核对${extent}。`} role="status" />
    );
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`发现${breaches.length}处问题`}
      description={
        <>
          <p>共核对{extent}。请保全数据库和备份，并立即报告。</p>
          <ul className="findings">
            {breaches.map((breach) => (
              <li key={`${breach.organCode}${breach.day}${breach.sequence}${breach.kind}`}>
                <strong>{BREACHES[breach.kind] ?? breach.kind}</strong>：{breach.organCode ?? '全部机关'} {breach.day}
                {breach.sequence === null ? '' : ` 第${breach.sequence}条`}。{breach.message}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
