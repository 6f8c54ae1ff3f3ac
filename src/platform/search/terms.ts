import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { pinyinPairsOf } from './pinyin.ts';

let segmenter: Jieba | undefined;

/** Words of a text as search mode cuts them: long words and the shorter ones inside them. The dictionary loads on first use. */
function cut(text: string): string[] {
  segmenter ??= Jieba.withDict(dict);
  return segmenter.cutForSearch(text, true);
}

/** Words as a query needs them: the long ones only, since a text that holds one holds the shorter ones inside it as well. */
export function queryWordsOf(normalised: string): string[] {
  segmenter ??= Jieba.withDict(dict);
  return segmenter.cut(normalised, true).filter((word) => WORD.test(word));
}

/** Longest part of a body that is indexed, in UTF-16 units; a tsvector may not pass 1 MB. */
const INDEXED_LENGTH = 120_000;

/** One form for what people write in several: full width, letter case, brackets of numbers. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[(【「『〔]/g, '〔')
    .replace(/[\])】」』〕]/g, '〕');
}

const WORD = /^[\p{L}\p{N}]+$/u;
const OUTSIDE_BASIC_PLANE = /[\ud800-\udfff]/;
const RUNS = /[\p{Script=Han}]+|[a-z0-9]+/gu;

/** Common Chinese characters, small letters and digits: nearly all there is, told apart ten times as fast as by the pattern. */
function isPlain(term: string): boolean {
  for (let i = 0; i < term.length; i++) {
    const code = term.charCodeAt(i);
    const isKnown =
      (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
    if (!isKnown) return false;
  }
  return term !== '';
}

const isWord = (term: string): boolean => isPlain(term) || WORD.test(term);

/** Words in their order, without punctuation. */
export function wordsOf(normalised: string): string[] {
  return cut(normalised).filter(isWord);
}

/** Every two neighbouring Chinese characters, and every run of letters or digits; each once. */
export function pairsOf(normalised: string): string[] {
  const pairs = new Set<string>();
  for (const [run] of normalised.matchAll(RUNS)) {
    if (run.charCodeAt(0) < 128) {
      pairs.add(run);
      continue;
    }
    if (!OUTSIDE_BASIC_PLANE.test(run)) {
      if (run.length === 1) pairs.add(run);
      for (let i = 0; i + 1 < run.length; i++) pairs.add(run.slice(i, i + 2));
      continue;
    }
    const characters = [...run];
    // A lone character is kept as it is, so that 林 in “林、田” is found.
    if (characters.length === 1) pairs.add(run);
    for (let i = 0; i + 1 < characters.length; i++) pairs.add(characters[i]! + characters[i + 1]!);
  }
  return [...pairs];
}

/** A 文号 without its brackets, so that 仑政〔2022〕1号, 仑政[2022]1号 and 仑政20221号 are one; undefined when it is none. */
export function numberKey(normalised: string): string | undefined {
  const found = /^([\p{Script=Han}]{1,20})\s*〔?\s*(\d{4})\s*(?:年|〕)?\s*第?\s*0*(\d{1,6})\s*号$/u.exec(
    normalised.trim(),
  );
  return found ? `${found[1]}${found[2]}-${found[3]}` : undefined;
}

/** More places tell the ranking nothing: what counts is whether a word stands once or again and again. */
const PLACES_A_WORD = 4;
const LAST_PLACE = 16_383;

/** A term as it is written in the literals of the database. */
export function quoteLexeme(lexeme: string): string {
  // Letters and digits alone, as nearly all are, need no quotes.
  if (isWord(lexeme)) return lexeme;
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A tsvector literal of words and the first of their places. */
function positionedVector(words: readonly string[]): string {
  const places = new Map<string, number[]>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const known = places.get(word);
    if (known === undefined) places.set(word, [Math.min(i + 1, LAST_PLACE)]);
    else if (known.length < PLACES_A_WORD && i < LAST_PLACE) known.push(i + 1);
  }
  let literal = '';
  for (const [word, at] of places) literal += `${literal === '' ? '' : ' '}${quoteLexeme(word)}:${at.join(',')}`;
  return literal;
}

/** Literals for ::tsvector: threads hand a string over in one piece, and drivers write it as it is. */
export interface Vectors {
  /** Words, pairs and readings of title, number and keywords; the key of the 文号. */
  titleTerms: string;
  /** With the first of their places. */
  words: string;
  pairs: string;
}

const literal = (terms: Iterable<string>): string => Array.from(terms, quoteLexeme).join(' ');

export function vectorsOf(entry: {
  title: string;
  number: string | null;
  keywords: readonly string[];
  body: string;
}): Vectors {
  const head = normalise([entry.title, entry.number ?? '', ...entry.keywords].join('\n'));
  const key = entry.number === null ? undefined : numberKey(normalise(entry.number));
  const body = normalise(entry.body.slice(0, INDEXED_LENGTH));
  const headWords = wordsOf(head);
  const headPairs = pairsOf(head);
  return {
    titleTerms: literal(
      new Set([...headWords, ...headPairs, ...pinyinPairsOf(entry.title), ...(key === undefined ? [] : [`#${key}`])]),
    ),
    words: positionedVector([...headWords, ...wordsOf(body)]),
    pairs: literal(new Set([...headPairs, ...pairsOf(body)])),
  };
}
