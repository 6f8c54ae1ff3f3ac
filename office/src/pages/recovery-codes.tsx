import { Alert, App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';

/** The codes, shown this once; closed only after they are put somewhere safe. */
export function RecoveryCodes({
  codes,
  name,
  onClose,
}: {
  codes: readonly string[];
  name: string;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [isKept, setKept] = useState(false);
  const text = `政府信息公开办公系统恢复代码（${name}）\n每个代码只能使用一次。\n\n${codes.join('\n')}\n`;
  return (
    <Modal
      open
      title="恢复代码"
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      className="printable"
      footer={[
        <Button key="print" onClick={() => window.print()}>
          打印
        </Button>,
        <Button
          key="copy"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => message.success('已复制'),
              () => message.error('不能复制，请打印或者抄写'),
            )
          }
        >
          复制
        </Button>,
        <Button key="done" type="primary" disabled={!isKept} onClick={onClose}>
          完成
        </Button>,
      ]}
    >
      <Alert
        type="warning"
        showIcon
        title="只显示这一次"
        description="手机丢失或者更换时，用其中任意一个代替动态口令登录，每个只能用一次。请打印或者抄写后锁存，不要与密码放在一起。"
      />
      <ol className="codes" aria-label="恢复代码">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Checkbox checked={isKept} onChange={(event) => setKept(event.target.checked)}>
        我已经保存好恢复代码
      </Checkbox>
    </Modal>
  );
}
