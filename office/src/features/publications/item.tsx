import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../../api.ts';
import { getPublication } from '../../client.generated/index.ts';
import type { Publication } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { Bonds } from './bonds.tsx';
import { Conflict, KeptText, SaveNote } from './conflict.tsx';
import { Elements } from './elements.tsx';
import { Files } from './files.tsx';
import { MetadataFields } from './metadata-fields.tsx';
import './publications.css';
import { BodyEditor } from './body.tsx';
import { Redirects } from './redirects.tsx';
import { Review } from './review.tsx';
import { DueText, StageTags } from './status.tsx';
import { formatMinute, labelOf, usePublicationTerms } from './terms.ts';
import { useDraft } from './use-draft.ts';
import { Withdraw } from './withdraw.tsx';

export default function PublicationPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['publication', id],
    queryFn: () => call(getPublication({ path: { id } })),
    // A background refresh must not slip a newer revision under a text that is being written.
    refetchOnWindowFocus: false,
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在打开稿件" />;
  // A text that begins or ends to be a draft is another text: the fields are filled anew.
  return <Item key={`${data.id} ${data.isDraft} ${data.mayWrite} ${data.edition}`} publication={data} />;
}

function Item({ publication }: { publication: Publication }) {
  const { data: terms } = usePublicationTerms();
  const navigate = useNavigate();
  const desk = useDraft(publication, publication.mayWrite);
  const [isWithdrawing, setWithdrawing] = useState(false);
  if (!terms) return <Loading />;
  const { id, withdrawal, mayWrite, kind } = publication;
  const title = desk.text.metadata.title || '（还没有名称）';
  const newest = publication.editions[0]?.edition;
  return (
    <div className="publication stack">
      <nav aria-label="位置" className="crumbs">
        <Link to="/publications">主动公开</Link> / {publication.indexNumber}
      </nav>
      <PageTitle title={title}>
        <StageTags entry={publication} stages={terms.stages} />
        {mayWrite ? <SaveNote state={desk.state} onSave={() => void desk.save()} /> : null}
      </PageTitle>
      <div className="acts">
        <Button
          href={`/api/v1/publications/${id}/preview`}
          target="_blank"
          onClick={(event) => {
            // The preview shows what is saved.
            if (!mayWrite) return;
            event.preventDefault();
            const page = window.open('', '_blank');
            void desk.save().then(() => {
              if (page) page.location.href = `/api/v1/publications/${id}/preview`;
            });
          }}
        >
          预览
        </Button>
        {publication.visibility === 'published' ? (
          <Button href={`/items/${id}`} target="_blank">
            打开公开页面
          </Button>
        ) : null}
        {newest !== undefined && (publication.isDraft || newest > 1) ? (
          <Button onClick={() => void navigate(`/publications/${id}/compare`)}>比较版本</Button>
        ) : null}
        {publication.mayWithdraw ? (
          <Button danger onClick={() => setWithdrawing(true)}>
            撤下
          </Button>
        ) : null}
      </div>
      {withdrawal ? (
        <Alert
          type="warning"
          showIcon
          title={`已于${formatMinute(withdrawal.at)}撤下：${labelOf(terms.withdrawals, withdrawal.kind)}`}
          description={`${withdrawal.reason}（${withdrawal.by}）。原地址说明原因；需要恢复的，修订后重新审核发布。`}
        />
      ) : null}
      {mayWrite ? <KeptText publication={publication} desk={desk} /> : null}
      <div className="case">
        <div className="case-main">
          {publication.isDraft && publication.faults.length > 0 && publication.stage === 'drafting' ? (
            <Alert
              type="info"
              showIcon
              title={`提交审核前还有${publication.faults.length}处需要补充`}
              description={
                <ul className="plain-list">
                  {publication.faults.map((fault) => (
                    <li key={`${fault.field} ${fault.message}`}>
                      {fault.message}
                      <span className="sub-inline">{fault.basis}</span>
                    </li>
                  ))}
                </ul>
              }
            />
          ) : null}
          <Card title={publication.isDraft ? '正文' : '现行版本正文'}>
            <BodyEditor publication={publication} desk={desk} />
          </Card>
          {kind === 'interpretation' && publication.elements ? (
            <Elements elements={publication.elements} desk={desk} isEditable={mayWrite} />
          ) : null}
          <Card title="信息要素">
            <MetadataFields publication={publication} desk={desk} terms={terms} />
          </Card>
          <Files publication={publication} desk={desk} />
        </div>
        <div className="case-side">
          <Card title="公开期限">
            <DueText entry={publication} />
            {publication.deadline ? (
              <p className="act-note">
                自{publication.deadline.startsOn}起算，最迟{publication.deadline.dueOn}公开（
                {publication.deadline.basis}）。{publication.deadline.note}
              </p>
            ) : null}
          </Card>
          <Review publication={publication} desk={desk} terms={terms} />
          <Bonds publication={publication} terms={terms} />
          <Card title="登记">
            <Descriptions
              column={1}
              size="small"
              items={[
                { key: 'index', label: '索引号', children: publication.indexNumber },
                { key: 'organ', label: '发布机关', children: publication.organName },
                { key: 'kind', label: '种类', children: labelOf(terms.kinds, kind) },
                { key: 'author', label: '起草', children: publication.createdBy },
                ...(publication.firstPublishedAt
                  ? [{ key: 'first', label: '首次发布', children: formatMinute(publication.firstPublishedAt) }]
                  : []),
                ...(publication.edition
                  ? [{ key: 'edition', label: '现行版本', children: `第${publication.edition}版` }]
                  : []),
              ]}
            />
            <Redirects publication={publication} />
          </Card>
        </div>
      </div>
      {isWithdrawing ? (
        <Withdraw publication={publication} terms={terms} onClose={() => setWithdrawing(false)} />
      ) : null}
      {desk.state.kind === 'conflict' ? <Conflict desk={desk} theirs={desk.state.theirs} /> : null}
    </div>
  );
}
