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
      dataSource={clocks}
      columns={[
        {
          title: '期限',
          dataIndex: 'label',
          render: (label: string, { number, basis, note, partyLabel }) => (
            <>
              {label}
              <span className="sub">
                {partyLabel}的期限{number ? `　${number}` : ''}　{basis}
              </span>
              {note ? <span className="sub">{note}</span> : null}
            </>
          ),
        },
        {
          title: '起算日至届满日',
          key: 'days',
          width: 130,
          render: (_, { from, due }) => (
            <>
              {from ?? '未起算'}
              <span className="sub">至{due ?? '待定'}</span>
            </>
          ),
        },
        {
          title: '状态',
          key: 'state',
          width: 130,
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
