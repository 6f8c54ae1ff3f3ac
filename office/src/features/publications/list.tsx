import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Switch, Table } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../../address.ts';
import { call } from '../../api.ts';
import { listPublications, listUninterpretedDocuments } from '../../client.generated/index.ts';
import type { ListPublicationsData, PublicationEntry } from '../../client.generated/types.gen.ts';
import { ChoiceFilter, choicesOf, ListPages, pageOf, TextFilter } from '../../components/list-filters.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import './publications.css';
import { DueText, StageTags } from './status.tsx';
import { categoryOptions, formatDay, labelOf, useCatalogue, usePublicationTerms } from './terms.ts';

const PAGE = 25;
type Query = NonNullable<ListPublicationsData['query']>;

/** 主动公开: what is on its way with its clock, what is published, what was withdrawn. */
export default function Publications() {
  const { organ, may } = useOffice();
  const address = useAddress();
  const { search, setSearch, change } = address;
  const navigate = useNavigate();
  const { data: terms } = usePublicationTerms();
  const { data: catalogue } = useCatalogue(organ ?? terms?.organs[0]?.code);
  const view = (search.get('view') ?? 'open') as NonNullable<Query['view']>;
  const page = pageOf(address);
  const query: Query = {
    view,
    limit: PAGE,
    offset: (page - 1) * PAGE,
    ...(organ ? { organ } : {}),
    ...(search.get('stage') ? { stage: search.get('stage') as NonNullable<Query['stage']> } : {}),
    ...(search.get('kind') ? { kind: search.get('kind') as NonNullable<Query['kind']> } : {}),
    ...(search.get('category') ? { category: search.get('category') ?? '' } : {}),
    ...(search.get('q') ? { q: search.get('q') ?? '' } : {}),
    ...(search.get('overdue') ? { overdue: 'true' } : {}),
  };
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['publications', query],
    queryFn: () => call(listPublications({ query })),
    placeholderData: keepPreviousData,
  });
  if (!may('publications.read')) return <FaultView error={undefined} />;
  if (!terms) return <Loading />;
  const names = new Map(terms.organs.map(({ code, shortName }) => [code, shortName]));
  const isFiltered = ['stage', 'kind', 'category', 'q', 'overdue'].some((key) => search.get(key));
  return (
    <>
      <PageTitle title="主动公开">
        {may('publications.create') ? (
          <Button type="primary" onClick={() => void navigate('/publications/new')}>
            新建稿件
          </Button>
        ) : null}
      </PageTitle>
      <Uninterpreted organ={organ} />
      <search className="filters">
        <Segmented
          value={view}
          onChange={(value) =>
            change({ view: value === 'open' ? null : value, stage: null, overdue: null, page: null })
          }
          options={[
            { value: 'open', label: '在办' },
            { value: 'published', label: '已发布' },
            { value: 'withdrawn', label: '已撤下' },
            { value: 'all', label: '全部' },
          ]}
        />
        <TextFilter address={address} name="q" label="按名称、文号或者索引号查找" placeholder="名称、文号或者索引号" />
        {view === 'open' ? (
          <ChoiceFilter
            address={address}
            name="stage"
            label="审核环节"
            options={choicesOf(terms.stages.filter(({ key }) => key !== 'settled'))}
          />
        ) : null}
        <ChoiceFilter address={address} name="kind" label="种类" options={choicesOf(terms.kinds)} />
        <ChoiceFilter
          address={address}
          name="category"
          label="公开类别"
          isWide
          options={catalogue ? categoryOptions(catalogue.categories) : []}
        />
        {view === 'open' ? (
          <span className="filter-switch">
            <Switch
              id="only-overdue"
              size="small"
              aria-label="只看逾期"
              checked={search.get('overdue') !== null}
              onChange={(checked) => change({ overdue: checked ? 'true' : null, page: null })}
            />
            <label htmlFor="only-overdue">只看逾期</label>
          </span>
        ) : null}
        {isFiltered ? (
          <Button type="link" onClick={() => setSearch(view === 'open' ? {} : { view })}>
            清除筛选
          </Button>
        ) : null}
      </search>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading label="正在读取稿件" />
      ) : (
        <>
          <Table<PublicationEntry>
            size="middle"
            rowKey="id"
            scroll={{ x: 900 }}
            loading={isFetching && isPlaceholderData}
            dataSource={data.publications}
            pagination={false}
            locale={{
              emptyText: isFiltered ? (
                <Nothing title="没有符合条件的信息" advice="请减少筛选条件，或者改在“全部”中查找。" />
              ) : view === 'open' ? (
                <Nothing
                  title="没有在办的稿件"
                  advice="需要公开的信息，请在“新建稿件”中按模板起草；已发布的信息可以修订。"
                />
              ) : (
                <Nothing title="这里还没有信息" advice="发布或者撤下后列在这里。" />
              ),
            }}
            columns={[
              ...(view === 'open' || view === 'all'
                ? [
                    {
                      title: '公开期限',
                      key: 'due',
                      width: 150,
                      render: (_: unknown, entry: PublicationEntry) => <DueText entry={entry} />,
                    },
                  ]
                : []),
              {
                title: '名称',
                key: 'title',
                render: (_, entry) => (
                  <>
                    <Link to={`/publications/${entry.id}`}>{entry.title || '（还没有名称）'}</Link>
                    <span className="sub">
                      {entry.documentNumber ? `${entry.documentNumber}　` : ''}索引号 {entry.indexNumber}
                    </span>
                  </>
                ),
              },
              {
                title: '种类',
                key: 'kind',
                width: 120,
                render: (_, entry) => labelOf(terms.kinds, entry.kind),
              },
              ...(organ
                ? []
                : [
                    {
                      title: '机关',
                      key: 'organ',
                      width: 130,
                      ellipsis: true,
                      render: (_: unknown, entry: PublicationEntry) => names.get(entry.organCode) ?? entry.organCode,
                    },
                  ]),
              {
                title: '状态',
                key: 'stage',
                width: 210,
                render: (_, entry) => <StageTags entry={entry} stages={terms.stages} />,
              },
              {
                title: '发布日期',
                key: 'published',
                width: 120,
                render: (_, entry) => (entry.firstPublishedAt ? formatDay(entry.firstPublishedAt) : '—'),
              },
            ]}
          />
          <ListPages address={address} pageSize={PAGE} total={data.total} unit="件" />
        </>
      )}
    </>
  );
}

