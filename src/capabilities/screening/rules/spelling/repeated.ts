import type { Finding } from '../finding.ts';
import { BOUNDARY } from './alphabet.ts';
import { encode, encodeInPlace } from './encode.ts';
import { MAX_ORDER, ScoreChain } from './language-model.ts';
import type { SpellingModel } from './model.ts';

/** Particles and function words that never stand twice unless one of the two belongs to a word (目的的, 为了了解, 等等). */
const FUNCTION_WORDS = new Set('的了是在和与及对将被由于应并或其以按从向把使让但而且因所就也都还又再不未'.split(''));
/** Two-character words that are said twice on purpose. */
const SAID_TWICE = new Set([
  '等等',
  '一一',
  '种种',
  '代代',
  '世世',
  '人人',
  '处处',
  '时时',
  '事事',
  '步步',
  '层层',
  '件件',
  '条条',
  '项项',
  '天天',
  '年年',
  '户户',
  '家家',
  '村村',
  '个个',
  '样样',
  '多多',
  '好好',
  '渐渐',
  '常常',
  '往往',
  '仅仅',
  '刚刚',
  '每每',
  '频频',
  '屡屡',
  '纷纷',
  '慢慢',
  '早早',
  '远远',
  '大大',
  '深深',
  '牢牢',
  '紧紧',
  '好好',
  '研究研究',
  '讨论讨论',
  '商量商量',
]);

/** Nouns that are verbs too, where the second may be the verb of the first: 国家有关规定规定应当公开的. */
const NOUN_AND_VERB = new Set([
  '规定',
  '决定',
  '要求',
  '报告',
  '建议',
  '通知',
  '请求',
  '命令',
  '计划',
  '申请',
  '批准',
  '授权',
  '约定',
]);

/** Characters and words written twice: 的的, 审核审核, 申请请人. */
export function checkRepeated(text: string, model: SpellingModel): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(/([\u4e00-\u9fff])\1(?!\1)/g)) {
    const at = match.index;
    if (text[at - 1] === match[1] || SAID_TWICE.has(match[0])) continue;
    const isStrange =
      !isPartOfWord(text, at, at + 2, model) &&
      (FUNCTION_WORDS.has(match[1]!) || isStrangeTwice(text, at, at + 2, model));
    const isBetter = !isSeamOfWords(text, at, model) && isBetterOnce(text, at, at + 2, model);
    if (isStrange || isBetter) findings.push(repeatedFinding(text, at, at + 2, match[1]!));
  }
  for (const match of text.matchAll(/([\u4e00-\u9fff]{2,6})\1(?!\1)/g)) {
    const at = match.index;
    const word = match[1]!;
    const end = at + match[0].length;
    if (
      SAID_TWICE.has(match[0]) ||
      NOUN_AND_VERB.has(word) ||
      isTrail(text, at) ||
      /^(.)\1+$/.test(word) ||
      isOneByOne(text, at, end)
    )
      continue;
    // 人民政府人民政府: the word itself must be one, or the halves may belong to their neighbours (中国人民|人民银行).
    const isWordTwice = isWord(word, model) && !(word.length === 2 && isPartOfWord(text, at, end, model));
    if (isWordTwice || isStrangeTwice(text, at, end, model) || isBetterOnce(text, at, end, model))
      findings.push(repeatedFinding(text, at, end, word));
  }
  return findings;
}

/**
 * Whether the corpus knows the text with the repetition taken out and does not know what the repetition makes: the seam between the two halves is
 * new, and once is a usual sequence together with both neighbours.
 */
function isStrangeTwice(text: string, start: number, end: number, model: SpellingModel): boolean {
  const half = (end - start) / 2;
  const { language, alphabet } = model;
  const idAt = (index: number) =>
    index < 0 || index >= text.length ? BOUNDARY : alphabet.idOf(text.charCodeAt(index));
  const before = idAt(start - 1);
  const after = idAt(end);
  const first = idAt(start);
  const last = idAt(end - 1);
  if (half === 1) return !language.hasPair(first, first) && language.hasTriple(before, first, after);
  const seam = [idAt(start + half - 2), last, first, idAt(start + 1)] as const;
  if (language.hasTriple(seam[0], seam[1], seam[2]) || language.hasTriple(seam[1], seam[2], seam[3])) return false;
  return language.hasTriple(before, first, idAt(start + 1)) && language.hasTriple(idAt(end - 2), last, after);
}

