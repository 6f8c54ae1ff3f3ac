import { isPlainDate, type PlainDate, plainDate } from '../../../kernel/calendar/index.ts';
import { type Genre, genres, type Theme, themes } from '../rules/metadata.ts';

/** What a page or file says of itself, as it is written there. */
export interface Elements {
  indexNumber?: string;
  title?: string;
  documentNumber?: string;
  organ?: string;
  theme?: string;
  formedOn?: string;
  publishedOn?: string;
  effectiveOn?: string;
  keywords?: string;
  summary?: string;
}

/** Names that the elements have on government websites. */
const labels: Readonly<Record<string, keyof Elements>> = {
  索引号: 'indexNumber',
  信息索引号: 'indexNumber',
  标题: 'title',
  名称: 'title',
  信息名称: 'title',
  文号: 'documentNumber',
  发文字号: 'documentNumber',
  发文机关: 'organ',
  发布机构: 'organ',
  发布单位: 'organ',
  信息来源: 'organ',
  主题分类: 'theme',
  成文日期: 'formedOn',
  生成日期: 'formedOn',
  发布日期: 'publishedOn',
  公开日期: 'publishedOn',
  施行日期: 'effectiveOn',
  实施日期: 'effectiveOn',
  主题词: 'keywords',
  关键词: 'keywords',
  内容概述: 'summary',
};
/** Longest line that may be a value; a paragraph of the text is longer. */
const MAX_VALUE = 200;
/** Lines at the head of a page among which its elements stand. */
const HEAD_LINES = 60;

/** The element a line's label names, also where the end of a line before stands in front of it. */
function labelled(squeezed: string): keyof Elements | undefined {
  const end = Object.keys(labels).find((label) => squeezed.endsWith(label));
  return labels[squeezed] ?? (end === undefined ? undefined : labels[end]);
}

const squeeze = (text: string): string => text.replace(/[\s\u3000]+/g, '');

/** Elements from the head of a page's text, “索 引 号：” on the line of its value or on the one before. */
export function readElements(text: string): { elements: Elements; lastLine: number } {
  const lines = text.split('\n').map((line) => line.trim());
  const elements: Elements = {};
  let lastLine = -1;
  for (let i = 0; i < Math.min(lines.length, HEAD_LINES); i++) {
    const found = /^([\p{Script=Han}\s\u3000]{2,12})\s*[：:]\s*(.*)$/u.exec(lines[i] ?? '');
    const name = found && labelled(squeeze(found[1]!));
    if (!name) continue;
    const next = lines[i + 1] ?? '';
    const isNextLabel =
      /^[\p{Script=Han}\s\u3000]{2,12}\s*[：:]/u.test(next) && labelled(squeeze(next.split(/[：:]/)[0]!)) !== undefined;
    const value = found[2]!.trim() !== '' ? found[2]!.trim() : isNextLabel ? '' : next;
    lastLine = Math.max(lastLine, value === next && value !== '' && name !== 'keywords' ? i + 1 : i);
    if (value !== '' && value.length <= MAX_VALUE) elements[name] ??= value;
  }
  return { elements, lastLine };
}

const digits = '〇一二三四五六七八九';

function chineseNumber(text: string): number {
  const plain = text.replaceAll('○', '〇').replaceAll('零', '〇').replaceAll('О', '〇').replaceAll('O', '〇');
  if (!plain.includes('十')) return Number([...plain].map((one) => digits.indexOf(one)).join(''));
  const [tens = '', ones = ''] = plain.split('十');
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}

/** 2019年1月16日, 2019-01-16, 2019/1/16 or 二〇一九年一月十六日; undefined for what is no day. */
export function readDay(text: string | undefined): PlainDate | undefined {
  if (text === undefined) return undefined;
  const arabic = /(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})/.exec(text);
  const chinese =
    /([〇○零ОO一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日/u.exec(text);
  const parts = arabic
    ? [Number(arabic[1]), Number(arabic[2]), Number(arabic[3])]
    : chinese
      ? [chineseNumber(chinese[1]!), chineseNumber(chinese[2]!), chineseNumber(chinese[3]!)]
      : undefined;
  if (!parts) return undefined;
  const [year, month, day] = parts;
  const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isPlainDate(written) ? plainDate(written) : undefined;
}

/** The day at the end of a text, below the name of the organ. */
export function signedOn(bodyText: string): PlainDate | undefined {
  for (const line of bodyText.split('\n').slice(-12).reverse())
    if (line.length <= 40) {
      const day = readDay(line);
      if (day) return day;
    }
  return undefined;
}

const NUMBER = /^[\p{Script=Han}]{1,20}\s*[〔[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\d{1,6}\s*号$/u;

/** A 文号 on a line of its own near the head. */
export function numberIn(bodyText: string): string | undefined {
  return bodyText
    .split('\n', 15)
    .map((line) => line.trim())
    .find((line) => NUMBER.test(line));
}

/** The first level of 主题分类; 其他 for what is no theme of the catalogue. */
export function themeFrom(text: string | undefined): Theme {
  const first = text?.split(/[\\/＼]/)[0]?.trim();
  return themes.find((theme) => theme === first) ?? '其他';
}

/** 文种 by the end of the title, without what stands in brackets behind it. */
export function genreFrom(title: string): Genre {
  const plain = title.replace(/[（(][^（()）]*[）)]$/u, '').trim();
  return genres.find((genre) => genre !== '其他' && plain.endsWith(genre)) ?? '其他';
}

export function keywordsFrom(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(/[\s\u3000,，;；、]+/u).map((word) => word.replace(/△$/, '')))]
    .filter((word) => word !== '' && word.length <= 20)
    .slice(0, 10);
}
