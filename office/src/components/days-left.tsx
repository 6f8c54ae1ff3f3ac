import { ClockCircleOutlined, ExclamationCircleFilled, PauseCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { usePreferences } from '../preferences.ts';

interface Limited {
  state: string;
  workingDaysLeft: number | null;
  dueOn?: string | null;
  calendarMissing?: number | null;
}

/** Working days left, in words, colour and sign; never by colour alone. */
export function DaysLeft({ item }: { item: Limited }) {
  const { amber, red } = usePreferences();
  const { workingDaysLeft: left, state, calendarMissing } = item;
  if (state === 'closed') return <Tag>已办结</Tag>;
  if (state === 'submitted') return <Tag color="warning">待确认</Tag>;
  if (state === 'correction-lapsed') return <Tag color="warning">逾期未补正</Tag>;
  if (state === 'payment-lapsed') return <Tag color="warning">逾期未缴费</Tag>;
  if (calendarMissing)
    return (
      <Tag icon={<ClockCircleOutlined />} title={`${calendarMissing}年的工作日历尚未公布，期限暂不能确定`}>
        待{calendarMissing}年日历
      </Tag>
    );
  if (left === null) return <Tag icon={<PauseCircleOutlined />}>期限中止</Tag>;
  if (left < 0)
    return (
      <Tag color="error" icon={<ExclamationCircleFilled />}>
        超期{-left}个工作日
      </Tag>
    );
  if (left === 0)
    return (
      <Tag color="error" icon={<ExclamationCircleFilled />}>
        今天到期
      </Tag>
    );
  const label = `剩${left}个工作日`;
  if (state === 'suspended') return <Tag icon={<PauseCircleOutlined />}>{label}</Tag>;
  if (left <= red)
    return (
      <Tag color="error" icon={<ExclamationCircleFilled />}>
        {label}
      </Tag>
    );
  if (left <= amber)
    return (
      <Tag color="warning" icon={<WarningFilled />}>
        {label}
      </Tag>
    );
  return <Tag color="success">{label}</Tag>;
}
