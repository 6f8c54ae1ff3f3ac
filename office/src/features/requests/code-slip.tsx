import { Button, Modal } from 'antd';
import './requests.css';

/** Number and code by which an applicant follows the case; the code is told this once, to be handed over on paper. */
export function CodeSlip({
  title,
  reference,
  accessCode,
  organ,
  closeText,
  onClose,
}: {
  title: string;
  reference: string;
  accessCode: string;
  /** Name of the organ that received the application. */
  organ: string;
  closeText: string;
  onClose: () => void;
}) {
  return (
    <Modal
      open
      title={title}
      className="printable"
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        <Button key="print" onClick={() => window.print()}>
          打印交申请人
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {closeText}
        </Button>,
      ]}
    >
      <dl className="code-slip">
        <dt>受理机关</dt>
        <dd>{organ}</dd>
        <dt>登记编号</dt>
        <dd>{reference}</dd>
        <dt>查询码</dt>
        <dd>{accessCode}</dd>
      </dl>
      <p>
        凭登记编号和查询码，可以在政府信息公开网站“查询办理进度”中查看办理进度、下载答复。请妥善保管，不要告诉他人。
      </p>
      <p className="sub not-printed">查询码只在这里显示一次，系统不保存原文；遗失的，核实申请人身份后可以重新发放。</p>
    </Modal>
  );
}
