import { Editor as Tiptap } from '@tiptap/core';
import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import {
  applyFinding,
  canApply,
  Findings,
  findingAtCaret,
  type PlacedFinding,
  setFindings,
  toFinding,
} from './findings.ts';
import { fromHtml, toHtml } from './html.ts';
import type { EditorProps } from './index.tsx';
import { cleanPaste } from './paste.ts';
import { extensions } from './schema.ts';
import { Toolbar } from './toolbar.tsx';
import './editor.css';

const withoutLastLine = (html: string): string => html.replace(/(?:<p[^>]*><\/p>)+$/, '');

/** Loaded by index.tsx, which describes the props. */
export default function RichText(props: EditorProps) {
  const { value, label, id, readOnly = false, placeholder, findings, onPickPicture } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  /** What the editor last gave or took, so that its own changes do not come back as new text. */
  const known = useRef('');
  const ownId = useId();
  const [editor, setEditor] = useState<Tiptap | null>(null);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    known.current = latest.current.value ?? '';
    const made = new Tiptap({
      element,
      extensions: [...extensions, Findings],
      content: fromHtml(known.current),
      // Its sheet is editor.css: a style element of its own would need the answer's nonce.
      injectCSS: false,
      editorProps: { transformPastedHTML: cleanPaste },
      onUpdate: () => {
        const before = known.current;
        known.current = made.isEmpty ? '' : toHtml(made.state.doc);
        // The line to go on writing in after a table or a figure is the editor's, not the writer's.
        if (withoutLastLine(known.current) !== withoutLastLine(before)) latest.current.onChange?.(known.current);
      },
    });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, []);

  useEffect(() => {
    if (!editor || (value ?? '') === known.current) return;
    known.current = value ?? '';
    editor.commands.setContent(fromHtml(known.current), { emitUpdate: false });
  }, [editor, value]);

  useEffect(() => {
    if (!editor) return;
    editor.setOptions({
      editable: !readOnly,
      editorProps: {
        transformPastedHTML: cleanPaste,
        attributes: {
          role: 'textbox',
          id: id ?? ownId,
          'aria-label': label,
          'aria-multiline': 'true',
          'aria-readonly': String(readOnly),
          'data-placeholder': placeholder ?? '',
          tabindex: '0',
          class: 'editor-text',
        },
      },
    });
  }, [editor, readOnly, label, id, ownId, placeholder]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text takes its findings with it, so they are set again
  useEffect(() => {
    if (editor) editor.view.dispatch(setFindings(editor.state.tr, findings ?? []));
  }, [editor, findings, value]);

  return (
    <div className={readOnly ? 'editor editor-read-only' : 'editor'}>
      {editor && !readOnly ? <Toolbar editor={editor} label={label} onPickPicture={onPickPicture} /> : null}
      <div className="editor-paper" ref={place} />
      {editor ? (
        <FindingBar
          editor={editor}
          readOnly={readOnly}
          onApplied={(item) => latest.current.onApplyFinding?.(item.finding)}
        />
      ) : null}
    </div>
  );
}

/** What the check says about the words at the caret, beside them, and the keys to go on by. */
function FindingBar({
  editor,
  readOnly,
  onApplied,
}: {
  editor: Tiptap;
  readOnly: boolean;
  onApplied: (item: PlacedFinding) => void;
}) {
  const [at, setAt] = useState<PlacedFinding | null>(null);
  const [isHidden, setHidden] = useState(false);

  useEffect(() => {
    const follow = (): void => {
      const found = findingAtCaret(editor.state);
      setAt((before) => {
        if (before?.finding !== found?.finding) setHidden(false);
        return before?.finding === found?.finding && before?.from === found?.from ? before : found;
      });
    };
    const apply = (): boolean => {
      const found = findingAtCaret(editor.state);
      const transaction = found && editor.isEditable ? applyFinding(editor.state, found) : null;
      if (!found || !transaction) return false;
      editor.view.dispatch(transaction);
      onApplied(found);
      return true;
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'F8') {
        const transaction = toFinding(editor.state, event.shiftKey ? -1 : 1);
        if (transaction) editor.view.dispatch(transaction);
      } else if (event.key === 'Enter' && event.altKey) {
        if (!apply()) return;
      } else if (event.key === 'Escape') {
        setHidden(true);
        return;
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    editor.on('transaction', follow);
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKey, true);
    follow();
    return () => {
      editor.off('transaction', follow);
      dom.removeEventListener('keydown', onKey, true);
    };
  }, [editor, onApplied]);

  if (!at || isHidden) return <div role="status" aria-live="polite" />;
  const { suggestion } = at.finding;
  const place = editor.view.coordsAtPos(at.from);
  const frame = editor.view.dom.closest('.editor')!.getBoundingClientRect();
  return (
    <div
      className="finding-note"
      style={{
        top: place.bottom - frame.top + 6,
        left: Math.max(8, Math.min(place.left - frame.left, frame.width - 368)),
      }}
    >
      <div role="status" aria-live="polite">
        {at.finding.message}
        {typeof suggestion === 'string' ? (
          <p className="finding-suggestion">
            {suggestion === '' ? '建议删除' : '建议改为'}
            {suggestion === '' ? null : <strong>{suggestion}</strong>}
          </p>
        ) : null}
      </div>
      {!readOnly && canApply(at) ? (
        <Button
          size="small"
          type="primary"
          aria-keyshortcuts="Alt+Enter"
          // The caret stays in the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            const transaction = applyFinding(editor.state, at);
            if (!transaction) return;
            editor.view.dispatch(transaction);
            editor.commands.focus();
            onApplied(at);
          }}
        >
          更正
        </Button>
      ) : null}
      <span className="finding-keys">F8下一处{!readOnly && canApply(at) ? '，Alt+Enter更正' : ''}</span>
    </div>
  );
}
