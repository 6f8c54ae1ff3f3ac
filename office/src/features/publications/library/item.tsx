import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../../../api.ts';
import { getNormativeDocument, listPublications } from '../../../client.generated/index.ts';
import { useOffice } from '../../../session.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading } from '../../../shell/states.tsx';
import '../publications.css';
import { today } from '../terms.ts';
import { DocumentActs } from './acts.tsx';
import { useLibrarySummary, ValidityTag } from './list.tsx';

/** One document: its registration, validity, relations, procedure and filing. */
export default function LibraryDocument() {
  const { id = '' } = useParams();
  const { may } = useOffice();
  const navigate = useNavigate();
  const [act, setAct] = useState<'relate' | 'suspend' | 'step' | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['document', id],
    queryFn: () => call(getNormativeDocument({ path: { id } })),
  });
  const { data: summary } = useLibrarySummary(null);
  const { data: pages } = useQuery({
    queryKey: ['publications', 'of-document', id],
    queryFn: () => call(listPublications({ query: { view: 'all', document: id, limit: 10 } })),
    enabled: data !== undefined && may('publications.read'),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data || !summary) return <Loading label="正在打开文件" />;
  const page = pages?.publications[0];
  const isEnded = data.endedOn !== null;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/library">文件库</Link> / {data.documentNumber}
      </nav>
      <PageTitle title={data.title}>
        <ValidityTag document={data} />
        {data.expiryWarning ? <Tag color="warning">有效期将满</Tag> : null}
      </PageTitle>
      <div className="acts">
        {page ? (
          <Button onClick={() => void navigate(`/publications/${page.id}`)}>公开稿件</Button>
        ) : may('publications.create', data.organCode) ? (
          <Button type="primary" onClick={() => void navigate(`/publications/new?document=${id}`)}>
            编写公开稿件
          </Button>
        ) : null}
        {may('documents.change-validity', data.organCode) ? (
          <Button onClick={() => setAct('relate')}>记录对其他文件的影响</Button>
        ) : null}
        {data.mayChangeValidity ? (
          <Button onClick={() => setAct('suspend')}>{data.status === 'suspended' ? '恢复执行' : '停止执行'}</Button>
        ) : null}
        {data.mayRecordStep || data.mayRecordReview ? (
          <Button onClick={() => setAct('step')}>记录制定程序和备案</Button>
        ) : null}
      </div>
      {isEnded ? (
        <Alert
          type="warning"
          showIcon
          title={`本文件自${data.endedOn}起${data.statusLabel}${data.endedBy ? `，由《${data.endedBy.title}》废止` : ''}`}
        />
      ) : null}
      {data.expiryWarning ? (
        <Alert
          type={data.expiryWarning === 'last-month' ? 'error' : 'warning'}
          showIcon
          title={`有效期至${data.expiresOn}，届满自动失效`}
          description="需要继续施行的，请在届满前评估、重新制发；不需要的，到期后原页面自动标注“失效”。"
        />
      ) : null}
      {data.filing.isLate && data.filing.filedOn === null && !isEnded ? (
        <Alert type="warning" showIcon title={`应于${data.filing.dueOn}前报送备案，还没有备案记录`} />
      ) : null}
      <div className="case">
        <div className="case-main">
          <Card title="登记">
            <Descriptions
              column={2}
              size="small"
              items={[
                { key: 'organ', label: '制定机关', children: data.organName },
                { key: 'kind', label: '种类', children: data.kind === 'rule' ? '规章' : '行政规范性文件' },
                { key: 'number', label: '发文字号', children: data.documentNumber },
                { key: 'unified', label: '统一编号', children: data.unifiedNumber ?? '—' },
                { key: 'issued', label: '制发日期', children: data.issuedOn },
                { key: 'effective', label: '施行日期', children: data.effectiveOn },
                { key: 'expires', label: '有效期至', children: data.expiresOn ?? '没有规定' },
                { key: 'status', label: '有效性', children: data.statusLabel },
              ]}
            />
          </Card>
          <Card title="相关文件">
            {data.relations.length === 0 ? <p className="act-note">没有记录与其他文件的关系。</p> : null}
            <ul className="plain-list">
              {data.relations.map((one) => (
                <li key={`${one.relation} ${one.side} ${one.document.id}`}>
                  {one.label}：<Link to={`/library/${one.document.id}`}>《{one.document.title}》</Link>（
                  {one.document.documentNumber}，{one.document.statusLabel}），{one.on}起
                  {one.note ? `；${one.note}` : ''}
                </li>
              ))}
            </ul>
          </Card>
        </div>
        <div className="case-side">
          <Card title="制定程序和备案">
            {data.missingSteps.length > 0 ? (
              <p className="act-note">还没有记录：{data.missingSteps.join('、')}。</p>
            ) : null}
            <ul className="plain-list">
              {data.steps.map((step) => (
                <li key={`${step.kind} ${step.on}`}>
                  <strong>{step.label}</strong>　{step.on}　{step.byOrgan}
                  <span className="sub">
                    {step.conclusion}
                    {step.address ? (
                      <>
                        {' '}
                        <a href={step.address} target="_blank" rel="noreferrer">
                          查看
                        </a>
                      </>
                    ) : null}
                  </span>
                </li>
              ))}
            </ul>
            <p>
              备案：
              {data.filing.filedOn
                ? `${data.filing.filedOn}${data.filing.isLate ? '（逾期）' : ''}`
                : data.filing.dueOn
                  ? `${data.filing.dueOn < today() ? '应于' : '最迟'}${data.filing.dueOn}`
                  : '没有期限数据'}
            </p>
          </Card>
        </div>
      </div>
      {act ? <DocumentActs document={data} summary={summary} act={act} onClose={() => setAct(null)} /> : null}
    </>
  );
}
