import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { listDeliveries, retryDeliveries } from '../../client.generated/index.ts';
import type { NotificationDelivery } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { momentOf } from './list.tsx';

const STATES = {
  waiting: { label: '等待发送', color: 'processing' },
  sent: { label: '已送出', color: 'success' },
  failed: { label: '没有送出', color: 'error' },
} as const;

/** Mails and SMS for administrators: what failed and why; no address is shown. */
export default function Deliveries() {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries'],
    queryFn: () => call(listDeliveries()),
    refetchInterval: 60_000,
  });
  const retry = useMutation({
    mutationFn: (ids: string[]) => call(retryDeliveries({ body: { ids } })),
    onSuccess: ({ retried }) => {
      void queries.invalidateQueries({ queryKey: ['deliveries'] });
      void message.success(`${retried}条已重新排入发送`);
    },
    onError: (thrown) => void message.error(thrown.message),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在读取发送情况" />;
  const failed = data.items.filter(({ status }) => status === 'failed').map(({ id }) => id);
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/notifications">提醒</Link> / 提醒发送
      </nav>
      <PageTitle title="提醒发送">
        <Button disabled={failed.length === 0} loading={retry.isPending} onClick={() => retry.mutate(failed)}>
          全部重发
        </Button>
      </PageTitle>
      {data.counts.failed > 0 ? (
        <Alert
          type="error"
          showIcon
          title={`有${data.counts.failed}条提醒没有送出`}
          description="请按下列原因检查邮件服务器或者短信网关的设置，改正后重发。"
        />
      ) : null}
      <Card>
        <p role="status">
          等待发送{data.counts.waiting}条，已送出{data.counts.sent}条，没有送出{data.counts.failed}条。
        </p>
        <Table<NotificationDelivery>
          size="small"
          rowKey="id"
          scroll={{ x: 900 }}
          dataSource={data.items}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{
            emptyText: (
              <Nothing
                title="没有发送记录"
                advice="设置了邮件服务器或者短信网关，并有人员登记了接收方式后，发送情况列在这里。"
              />
            ),
          }}
          columns={[
            {
              title: '状态',
              dataIndex: 'status',
              width: 110,
              render: (status: NotificationDelivery['status']) => (
                <Tag color={STATES[status].color}>{STATES[status].label}</Tag>
              ),
            },
            { title: '方式', dataIndex: 'channelLabel', width: 90 },
            { title: '接收人', dataIndex: 'personName', width: 150 },
            { title: '内容', dataIndex: 'title', ellipsis: true },
            {
              title: '情况',
              key: 'detail',
              width: 260,
              render: (_, item) => (
                <>
                  {item.lastError ?? (item.settledAt ? momentOf(item.settledAt) : '')}
                  <span className="sub">
                    已尝试{item.attempts}次{item.status === 'waiting' ? `，下次${momentOf(item.nextAttemptAt)}` : ''}
                  </span>
                </>
              ),
            },
            {
              title: '操作',
              key: 'act',
              width: 80,
              render: (_, item) =>
                item.status === 'failed' ? (
                  <Button size="small" onClick={() => retry.mutate([item.id])}>
                    重发
                  </Button>
                ) : null,
            },
          ]}
        />
      </Card>
    </>
  );
}
