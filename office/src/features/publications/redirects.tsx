import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { setPublicationRedirects } from '../../client.generated/index.ts';
import type { Publication } from '../../client.generated/types.gen.ts';

/** Addresses of an older site that lead here. */
export function Redirects({ publication }: { publication: Publication }) {
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const queries = useQueryClient();
  const { id, redirects, mayRedirect } = publication;
  const set = useMutation({
    mutationFn: ({ addresses }: { addresses?: string }) =>
      call(
        setPublicationRedirects({
          path: { id },
          body: {
            addresses: (addresses ?? '')
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== ''),
          },
        }),
      ),
    onSuccess: (changed) => {
      queries.setQueryData(['publication', id], changed);
      setOpen(false);
    },
    onError: (error) => setFault(error.message),
  });
  return (
    <>
      {redirects.length > 0 ? (
        <p className="act-note">
          原网站地址转到这里：
          {redirects.map((address) => (
            <span key={address} className="sub address">
              {address}
            </span>
          ))}
        </p>
      ) : null}
      {mayRedirect ? (
        <Button size="small" type="link" className="flush" onClick={() => setOpen(true)}>
          {redirects.length > 0 ? '修改原地址' : '设置原网站地址'}
        </Button>
      ) : null}
      <Modal open={isOpen} onCancel={() => setOpen(false)} footer={null} title="原网站地址" destroyOnHidden>
        <p>公众按这些原地址访问时，自动转到本信息的页面。每行一个，例如 /art/2019/3/1/art_1.html。</p>
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        <Form
          layout="vertical"
          initialValues={{ addresses: redirects.join('\n') }}
          onFinish={(values: { addresses?: string }) => {
            setFault(null);
            set.mutate(values);
          }}
        >
          <Form.Item name="addresses" label="原地址">
            <Input.TextArea rows={5} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={set.isPending}>
            保存
          </Button>
        </Form>
      </Modal>
    </>
  );
}
