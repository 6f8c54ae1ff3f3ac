import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { getFeeLedger } from '../../client.generated/index.ts';
import type { FeeLedger } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import './requests.css';

type Line = FeeLedger['lines'][number];

const TONES: Readonly<Record<Line['status'], string>> = {
  unserved: 'warning',
  due: 'processing',
  lapsed: 'error',
  paid: 'success',
  ended: 'default',
};

const year = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 4);

/** 信息处理费台账: what was demanded by which notice, and what was paid. */
export default function FeeLedgerPage() {
  const { organ } = useOffice();
  const [from, setFrom] = useState(`${year}-01-01`);
  const [to, setTo] = useState(`${year}-12-31`);
  const { data, error, isPending } = useQuery({
    queryKey: ['fee-ledger', organ, from, to],
    queryFn: () => call(getFeeLedger({ query: { from, to, ...(organ ? { organ } : {}) } })),
  });
  return (
    <>
      <PageTitle title="信息处理费台账" />
      <Card>
        <div className="file-actions fee-period">
          <label htmlFor="fee-from">通知日期自</label>
          <DateField id="fee-from" value={from} onChange={(value) => value && setFrom(value)} />
          <label htmlFor="fee-to">至</label>
          <DateField id="fee-to" value={to} onChange={(value) => value && setTo(value)} />
          {data ? (
            <strong>
              应收{data.demandedYuan}元，已收{data.paidYuan}元
            </strong>
          ) : null}
        </div>
        {error ? <Alert type="error" showIcon title={error.message} /> : null}
        <Table<Line>
          size="small"
          rowKey="letterId"
          loading={isPending}
          dataSource={data?.lines ?? []}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{
            emptyText: isPending ? (
              ' '
            ) : (
              <Empty description="这段时间没有收费通知。收费通知书在申请页面的“文书”中起草。" />
            ),
          }}
          columns={[
            {
              title: '申请编号',
              render: (_, { applicationId, applicationNumber }) => (
                <Link to={`/requests/${applicationId}`}>{applicationNumber}</Link>
              ),
            },
            { title: '机关', dataIndex: 'organName' },
            {
              title: '通知书',
              render: (_, { noticeNumber, notifiedOn }) => (
                <>
                  {noticeNumber}
                  <span className="sub">{notifiedOn}</span>
                </>
              ),
            },
            {
              title: '计费',
              render: (_, { mode, quantity, itemsBefore }) =>
                mode === 'page' ? `按量，${quantity}页` : `按件，本月第${itemsBefore + 1}件起${quantity}件`,
            },
            { title: '金额', align: 'right', render: (_, { amountYuan }) => `${amountYuan}元` },
            { title: '送达', render: (_, { deliveredOn }) => deliveredOn ?? '—' },
            { title: '缴费期限', render: (_, { payBy }) => payBy ?? '—' },
            {
              title: '缴费',
              render: (_, { paidOn, receiptNumber }) =>
                paidOn ? (
                  <>
                    {paidOn}
                    <span className="sub">票据{receiptNumber ?? '未登记'}</span>
                  </>
                ) : (
                  '—'
                ),
            },
            { title: '状态', render: (_, { status, statusLabel }) => <Tag color={TONES[status]}>{statusLabel}</Tag> },
          ]}
        />
      </Card>
    </>
  );
}
