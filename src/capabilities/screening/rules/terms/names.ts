import { readNumber } from '../facts/chinese-number.ts';
import { makeFinding } from '../facts/make.ts';
import type { Finding } from '../finding.ts';
import type { PhraseIndex } from './phrase-index.ts';
import type { Term } from './term-list.ts';

const RULES = {
  'organ-name': 'terms.organ-name',
  'organ-renamed': 'terms.organ-renamed',
  office: 'terms.office',
  'law-repealed': 'terms.law-repealed',
  phrase: 'terms.set-phrase',
} as const;

/** Wrong, renamed and repealed names of the term list. */
export function checkNames(text: string, index: PhraseIndex<Term>, documentDate: string | undefined): Finding[] {
  const findings: Finding[] = [];
  let latest: string | null | undefined;
  for (const { start, end, value: term } of index.find(text)) {
    if (isExcepted(text, start, end, term)) continue;
    if (term.since !== null) {
      latest ??= documentDate ?? latestDate(text);
      if (latest !== null && latest < term.since) continue;
      if (isHistorical(text, start, end, term.since)) continue;
    }
    if (term.kind === 'law-repealed' && (!isQuotedTitle(text, start, end) || isTransition(text, start, end))) continue;
    if (term.kind !== 'law-repealed' && term.kind !== 'phrase' && isInTitle(text, start, end)) continue;
    findings.push(
      makeFinding(text, 'term', RULES[term.kind], start, end, term.severity, message(term), suggestion(term)),
    );
  }
  return findings;
}

function suggestion(term: Term): string | null {
  return term.right === '' || (/[（、]/.test(term.right) && term.kind !== 'phrase') ? null : term.right;
}

function message(term: Term): string {
  const source = term.source === '' ? '' : `（依据：${term.source}）`;
  const note = term.note === '' ? '' : `${term.note}。`;
  const since = term.since === null ? '' : `${chineseDate(term.since)}起`;
  switch (term.kind) {
    case 'organ-renamed':
      return `机构名称已变更：“${term.wrong}”${since}为“${term.right}”。${note}${source}`;
    case 'law-repealed':
      return `《${term.wrong}》${since}不再施行，现为${term.right}。${note}${source}`;
    case 'phrase':
      return `规范提法应为“${term.right}”。${note}${source}`;
    default:
      return `名称不规范，应为“${term.right}”。${note}${source}`;
  }
}

function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function isExcepted(text: string, start: number, end: number, term: Term): boolean {
  // The right name may contain the wrong one (国家卫生健康委员会 in 国家卫生健康委员会办公厅 is right).
  const offset = term.right.indexOf(term.wrong);
  if (offset >= 0 && text.startsWith(term.right, start - offset)) return true;
  if (
    term.notAfter.some(
      (word) => text.endsWith(word, start) || text.slice(Math.max(0, start - word.length), start) === word,
    )
  )
    return true;
  return term.notBefore.some((word) => text.startsWith(word, end));
}

const CHINESE_YEAR = '[〇零○一二三四五六七八九]{4}';
const ANY_DATE = new RegExp(
  `(?<!\\d)((?:19|20)\\d{2}|${CHINESE_YEAR})(?:年(\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\\d{1,2}|[一二三四五六七八九十]{1,3})日)?|年度?|〕|[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d))`,
  'g',
);
/** A date that dates the document: 成文日期, or alone on its line under the text. */
const SIGNED_DATE = new RegExp(
  `(?:成文日期[：:]\\s*|\\n[ \\t\\u3000]*)((?:19|20)\\d{2}|${CHINESE_YEAR})年(\\d{1,2}|[一二三四五六七八九十]{1,3})月(\\d{1,2}|[一二三四五六七八九十]{1,3})日[ \\t\\u3000]*(?=\\n|$)`,
  'g',
);

/** The document's own date when it carries one, otherwise the last date it mentions, as YYYY-MM-DD; null for a text without dates. */
export function latestDate(text: string): string | null {
  let latest: string | null = null;
  for (const pattern of [SIGNED_DATE, ANY_DATE]) {
    for (const match of text.matchAll(pattern)) {
      const date = isoDate(match[1]!, match[2] ?? match[4] ?? '12', match[3] ?? match[5] ?? '31');
      if (latest === null || date > latest) latest = date;
      if (pattern === SIGNED_DATE && match[0].startsWith('成文')) return date;
    }
    if (latest !== null) break;
  }
  return latest;
}

function isoDate(year: string, month: string, day: string): string {
  return [readNumber(year), readNumber(month), readNumber(day)]
    .map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))
    .join('-');
}

/** 原环境保护部, 时任…, a sentence about a year before the change, or the issuer of a numbered order (国土资源部令第5号). */
function isHistorical(text: string, start: number, end: number, since: string): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  if (/[原前旧]\s?[省市区县国家“]{0,3}$|时任|曾任|历任/.test(before)) return true;
  const after = text.slice(end, end + 12);
  if (
    /^(?:令|公告|文件|通告|办公厅)?(?:第|[〔（(《【[])|^(?:令|公告|文件|关于|等部门|发布|印发|批准)|^(?:更名|改名|撤销|合并|并入|改为|组建|调整为|挂牌)/.test(
      after,
    )
  )
    return true;
  const sentenceStart = Math.max(text.lastIndexOf('。', start), text.lastIndexOf('\n', start)) + 1;
  const years = text.slice(sentenceStart, end + 20).match(/(?:19|20)\d{2}(?=年|〕|[-/.])/g);
  const limit = since.slice(0, 4);
  return years?.some((year) => year < limit || (year === limit && since.slice(5) > '03-01')) ?? false;
}

function isQuotedTitle(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  return text[end] === '》' && (before.endsWith('《') || before.endsWith('《中华人民共和国'));
}

/** 《执业医师法》同时废止, or a rule about the time before. */
function isTransition(text: string, start: number, end: number): boolean {
  const sentence =
    /[^。\n]*$/.exec(text.slice(Math.max(0, start - 120), start))![0] +
    /^[^。\n]*/.exec(text.slice(end, end + 120))![0];
  return /废止|失效|施行前|施行以前|修改为|更名/.test(sentence);
}

/** Inside 《…》 the name belongs to another document's title. */
function isInTitle(text: string, start: number, end: number): boolean {
  const open = text.lastIndexOf('《', start);
  if (open < 0 || start - open > 80) return false;
  const close = text.indexOf('》', open);
  return close >= end;
}
