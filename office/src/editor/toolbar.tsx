import { LinkOutlined, PictureOutlined, TableOutlined } from '@ant-design/icons';
import type { Editor as Tiptap } from '@tiptap/core';
import { App, Dropdown } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ask, type Question } from './ask.tsx';
import { escapeHtml, noteText } from './html.ts';
import type { EditorProps } from './index.tsx';
import { LINK } from './schema.ts';
import { GROUPS, runOnTable, stateOf, type Tool, tableItems } from './tools.tsx';

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
