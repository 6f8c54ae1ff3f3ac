/** Whose report it is, for which year, and when it was published. */
import { isPlainDate, type PlainDate } from '../../../../kernel/calendar/plain-date.ts';
import type { Publisher } from '../checks/duty.ts';
import { asciiDigits } from './figures.ts';

const HEAD = 6000;

export interface Title {
  organ: string | null;
  year: number | null;
}

const TITLE =
  /政府信息(?:和政务|与政务|及政务)?公开(?:工作)?(?:情况)?(?:的)?[\s]*(?:(?:19|20)\d{2}[\s]*年度?)?[\s]*(?:年度)?(?:工作)?(?:报告|年报)/g;
const YEAR = /((?:19|20)\d{2})[\s]*年?[\s]*度?/;

/** The title of another document that merely names the report: a notice about it, a neighbour in a list, a file below. */
const OTHER_DOCUMENT_AFTER =
  /^[^\n。]{0,4}(?:格式|有关|相关|编制|编报|的?通知|工作的)|^[^\n。；]{0,30}(?:的通知|格式)》/;
const OTHER_DOCUMENT_BEFORE = /(?:上一[篇条]|下一[篇条]|附件|相关链接|关于(?:做好|印发|报送|编制))[^\n。]*$/;
const MOST_TITLE_LINES = 3;

/**
 * Reads the title, which may stand on several lines. The statistics period settles the year when the title has none,
 * and tells the title from others on the page; a page's own record of its publisher names the organ when the title
 * does not.
 */
export function readTitle(text: string): Title {
  const head = text.slice(0, HEAD);
  const period = /((?:19|20)\d{2})\s*年\s*1\s*月\s*1\s*日/.exec(asciiDigits(text.slice(0, 4 * HEAD)));
  const settled = period ? Number(period[1]) : null;
  const titles: Title[] = [];
  for (const match of head.matchAll(TITLE)) {
    const after = head.slice(match.index + match[0].length, match.index + match[0].length + 40);
    const lineStart = head.lastIndexOf('\n', match.index) + 1;
    const before = head.slice(Math.max(lineStart, match.index - 60), match.index);
    if (OTHER_DOCUMENT_AFTER.test(after) || OTHER_DOCUMENT_BEFORE.test(before)) continue;
    titles.push(titleOf(match[0], before, linesBefore(head, lineStart)));
  }
  const fits = ({ year }: Title): boolean => year !== null && (settled === null || year === settled);
  const best =
    titles.find((title) => fits(title) && title.organ !== null) ??
    titles.find(fits) ??
    titles.find(({ organ }) => organ !== null);
  return {
    organ: best?.organ ?? publisherOnPage(head),
    year: (best && fits(best) ? best.year : null) ?? settled ?? best?.year ?? null,
  };
}

