import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { getDecision } from '../../client.generated/index.ts';
import { DecisionDrawer } from './decision-drawer.tsx';

/** What was decided about a case, and the way to decide it. */
export function DecisionCard({ caseId, today }: { caseId: string; today: string }) {
  const [isOpen, setOpen] = useState(false);
  const { data: standing, error } = useQuery({
    queryKey: ['case-decision', caseId],
    queryFn: () => call(getDecision({ path: { id: caseId } })),
  });
  if (error)
    return (
      <Card title="办理意见">
        <Alert type="error" showIcon title={error.message} />
      </Card>
    );
  if (!standing) return <Card title="办理意见" loading />;
  const { decision, mayDecide } = standing;
  return (
    <Card
      title="办理意见"
      extra={mayDecide ? <Button onClick={() => setOpen(true)}>{decision ? '修改' : '提出办理意见'}</Button> : null}
    >
      {decision ? (
        <>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'outcome', label: '结论', children: `${decision.outcomeLabel}（${decision.outcomeBasis}）` },
              { key: 'letter', label: '使用文书', children: decision.letterTitle },
              {
                key: 'by',
                label: '提出人',
                children: `${decision.decidedBy}　${new Date(decision.decidedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}`,
              },
            ]}
          />
          {decision.objections.map((objection) => (
            <Alert key={objection} type="warning" showIcon title={objection} />
          ))}
        </>
      ) : (
        <p>还没有办理意见。依次回答补不补、是不是、谁负责、有没有、给不给、怎么给，得出结论后再起草答复书。</p>
      )}
      {isOpen ? (
        <DecisionDrawer caseId={caseId} today={today} standing={standing} onClose={() => setOpen(false)} />
      ) : null}
    </Card>
  );
}
