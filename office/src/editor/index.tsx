import { lazy, Suspense } from 'react';
import { Loading } from '../shell/states.tsx';

/**
 * A place in the text that a check points at. `from` and `to` are UTF-16 offsets in the plain text of the value, as the
 * server writes it (`plainText` of publications: a line a block, cells of a row parted by a tab), so that a finding of
 * `POST …/screen` can be passed on as it came.
 */
export interface EditorFinding {
  from: number;
  /** One past the last unit. */
  to: number;
  /** Why, in a sentence for the clerk. */
  message: string;
  /** What to write instead, offered as one click; the empty string deletes. Left out where the check cannot know. */
  suggestion?: string | null | undefined;
  /** The text as it stood; a finding whose text stands there no longer is not shown. */
  text?: string | undefined;
  severity?: 'error' | 'warning' | 'info' | undefined;
}

export interface EditorProps<F extends EditorFinding = EditorFinding> {
  /** HTML of the kind `cleanHtml` of publications keeps: h2–h4, p, lists, tables, footnotes, own pictures. */
  value?: string | null | undefined;
  /** Called with such HTML at every change; never while `readOnly`. Together with `value` and `id` it fits a Form.Item. */
  onChange?: ((html: string) => void) | undefined;
  /** What is edited, for those who do not see it. */
  label: string;
  id?: string | undefined;
  readOnly?: boolean | undefined;
  placeholder?: string | undefined;
  findings?: readonly F[] | undefined;
  /** After the editor has put the suggestion in its place (which can be undone). */
  onApplyFinding?: ((finding: F) => void) | undefined;
  /** Shows a button for pictures; answers with one of the platform's own files, or null when none was chosen. */
  onPickPicture?: (() => Promise<{ src: string; alt: string } | null>) | undefined;
}

const RichText = lazy(() => import('./rich-text.tsx'));

/**
 * Text with headings, lists, tables, footnotes and links. What is pasted from Word or WPS keeps its structure and loses its
 * dress. Findings are underlined; F8 goes to the next, Alt+Enter takes its suggestion, Alt+F10 goes to the toolbar.
 * The editing library is loaded when the first editor is shown.
 */
export function Editor<F extends EditorFinding>(props: EditorProps<F>) {
  return (
    <Suspense fallback={<Loading label="正在打开编辑器" />}>
      <RichText {...(props as unknown as EditorProps)} />
    </Suspense>
  );
}