function titleOf(own: string, before: string, lines: readonly string[]): Title {
  let year = lastYear(before) ?? yearIn(own);
  let organ = cleanOrgan(withoutLastYear(before));
  // Only a line that begins with the title continues one above it.
  const isBroken = withoutLastYear(before).replace(/[#*|\s\d]|年度?|关于|正文/g, '') === '';
  for (const line of isBroken ? lines : []) {
    // A long line is a page saved without breaks: only a name that ends as those of organs do is taken from it.
    const isLong = line.length > 40;
    const name = cleanOrgan(withoutLastYear(line.slice(-60)));
    if (!isLong) year ??= lastYear(line);
    if (!isLong || (name !== null && new RegExp(`${ORGAN_ENDING}$`).test(name))) organ ??= name;
    if (isLong || (year !== null && organ !== null)) break;
  }
  return { organ, year };
}

function yearIn(text: string): number | null {
  const year = YEAR.exec(text);
  return year ? Number(year[1]) : null;
}

function lastYear(text: string): number | null {
  const years = [...text.matchAll(new RegExp(YEAR.source, 'g'))];
  return years.length === 0 ? null : Number(years.at(-1)![1]);
}

function withoutLastYear(text: string): string {
  const last = [...text.matchAll(new RegExp(YEAR.source, 'g'))].at(-1);
  return last ? text.slice(0, last.index) + text.slice(last.index + last[0].length) : text;
}

/** The lines above, the nearest first. */
function linesBefore(head: string, lineStart: number): string[] {
  const lines = head.slice(Math.max(0, lineStart - 200), Math.max(0, lineStart - 1)).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .reverse()
    .slice(0, MOST_TITLE_LINES);
}

const ORGAN_ENDING = '(?:人民政府|政府|管理委员会|委员会|管委会|办公室|办事处|[局厅委部署院])';
const PUBLISHER = new RegExp(
  `(?:发布机构|发布单位|公开机关|公开主体|制发机关|生成机构|责任单位)[\\s|:：]{1,6}([\\u3400-\\u9fff]{2,28}?${ORGAN_ENDING})(?![\\u3400-\\u9fff])`,
);

function publisherOnPage(head: string): string | null {
  return PUBLISHER.exec(head)?.[1] ?? null;
}

/** What a page's own buttons say, when its text was saved without breaks. */
const BUTTONS = /^.*(?:打印|分享|关闭|收藏|正文|首页|返回|字号|字体|年报|阅读模式|无障碍|次数|来源|文号)/;

function cleanOrgan(raw: string): string | null {
  const after =
    raw
      .trim()
      .split(/[:：。；;，,、《》“”"'|>\t]/)
      .at(-1) ?? '';
  const parts = after
    .replace(/[#*·\-—]/g, ' ')
    .trim()
    .split(/\s+/);
  const name = (parts.length > 1 && parts.every((part) => part.length <= 2) ? parts.join('') : (parts.at(-1) ?? ''))
    .replace(BUTTONS, '')
    .replace(/^(?:关于|公布|发布|现将|标题|\d+)/, '')
    .replace(/(?:的|年度?)$/, '');
  return /^[\u3400-\u9fff（）()]{2,40}$/.test(name) &&
    !/^(?:年度|政府信息|正文|目录|编制说明|第[一二三四五六]部分)/.test(name)
    ? name
    : null;
}

export interface PublicationDate {
  date: PlainDate;
  start: number;
  end: number;
}

const DATE = '(20\\d{2})\\s*[-年/.]\\s*(\\d{1,2})\\s*[-月/.]\\s*(\\d{1,2})\\s*日?';

/**
 * The day the report was published: a page's “发布时间”, or else the day under its title or its signature. A day
 * within the year reported on is none.
 */
export function readPublicationDate(text: string, year: number): PublicationDate | null {
  const labelled = new RegExp(`(?:发布|公开|公布|生成|成文)?(?:时间|日期)\\s*[:：]\\s*${DATE}`, 'g');
  const alone = new RegExp(`(?<=^|\\n)[ \\t（(]*${DATE}[ \\t\\r）)]*(?=\\n|$)`, 'g');
  for (const pattern of [labelled, alone]) {
    for (const match of text.matchAll(pattern)) {
      const date = `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`;
      if (!isPlainDate(date) || Number(match[1]) <= year || Number(match[1]) > year + 2) continue;
      return { date, start: match.index, end: match.index + match[0].length };
    }
  }
  return null;
}

/** Who must publish by when depends on the kind of organ; its name tells. An unknown organ gets the later day. */
export function publisherOf(organ: string | null): Publisher {
  if (organ === null) return 'government';
  if (/(?:乡|镇|街道|苏木)(?:人民政府|办事处)?$|街道办事处/.test(organ)) return 'other';
  if (/(?:人民政府|管委会|管理委员会|[省市县区州盟旗])$/.test(organ)) return 'government';
  if (/(?:局|厅|委|委员会|办公室|部|厅|署|院|队)$/.test(organ)) return 'department';
  return 'other';
}

const OLD_FORMAT = /国办公开办函\s*[〔[（(]\s*2019\s*[〕\])）]\s*60\s*号/;
const NEW_FORMAT = /国办公开办函\s*[〔[（(]\s*2021\s*[〕\])）]\s*30\s*号/;

/** Where only the superseded format of 2019 is cited as the basis, or `null`. */
export function citesOnlyOldFormat(text: string): { start: number; end: number } | null {
  const old = OLD_FORMAT.exec(text);
  if (!old || NEW_FORMAT.test(text)) return null;
  return { start: old.index, end: old.index + old[0].length };
}
