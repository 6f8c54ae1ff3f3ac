import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { call } from '../../api.ts';
import { getScreeningReport } from '../../client.generated/index.ts';
import type { ScreeningReport } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { count, formatInstant, kindLabels, severityLabels } from './terms.ts';

/** One weekly report or monthly summary, to read, print and pass on. */
export default function Report() {
  const { kind, first } = useParams() as { kind: 'week' | 'month'; first: string };
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'report', kind, first],
    queryFn: () => call(getScreeningReport({ path: { kind, first } })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { content, name } = data;
  const file = (format: string) => `/api/v1/screening/reports/${kind}/${first}/file?format=${format}`;
  return (
    <>
      <PageTitle title={`${name}内容筛查${kind === 'week' ? '周报' : '月度小结'}`}>
        <Link to={`/screening/reports?year=${first.slice(0, 4)}&kind=${kind}`}>全年</Link>
        <Button onClick={() => window.print()}>打印</Button>
        <Button href={file('pdf')}>PDF</Button>
        <Button href={file('docx')}>DOCX</Button>
        <Button href={file('xlsx')}>XLSX</Button>
      </PageTitle>
      <Card>
        <p>
          开展筛查{content.runs}天，巡查{count(content.documents)}篇次，其中重新检查{count(content.screened)}篇次、
          {count(content.characters)}字。期初待处理{count(content.openAtStart)}处，发现{count(content.found)}处，改正
          {count(content.mended)}处，认定误报{count(content.dismissed)}处，期末待处理{count(content.openAtEnd)}
          处。发布前改正
          {count(content.beforeRelease)}处；个人信息发现{count(content.personalData.found)}处、处理
          {count(content.personalData.mended)}处；写明理由后原样发布{content.releasedWithErrors}件。
        </p>
        <p className="sub">
          {data.madeAt
            ? `${formatInstant(data.madeAt)}生成，指纹${data.sha256?.slice(0, 16)}…`
            : '时段尚未结束，数字随时变动'}
        </p>
        <Tallies
          title="按种类"
          rows={content.byKind.map(({ kind: key, ...row }) => ({ ...row, name: kindLabels[key] }))}
          total={content}
        />
        <Tallies
          title="按级别"
          rows={content.bySeverity.map(({ severity, ...row }) => ({ ...row, name: severityLabels[severity] }))}
          total={content}
        />
        <Tallies
          title="按机关"
          rows={content.byOrgan.map(({ organName, ...row }) => ({ ...row, name: organName }))}
          total={content}
        />
        <Tallies title="按日" rows={content.byDay.map(({ day, ...row }) => ({ ...row, name: day }))} total={content} />
      </Card>
    </>
  );
}

interface Row {
  name: string;
  found: number;
  mended: number;
  dismissed: number;
}

function Tallies({ title, rows, total }: { title: string; rows: Row[]; total: ScreeningReport }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keys
    <section className="scroll" aria-label={title} tabIndex={0}>
      <h2>{title}</h2>
      <table className="official">
        <thead>
          <tr>
            <th scope="col">{title.replace('按', '')}</th>
            <th scope="col">发现</th>
            <th scope="col">改正</th>
            <th scope="col">误报</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="row-label">
                {row.name}
              </th>
              <td>{count(row.found)}</td>
              <td>{count(row.mended)}</td>
              <td>{count(row.dismissed)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="row-label">
              合计
            </th>
            <td>{count(total.found)}</td>
            <td>{count(total.mended)}</td>
            <td>{count(total.dismissed)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
