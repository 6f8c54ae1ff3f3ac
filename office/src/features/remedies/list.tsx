import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { listRemedies } from '../../client.generated/index.ts';
import type { ListRemediesData, RemedyItem } from '../../client.generated/types.gen.ts';
import { ChoicesFilter, choicesOf, DaysFilter, TextFilter } from '../../components/list-filters.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { ClockLeft } from './clock.tsx';
import { RegisterRemedy } from './register.tsx';
import { useRemedyTerms } from './terms.ts';

type Query = NonNullable<ListRemediesData['query']>;
const FILTERS = ['kind', 'result', 'attacked', 'filedFrom', 'filedTo', 'q'] as const;

export default function Remedies() {
  const address = useAddress();
  const { search, setSearch, change } = address;
  const [isRegistering, setRegistering] = useState(search.get('new') !== null);
  const { organ, may } = useOffice();
  const navigate = useNavigate();
  const view = (search.get('view') ?? 'open') as NonNullable<Query['view']>;
  const query: Query = { view, ...(organ ? { organ } : {}) };
  for (const key of FILTERS) {
    const value = search.get(key);
    if (value) query[key] = value;
  }
  const { data: terms } = useRemedyTerms();
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['remedies', query],
    queryFn: () => call(listRemedies({ query })),
    placeholderData: keepPreviousData,
  });
  if (!terms) return <Loading />;
  const isFiltered = FILTERS.some((key) => search.get(key));
  const exported = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return (
    <>
      <PageTitle title="行政复议、行政诉讼">
        {may('remedies.export') ? (
          <Button icon={<DownloadOutlined />} href={`/api/v1/remedies/export.xlsx?${exported}`}>
            导出
          </Button>
        ) : null}
        {may('remedies.record') ? (
          <Button type="primary" onClick={() => setRegistering(true)}>
            登记案件
          </Button>
        ) : null}
      </PageTitle>
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) => change({ view: value === 'open' ? null : String(value), result: null })}
          options={[
            { value: 'open', label: '待办' },
            { value: 'closed', label: '已审结' },
            { value: 'all', label: '全部' },
          ]}
        />
        <TextFilter
          address={address}
          name="q"
          label="按案号或者复议机关、法院查找"
          placeholder="案号、复议机关或者法院"
        />
        <ChoicesFilter address={address} name="kind" label="案件种类" options={choicesOf(terms.kinds)} />
        <ChoicesFilter address={address} name="attacked" label="针对的行为" options={choicesOf(terms.attacked)} />
        {view === 'open' ? null : (
          <ChoicesFilter
            address={address}
            name="result"
            label="结果"
            options={choicesOf(terms.results.filter(({ key }) => key !== 'pending'))}
          />
        )}
        <DaysFilter address={address} from="filedFrom" to="filedTo" label="提起日期" />
        {isFiltered ? (
          <Button type="link" onClick={() => setSearch(view === 'open' ? {} : { view })}>
            清除筛选
          </Button>
        ) : null}
      </search>
      {data?.truncated ? <Alert type="info" showIcon title="案件较多，只列出最近的2000件，请增加筛选条件。" /> : null}
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading label="正在读取案件" />
      ) : (
        <>
          <Table<RemedyItem>
            size="middle"
            rowKey="id"
            sticky
            scroll={{ x: 980 }}
            loading={isFetching && isPlaceholderData}
            dataSource={data.items}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            rowClassName="pressable"
            onRow={(item) => ({ onDoubleClick: () => void navigate(`/remedies/${item.id}`) })}
            locale={{
              emptyText: isFiltered ? (
                <Nothing title="没有符合条件的案件" advice="请减少筛选条件，或者改在“全部”中查找。" />
              ) : view === 'open' ? (
                <Nothing
                  title="没有待办的复议、诉讼"
                  advice="收到行政复议答复通知书或者应诉通知书后，请在“登记案件”中登记，答复期限随即起算。"
                />
              ) : (
                <Nothing title="没有案件" advice="登记的案件会列在这里，并计入年度报告第四部分的表格。" />
              ),
            }}
            columns={[
              {
                title: '当前期限',
                key: 'next',
                width: 210,
                render: (_, { next, result }) =>
                  next ? (
                    <>
                      <ClockLeft clock={next} />
                      <span className="sub">
                        {next.due}　{next.label}
                        {next.party === 'organ' ? '' : `（${next.partyLabel}）`}
                      </span>
                    </>
                  ) : (
                    <span className="sub">{result === 'pending' ? '等待下一步' : '没有待办期限'}</span>
                  ),
              },
              {
                title: '案号',
                dataIndex: 'caseNumber',
                render: (number: string, item) => (
                  <>
                    <Link to={`/remedies/${item.id}`}>{number}</Link>
                    <span className="sub">
                      {item.kindLabel}
                      {item.body ? `，${item.body}` : ''}
                    </span>
                  </>
                ),
              },
              {
                title: '针对',
                key: 'attacked',
                width: 170,
                render: (_, item) => (
                  <>
                    {item.attackedLabel}
                    {item.applicationId ? (
                      <span className="sub">
                        <Link to={`/requests/${item.applicationId}`}>申请{item.applicationNumber}</Link>
                      </span>
                    ) : null}
                  </>
                ),
              },
              ...(organ ? [] : [{ title: '机关', dataIndex: 'organName', width: 130, ellipsis: true }]),
              { title: '提起日期', dataIndex: 'filedOn', width: 116 },
              {
                title: '状态和结果',
                key: 'state',
                width: 150,
                render: (_, item) => (
                  <>
                    {item.stateLabel}
                    {item.conclusionLabel && item.result !== 'pending' ? (
                      <span className="sub">
                        {item.conclusionLabel}（{item.resultLabel}）
                      </span>
                    ) : null}
                  </>
                ),
              },
            ]}
          />
          <div className="pager">
            <span role="status">共{data.total}件</span>
          </div>
        </>
      )}
      {isRegistering ? (
        <RegisterRemedy
          applicationId={search.get('application')}
          onClose={() => {
            setRegistering(false);
            change({ new: null, application: null });
          }}
        />
      ) : null}
    </>
  );
}
