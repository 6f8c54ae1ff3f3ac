import { FIRST_CHARACTER } from './alphabet.ts';
import { encode } from './encode.ts';
import { MAX_ORDER, ScoreChain } from './language-model.ts';
import { loadSpellingModel, type SpellingModel } from './model.ts';

/** A place where a character seems to be missing, in UTF-16 code units of the text. */
export interface LostCharacter {
  /** The two characters on either side of the seam. */
  readonly start: number;
  readonly end: number;
  /** What to write for them. */
  readonly replacement: string;
  readonly lost: string;
}

/** Words that usage puts in and leaves out as it likes: 两个或[者]两个以上, 电力调度机构[的]值班人员, 属[于]出版物的. */
const OPTIONAL = new Set(
  '的者性地当照以后与和之了其得着所中内上下等及或在于由对为是有也一个各该本将可要不无未已并且而但'.split(''),
);
/** Bits of gain and of distance to the second best from which a proposal is sure: where it makes words, and elsewhere. */
const SURE_WORD = { gain: 12, margin: 3, wordGain: 0 };
const SURE = { gain: 17, margin: 5, wordGain: -6 };
/** Bits that an optional character must gain. */
const OPTIONAL_GAIN = 16;
/** Beside a number anything may be missing: 从事[第]二类. */
const NUMERALS = /[第一二三四五六七八九十百千万两几]/;
const LEAST_ORDER = 3;

let finder: LostCharacterFinder | undefined;
const whole = new ScoreChain(4096);
/** Texts are read in pieces of this many characters. */
const PIECE = 20_000;

/** Places where one character is missing. Only sure ones: suspicions of this kind were wrong more often than right. */
export function findLostCharacters(text: string): LostCharacter[] {
  const model = loadSpellingModel();
  finder ??= new LostCharacterFinder(model);
  const found: LostCharacter[] = [];
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE);
    const { ids, places, length } = encode(piece, model.alphabet);
    whole.ensure(length + MAX_ORDER + 1);
    model.language.score(ids, 0, length, whole);
    for (const insertion of finder.find(ids, length, whole)) {
      const lost = model.alphabet.characterOf(insertion.id);
      // 提存, 定线: the two sides are a word by themselves.
      const isWord = model.words.has(ids, insertion.at - 1, insertion.at + 1);
      const isSure =
        !isWord &&
        isAtLeast(insertion, insertion.wordGain >= 0 ? SURE_WORD : SURE) &&
        (!OPTIONAL.has(lost) || (insertion.wordGain >= 0 && insertion.gain >= OPTIONAL_GAIN)) &&
        !NUMERALS.test(lost + model.alphabet.characterOf(ids[insertion.at]!));
      if (!isSure) continue;
      const start = places[insertion.at - 1]!;
      const seam = places[insertion.at]!;
      // Across a blank the two sides may be two cells or two lines.
      if (seam !== start + 1) continue;
      found.push({
        start: start + from,
        end: seam + 1 + from,
        replacement: piece[start]! + lost + piece[seam]!,
        lost,
      });
    }
  }
  return found;
}

function isAtLeast(insertion: Insertion, least: { gain: number; margin: number; wordGain: number }): boolean {
  return (
    insertion.gain >= least.gain &&
    insertion.margin >= least.margin &&
    insertion.wordGain >= least.wordGain &&
    insertion.order >= LEAST_ORDER
  );
}

/** A character that seems to be missing before `at` (an index into the encoded text). */
interface Insertion {
  readonly at: number;
  readonly id: number;
  /** Bits the whole neighbourhood gains, although it grows by a character. */
  readonly gain: number;
  /** Bits by which the second best character gains less. */
  readonly margin: number;
  /** Longest known sequence over the seam with the character put in. */
  readonly order: number;
  /** Bits the words of the neighbourhood gain. */
  readonly wordGain: number;
}

/** Only characters that common are put in: a rarer one that is missing cannot be guessed. */
const OFFERED = 2500;
/** Characters before the seam that scores look at, and those behind it that are scored. */
const BEFORE = 5;
const BEHIND = 6;
/** Bits of surprise at the seam, and with the character after it, below which nothing is missing. */
const LEAST_SURPRISE = 14;
const LEAST_SURPRISE_OF_THREE = 21;

