import { useQuery } from '@tanstack/react-query';
import { Card, Select, Switch } from 'antd';
import { Link, useParams } from 'react-router';
import { call } from '../../api.ts';
import { comparePublication, getPublication } from '../../client.generated/index.ts';
import type { PublicationComparison } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import './publications.css';
import { useAddress } from '../../address.ts';
import { formatDay } from './terms.ts';

/** What changed from one edition to another, or to the text on its way. */
export default function ComparePage() {
  const { id = '' } = useParams();
  const { search, change } = useAddress({ replace: true });
  const { data: publication, error } = useQuery({
    queryKey: ['publication', id],
    queryFn: () => call(getPublication({ path: { id } })),
  });
  const editions = publication?.editions ?? [];
  const choices = [
    ...(publication?.isDraft ? [{ value: 'draft', label: '在办稿件' }] : []),
    ...editions.map(({ edition, publishedAt, reason }) => ({
      value: String(edition),
      label: `第${edition}版（${formatDay(publishedAt)}${reason ? `，${reason}` : ''}）`,
    })),
  ];
  const to = search.get('to') ?? choices[0]?.value;
  const from = search.get('from') ?? choices[1]?.value ?? choices[0]?.value;
  const showsSame = search.get('same') !== null;
  const compared = useQuery({
    queryKey: ['comparison', id, from, to, publication?.revision],
    queryFn: () =>
      call(
        comparePublication({
          path: { id },
          query: { from: from === 'draft' ? 'draft' : Number(from), to: to === 'draft' ? 'draft' : Number(to) },
        }),
      ),
    enabled: choices.length > 1,
  });
  if (error && !publication) return <FaultView error={error} />;
  if (!publication) return <Loading />;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/publications">主动公开</Link> / <Link to={`/publications/${id}`}>{publication.indexNumber}</Link> /
        比较版本
      </nav>
      <PageTitle title={`比较版本：${publication.title}`} />
      <div className="filters">
        <label htmlFor="compare-from">从</label>
        <Select
          id="compare-from"
          aria-label="较早的版本"
          className="filter-wide"
          value={from ?? null}
          onChange={(value: string) => change({ from: value })}
          options={choices}
        />
        <label htmlFor="compare-to">到</label>
        <Select
          id="compare-to"
          aria-label="较新的版本"
          className="filter-wide"
          value={to ?? null}
          onChange={(value: string) => change({ to: value })}
          options={choices}
        />
        <span className="filter-switch">
          <Switch
            id="compare-same"
            size="small"
            aria-label="显示没有改动的段落"
            checked={showsSame}
            onChange={(checked) => change({ same: checked ? 'true' : null })}
          />
          <label htmlFor="compare-same">显示没有改动的段落</label>
        </span>
      </div>
      {choices.length < 2 ? (
        <Nothing title="只有一个版本" advice="修订并发布新版本，或者起草修订稿后，可以在这里比较。" />
      ) : compared.error ? (
        <FaultView error={compared.error} />
      ) : compared.data ? (
        <Comparison comparison={compared.data} showsSame={showsSame} />
      ) : (
        <Loading label="正在比较" />
      )}
    </>
  );
}

function Comparison({ comparison, showsSame }: { comparison: PublicationComparison; showsSame: boolean }) {
  const { fields, paragraphs } = comparison;
  const shown = paragraphs
    .filter(({ change }) => showsSame || change !== 'same')
    .map((paragraph, i) => ({ ...paragraph, key: i, parts: paragraph.parts.map((part, j) => ({ ...part, key: j })) }));
  return (
    <>
      <Card title="信息要素">
        {fields.length === 0 ? (
          <p className="act-note">没有改动。</p>
        ) : (
          <table className="conflict-fields">
            <thead>
              <tr>
                <th scope="col">要素</th>
                <th scope="col">原来</th>
                <th scope="col">现在</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field.label}>
                  <th scope="row">{field.label}</th>
                  <td>
                    <del>{field.before || '（空）'}</del>
                  </td>
                  <td>
                    <ins>{field.after || '（空）'}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <Card title="正文">
        {shown.length === 0 ? <p className="act-note">没有改动。</p> : null}
        <div className="compared">
          {shown.map(({ parts, change, key }) => (
            <p key={key} className={`compared-${change}`}>
              {parts.map((part) =>
                part.change === 'added' ? (
                  <ins key={part.key}>{part.text}</ins>
                ) : part.change === 'removed' ? (
                  <del key={part.key}>{part.text}</del>
                ) : (
                  part.text
                ),
              )}
            </p>
          ))}
        </div>
      </Card>
    </>
  );
}
