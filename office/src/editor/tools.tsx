import {
  AlignCenterOutlined,
  AlignRightOutlined,
  BoldOutlined,
  ClearOutlined,
  ItalicOutlined,
  LineOutlined,
  OrderedListOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { Editor as Tiptap } from '@tiptap/core';
import type { ReactNode } from 'react';

export interface Tool {
  key: string;
  label: string;
  /** Shown in the tip; the editing library listens to it. */
  keys?: string;
  icon: ReactNode;
  isActive?: (editor: Tiptap) => boolean;
  isPossible?: (editor: Tiptap) => boolean;
  run: (editor: Tiptap) => void;
}

const place = (editor: Tiptap, name: 'signature' | 'centred'): void => {
  const isSet = editor.isActive('paragraph', { place: name });
  editor
    .chain()
    .focus()
    .updateAttributes('paragraph', { place: isSet ? null : name })
    .run();
};

/** The buttons that stand on every bar, in their groups. */
export const GROUPS: readonly (readonly Tool[])[] = [
  [
    {
      key: 'undo',
      label: '撤销',
      keys: 'Ctrl+Z',
      icon: <UndoOutlined />,
      isPossible: (editor) => editor.can().undo(),
      run: (editor) => editor.chain().focus().undo().run(),
    },
    {
      key: 'redo',
      label: '恢复',
      keys: 'Ctrl+Y',
      icon: <RedoOutlined />,
      isPossible: (editor) => editor.can().redo(),
      run: (editor) => editor.chain().focus().redo().run(),
    },
  ],
  [
    {
      key: 'paragraph',
      label: '正文',
      keys: 'Ctrl+Alt+0',
      icon: '正文',
      isActive: (editor) => editor.isActive('paragraph'),
      run: (editor) => editor.chain().focus().setParagraph().run(),
    },
    ...([2, 3, 4] as const).map(
      (level, i): Tool => ({
        key: `heading-${level}`,
        label: `标题${'一二三'[i]}`,
        keys: `Ctrl+Alt+${level}`,
        icon: `标题${'一二三'[i]}`,
        isActive: (editor) => editor.isActive('heading', { level }),
        run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
      }),
    ),
  ],
  [
    {
      key: 'bold',
      label: '加粗',
      keys: 'Ctrl+B',
      icon: <BoldOutlined />,
      isActive: (editor) => editor.isActive('bold'),
      run: (editor) => editor.chain().focus().toggleBold().run(),
    },
    {
      key: 'italic',
      label: '倾斜',
      keys: 'Ctrl+I',
      icon: <ItalicOutlined />,
      isActive: (editor) => editor.isActive('italic'),
      run: (editor) => editor.chain().focus().toggleItalic().run(),
    },
    {
      key: 'underline',
      label: '下划线',
      keys: 'Ctrl+U',
      icon: <UnderlineOutlined />,
      isActive: (editor) => editor.isActive('underline'),
      run: (editor) => editor.chain().focus().toggleUnderline().run(),
    },
    {
      key: 'strike',
      label: '删除线',
      keys: 'Ctrl+Shift+S',
      icon: <StrikethroughOutlined />,
      isActive: (editor) => editor.isActive('strike'),
      run: (editor) => editor.chain().focus().toggleStrike().run(),
    },
    {
      key: 'superscript',
      label: '上标',
      icon: <span className="mark-superscript" aria-hidden="true" />,
      isActive: (editor) => editor.isActive('superscript'),
      run: (editor) => editor.chain().focus().toggleMark('superscript').run(),
    },
    {
      key: 'subscript',
      label: '下标',
      icon: <span className="mark-subscript" aria-hidden="true" />,
      isActive: (editor) => editor.isActive('subscript'),
      run: (editor) => editor.chain().focus().toggleMark('subscript').run(),
    },
  ],
  [
    {
      key: 'bullet',
      label: '项目列表',
      keys: 'Ctrl+Shift+8',
      icon: <UnorderedListOutlined />,
      isActive: (editor) => editor.isActive('bulletList'),
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      key: 'ordered',
      label: '编号列表',
      keys: 'Ctrl+Shift+7',
      icon: <OrderedListOutlined />,
      isActive: (editor) => editor.isActive('orderedList'),
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      key: 'quote',
      label: '引文',
      keys: 'Ctrl+Shift+B',
      icon: '引文',
      isActive: (editor) => editor.isActive('blockquote'),
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    },
    {
      key: 'centred',
      label: '居中',
      icon: <AlignCenterOutlined />,
      isActive: (editor) => editor.isActive('paragraph', { place: 'centred' }),
      run: (editor) => place(editor, 'centred'),
    },
    {
      key: 'signature',
      label: '落款（靠右）',
      icon: <AlignRightOutlined />,
      isActive: (editor) => editor.isActive('paragraph', { place: 'signature' }),
      run: (editor) => place(editor, 'signature'),
    },
    {
      key: 'rule',
      label: '分隔线',
      icon: <LineOutlined />,
      run: (editor) => editor.chain().focus().setHorizontalRule().run(),
    },
    {
      key: 'clear',
      label: '清除格式',
      icon: <ClearOutlined />,
      run: (editor) => editor.chain().focus().unsetAllMarks().clearNodes().run(),
    },
  ],
];

/** What the buttons show, as text: the bar is drawn anew only when it differs. */
export function stateOf(editor: Tiptap): string {
  return GROUPS.flat()
    .map((tool) => `${tool.isActive?.(editor) ? 'a' : ''}${tool.isPossible?.(editor) === false ? 'x' : ''}`)
    .concat(['table', 'link', 'footnote', 'figure'].map((name) => (editor.isActive(name) ? 'a' : '')))
    .join(',');
}

const TABLE_ACTS: Readonly<Record<string, { label: string; run: (editor: Tiptap) => void }>> = {
  insert: {
    label: '插入表格（3行3列）',
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  rowAbove: { label: '在上方插入行', run: (editor) => editor.chain().focus().addRowBefore().run() },
  rowBelow: { label: '在下方插入行', run: (editor) => editor.chain().focus().addRowAfter().run() },
  columnLeft: { label: '在左侧插入列', run: (editor) => editor.chain().focus().addColumnBefore().run() },
  columnRight: { label: '在右侧插入列', run: (editor) => editor.chain().focus().addColumnAfter().run() },
  merge: { label: '合并或者拆分单元格', run: (editor) => editor.chain().focus().mergeOrSplit().run() },
  head: { label: '切换表头行', run: (editor) => editor.chain().focus().toggleHeaderRow().run() },
  deleteRow: { label: '删除行', run: (editor) => editor.chain().focus().deleteRow().run() },
  deleteColumn: { label: '删除列', run: (editor) => editor.chain().focus().deleteColumn().run() },
  deleteTable: { label: '删除表格', run: (editor) => editor.chain().focus().deleteTable().run() },
};

/** The menu of tables, by whether the cursor stands in one. */
export function tableItems(inTable: boolean) {
  const acts = Object.entries(TABLE_ACTS).filter(([key]) => inTable !== (key === 'insert'));
  return [
    ...acts.map(([key, { label }]) => ({ key, label })),
    ...(inTable ? [{ key: 'caption', label: '表格标题…' }] : []),
  ];
}

export function runOnTable(editor: Tiptap, key: string): void {
  TABLE_ACTS[key]?.run(editor);
}
