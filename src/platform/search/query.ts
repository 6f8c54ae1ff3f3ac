import { cutPinyin } from './pinyin.ts';
import type { Synonyms } from './synonyms.ts';
import { normalise, numberKey, pairsOf, queryWordsOf, wordsOf } from './terms.ts';

/** What a visitor typed, read: terms that must all be there, each in one of its ways of being said. */
export interface ParsedQuery {
  /** As typed, without surrounding blanks; at most 100 characters. */
  readonly text: string;
  /** Key of a 文号 when the whole query is one. */
  readonly numberKey: string | undefined;
  readonly terms: readonly string[];
  /** tsquery on words: every term; empty when no term is longer than two characters. */
  readonly words: string;
  /** tsquery on pairs: every term. */
  readonly pairs: string;
  /** tsquery on words for when nothing holds all of them: any word. */
  readonly anyWord: string;
  /** tsqueries on words that ask for less and less: all words but one, half of them. Only for three words and more. */
  readonly mostWords: readonly string[];
  /** Every term is one or two characters, so pairs answer exactly. */
  readonly isShort: boolean;
  /** Strings to mark in what was found, longest first. */
  readonly marks: readonly string[];
  /** Ways to read the query as pinyin of a title; empty when it is none. */
  readonly pinyin: readonly (readonly string[])[];
}

export const MAX_QUERY_LENGTH = 100;

const STOP_WORDS = new Set(
  '的 了 和 是 在 与 及 或 等 对 对于 关于 为 为了 以 于 由 从 向 到 把 被 让 给 其 之 这 那 哪 哪些 什么 怎么 怎样 怎么办 如何 为什么 多少 吗 呢 吧 啊 我 我们 你 您 他 她 它 们 请 请问 有 没有 都 也 就 要 会 能 可以 需要 想 a an the of'.split(
    ' ',
  ),
);

function lexeme(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

const all = (parts: readonly string[]): string => parts.join(' & ');
const any = (parts: readonly string[]): string => (parts.length > 1 ? `(${parts.join(' | ')})` : (parts[0] ?? ''));

function meaningful(words: readonly string[]): string[] {
  const kept = words.filter((word) => !STOP_WORDS.has(word));
  return [...new Set(kept.length > 0 ? kept : words)];
}

function wordQuery(term: string, synonymsOf: Synonyms): string {
  return all(
    meaningful(queryWordsOf(term)).map((word) =>
      any([lexeme(word), ...synonymsOf(word).map((saying) => `(${all(queryWordsOf(saying).map(lexeme))})`)]),
    ),
  );
}

function pairQuery(term: string): string {
  const pairs = pairsOf(term);
  // One character alone stands in pairs as their first, or as itself.
  if (pairs.length === 1 && [...term].length === 1) return `${lexeme(term)}:*`;
  return all(pairs.map(lexeme));
}

/** Choices of half of more words than this are too many to ask for. */
const HALVED = 7;

function choices(words: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return words.flatMap((word, i) => choices(words.slice(i + 1), size - 1).map((rest) => [word, ...rest]));
}

function mostOf(words: readonly string[]): string[] {
  const sizes = new Set([words.length - 1, ...(words.length <= HALVED ? [Math.ceil(words.length / 2)] : [])]);
  return [...sizes]
    .filter((size) => size > 1 && size < words.length)
    .map((size) => any(choices(words, size).map((chosen) => `(${all(chosen)})`)));
}

/** @returns undefined when nothing was typed that could be found */
export function parseQuery(input: string, synonymsOf: Synonyms = () => []): ParsedQuery | undefined {
  // A database takes no NUL in a text, and no control character says anything.
  const text = input
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, MAX_QUERY_LENGTH);
  const normalised = normalise(text);
  const terms = [
    ...new Set(
      normalised
        .split(/[\s,，、;；。！!?？“”"'‘’《》〈〉:：]+/u)
        .map((term) => term.replace(/[^\p{L}\p{N}]+/gu, ''))
        .filter((term) => term !== ''),
    ),
  ];
  if (terms.length === 0) return undefined;
  const ways = terms.map((term) => [term, ...synonymsOf(term)]);
  const isShort = terms.every((term) => [...term].length <= 2 || /^[a-z0-9]+$/.test(term));
  const words = all(
    ways
      .map((sayings) =>
        any(sayings.map((saying) => `(${wordQuery(saying, synonymsOf)})`).filter((one) => one !== '()')),
      )
      .filter((one) => one !== ''),
  );
  const pairs = all(
    ways
      .map((sayings) => any(sayings.map((saying) => `(${pairQuery(saying)})`).filter((one) => one !== '()')))
      .filter((one) => one !== ''),
  );
  const loose = meaningful(terms.flatMap((term) => wordsOf(term))).filter((word) => [...word].length > 1);
  const others = loose.flatMap((word) => synonymsOf(word));
  const marks = [...new Set([...ways.flat(), ...loose, ...others])].sort((a, b) => b.length - a.length);
  return {
    text,
    numberKey: numberKey(normalised),
    terms,
    words,
    pairs,
    anyWord: loose.map(lexeme).join(' | '),
    mostWords: mostOf(loose.map(lexeme)),
    isShort,
    marks,
    // Syllables may be parted by blanks or apostrophes.
    pinyin: /^[a-zü' ]+$/.test(normalised) ? cutPinyin(normalised.trim().replace(/\s+/g, "'")) : [],
  };
}
