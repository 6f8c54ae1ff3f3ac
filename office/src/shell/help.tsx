import { Modal } from 'antd';
import { useEffect, useState } from 'react';

const KEYS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: '任何页面',
    keys: [
      ['Ctrl K', '搜索申请、页面和机关'],
      ['?', '显示本说明'],
      ['Esc', '关闭窗口'],
    ],
  },
  {
    title: '申请列表',
    keys: [
      ['j', '下一行'],
      ['k', '上一行'],
      ['Enter', '打开所在行'],
      ['x', '选中或者取消选中所在行'],
      ['/', '在列表中查找'],
    ],
  },
  {
    title: '编辑器',
    keys: [
      ['Ctrl Z、Ctrl Y', '撤销、恢复'],
      ['Ctrl B、Ctrl I、Ctrl U', '加粗、倾斜、下划线'],
      ['Ctrl Alt 2、3、4', '一级、二级、三级标题'],
      ['Ctrl Shift K', '链接'],
      ['F8、Shift F8', '下一处、上一处问题'],
      ['Alt Enter', '采纳更正建议'],
      ['Alt F10', '转到格式工具栏'],
    ],
  },
];

/** All keys on one sheet; the question mark opens it anywhere but in a field. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, [contenteditable=true], [role=combobox], [role=dialog]')) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Modal open={isOpen} onCancel={() => setOpen(false)} footer={null} title="快捷键" destroyOnHidden>
      {KEYS.map(({ title, keys }) => (
        <table key={title} className="keys-help">
          <caption>{title}</caption>
          <tbody>
            {keys.map(([key, what]) => (
              <tr key={key}>
                <th scope="row">
                  {key.split('、').map((one) => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Modal>
  );
}
