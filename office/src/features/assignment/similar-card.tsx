import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api.ts';
import { findSimilarApplications } from '../../client.generated/index.ts';
import { useOffice } from '../../session.tsx';
import { SuggestDialog } from './suggest.tsx';

/** Applications that read alike and how many there are: for whoever decides to look at, nothing follows by itself. */
export function SimilarCard({ applicationId }: { applicationId: string }) {
  const { may } = useOffice();
  const [isSuggesting, setSuggesting] = useState(false);
  const { data } = useQuery({
    queryKey: ['similar', applicationId],
    queryFn: () => call(findSimilarApplications({ path: { id: applicationId } })),
    enabled: may('requests.read'),
    staleTime: 300_000,
  });
  if (!data) return null;
  const unusual = data.frequency.filter(({ isUnusual }) => isUnusual);
  const maySuggest = may('requests.suggest-proactive');
  if (data.repeated.length === 0 && unusual.length === 0 && data.sameByOthers.count === 0 && !maySuggest) return null;
  return (
    <Card
      title="相近申请"
      size="small"
      extra={
        maySuggest ? (
          <Button size="small" onClick={() => setSuggesting(true)}>
            建议主动公开
          </Button>
        ) : null
      }
    >
      {unusual.length > 0 ? (
        <Alert
          type="info"
          showIcon
          title={unusual.map(({ days, count }) => `同一申请人${days}天内提出${count}件`).join('，')}
          description="仅供了解情况。数量、频次是否明显超过合理范围，应当依照条例第三十五条要求说明理由后认定。"
        />
      ) : null}
      {data.repeated.length > 0 ? (
        <ul className="plain">
          {data.repeated.map((one) => (
            <li key={one.id}>
              <Link to={`/requests/${one.id}`}>{one.number}</Link>{' '}
              <Tag color={one.isSame ? 'warning' : 'default'}>
                {one.isSame ? '内容基本相同' : '内容相近'} {Math.round(one.similarity * 100)}%
              </Tag>
              <span className="sub">
                {one.organName}，{one.submittedOn}提交，{one.outcomeLabel ?? one.stateLabel}
                {one.knownBy === 'name' ? '；按姓名相同找到，可能不是同一人' : '；证件号码相同'}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="sub">没有找到同一申请人的相近申请。</p>
      )}
      {data.sameByOthers.count > 0 ? (
        <p>
          近一年另有{data.sameByOthers.applicants}个申请人向本机关提出内容基本相同的申请{data.sameByOthers.count}件（
          {data.sameByOthers.examples.slice(0, 3).map((one, i) => (
            <span key={one.id}>
              {i > 0 ? '、' : ''}
              <Link to={`/requests/${one.id}`}>{one.number}</Link>
            </span>
          ))}
          ），可以考虑纳入主动公开范围。
        </p>
      ) : null}
      {isSuggesting ? (
        <SuggestDialog
          applicationId={applicationId}
          applications={data.sameByOthers.count + 1}
          onClose={() => setSuggesting(false)}
        />
      ) : null}
    </Card>
  );
}