/** Documents that wait for their 解读: both should appear together. */
function Uninterpreted({ organ }: { organ: string | null }) {
  const { may } = useOffice();
  const { data: terms } = usePublicationTerms();
  const { data = [] } = useQuery({
    queryKey: ['uninterpreted', organ],
    queryFn: () => call(listUninterpretedDocuments({ query: organ ? { organ } : {} })),
  });
  const late = data.filter(({ isOverdue }) => isOverdue).length;
  if (data.length === 0) return null;
  return (
    <Alert
      type={late > 0 ? 'warning' : 'info'}
      showIcon
      title={`${data.length}件行政规范性文件还没有解读${late > 0 ? `，其中${late}件已超过发布后${terms?.interpretationWorkingDays ?? 3}个工作日` : ''}`}
      description={
        <ul className="plain-list">
          {data.slice(0, 4).map(({ id, title, dueOn, isOverdue, organCode }) => (
            <li key={id}>
              <Link to={`/publications/${id}`}>{title}</Link>
              {dueOn ? `（${isOverdue ? '应于' : '最迟'}${dueOn}发布解读）` : null}{' '}
              {may('publications.create', organCode) ? (
                <Link to={`/publications/new?interprets=${id}`}>编写解读</Link>
              ) : null}
            </li>
          ))}
        </ul>
      }
    />
  );
}
