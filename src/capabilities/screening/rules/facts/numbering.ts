import type { Finding } from '../finding.ts';
import { readNumber, writeChinese } from './chinese-number.ts';
import { makeFinding } from './make.ts';

const CHINESE = '[一二三四五六七八九十百]{1,4}';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

interface Family {
  readonly name: string;
  readonly pattern: RegExp;
  readonly write: (value: number) => string;
}

/** How official documents number their parts (GB/T 9704-2012: 一、（一）1.（1）) and their sentences (一是 二是 · 第一，第二，). */
const FAMILIES: readonly Family[] = [
  {
    name: 'article',
    pattern: new RegExp(`(?<=^|\\n)[ \\t\\u3000]*第(${CHINESE})条(?=\\s|$)`, 'g'),
    write: (n) => `第${writeLarge(n)}条`,
  },
  {
    name: 'chapter',
    pattern: new RegExp(`(?<=^|\\n)[# \\t\\u3000]*第(${CHINESE})章(?=\\s|$)`, 'g'),
    write: (n) => `第${writeChinese(n)}章`,
  },
  {
    name: 'heading',
    pattern: /(?<=^|\n|[：:。；])[# \t\u3000]*([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])/g,
    write: (n) => `${writeChinese(n)}、`,
  },
  {
    name: 'subheading',
    pattern: /(?<=^|\n|[：:；;。])[ \t\u3000]*[（(]([一二三四五六七八九十]{1,3})[）)](?!、[（(]|[至和][（(])/g,
    write: (n) => `（${writeChinese(n)}）`,
  },
  {
    name: 'item',
    pattern: /(?<=^|\n|[：:；;。])[ \t\u3000]*(?<!\d)(\d{1,2})[.．、](?![\d.．])/g,
    write: (n) => `${n}.`,
  },
  {
    name: 'subitem',
    pattern: /(?<=^|\n|[：:；;。])[ \t\u3000]*[（(](\d{1,2})[）)](?!、[（(]|[至和][（(])/g,
    write: (n) => `（${n}）`,
  },
  {
    name: 'circled',
    pattern: new RegExp(`(?<=^|\\n|[：:；;。，,])[ \\t\\u3000]*([${CIRCLED}])`, 'g'),
    write: (n) => CIRCLED[n - 1] ?? String(n),
  },
  {
    name: 'spoken',
    pattern: /(?<=^|\n|[：:；;。，,、！？”"）)\s—])([一二三四五六七八九十]{1,2})是(?!否|非)/g,
    write: (n) => `${writeChinese(n)}是`,
  },
  {
    name: 'must',
    pattern: /(?<=^|\n|[：:；;。，,！？”"）)\s—])([一二三四五六七八九十]{1,2})要(?!素|点|件|求|义|害)/g,
    write: (n) => `${writeChinese(n)}要`,
  },
  {
    name: 'ordinal',
    pattern: /(?<=^|\n|[：:；;。！？”"）)\s—])第([一二三四五六七八九十]{1,2})(?=[，,、：:])/g,
    write: (n) => `第${writeChinese(n)}`,
  },
];

function writeLarge(value: number): string {
  if (value < 100) return writeChinese(value);
  const hundreds = writeChinese(Math.floor(value / 100));
  const rest = value % 100;
  if (rest === 0) return `${hundreds}百`;
  return `${hundreds}百${rest < 10 ? '零' : rest < 20 ? '一' : ''}${writeChinese(rest)}`;
}

export interface Marker {
  readonly family: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** At the start of a line, so part of the document's outline rather than of a sentence. */
  readonly isLineStart: boolean;
  readonly write: (value: number) => string;
}

/** Rows of statistical tables carry numbers of the form (四、结转下年度 118 3 0), not of the document. */
function isTableRow(text: string, start: number): boolean {
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(start, lineEnd < 0 ? undefined : lineEnd);
  return /[|\t]|\d\s+\d+\s+\d|^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]{0,2}\s*$/.test(line);
}

/** All numbering markers of a document by place. */
export function findMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  for (const { name, pattern, write } of FAMILIES) {
    for (const match of text.matchAll(pattern)) {
      const written = match[1]!;
      const circled = CIRCLED.indexOf(written);
      const value = circled >= 0 ? circled + 1 : readNumber(written);
      if (Number.isNaN(value) || value === 0) continue;
      const start = match.index + match[0].search(/[^ \t\u3000#]/);
      const isLineStart = match.index === 0 || text[match.index - 1] === '\n';
      if (isLineStart && name !== 'article' && name !== 'chapter' && isTableRow(text, start)) continue;
      markers.push({ family: name, value, start, end: match.index + match[0].length, isLineStart, write });
    }
  }
  return markers.sort((a, b) => a.start - b.start);
}

/**
 * Gaps (一是 … 三是) and repetitions (（二）…（二）) in numbering. A list that does not begin at one is left alone, since it may be an
 * excerpt. Lists may nest, and a list may go on under the next heading.
 */
export function checkNumbering(text: string, markers: readonly Marker[] = findMarkers(text)): Finding[] {
  const findings: Finding[] = [];
  const state = new Map<string, OpenList[]>();
  const quoted = quotedSpans(text);
  let spanIndex = 0;
  for (const marker of markers) {
    while (spanIndex < quoted.length && quoted[spanIndex]![1] <= marker.start) spanIndex++;
    const span = quoted[spanIndex];
    // Text quoted from another document (修改为：“（三）…”) has that document's numbers.
    if (span !== undefined && span[0] < marker.start) continue;
    // No list runs on over an article of a law.
    if (marker.family === 'article') for (const family of BELOW_ARTICLE) state.delete(family);
    judge(text, marker, state, findings);
  }
  return findings;
}

const BELOW_ARTICLE = ['subheading', 'item', 'subitem', 'circled'];

interface OpenList {
  value: number;
  lineStart: boolean;
  end: number;
}

function judge(text: string, marker: Marker, state: Map<string, OpenList[]>, findings: Finding[]): void {
  const lists = state.get(marker.family) ?? [];
  state.set(marker.family, lists);
  const { value, isLineStart } = marker;
  if (value === 1) {
    const list = lists.at(-1);
    // The item before ends with a semicolon, so that the list goes on: （一）…；\n（一）….
    if (
      list?.value === 1 &&
      list.lineStart &&
      isLineStart &&
      /^[^\n]*；\s*$/.test(text.slice(list.end, marker.start))
    ) {
      const message = `序号重复：前面已有“${marker.write(1)}”，此处疑应为“${marker.write(2)}”。`;
      findings.push(numberingFinding(text, marker, 'facts.numbering-repeated', message, marker.write(2)));
      list.value = 2;
      list.end = marker.end;
      return;
    }
    lists.push({ value, lineStart: isLineStart, end: marker.end });
    if (lists.length > 4) lists.shift();
    return;
  }
  for (let index = lists.length - 1; index >= 0; index--) {
    const list = lists[index]!;
    if (list.value + 1 !== value) continue;
    list.value = value;
    list.end = marker.end;
    lists.length = index + 1;
    return;
  }
  const open = lists.at(-1);
  if (open === undefined || (open.lineStart !== isLineStart && !isSentenceFamily(marker.family))) return;
  const before = open.value;
  open.value = value;
  open.end = marker.end;
  if (value === before) {
    const message = `序号重复：前面已有“${marker.write(value)}”，此处疑应为“${marker.write(value + 1)}”。`;
    findings.push(numberingFinding(text, marker, 'facts.numbering-repeated', message, marker.write(value + 1)));
  } else if (value > before && value - before <= 3) {
    const missing = marker.write(before + 1);
    const message = `序号不连续：“${marker.write(before)}”之后缺少“${missing}”。`;
    findings.push(numberingFinding(text, marker, 'facts.numbering-gap', message, missing));
  } else if (value < before && isLineStart) {
    const message = `序号颠倒：“${marker.write(before)}”之后出现“${marker.write(value)}”。`;
    findings.push(numberingFinding(text, marker, 'facts.numbering-order', message, marker.write(before + 1)));
  }
}

function numberingFinding(text: string, marker: Marker, rule: string, message: string, suggestion: string): Finding {
  return makeFinding(text, 'numbering', rule, marker.start, marker.end, 'error', message, suggestion);
}

/** Spans between “ and ”, nested ones merged, in order. */
export function quotedSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let depth = 0;
  let start = 0;
  for (const match of text.matchAll(/[“”]/g)) {
    if (match[0] === '“') {
      if (depth === 0) start = match.index;
      depth = 1;
    } else if (depth > 0) {
      depth = 0;
      spans.push([start, match.index + 1]);
    }
  }
  return spans;
}

const COUNTED =
  /([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:大|个|条|项|点|种|类|款|步|方面|部分|阶段|举措){1,2}(?:主要|重点|具体|基本|工作|任务|措施|举措|问题|原则|要求|内容|情形|方面|意见|建议|条件|材料|事项|步骤|环节|制度|机制|工程|行动|目标|职责|做法|经验|原因|特点|变化|提升|突破)*(?:如下|开展工作|着手|发力|入手|推进|部署|进行|落实|情况)?[：:，,。]?\s*$/;

/** 下列六项行政许可： – whatever is counted, the words before and the colon behind announce the list. */
const ANNOUNCED =
  /(?<=以下|下列|如下)([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:大|个|条|项|点|种|类|款|步)[^，。；：\n]{0,16}[：:]\s*$/;

/**
 * 以下10项 followed by nine. The claim must stand right before the first marker of a list, and the list is taken as it is numbered:
 * its last number against the claim.
 */
export function checkCounts(text: string, markers: readonly Marker[] = findMarkers(text)): Finding[] {
  const findings: Finding[] = [];
  for (let index = 0; index < markers.length; index++) {
    const first = markers[index]!;
    if (first.value !== 1 || first.family === 'article' || first.family === 'chapter') continue;
    const lead = text.slice(Math.max(0, first.start - 60), first.start);
    const claim = lead.match(COUNTED) ?? lead.match(ANNOUNCED);
    if (claim === null || claim.index === undefined) continue;
    if (/[第近约余多超前]$/.test(lead.slice(0, claim.index)) || !isAnnounced(lead, claim)) continue;
    const claimed = readNumber(claim[1]!);
    const { last, count } = measureList(text, markers, index);
    if (claimed < 2 || last < 2 || claimed === last || claimed === count) continue;
    const start = first.start - lead.length + claim.index;
    const end = start + claim[1]!.length;
    const written = /\d/.test(claim[1]!) ? String(last) : writeChinese(last);
    const message = `所列项数与所称不符：写明${claim[1]}项，实际列出${last}项。`;
    findings.push(makeFinding(text, 'numbering', 'facts.item-count', start, end, 'error', message, written));
  }
  return findings;
}

/** The claim announces the list itself (以下十项： · 做好三个方面工作：), it does not just happen to stand before it. */
function isAnnounced(lead: string, claim: RegExpMatchArray): boolean {
  const tail = claim[0].trimEnd();
  if (/[：:]$/.test(tail)) return true;
  const before = lead.slice(0, claim.index);
  return /(?:以下|下列|如下|共|抓好|做好|分为|包括|分|从|突出|坚持|实现|存在|有)$/.test(before);
}

/** The last number of a list, and how many items it has (fewer when a number is skipped). */
function measureList(text: string, markers: readonly Marker[], from: number): { last: number; count: number } {
  const first = markers[from]!;
  let last = 1;
  let count = 1;
  for (let index = from + 1; index < markers.length; index++) {
    const marker = markers[index]!;
    if (marker.family !== first.family) {
      if (isOuter(marker, first)) break;
      continue;
    }
    if (marker.isLineStart !== first.isLineStart && !isSentenceFamily(first.family)) continue;
    if (!first.isLineStart && !isSentenceFamily(first.family) && text.slice(first.end, marker.start).includes('\n'))
      break;
    // A gap is still the same list: it has its own finding and the claim is judged by the last number.
    if (marker.value <= last) {
      if (marker.value === 1) break;
      continue;
    }
    last = marker.value;
    count++;
  }
  return { last, count };
}

const RANK = ['chapter', 'article', 'heading', 'subheading', 'item', 'subitem', 'circled'];

function isSentenceFamily(family: string): boolean {
  return family === 'spoken' || family === 'ordinal' || family === 'must';
}

/** A heading of a higher level ends the list; sentences (一是) end at any heading at the start of a line. */
function isOuter(marker: Marker, first: Marker): boolean {
  if (!marker.isLineStart) return false;
  if (isSentenceFamily(first.family)) return !isSentenceFamily(marker.family);
  const rank = RANK.indexOf(marker.family);
  return rank >= 0 && rank < RANK.indexOf(first.family);
}