/** 外国|国旗: the first of two equal characters ends a word and the second begins one. */
function isSeamOfWords(text: string, at: number, model: SpellingModel): boolean {
  return isWord(text.slice(at - 1, at + 1), model) && isWord(text.slice(at + 1, at + 3), model);
}

/** Bits by which a text must be likelier without a repetition; in six million characters of clean text five places reach it. */
const LEAST_GAIN = 12;
/** The characters behind the repetition then belong to a sequence of this length that the corpus knows. */
const LEAST_ORDER = 3;
const AROUND = 12;
const chain = new ScoreChain(8 * AROUND);

/** Whether the text is far likelier when the words stand once: 有关主管部门部门 against 有关主管部门. */
function isBetterOnce(text: string, start: number, end: number, model: SpellingModel): boolean {
  const half = (end - start) / 2;
  const from = Math.max(0, start - AROUND);
  const twice = text.slice(from, end + AROUND);
  const once = text.slice(from, start + half) + text.slice(end, end + AROUND);
  const offset = start - from;
  const before = scoreOf(twice, offset, offset + 2 * half + MAX_ORDER, model).surprise;
  const { surprise, order } = scoreOf(once, offset, offset + half + MAX_ORDER, model, offset + half);
  return before - surprise >= LEAST_GAIN && order >= LEAST_ORDER;
}

/** Surprise of a stretch, and the longest known sequence that ends at `seam` or behind it. */
function scoreOf(
  text: string,
  from: number,
  to: number,
  { alphabet, language }: SpellingModel,
  seam = from,
): { surprise: number; order: number } {
  const { ids, places, length } = encode(text, alphabet);
  chain.ensure(length + MAX_ORDER);
  language.score(ids, 0, length, chain);
  let surprise = 0;
  let order = 0;
  for (let i = 1; i < length; i++) {
    const place = places[i]!;
    if (place >= from && place < to) surprise += chain.surprise[i]!;
    if (place === seam || place === seam + 1) order = Math.max(order, chain.order[i]!);
  }
  return { surprise, order };
}

function repeatedFinding(text: string, start: number, end: number, once: string): Finding {
  return {
    kind: 'spelling',
    rule: 'spelling.repeated',
    start,
    end,
    text: text.slice(start, end),
    suggestion: once,
    severity: 'error',
    message: `文字重复：“${once}”写了两遍。`,
  };
}

/** Cells of a table or lists without marks repeat themselves: the word stands there a third time. */
function isOneByOne(text: string, start: number, end: number): boolean {
  const word = text.slice(start, start + (end - start) / 2);
  return text.startsWith(word, end) || /[一逐每]$/.test(text.slice(Math.max(0, start - 1), start));
}

/** The trail of headings over a page (当前位置：首页 政务公开 政府信息公开) repeats words without marks. */
function isTrail(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  return /当前位置|首页/.test(text.slice(lineStart, start));
}

function isWord(word: string, model: SpellingModel): boolean {
  const { ids } = encode(word, model.alphabet);
  if (word.length <= 5) return model.words.has(ids, 1, 1 + word.length);
  // A name of several words.
  return model.words.has(ids, 1, 3) && model.words.has(ids, word.length - 1, word.length + 1);
}

/** Whether the first of the two ends a word or the second begins one: 目的|的, 为了|了解. */
function isPartOfWord(text: string, start: number, end: number, model: SpellingModel): boolean {
  const half = (end - start) / 2;
  const from = Math.max(0, start - 2);
  const around = text.slice(from, end + 2);
  const { ids } = encodeInPlace(around, model.alphabet);
  const first = 1 + (start - from);
  const { words } = model;
  for (let back = 1; back <= Math.min(2, start - from); back++) {
    if (words.has(ids, first - back, first + half)) return true;
  }
  const second = first + half;
  for (let ahead = 1; ahead <= Math.min(2, around.length - (second + half - 1)); ahead++) {
    if (words.has(ids, second, second + half + ahead)) return true;
  }
  return half === 1 && start - from >= 1 && words.has(ids, first - 1, first + 2);
}
