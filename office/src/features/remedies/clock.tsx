import { Table, Tag } from 'antd';
import type { RemedyClock } from '../../client.generated/types.gen.ts';
import { usePreferences } from '../../preferences.ts';

const STATES: Readonly<Record<RemedyClock['state'], { label: string; color?: string }>> = {
  running: { label: '进行中', color: 'processing' },
  met: { label: '按期完成', color: 'success' },
  missed: { label: '已届满', color: 'error' },
  waiting: { label: '尚未起算或者中止' },
  ended: { label: '已终结' },
};

/** Working days left of a clock, in words and colour; of those of others without alarm. */
export function ClockLeft({ clock }: { clock: RemedyClock | null }) {
  const { amber, red } = usePreferences();
  if (!clock || clock.workingDaysLeft === null) return <Tag>无待办期限</Tag>;
  const left = clock.workingDaysLeft;
  const words = left < 0 ? `超期${-left}个工作日` : left === 0 ? '今天到期' : `剩${left}个工作日`;
  if (clock.party !== 'organ') return <Tag>{words}</Tag>;
  if (left <= red) return <Tag color="error">{words}</Tag>;
  return <Tag color={left <= amber ? 'warning' : 'success'}>{words}</Tag>;
}

/** Every clock of a case, so that each day can be counted by hand. */
export function ClockTable({ clocks }: { clocks: RemedyClock[] }) {
  return (
    <Table<RemedyClock>
      size="small"
      rowKey={(clock) => `${clock.id} ${clock.from ?? ''}`}
      pagination={false}
      scroll={{ x: 760 }}
      dataSource={clocks}
      columns={[
        {
          title: '期限',
          dataIndex: 'label',
          render: (label: string, { number, basis, note }) => (
            <>
              {label}
              {number ? (
                <span className="sub">
                  {number}　{basis}
                </span>
              ) : null}
              {note ? <span className="sub">{note}</span> : null}
            </>
          ),
        },
        { title: '责任方', dataIndex: 'partyLabel', width: 130 },
        { title: '起算日', dataIndex: 'from', width: 110, render: (day: string | null) => day ?? '未起算' },
        { title: '届满日', dataIndex: 'due', width: 110, render: (day: string | null) => day ?? '待定' },
        {
          title: '状态',
          key: 'state',
          width: 170,
          render: (_, clock) => {
            const late = clock.metOn !== null && clock.state === 'missed';
            const { label, color } = late ? { label: '逾期完成', color: 'error' } : STATES[clock.state];
            return (
              <>
                {clock.state === 'running' ? (
                  <ClockLeft clock={clock} />
                ) : (
                  <Tag {...(color ? { color } : {})}>{label}</Tag>
                )}
                {clock.metOn ? <span className="sub">{clock.metOn}</span> : null}
              </>
            );
          },
        },
      ]}
    />
  );
}
