import { Card, Tag } from 'antd';
import { Link } from 'react-router';
import type { Publication, PublicationTerms } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';
import { labelOf, today } from './terms.ts';

const VISIBILITY = { unpublished: '未发布', published: '已发布', withdrawn: '已撤下' } as const;

/** The library's record, the document interpreted, the interpretations: each linked from both sides. */
export function Bonds({ publication, terms }: { publication: Publication; terms: PublicationTerms }) {
  const { may } = useOffice();
  const { document, interprets, interpretations, interpretationDueOn, kind } = publication;
  const mayInterpret = kind === 'document' || publication.category.startsWith('regulations.');
  if (!document && !interprets && interpretations.length === 0 && !mayInterpret) return null;
  if (kind === 'interpretation' && !interprets) return null;
  return (
    <Card title="文件和解读">
      {document ? (
        <p>
          文件库登记：<Link to={`/library/${document.id}`}>{document.documentNumber}</Link>
          {document.unifiedNumber ? `，统一编号${document.unifiedNumber}` : ''} <Tag>{document.statusLabel}</Tag>
        </p>
      ) : null}
      {interprets ? (
        <p>
          被解读的文件：<Link to={`/publications/${interprets.id}`}>{interprets.title}</Link>{' '}
          <Tag>{VISIBILITY[interprets.visibility]}</Tag>
          {interprets.visibility === 'published' ? null : (
            <span className="sub">文件发布后，已经终审的解读一并发布。</span>
          )}
        </p>
      ) : null}
      {interpretations.length > 0 ? (
        <ul className="plain-list">
          {interpretations.map((one) => (
            <li key={one.id}>
              解读：<Link to={`/publications/${one.id}`}>{one.title}</Link>{' '}
              <Tag>{one.stage === 'settled' ? VISIBILITY[one.visibility] : labelOf(terms.stages, one.stage)}</Tag>
            </li>
          ))}
        </ul>
      ) : kind === 'document' ? (
        <p className="act-note">
          还没有解读。解读与文件同步起草、同步发布
          {interpretationDueOn
            ? `，${interpretationDueOn < today() ? '应于' : '最迟'}${interpretationDueOn}发布`
            : `，最迟在文件发布后${terms.interpretationWorkingDays}个工作日内`}
          。
        </p>
      ) : null}
      {mayInterpret && kind !== 'interpretation' && may('publications.create', publication.organCode) ? (
        <Link to={`/publications/new?interprets=${publication.id}`}>编写解读</Link>
      ) : null}
    </Card>
  );
}
