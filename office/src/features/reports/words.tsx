import { Tag } from 'antd';
import type { ReportTaskState } from '../../client.generated/types.gen.ts';

const STATES: Readonly<Record<ReportTaskState, { label: string; color: string }>> = {
  waiting: { label: '待报送', color: 'default' },
  'handed-in': { label: '已报送，待审核', color: 'processing' },
  returned: { label: '已退回', color: 'warning' },
  accepted: { label: '已接受', color: 'success' },
};

export function TaskState({
  state,
  isLate,
  isChanged,
}: {
  state: ReportTaskState;
  isLate: boolean;
  isChanged: boolean;
}) {
  const { label, color } = STATES[state];
  return (
    <>
      <Tag color={color}>{label}</Tag>
      {isLate ? <Tag color="error">逾期</Tag> : null}
      {isChanged ? <Tag color="warning">报送后记录有变动</Tag> : null}
    </>
  );
}

/** 2026-01-20 16:05, whatever the clock of the device. */
export function instant(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
}

export const amount = (value: number): string => String(Number(value.toFixed(6)));
