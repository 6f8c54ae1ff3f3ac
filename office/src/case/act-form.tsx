import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../api.ts';
import { recordAct } from '../client.generated/index.ts';
import type { ApplicationCase, RecordActInput } from '../client.generated/types.gen.ts';
import { useOffice } from '../session.tsx';
import { ActFields, actNote, FEE_NOTICE } from './act-fields.tsx';

/** One act of a case: its form, the server's faults beside the fields, a refusal with its article. */
export function ActForm({
  found,
  act,
  onClose,
}: {
  found: ApplicationCase;
  act: { kind: string; label: string };
  onClose: () => void;
}) {
  const { terms } = useOffice();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const [fault, setFault] = useState<{ title: string; text: string } | null>(null);
  const record = useMutation({
    mutationFn: (values: Record<string, unknown>) => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      if (given.ref === FEE_NOTICE) given.ref = null;
      const event = { kind: act.kind, ...given } as RecordActInput['event'];
      return call(recordAct({ path: { id: found.id }, body: { version: found.version, event } }));
    },
    onSuccess: ({ problems }) => {
      void queries.invalidateQueries({ queryKey: ['case', found.id] });
      void queries.invalidateQueries({ queryKey: ['desk'] });
      void queries.invalidateQueries({ queryKey: ['worklist'] });
      onClose();
      if (problems.length > 0)
        modal.warning({
          title: '已经记录，但与规定不符',
          content: problems.map(({ message: text, basis }) => (
            <p key={text}>
              {text}（{basis}）
            </p>
          )),
        });
      else void message.success(`已记录“${act.label}”`);
    },
    onError: (error) => {
      const text = showBesideFields(form, error, '/event');
      setFault(text === null ? null : { title: error instanceof Fault ? error.title : '没有成功', text });
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['case', found.id] });
    },
  });
  const isChanged = record.error instanceof Fault && record.error.kind === 'changed-meanwhile';
  if (!terms) return null;
  const note = actNote(act.kind);
  return (
    <Drawer
      open
      size={460}
      title={act.label}
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={record.isPending} onClick={() => form.submit()}>
            记录
          </Button>
        </div>
      }
    >
      {fault ? (
        <Alert
          type={isChanged ? 'warning' : 'error'}
          showIcon
          role="alert"
          title={fault.title}
          description={
            <>
              {fault.text}
              {isChanged ? ' 最新的办理情况已经载入，您填写的内容仍在；核对后仍需办理的，可以再次点击“记录”。' : null}
            </>
          }
        />
      ) : null}
      {note ? <p className="act-note">{note}</p> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          on: found.today,
          ...(act.kind === 'consultation-answered' && found.openConsultations.length === 1
            ? { ref: found.openConsultations[0] }
            : {}),
        }}
        onFinish={(values: Record<string, unknown>) => {
          setFault(null);
          record.mutate(values);
        }}
      >
        <ActFields kind={act.kind} terms={terms} found={found} />
      </Form>
    </Drawer>
  );
}
