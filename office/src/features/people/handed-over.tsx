import { Alert, Modal, Typography } from 'antd';

/** A password that is shown this once, to be handed over. */
export function HandedOver({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  return (
    <Modal
      open
      title={`${name}的初始密码`}
      onCancel={onClose}
      onOk={onClose}
      okText="已记下"
      cancelButtonProps={{ hidden: true }}
      mask={{ closable: false }}
    >
      <Alert
        type="warning"
        showIcon
        title="只显示这一次"
        description="请当面或者以保密方式交给本人，不要通过微信、短信转发。首次登录时必须修改。"
      />
      <Typography.Text className="secret" copyable={{ tooltips: ['复制', '已复制'] }}>
        {password}
      </Typography.Text>
    </Modal>
  );
}
