import { formatChinese } from '../../../kernel/calendar/index.ts';
import {
  type Block,
  type PdfOptions,
  type TableRow,
  type TypesetDocument,
  typesetDocx,
  typesetPdf,
} from '../../../platform/typesetting/index.ts';
import type { Letter } from './rules/assemble.ts';

/** 送达回证 is a form: each line 名称：内容 becomes a row. */
function formRows(lines: readonly string[]): TableRow[] {
  return lines.map((line) => {
    const colon = line.indexOf('：');
    return [
      { text: colon < 0 ? '' : line.slice(0, colon), heading: true },
      { text: line.slice(colon + 1), align: 'left' },
    ];
  });
}

function replyForm(letter: Letter): Block[] {
  const row = (label: string, text = ''): TableRow => [
    { text: label, heading: true },
    { text, align: 'left' },
  ];
  return [
    { kind: 'page-break' },
    { kind: 'addressee', text: '附件' },
    { kind: 'title', lines: ['政府信息公开第三方意见反馈表'] },
    { kind: 'gap', lines: 1 },
    {
      kind: 'table',
      columns: [3, 7],
      head: [],
      body: [
        row('征询书文号', letter.number ?? ''),
        row('第三方（签名或者盖章）'),
        row('是否同意公开', '□同意　　□不同意　　□部分同意'),
        row('不同意公开的内容和理由'),
        row('联系人和联系电话'),
        row('日期', '　　　　年　　月　　日'),
      ],
      size: 14,
      rowHeight: 16,
      together: true,
    },
  ];
}

/** The letter as an official document: heading of organ and title, number, body, annexes, signature. */
export function typesetLetter(letter: Letter): TypesetDocument {
  const blocks: Block[] = [{ kind: 'title', lines: [letter.organ, letter.title] }];
  blocks.push(letter.number === null ? { kind: 'gap', lines: 1 } : { kind: 'number', text: letter.number });
  if (letter.number !== null) blocks.push({ kind: 'gap', lines: 1 });
  if (letter.addressee !== null) blocks.push({ kind: 'addressee', text: letter.addressee });
  if (letter.kind === 'L16')
    blocks.push({
      kind: 'table',
      columns: [3, 7],
      head: [],
      body: formRows(letter.paragraphs),
      size: 14,
      rowHeight: 14,
    });
  else for (const text of letter.paragraphs) blocks.push({ kind: 'paragraph', runs: [text] });
  if (letter.kind === 'L18')
    blocks.push(
      { kind: 'gap', lines: 1 },
      { kind: 'paragraph', runs: ['申请人（签名）：　　　　　　　经办人（签名）：'] },
    );
  if (letter.annexes.length > 0) blocks.push({ kind: 'annexes', titles: letter.annexes });
  blocks.push({ kind: 'signature', organ: letter.organ, date: formatChinese(letter.date) });
  if (letter.replyForm) blocks.push(...replyForm(letter));
  return { title: `${letter.organ}${letter.title}`, organ: letter.organ, date: letter.date, blocks };
}

export interface LetterPdf {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Characters printed as their code, for the clerk to see before the letter goes out. */
  readonly replaced: readonly string[];
}

/**
 * The letter as tagged PDF/A-2a.
 * @throws MissingGlyphError naming characters that no font has, unless `missing` says to print their code
 */
export function letterPdf(letter: Letter, options: PdfOptions = {}): Promise<LetterPdf> {
  return typesetPdf(typesetLetter(letter), options);
}

/** The letter as an editable Word file with the same words. */
export function letterDocx(letter: Letter): Promise<Uint8Array> {
  return typesetDocx(typesetLetter(letter));
}
