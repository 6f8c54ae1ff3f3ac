/** Whose report it is, for which year, and when it was published. */
import { isPlainDate, type PlainDate } from '../../../../kernel/calendar/plain-date.ts';
import type { Publisher } from '../checks/duty.ts';

const HEAD = 6000;

export interface Title {
  organ: string | null;
  year: number | null;
}

const TITLE =
  /政府信息(?:和政务|与政务|及政务)?公开(?:工作)?(?:情况)?(?:的)?[\s]*(?:(?:19|20)\d{2}[\s]*年度?)?[\s]*(?:年度)?(?:工作)?(?:报告|年报)/g;
const YEAR = /((?:19|20)\d{2})[\s]*年?[\s]*度?/;

/** Reads the title line; the statistics period settles the year when the title has none. */
export function readTitle(text: string): Title {
  const head = text.slice(0, HEAD);
  let organ: string | null = null;
  let year: number | null = null;
  for (const match of head.matchAll(TITLE)) {
    const lineStart = head.lastIndexOf('\n', match.index) + 1;
    const before = head.slice(Math.max(lineStart, match.index - 60), match.index);
    const own = YEAR.exec(before) ?? YEAR.exec(match[0]) ?? yearOnLineBefore(head, lineStart, before);
    if (!own) continue;
    year = Number(own[1]);
    organ = cleanOrgan(before.replace(YEAR, '')) ?? organOnLineBefore(head, lineStart);
    if (organ !== null) break;
  }
  const period = /((?:19|20)\d{2})\s*年\s*1\s*月\s*1\s*日/.exec(text.slice(0, 4 * HEAD));
  if (year === null && period) year = Number(period[1]);
  return { organ, year };
}

function yearOnLineBefore(head: string, lineStart: number, before: string): RegExpExecArray | null {
  const line = lastLineBefore(head, lineStart);
  return before.trim().replace(/[#*]/g, '') === '' && line.length < 40 ? YEAR.exec(line) : null;
}

function lastLineBefore(head: string, lineStart: number): string {
  const lines = head.slice(0, Math.max(0, lineStart - 1)).split('\n');
  return lines.findLast((line) => line.trim() !== '') ?? '';
}

function organOnLineBefore(head: string, lineStart: number): string | null {
  return cleanOrgan(lastLineBefore(head, lineStart).replace(YEAR, ''));
}

function cleanOrgan(raw: string): string | null {
  const after =
    raw
      .trim()
      .split(/[:：。；;，,《》“”"'|>\t]/)
      .at(-1) ?? '';
  const parts = after
    .replace(/[#*·\-—]/g, ' ')
    .trim()
    .split(/\s+/);
  const name = (parts.length > 1 && parts.every((part) => part.length <= 2) ? parts.join('') : (parts.at(-1) ?? ''))
    .replace(/^(?:关于|公布|发布|现将|标题)/, '')
    .replace(/(?:的|年度?)$/, '');
  return /^[\u3400-\u9fff（）()]{2,40}$/.test(name) && !/^(?:年度|政府信息|正文|目录|编制说明)/.test(name)
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
