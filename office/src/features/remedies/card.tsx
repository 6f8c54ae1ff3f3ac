import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api.ts';
import { getApplicationRemedies } from '../../client.generated/index.ts';
import { useOffice } from '../../session.tsx';
import { ClockLeft } from './clock.tsx';

/** Reconsideration and litigation over an application, on its case page; nothing where there is nothing to tell. */
export function RemediesCard({ applicationId }: { applicationId: string }) {
  const { may } = useOffice();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['application-remedies', applicationId],
    queryFn: () => call(getApplicationRemedies({ path: { id: applicationId } })),
    enabled: may('remedies.read'),
  });
  if (!data || (data.cases.length === 0 && data.attackable.length === 0)) return null;
  return (
    <Card
      title="复议、诉讼"
      size="small"
      extra={
        data.mayRegister ? (
          <Button size="small" onClick={() => void navigate(`/remedies?new=1&application=${applicationId}`)}>
            登记案件
          </Button>
        ) : null
      }
    >
      {data.cases.length === 0 ? (
        <ul className="plain">
          {data.attackable.map((one) => (
            <li key={one.label}>
              {one.label}：
              {one.reconsiderUntil
                ? `可申请复议至${one.reconsiderUntil}`
                : one.knownOn
                  ? `期限自${one.knownOn}起算，次年工作日历公布后确定届满日`
                  : '尚未送达，期限未起算'}
              {one.sueUntil ? `，可起诉至${one.sueUntil}` : ''}
            </li>
          ))}
        </ul>
      ) : (
        <ul className="plain">
          {data.cases.map((one) => (
            <li key={one.id}>
              <Link to={`/remedies/${one.id}`}>{one.caseNumber}</Link>{' '}
              {one.next ? <ClockLeft clock={one.next} /> : null}
              <span className="sub">
                {one.kindLabel}，{one.stateLabel}
                {one.conclusionLabel && one.result !== 'pending' ? `：${one.conclusionLabel}` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
