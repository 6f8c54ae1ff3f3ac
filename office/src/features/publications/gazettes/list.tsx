import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useNavigate } from 'react-router';
import { call } from '../../../api.ts';
import { listGazettes } from '../../../client.generated/index.ts';
import type { GazetteIssue } from '../../../client.generated/types.gen.ts';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../../shell/states.tsx';
import '../publications.css';

export function useGazettes() {
  return useQuery({ queryKey: ['gazettes'], queryFn: () => call(listGazettes()) });
}

/** 政府公报: issues that came out, and the way to the next. */
export default function Gazettes() {
  const navigate = useNavigate();
  const { data, error, refetch } = useGazettes();
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在读取公报" />;
  return (
    <>
      <PageTitle title="政府公报">
        {data.editors.length > 0 ? (
          <Button type="primary" onClick={() => void navigate('/gazettes/compose')}>
            编辑下一期
          </Button>
        ) : null}
      </PageTitle>
      <Table<GazetteIssue>
        size="middle"
        rowKey={(issue) => `${issue.organCode}/${issue.year}/${issue.number}`}
        dataSource={data.issues}
        scroll={{ x: 760 }}
        pagination={{ pageSize: 24, showSizeChanger: false, hideOnSinglePage: true }}
        locale={{
          emptyText: <Nothing title="还没有出版公报" advice="在“编辑下一期”中选择文件、排定次序，核对目录后出版。" />,
        }}
        columns={[
          {
            title: '期号',
            key: 'number',
            render: (_, issue) => (
              <a href={`/gazettes/${issue.year}/${issue.number}`} target="_blank" rel="noreferrer">
                {issue.title}
                {issue.year}年第{issue.number}期（总第{issue.runningNumber}期）
              </a>
            ),
          },
          { title: '出版机关', dataIndex: 'organName', key: 'organ', width: 200, ellipsis: true },
          { title: '出版日期', dataIndex: 'publishedOn', key: 'published', width: 120 },
          { title: '篇数', dataIndex: 'matters', key: 'matters', width: 80 },
          {
            title: '印刷版',
            key: 'pdf',
            width: 100,
            render: (_, issue) => (
              <a
                href={`/gazettes/${issue.year}/${issue.number}/gazette.pdf`}
                target="_blank"
                rel="noreferrer"
                aria-label={`打开${issue.year}年第${issue.number}期PDF`}
              >
                PDF
              </a>
            ),
          },
        ]}
      />
    </>
  );
}
