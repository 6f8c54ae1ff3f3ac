import { Button, Modal } from 'antd';
import type { WorklistItem } from '../client.generated/types.gen.ts';
import { useOffice } from '../session.tsx';

/** The selected cases as a sheet for a meeting or the file, seen before it is printed. */
export function PrintSheet({ items, onClose }: { items: readonly WorklistItem[]; onClose: () => void }) {
  const { me } = useOffice();
  const at = new Date().toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
  return (
    <Modal
      open
      width={960}
      title="打印所选申请"
      className="printable"
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          关闭
        </Button>,
        <Button key="print" type="primary" onClick={() => window.print()}>
          打印
        </Button>,
      ]}
    >
      <div className="scroll">
        <table className="official print-sheet">
          <caption>依申请公开办理清单（{items.length}件）</caption>
          <thead>
            <tr>
              {['编号', '机关', '申请人', '所需政府信息', '收到申请之日', '答复期限', '状态', '承办人'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td>{item.number}</td>
                <td>{item.organName}</td>
                <td>{item.applicant}</td>
                <td className="row-label">{item.subject}</td>
                <td>{item.receivedOn ?? '待确认'}</td>
                <td>{item.dueOn ?? '—'}</td>
                <td>{item.outcomeLabel ?? item.stateLabel}</td>
                <td>{item.assignee?.name ?? '未分派'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sub">
        {me.person.fullName} {at}打印。申请人信息已作遮盖处理。
      </p>
    </Modal>
  );
}
