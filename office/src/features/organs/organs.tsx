import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Dropdown, Input, Table, Tag, Tree } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../api.ts';
import { listOrganChanges } from '../../client.generated/index.ts';
import type { RecordedOrganChange } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { CHANGE_KINDS, ChangeForm, type ChangeKind } from './change-form.tsx';
import { KINDS, type OrganNode, treeOf, useOrgans } from './organ-data.ts';

/** The organs as they are, or were on a day; what became of them. */
export default function Organs() {
  const { may } = useOffice();
  const [search, setSearch] = useSearchParams();
  const asOf = search.get('asOf');
  const [text, setText] = useState('');
  const [doing, setDoing] = useState<ChangeKind | null>(null);
  const { data, error, refetch } = useOrgans(asOf);
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  const organs = data?.organs ?? [];
  const wanted = text.trim();
  const found = organs.filter(({ name, shortName, code }) => `${name} ${shortName} ${code}`.includes(wanted));
  return (
    <>
      <PageTitle title="机构">
        {may('organs.change') ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: CHANGE_KINDS.map(({ kind, label }) => ({ key: kind, label })),
              onClick: ({ key }) => setDoing(key as ChangeKind),
            }}
          >
            <Button type="primary" aria-haspopup="menu">
              登记机构调整
            </Button>
          </Dropdown>
        ) : null}
      </PageTitle>
      <div className="filters">
        <Input
          className="filter-search"
          aria-label="按名称或者代码查找"
          placeholder="名称或者代码"
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="filter-dates">
          <label htmlFor="organs-as-of">查看某日的机构</label>
          <DateField
            id="organs-as-of"
            value={asOf}
            placeholder="今天"
            onChange={(day) => setSearch(day ? { asOf: day } : {})}
          />
        </span>
      </div>
      {asOf ? <Alert type="info" showIcon title={`以下为${asOf}的机构设置和当时的名称`} /> : null}
      {data ? (
        <Card title={wanted === '' ? `共${organs.length}个机构` : `找到${found.length}个机构`}>
          {found.length === 0 ? (
            <Nothing
              title={organs.length === 0 ? '该日没有机构' : '没有找到'}
              advice="可以改用简称或者代码的一部分，或者改选日期。"
            />
          ) : wanted === '' ? (
            <Tree<OrganNode>
              treeData={treeOf(organs)}
              defaultExpandAll
              selectable={false}
              showLine
              aria-label="机构"
              titleRender={(node) => <OrganLine node={node} />}
            />
          ) : (
            <ul className="posts">
              {treeOf(found.map((organ) => ({ ...organ, parentCode: null }))).map((node) => (
                <li key={node.code}>
                  <OrganLine node={node} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      ) : (
        <Loading />
      )}
      <Changes />
      {doing ? <ChangeForm kind={doing} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

function OrganLine({ node }: { node: OrganNode }) {
  return (
    <span className="organ-line">
      {node.name}
      <span className="organ-code">{node.code}</span>
      <Tag>{KINDS[node.kind] ?? node.kind}</Tag>
      {node.activeTo ? <Tag color="warning">{node.activeTo}撤销</Tag> : null}
    </span>
  );
}

function Changes() {
  const { data } = useQuery({ queryKey: ['organ-changes'], queryFn: () => call(listOrganChanges()) });
  return (
    <Card title="机构沿革" className="table-card">
      <Table<RecordedOrganChange>
        rowKey="id"
        size="small"
        pagination={(data?.changes.length ?? 0) > 20 ? { pageSize: 20 } : false}
        loading={!data}
        scroll={{ x: 760 }}
        dataSource={data?.changes ?? []}
        locale={{ emptyText: <Nothing title="没有机构调整" advice="设立、更名、合并、拆分、撤销机构后在此留存。" /> }}
        columns={[
          { title: '生效日期', dataIndex: 'effectiveOn', width: 120 },
          {
            title: '事项',
            dataIndex: 'kind',
            width: 100,
            render: (kind: string) => CHANGE_KINDS.find((one) => one.kind === kind)?.short ?? kind,
          },
          { title: '调整前', key: 'before', render: (_, { beforeNames }) => beforeNames.join('、') || '（无）' },
          { title: '调整后', key: 'after', render: (_, { afterNames }) => afterNames.join('、') || '（无）' },
          { title: '依据文件', dataIndex: 'document', width: 180 },
        ]}
      />
    </Card>
  );
}
