import { Tag } from 'antd';
import type { PublicationEntry } from '../../client.generated/types.gen.ts';
import { formatMinute, labelOf } from './terms.ts';

type Stages = readonly { key: string; label: string }[] | undefined;

/** Where the newest text stands, and what the public sees: two things. */
export function StageTags({ entry, stages }: { entry: PublicationEntry; stages: Stages }) {
  return (
    <>
      {entry.visibility === 'published' ? <Tag color="success">已发布</Tag> : null}
      {entry.visibility === 'withdrawn' ? <Tag color="warning">已撤下</Tag> : null}
      {entry.stage === 'settled' ? null : (
        <Tag color="processing">
          {labelOf(stages, entry.stage)}
          {entry.edition === null ? '' : '（新版本）'}
        </Tag>
      )}
      {entry.scheduledFor ? <Tag>定时 {formatMinute(entry.scheduledFor)}</Tag> : null}
    </>
  );
}

/** The clock of Art. 26 in words; nothing where nothing is on its way. */
export function DueText({ entry }: { entry: PublicationEntry }) {
  const { dueOn, workingDaysLeft } = entry;
  if (!dueOn) return <span className="sub">—</span>;
  const tone =
    workingDaysLeft === null ? '' : workingDaysLeft < 0 ? 'due-late' : workingDaysLeft <= 5 ? 'due-soon' : 'due-early';
  return (
    <span className={`publication-due ${tone}`}>
      {workingDaysLeft === null
        ? '应当公开'
        : workingDaysLeft < 0
          ? `逾期${-workingDaysLeft}个工作日`
          : workingDaysLeft === 0
            ? '今天到期'
            : `还有${workingDaysLeft}个工作日`}
      <span className="sub">{dueOn}</span>
    </span>
  );
}
