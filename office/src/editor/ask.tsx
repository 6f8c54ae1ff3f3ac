import { Button, Form, Input, Modal } from 'antd';
import { useEffect } from 'react';

/** One line or text the toolbar needs before it acts. */
export interface Question {
  title: string;
  label: string;
  hint?: string;
  value: string;
  isLong?: boolean;
  faultOf: (text: string) => string | null;
  onDone: (text: string) => void;
  onRemove?: () => void;
}

export function Ask({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const [form] = Form.useForm<{ answer: string }>();
  useEffect(() => {
    if (question) form.setFieldsValue({ answer: question.value });
  }, [question, form]);
  if (!question) return null;
  const { title, label, hint, isLong, faultOf, onDone, onRemove } = question;
  const finish = (act: () => void): void => {
    onClose();
    act();
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={[
        ...(onRemove
          ? [
              <Button key="remove" danger onClick={() => finish(onRemove)}>
                删除
              </Button>,
            ]
          : []),
        <Button key="cancel" onClick={onClose}>
          取消
        </Button>,
        <Button key="done" type="primary" onClick={() => form.submit()}>
          确定
        </Button>,
      ]}
    >
      <Form form={form} layout="vertical" onFinish={({ answer }) => finish(() => onDone((answer ?? '').trim()))}>
        <Form.Item
          name="answer"
          label={label}
          {...(hint ? { extra: hint } : {})}
          rules={[
            {
              validator: (_, text: string | undefined) => {
                const fault = faultOf((text ?? '').trim());
                return fault === null ? Promise.resolve() : Promise.reject(new Error(fault));
              },
            },
          ]}
        >
          {isLong ? <Input.TextArea rows={3} autoFocus maxLength={1000} /> : <Input autoFocus maxLength={2000} />}
        </Form.Item>
      </Form>
    </Modal>
  );
}
