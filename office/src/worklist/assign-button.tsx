import { UserSwitchOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { call } from '../api.ts';
import { assignApplications, listAssignees } from '../client.generated/index.ts';
import type { WorklistItem } from '../client.generated/types.gen.ts';
import { ActModal } from '../components/act-modal.tsx';

const UNDONE = '撤销批量分派';

/** Gives the selected cases of one organ to one person. What was done can be undone as long as the message stands. */
export function AssignButton({ items, onDone }: { items: readonly WorklistItem[]; onDone: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const { notification } = App.useApp();
  const organs = [...new Set(items.map(({ organCode }) => organCode))];
  const { data } = useQuery({
    queryKey: ['assignees', organs[0]],
    queryFn: () => call(listAssignees({ query: { organ: organs[0]! } })),
    enabled: isOpen && organs.length === 1,
  });
  const again = (): void => {
    void queries.invalidateQueries({ queryKey: ['worklist'] });
    void queries.invalidateQueries({ queryKey: ['desk'] });
    void queries.invalidateQueries({ queryKey: ['assignees'] });
  };
  /** Gives each case back to whom it was with before. */
  const undo = async (assigned: readonly string[]): Promise<void> => {
    const before = new Map<string | null, string[]>();
    for (const { id, assignee } of items) {
      if (!assigned.includes(id)) continue;
      const personId = assignee?.id ?? null;
      before.set(personId, [...(before.get(personId) ?? []), id]);
    }
    for (const [personId, ids] of before) await call(assignApplications({ body: { ids, personId, reason: UNDONE } }));
    notification.destroy('assigned');
    again();
  };
  return (
    <>
      <Button icon={<UserSwitchOutlined />} onClick={() => setOpen(true)}>
        分派所选{items.length}件
      </Button>
      {isOpen ? (
        <ActModal
          title={`分派${items.length}件申请`}
          okText="分派"
          withReason={false}
          {...(organs.length > 1 ? { note: '所选申请属于不同机关，请先在“当前机关”中选定一个机关。' } : {})}
          onClose={() => setOpen(false)}
          send={({ personId, reason = '' }: { personId: string; reason?: string }) =>
            call(assignApplications({ body: { ids: items.map(({ id }) => id), personId, reason } }))
          }
          onDone={({ assigned, refused }) => {
            setOpen(false);
            onDone();
            again();
            const numbers = new Map(items.map(({ id, number }) => [id, number]));
            notification[refused.length > 0 ? 'warning' : 'success']({
              key: 'assigned',
              title: `已分派${assigned.length}件${refused.length > 0 ? `，${refused.length}件没有分派` : ''}`,
              description:
                refused.length > 0 ? (
                  <ul className="findings">
                    {refused.map(({ id, reason }) => (
                      <li key={id}>
                        {numbers.get(id)}：{reason}
                      </li>
                    ))}
                  </ul>
                ) : undefined,
              duration: refused.length > 0 ? 0 : 10,
              actions:
                assigned.length > 0 ? (
                  <Button size="small" onClick={() => void undo(assigned)}>
                    撤销
                  </Button>
                ) : undefined,
            });
          }}
        >
          <Form.Item name="personId" label="承办人" rules={[{ required: true, message: '请选择承办人' }]}>
            <Select
              disabled={organs.length > 1}
              loading={!data && organs.length === 1}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="请选择"
              options={(data?.items ?? []).map(({ id, name, title, open }) => ({
                value: id,
                label: `${name}（${title}，在办${open}件）`,
              }))}
            />
          </Form.Item>
          <Form.Item name="reason" label="说明" extra="可以不填；记入办理过程">
            <Input maxLength={200} />
          </Form.Item>
        </ActModal>
      ) : null}
    </>
  );
}
