import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { listCaseLetters } from '../../client.generated/index.ts';
import type { CaseLetter } from '../../client.generated/types.gen.ts';
import { LetterDrawer } from './letter-drawer.tsx';
import type { LetterKind } from './letter-fields.tsx';
import './requests.css';

const TONES: Readonly<Record<CaseLetter['status'], string>> = {
  drafting: 'default',
  'in-review': 'processing',
  'in-approval': 'processing',
  issued: 'success',
  discarded: 'default',
};

/** Letters of a case: what is under way, what was issued and served, and which may be begun. */
export function LettersCard({ caseId }: { caseId: string }) {
  const [opened, setOpened] = useState<{ kind: LetterKind; id: string | null } | null>(null);
  const { data: all, error } = useQuery({
    queryKey: ['case-letters', caseId],
    queryFn: () => call(listCaseLetters({ path: { id: caseId } })),
  });
  if (error)
    return (
      <Card title="文书">
        <Alert type="error" showIcon title={error.message} />
      </Card>
    );
  if (!all) return <Card title="文书" loading />;
  const shown = all.letters.filter(({ status }) => status !== 'discarded');
  const mine = all.kinds.filter(({ mayDraft }) => mayDraft);
  const letter = opened?.id ? (all.letters.find(({ id }) => id === opened.id) ?? null) : null;
  return (
    <Card
      title="文书"
      extra={
        mine.length > 0 ? (
          <Dropdown
            trigger={['click']}
            menu={{
              className: 'letter-menu',
              items: [...mine]
                .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null))
                .map(({ kind, title, reason }) => ({
                  key: kind,
                  disabled: reason !== null,
                  label: (
                    <>
                      {title}
                      {reason ? <span className="sub">{reason}</span> : null}
                    </>
                  ),
                })),
              onClick: ({ key }) => setOpened({ kind: key as LetterKind, id: null }),
            }}
          >
            <Button>起草文书</Button>
          </Dropdown>
        ) : null
      }
    >
      {shown.length === 0 ? (
        <p>还没有文书。{mine.length > 0 ? '按“起草文书”选择要办的文书；答复书先完成办理意见。' : null}</p>
      ) : (
        <ul className="letter-list">
          {shown.map((one) => (
            <li key={one.id}>
              <Button type="link" className="letter-open" onClick={() => setOpened({ kind: one.kind, id: one.id })}>
                {one.title}
                {one.number ? `（${one.number}）` : ''}
              </Button>
              <Tag color={TONES[one.status]}>{one.statusLabel}</Tag>
              {one.status === 'issued' ? (
                <Tag color={one.servedOn ? 'success' : 'warning'}>
                  {one.servedOn ? `${one.servedOn}送达` : '尚未送达'}
                </Tag>
              ) : null}
              {one.inTime?.ok === false ? <Tag color="error">超过期限</Tag> : null}
              {one.acts.some(({ act }) => act === 'review' || act === 'issue') ? (
                <Tag color="warning">待您办理</Tag>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {opened && (opened.id === null || letter) ? (
        <LetterDrawer
          key={opened.id ?? `new ${opened.kind}`}
          caseId={caseId}
          all={all}
          kind={opened.kind}
          letter={letter}
          onClose={(id) => setOpened(id ? { kind: opened.kind, id } : null)}
        />
      ) : null}
    </Card>
  );
}
