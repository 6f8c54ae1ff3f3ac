import { Button, Descriptions, Drawer, Space } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { openAuditPersonalData } from '../../client.generated/index.ts';
import type { AuditEvent } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { useOffice } from '../../session.tsx';
import { differenceOf } from './difference.ts';
import { type Codes, fieldWords, valueWords } from './field-words.ts';
import { subjectLabel, timeOf, whoOf } from './words.ts';

interface EventDrawerProps {
  event: AuditEvent;
  organName: string;
  codes: Codes;
  /** Looks for what belongs to this event. */
  onFilter: (change: { person?: string; subjectKind?: string; subjectId?: string }) => void;
  onClose: () => void;
}

/** One event in full: what stood before and after, beside each other. */
export function EventDrawer({ event, organName, codes, onFilter, onClose }: EventDrawerProps) {
  const { may } = useOffice();
  const [isAsking, setAsking] = useState(false);
  const [personal, setPersonal] = useState<{ content: unknown } | null>(null);
  const { person, subject, post } = event;
  return (
    <Drawer open title={event.label} size={640} onClose={onClose}>
      <div className="stack">
        <Descriptions
          column={1}
          size="small"
          bordered
          styles={{ label: { whiteSpace: 'nowrap' } }}
          items={[
            { key: 'at', label: '时间', children: timeOf(event.at) },
            { key: 'who', label: '操作人', children: `${whoOf(person.name)}${post ? `（${post.title}）` : ''}` },
            ...(event.onBehalfOf ? [{ key: 'for', label: '代谁办理', children: event.onBehalfOf.name }] : []),
            { key: 'organ', label: '机关', children: organName },
            { key: 'origin', label: '网络地址', children: whoOf(event.origin) },
            {
              key: 'subject',
              label: '对象',
              children: subject ? `${subjectLabel(subject.kind)} ${subject.id}` : '（无）',
            },
            { key: 'reason', label: '理由', children: event.reason ?? '（未填写）' },
            { key: 'action', label: '操作代码', children: event.action },
            { key: 'place', label: '记录序号', children: `${event.organCode} ${event.day} 第${event.sequence}条` },
            { key: 'hash', label: '校验值', children: <code className="hash">{event.hash}</code> },
          ]}
        />
        <Difference before={event.before} after={event.after} codes={codes} subjectKind={subject?.kind} />
        {event.hasPersonalData ? (
          <section>
            <h2>个人信息</h2>
            {personal ? (
              personal.content === null ? (
                <p>已依法删除，不能再查看。</p>
              ) : (
                <Difference before={null} after={personal.content} codes={codes} subjectKind={subject?.kind} />
              )
            ) : may('audit.read-personal-data') ? (
              <Button onClick={() => setAsking(true)}>查看个人信息</Button>
            ) : (
              <p>该记录含有加密保存的个人信息。</p>
            )}
          </section>
        ) : null}
        <Space wrap>
          {person.id ? <Button onClick={() => onFilter({ person: person.id! })}>此人的全部记录</Button> : null}
          {event.delegation ? (
            <Button onClick={() => onFilter({ subjectKind: 'delegation', subjectId: event.delegation! })}>
              所依据的委托
            </Button>
          ) : null}
          {subject ? (
            <Button onClick={() => onFilter({ subjectKind: subject.kind, subjectId: subject.id })}>
              此对象的全部记录
            </Button>
          ) : null}
        </Space>
      </div>
      {isAsking ? (
        <ActModal
          title="查看个人信息"
          okText="查看"
          note="查看本身将作为一条审计记录留存。"
          onClose={() => setAsking(false)}
          send={({ reason }: { reason: string }) =>
            call(
              openAuditPersonalData({
                path: { organ: event.organCode, day: event.day, sequence: event.sequence },
                body: { reason },
              }),
            )
          }
          onDone={(answer) => {
            setAsking(false);
            setPersonal({ content: answer.personal ?? null });
          }}
        />
      ) : null}
    </Drawer>
  );
}

function Difference({
  before,
  after,
  codes,
  subjectKind,
}: {
  before: unknown;
  after: unknown;
  codes: Codes;
  subjectKind: string | undefined;
}) {
  const lines = differenceOf(before, after);
  if (lines.length === 0) return <p className="sub">没有记录内容变化。</p>;
  const isChange = lines.some((line) => line.before !== null);
  return (
    <div className="scroll">
      <table className="difference">
        <thead>
          <tr>
            <th scope="col">项目</th>
            {isChange ? <th scope="col">变更前</th> : null}
            <th scope="col">{isChange ? '变更后' : '内容'}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ path, before: stood, after: stands }) => {
            const isSame = isChange && stood === stands;
            const was = stood === null ? null : valueWords(path, stood, codes, subjectKind);
            const is = stands === null ? null : valueWords(path, stands, codes, subjectKind);
            return (
              <tr key={path} className={isSame ? 'same' : ''}>
                <th scope="row" title={path}>
                  {fieldWords(path)}
                </th>
                {isChange ? <td>{was === null ? null : isSame ? was : <del>{was}</del>}</td> : null}
                <td>{is === null ? null : isChange && !isSame ? <ins>{is}</ins> : is}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
