import type { PlainDate } from '../../kernel/calendar/index.ts';

/** Words of a paragraph; `strong` is set in the face of headings of the third level (bold 仿宋). */
export type Run = string | { readonly text: string; readonly strong: true };

/** A cell in the row where it begins; it covers `rows` × `columns` places of the grid (1 × 1 when left out). */
export interface TableCell {
  readonly text: string;
  readonly rows?: number;
  readonly columns?: number;
  /** Labels others: announced as a heading by screen readers. */
  readonly heading?: true;
  readonly align?: 'left' | 'center' | 'right';
}

export type TableRow = readonly TableCell[];

export interface TableBlock {
  readonly kind: 'table';
  /** Shares of the text width. */
  readonly columns: readonly number[];
  /** Rows repeated at the top of every page the table runs over. */
  readonly head: readonly TableRow[];
  readonly body: readonly TableRow[];
  /** Size of the type in points; 小四 (12) when left out. */
  readonly size?: number;
  /** Moves to the next page as a whole rather than run over a break. */
  readonly together?: true;
  /** Least height of a row in millimetres. */
  readonly rowHeight?: number;
}

/** One piece of an official document, in the terms of GB/T 9704-2012. */
export type Block =
  /** 发文机关标志 and 发文字号 of the 文件 format, red, with the red rule below. */
  | { readonly kind: 'masthead'; readonly organ: string; readonly number: string }
  /** 标题: 2号小标宋, centred, one line for each entry. */
  | { readonly kind: 'title'; readonly lines: readonly string[] }
  /** 发文字号 where there is no red head. */
  | { readonly kind: 'number'; readonly text: string }
  /** 主送: flush left, with its colon. */
  | { readonly kind: 'addressee'; readonly text: string }
  /** Level 1 一、黑体 · 2 （一）楷体 · 3 1. 仿宋加粗. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[]; readonly indent?: false }
  | TableBlock
  /** 附件说明 */
  | { readonly kind: 'annexes'; readonly titles: readonly string[] }
  /** 发文机关署名 and 成文日期, kept together, with room for the seal. */
  | { readonly kind: 'signature'; readonly organ: string; readonly date: string }
  /** 附注, in round brackets. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number }
  | { readonly kind: 'page-break' };

/** A document as data: PDF and DOCX are made from the same one, so they say the same. */
export interface TypesetDocument {
  /** Name of the document in its properties; a tagged PDF must have one. */
  readonly title: string;
  /** 发文机关 */
  readonly organ: string;
  /** 成文日期; stands in the properties instead of the day of printing, so the same document gives the same file. */
  readonly date?: PlainDate;
  readonly blocks: readonly Block[];
}

/**
 * Characters that print nothing and only disturb: control characters, and direction marks that would let text read
 * otherwise than it is stored. Line breaks become blanks: the layout is the document's, not the sender's.
 */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '')
    .toWellFormed();
}

/** The same data with `change` applied to every text in it. */
export function mapTexts<Data>(data: Data, change: (text: string) => string): Data {
  const visit = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string') return key === 'kind' || key === 'align' ? value : change(value);
    if (Array.isArray(value)) return value.map((entry) => visit(entry));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, visit(entry, name)]));
    return value;
  };
  return visit(data) as Data;
}
