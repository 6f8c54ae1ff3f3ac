import { useQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import { call } from '../../../api.ts';
import { listTopics } from '../../../client.generated/index.ts';
import type { ListTopicsResponse } from '../../../client.generated/types.gen.ts';
import { useOffice } from '../../../session.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../../shell/states.tsx';
import '../publications.css';

/** 专题: what is gathered around one matter. */
export default function Topics() {
  const { may } = useOffice();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({ queryKey: ['topics'], queryFn: () => call(listTopics()) });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在读取专题" />;
  return (
    <>
      <PageTitle title="专题">
        {may('topics.manage') ? (
          <Button type="primary" onClick={() => void navigate('/topics/new')}>
            新建专题
          </Button>
        ) : null}
      </PageTitle>
      <Table<ListTopicsResponse[number]>
        size="middle"
        rowKey="slug"
        dataSource={data}
        scroll={{ x: 700 }}
        pagination={false}
        locale={{
          emptyText: <Nothing title="还没有专题" advice="围绕一项工作或者群众要办的一类事，在“新建专题”中集中信息。" />,
        }}
        columns={[
          {
            title: '专题',
            key: 'title',
            render: (_, topic) => (
              <>
                <Link to={`/topics/${topic.slug}`}>{topic.title}</Link>
                <span className="sub">{topic.description}</span>
              </>
            ),
          },
          {
            title: '来源',
            key: 'rule',
            width: 160,
            render: (_, topic) => (topic.rule ? <Tag>自动收录</Tag> : <Tag>人工选入</Tag>),
          },
          { title: '件数', dataIndex: 'total', key: 'total', width: 80 },
          { title: '次序', dataIndex: 'position', key: 'position', width: 80 },
          {
            title: '状态',
            key: 'closed',
            width: 160,
            render: (_, topic) => (topic.closedOn ? `${topic.closedOn}归档` : '开放'),
          },
        ]}
      />
    </>
  );
}
