import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { type FieldOf, showBesideFields } from '../api.ts';

interface ActModalProps<V extends object, T> {
  title: string;
  /** What will happen, before it does. */
  note?: ReactNode;
  okText: string;
  danger?: boolean;
  /** Which field a fault belongs to: the part of the body the fields stand in, e.g. `/post`, or a way of its own. */
  fieldOf?: FieldOf;
  withReason?: boolean;
  initial?: Record<string, unknown>;
  /** Sends the act; faults come back beside the fields. */
  send: (values: V) => Promise<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A form over the page that sends one act: faults stand beside the fields; the reason, where one is asked, goes on record. */
export function ActModal<V extends object, T>(props: ActModalProps<V, T>) {
  const { title, note, okText, danger, fieldOf, withReason = true, initial, send, onDone, onClose, children } = props;
  const [form] = Form.useForm();
  const [fault, setFault] = useState<string | null>(null);
  const act = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => setFault(showBesideFields(form, error, fieldOf)),
  });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger: danger === true }}
      confirmLoading={act.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {fault ? <Alert type="error" showIcon title={fault} role="alert" /> : null}
      {note ? <div className="act-note">{note}</div> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial ?? {}}
        onFinish={(values: V) => {
          setFault(null);
          act.mutate(values);
        }}
      >
        {children}
        {withReason ? (
          <Form.Item
            name="reason"
            label="理由"
            extra="记入审计记录"
            rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
