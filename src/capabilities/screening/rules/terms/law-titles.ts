import { makeFinding } from '../facts/make.ts';
import type { Finding } from '../finding.ts';

const PREFIX = '中华人民共和国';
/** Kinds of acts whose names are law; a near miss is judged only among titles of the same kind. */
const KIND = /(?:法|条例|办法|规定|细则|规则|决定)$/;

/** Known titles, indexed for exact and near look-up. */
export class LawTitles {
  readonly #full = new Set<string>();
  /** Without 中华人民共和国 → the official full titles. */
  readonly #short = new Map<string, string[]>();
  readonly #byLength = new Map<number, string[]>();

  constructor(titles: Iterable<string>) {
    for (const title of titles) {
      if (this.#full.has(title)) continue;
      this.#full.add(title);
      const short = stripPrefix(title);
      const known = this.#short.get(short);
      if (known !== undefined) {
        known.push(title);
        continue;
      }
      this.#short.set(short, [title]);
      this.#byLength.set(short.length, [...(this.#byLength.get(short.length) ?? []), short]);
    }
  }

  has(title: string): boolean {
    return this.#full.has(title);
  }

  /** Official full titles of a name given with or without 中华人民共和国. */
  fullTitles(name: string): readonly string[] {
    return this.#short.get(stripPrefix(name)) ?? [];
  }

  /** The single known title that one slip away from `name`: a character changed, lost, added, or two neighbours exchanged. */
  nearest(name: string): string | null {
    const short = stripPrefix(name);
    // A slip in the last character (行政许可发) has no kind left to compare.
    const kind = KIND.exec(short)?.[0];
    let found: string | null = null;
    for (let length = short.length - 1; length <= short.length + 1; length++) {
      for (const candidate of this.#byLength.get(length) ?? []) {
        if (kind !== undefined && !candidate.endsWith(kind)) continue;
        if (!isOneSlip(short, candidate)) continue;
        if (found !== null) return null;
        found = candidate;
      }
    }
    return found;
  }
}

function stripPrefix(title: string): string {
  return title.startsWith(PREFIX) ? title.slice(PREFIX.length) : title;
}

/** One substitution, insertion, deletion or exchange of neighbours, and not equal. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  const shorter = Math.min(a.length, b.length);
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const restA = a.length - head - tail;
  const restB = b.length - head - tail;
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[head] === b[head + 1] && a[head + 1] === b[head];
}

const ORDINARY_WORDS = /(?:实施|试行|暂行|地方|本市|本省|[省市区县州盟旗])/;

/** Titles in 《…》 that are no known title but one slip away from one, and full names written without book-title marks. */
export function checkLawTitles(text: string, titles: LawTitles): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(/《([^《》〈〉\n]{3,40})》/g)) {
    const name = match[1]!.replace(/(?:（[^（）]*）|\([^()]*\))$/, '');
    if (titles.has(name)) continue;
    const start = match.index + 1;
    const end = start + name.length;
    const full = titles.fullTitles(name);
    if (full.length > 0) {
      if (name.startsWith(PREFIX)) {
        const right = full[0]!;
        const message = `法规名称引用有误：正式名称为《${right}》，不冠“中华人民共和国”。`;
        findings.push(makeFinding(text, 'term', 'terms.law-title', start, end, 'warning', message, right));
      }
      continue;
    }
    const near = nearMiss(name, titles);
    if (near === null) continue;
    const message = `法律法规名称引用有误：疑为《${near}》。`;
    findings.push(makeFinding(text, 'term', 'terms.law-title', start, end, 'error', message, near));
  }
  return [...findings, ...checkUnmarked(text, titles)];
}

function nearMiss(name: string, titles: LawTitles): string | null {
  const short = stripPrefix(name);
  const isNational = name.startsWith(PREFIX);
  // A short or local name may be another act; only a long one, or one with the state's name, can be a slip.
  if (
    !isNational &&
    (short.length < 7 ||
      ORDINARY_WORDS.test(short) ||
      !KIND.test(short.slice(0, -1) + (titles.nearest(short)?.at(-1) ?? '')))
  )
    return null;
  const near = titles.nearest(name) ?? (isNational ? prefixSlip(name, titles) : null);
  if (near === null) return null;
  const slipAt = firstDifference(short, near);
  // A number or a place in the title makes another act of it (第一次, 第二次).
  if (/[一二三四五六七八九十东西南北\d]/.test(short.slice(slipAt, slipAt + 1) + near.slice(slipAt, slipAt + 1)))
    return null;
  if (!isNational && short.length !== near.length) {
    const longer = short.length > near.length ? short : near;
    if (short.length < 7 || /[市省县区国新]/.test(longer[slipAt] ?? '')) return null;
  }
  const full = titles.fullTitles(near)[0]!;
  return isNational || full === near ? full : near;
}

function prefixSlip(name: string, titles: LawTitles): string | null {
  return titles.nearest(name.slice(PREFIX.length));
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

/** 根据中华人民共和国行政许可法: a full title in running text needs book-title marks (GB/T 15834-2011). */
function checkUnmarked(text: string, titles: LawTitles): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(
    /(?:根据|依据|依照|按照|违反|遵守|贯彻|执行|落实|适用|学习|宣传)(中华人民共和国[\u4e00-\u9fff]{2,28}?(?:法|条例))(?!规(?!定)|[律典定人院治庭制学令官案]|修|草案)/g,
  )) {
    const name = match[1]!;
    if (!titles.has(name)) continue;
    const start = match.index + match[0].length - name.length;
    const end = start + name.length;
    const message = '法律法规全称应加书名号。';
    findings.push(makeFinding(text, 'term', 'terms.law-marks', start, end, 'warning', message, `《${name}》`));
  }
  return findings;
}