/** Looks for seams the corpus does not know and for the one character that would make them well known. */
class LostCharacterFinder {
  readonly #model: SpellingModel;
  readonly #window = new Uint16Array(BEFORE + BEHIND + 2);
  readonly #chain = new ScoreChain(BEFORE + BEHIND + 4);
  /** For each character those that may follow it. */
  readonly #followers: (Uint16Array | undefined)[] = [];

  constructor(model: SpellingModel) {
    this.#model = model;
  }

  /** `chain` holds the scores of `ids`. */
  find(ids: Uint16Array, length: number, chain: ScoreChain): Insertion[] {
    const { order, surprise } = chain;
    const found: Insertion[] = [];
    for (let at = 3; at < length - 2; at++) {
      if (order[at]! > 2 || order[at + 1]! > 2) continue;
      const strange = surprise[at]! + surprise[at + 1]!;
      if (strange < LEAST_SURPRISE || strange + surprise[at + 2]! < LEAST_SURPRISE_OF_THREE) continue;
      if (!this.#model.isHan(ids[at]!) || !this.#model.isHan(ids[at - 1]!)) continue;
      const best = this.#bestAt(ids, length, at, chain);
      if (best) found.push(best);
    }
    return found;
  }

  #followersOf(id: number): Uint16Array {
    let known = this.#followers[id];
    if (known) return known;
    const list: number[] = [];
    for (let other = FIRST_CHARACTER; other < OFFERED; other++)
      if (this.#model.mayMeet(id, other) && this.#model.isHan(other)) list.push(other);
    known = Uint16Array.from(list);
    this.#followers[id] = known;
    return known;
  }

  #bestAt(ids: Uint16Array, length: number, at: number, whole: ScoreChain): Insertion | null {
    const model = this.#model;
    const { language, words } = model;
    const previous = ids[at - 1]!;
    const next = ids[at]!;
    const from = Math.max(0, at - BEFORE);
    const to = Math.min(length, at + BEHIND);
    const window = this.#window;
    const chain = this.#chain;
    const seam = at - from;
    const end = to - from + 1;
    // What stands before the seam was scored already.
    chain.order[seam - 1] = whole.order[at - 1]!;
    for (let i = 0; i < MAX_ORDER; i++)
      chain.backoff[(seam - 1) * MAX_ORDER + i] = whole.backoff[(at - 1) * MAX_ORDER + i]!;
    let old = 0;
    for (let i = at; i < to; i++) old += whole.surprise[i]!;
    for (let i = from; i < at; i++) window[i - from] = ids[i]!;
    for (let i = at; i < to; i++) window[i - from + 1] = ids[i]!;
    let best = 0;
    let bestId = 0;
    let second = 0;
    let order = 0;
    for (const id of this.#followersOf(previous)) {
      if (!model.mayMeet(id, next)) continue;
      if (!language.hasTriple(previous, id, next) && !language.hasTriple(ids[at - 2]!, previous, id)) continue;
      window[seam] = id;
      const middle = Math.min(end, seam + 3);
      language.score(window, seam, middle, chain);
      let gain = old;
      for (let i = seam; i < middle; i++) gain -= chain.surprise[i]!;
      // What follows can only cost more.
      if (gain <= second) continue;
      language.score(window, middle, end, chain);
      for (let i = middle; i < end; i++) gain -= chain.surprise[i]!;
      if (gain > best) {
        second = best;
        best = gain;
        bestId = id;
        order = Math.max(chain.order[seam + 1]!, chain.order[seam + 2]!);
      } else if (gain > second) second = gain;
    }
    if (bestId === 0) return null;
    window[seam] = bestId;
    const wordsFrom = Math.max(1, from);
    const wordGain = words.segment(ids, wordsFrom, to) - words.segment(window, wordsFrom - from, end);
    return { at, id: bestId, gain: best, margin: best - second, order, wordGain };
  }
}
