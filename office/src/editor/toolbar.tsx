import {
  AlignCenterOutlined,
  AlignRightOutlined,
  BoldOutlined,
  ClearOutlined,
  ItalicOutlined,
  LineOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  TableOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { Editor as Tiptap } from '@tiptap/core';
import { App, Dropdown } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ask, type Question } from './ask.tsx';
import { escapeHtml, noteText } from './html.ts';
import type { EditorProps } from './index.tsx';
import { LINK } from './schema.ts';

interface Tool {
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

const GROUPS: readonly (readonly Tool[])[] = [
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
function stateOf(editor: Tiptap): string {
  return GROUPS.flat()
    .map((tool) => `${tool.isActive?.(editor) ? 'a' : ''}${tool.isPossible?.(editor) === false ? 'x' : ''}`)
    .concat(['table', 'link', 'footnote', 'figure'].map((name) => (editor.isActive(name) ? 'a' : '')))
    .join(',');
}

export function Toolbar({
  editor,
  label,
  onPickPicture,
}: { editor: Tiptap } & Pick<EditorProps, 'label' | 'onPickPicture'>) {
  const bar = useRef<HTMLDivElement>(null);
  const { message } = App.useApp();
  const [question, setQuestion] = useState<Question | null>(null);
  useSyncExternalStore(
    (listener) => {
      editor.on('transaction', listener);
      return () => editor.off('transaction', listener);
    },
    () => stateOf(editor),
  );
  const [focused, setFocused] = useState('undo');

  const ask = useRef<Record<'link' | 'footnote', () => void>>({ link: () => undefined, footnote: () => undefined });
  ask.current = {
    link: () => {
      const isLink = editor.isActive('link');
      const { from, to, empty } = editor.state.selection;
      if (empty && !isLink) {
        void message.info('请先选中要加链接的文字');
        return;
      }
      setQuestion({
        title: '链接',
        label: '链接地址',
        hint: '例如 https://www.gov.cn/ 或者本站的 /items/…',
        value: String(editor.getAttributes('link').href ?? ''),
        faultOf: (text) =>
          LINK.test(text) ? null : '请填写以 http://、https://、mailto: 开头的地址，或者本站以 / 开头的地址',
        onDone: (href) =>
          editor.chain().focus().setTextSelection({ from, to }).extendMarkRange('link').setLink({ href }).run(),
        ...(isLink ? { onRemove: () => editor.chain().focus().extendMarkRange('link').unsetLink().run() } : {}),
      });
    },
    footnote: () => {
      const isThere = editor.isActive('footnote');
      const { from, to } = editor.state.selection;
      setQuestion({
        title: isThere ? '修改脚注' : '插入脚注',
        label: '脚注内容',
        value: isThere ? noteText(String(editor.getAttributes('footnote').note)) : '',
        isLong: true,
        faultOf: (text) => (text === '' ? '请填写脚注内容' : null),
        onDone: (text) => {
          const chain = editor.chain().focus();
          const note = escapeHtml(text);
          if (isThere) chain.setNodeSelection(from).updateAttributes('footnote', { note }).run();
          else chain.insertContentAt(to, { type: 'footnote', attrs: { note } }).run();
        },
        ...(isThere ? { onRemove: () => editor.chain().focus().deleteSelection().run() } : {}),
      });
    },
  };

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'F10' && event.altKey) bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
      else if (event.key.toLowerCase() === 'k' && event.ctrlKey && event.shiftKey) ask.current.link();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // A note is opened where its mark is.
    const onDoubleClick = (): void => {
      if (editor.isActive('footnote')) ask.current.footnote();
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKey, true);
    dom.addEventListener('dblclick', onDoubleClick);
    return () => {
      dom.removeEventListener('keydown', onKey, true);
      dom.removeEventListener('dblclick', onDoubleClick);
    };
  }, [editor]);

  const onKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      editor.commands.focus();
      return;
    }
    const tools = [...(bar.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = tools.indexOf(document.activeElement as HTMLElement);
    if (at === -1) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tools.length, Home: 0, End: tools.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tools[to % tools.length]!.focus();
  };

  const button = (tool: Tool): ReactNode => (
    <button
      key={tool.key}
      type="button"
      className="editor-tool"
      tabIndex={focused === tool.key ? 0 : -1}
      title={tool.keys ? `${tool.label}（${tool.keys}）` : tool.label}
      aria-label={tool.label}
      {...(tool.isActive ? { 'aria-pressed': tool.isActive(editor) } : {})}
      // Reachable though it does nothing now, so that the arrows never lose their place.
      aria-disabled={tool.isPossible?.(editor) === false}
      onFocus={() => setFocused(tool.key)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => tool.run(editor)}
    >
      {tool.icon}
    </button>
  );

  const inTable = editor.isActive('table');
  return (
    <>
      <div className="editor-bar" role="toolbar" aria-label={`${label}：格式`} ref={bar} onKeyDown={onKeys}>
        {GROUPS.map((group) => (
          <span className="editor-group" key={group[0]!.key}>
            {group.map(button)}
          </span>
        ))}
        <span className="editor-group">
          {button({
            key: 'link',
            label: '链接',
            keys: 'Ctrl+Shift+K',
            icon: <LinkOutlined />,
            isActive: () => editor.isActive('link'),
            run: () => ask.current.link(),
          })}
          {button({
            key: 'footnote',
            label: '脚注',
            icon: '脚注',
            isActive: () => editor.isActive('footnote'),
            run: () => ask.current.footnote(),
          })}
          {onPickPicture
            ? button({
                key: 'picture',
                label: '插图',
                icon: <PictureOutlined />,
                run: () =>
                  void onPickPicture().then((picture) => {
                    if (picture) editor.chain().focus().insertContent({ type: 'figure', attrs: picture }).run();
                  }),
              })
            : null}
          <Dropdown
            trigger={['click']}
            menu={{
              items: tableItems(inTable),
              onClick: ({ key, domEvent }) => {
                domEvent.stopPropagation();
                if (key === 'caption')
                  setQuestion({
                    title: '表格标题',
                    label: '标题',
                    value: String(editor.getAttributes('table').caption ?? ''),
                    faultOf: () => null,
                    onDone: (caption) => editor.chain().focus().updateAttributes('table', { caption }).run(),
                  });
                else runOnTable(editor, key);
              },
            }}
          >
            <button
              type="button"
              className="editor-tool"
              tabIndex={focused === 'table' ? 0 : -1}
              title="表格"
              aria-label="表格"
              aria-haspopup="menu"
              aria-pressed={inTable}
              onFocus={() => setFocused('table')}
              onMouseDown={(event) => event.preventDefault()}
            >
              <TableOutlined />
            </button>
          </Dropdown>
        </span>
      </div>
      <Ask question={question} onClose={() => setQuestion(null)} />
    </>
  );
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

function tableItems(inTable: boolean) {
  const acts = Object.entries(TABLE_ACTS).filter(([key]) => inTable !== (key === 'insert'));
  return [
    ...acts.map(([key, { label }]) => ({ key, label })),
    ...(inTable ? [{ key: 'caption', label: '表格标题…' }] : []),
  ];
}

function runOnTable(editor: Tiptap, key: string): void {
  TABLE_ACTS[key]?.run(editor);
}
