import { BOUNDARY, FIRST_CHARACTER } from './alphabet.ts';
import { MAX_ORDER, ScoreChain } from './language-model.ts';
import { SAME_SOUND_WORD, type SpellingModel } from './model.ts';

export const FEATURES = 28;
export const SWAP = 4;

/** A possible correction with what speaks for and against it. Places are indexes into the encoded text. */
export interface Edit {
  readonly at: number;
  /** Characters replaced: 1, or 2 for an exchange or a word. */
  readonly span: number;
  readonly replacement: readonly number[];
  readonly kind: number;
  readonly features: Float32Array;
}

/** Bits of improvement below which nothing is worth judging. */
const LEAST_GAIN = 2;
/** Bits; a wrong character is nearly always less likely than this, or makes the next one so. */
const SURPRISING = 7;
const STRANGE_NEIGHBOUR = 10;
const LEAST_LANGUAGE_GAIN = 0;
const LEAST_LANGUAGE_GAIN_THOROUGH = -8;
/** Bits by which the place itself and the next must not get worse, before the places after them are scored. */
const LEAST_FIRST_GAIN = -3;
/** How many corrections of one place are described for the classifier. */
const WEIGHED = 3;

interface Trial {
  readonly replacement: readonly number[];
  readonly kind: number;
  readonly lm: number;
  readonly wordGain: number;
  readonly quick: number;
}

/** Keeps the best few in order. */
function keepBest(trials: Trial[], trial: Trial): void {
  let place = trials.length;
  while (place > 0 && trials[place - 1]!.quick < trial.quick) place--;
  if (place > WEIGHED) return;
  trials.splice(place, 0, trial);
  if (trials.length > WEIGHED + 1) trials.pop();
}

/**
 * Proposes a few edits for every suspicious place: the character is looked at when the trigrams it ends and continues are unknown to the
 * model, and only corrections that are seen beside one of the neighbours are weighed.
 */
export class EditFinder {
  readonly #model: SpellingModel;
  readonly #chain = new ScoreChain(4096);
  readonly #trial = new ScoreChain(4096);

  constructor(model: SpellingModel) {
    this.#model = model;
  }

  /**
   * `thorough` also weighs corrections that only one neighbour knows and places that are only a little strange: three times slower, and more
   * is found in texts unlike the corpus. `withWords` also weighs other words of the same sound.
   */
  find(ids: Uint16Array, length: number, thorough: boolean, withWords = thorough): Edit[] {
    const { language } = this.#model;
    this.#chain.ensure(length + MAX_ORDER + 1);
    this.#trial.ensure(length + MAX_ORDER + 1);
    language.score(ids, 0, length, this.#chain);
    const edits: Edit[] = [];
    for (let at = 1; at < length - 1; at++) {
      const id = ids[at]!;
      if (id < FIRST_CHARACTER || !this.#isSuspicious(at, length, thorough)) continue;
      if (!this.#model.isHan(id)) continue;
      edits.push(...this.#bestAt(ids, length, at, thorough, withWords));
    }
    return edits;
  }

  #isSuspicious(at: number, length: number, thorough: boolean): boolean {
    const { order, surprise } = this.#chain;
    if (order[at]! >= 3 && order[at + 1]! >= 3) return false;
    const here = surprise[at]!;
    const next = surprise[at + 1]!;
    if (thorough) return here + next > 9;
    if (here < SURPRISING && next < SURPRISING) return false;
    // No edit can gain more than the surprise it takes away.
    return here + next + (at + 2 < length ? surprise[at + 2]! : 0) > 14;
  }

  /** The likeliest corrections of one place; the classifier chooses among them. */
  #bestAt(ids: Uint16Array, length: number, at: number, thorough: boolean, withWords: boolean): Edit[] {
    const { words } = this.#model;
    const previous = ids[at - 1]!;
    const current = ids[at]!;
    const next = ids[at + 1]!;
    const from = Math.max(1, at - 4);
    const to = Math.min(length, at + 5);
    const oldWords = words.segment(ids, from, to);
    // A neighbour that is itself strange may be the next error, and says nothing against a candidate.
    const leftMayBeWrong = this.#chain.surprise[at - 1]! > STRANGE_NEIGHBOUR;
    const rightMayBeWrong = this.#chain.surprise[at + 2]! > STRANGE_NEIGHBOUR || next < FIRST_CHARACTER;
    const trials: Trial[] = [];
    const leastGain = thorough ? LEAST_LANGUAGE_GAIN_THOROUGH : LEAST_LANGUAGE_GAIN;
    for (const { id, kind } of this.#model.candidatesOf(current)) {
      const knowsLeft = this.#model.mayMeet(previous, id);
      const knowsRight = this.#model.mayMeet(id, next);
      if (!knowsLeft && !knowsRight) continue;
      if (!thorough && !((knowsLeft || leftMayBeWrong) && (knowsRight || rightMayBeWrong))) continue;
      ids[at] = id;
      const lm = this.#gain(ids, length, at, at + 1, thorough);
      if (lm > leastGain) {
        const wordGain = oldWords - words.segment(ids, from, to);
        keepBest(trials, { replacement: [id], kind, lm, wordGain, quick: lm + 0.6 * wordGain - (kind >= 2 ? 1.5 : 0) });
      }
      ids[at] = current;
    }
    if (next !== current && this.#model.isHan(next)) {
      ids[at] = next;
      ids[at + 1] = current;
      const lm = this.#gain(ids, length, at, at + 2, thorough);
      if (lm > leastGain) {
        const wordGain = oldWords - words.segment(ids, from, to);
        keepBest(trials, { replacement: [next, current], kind: SWAP, lm, wordGain, quick: lm + 0.6 * wordGain - 4 });
      }
      ids[at] = current;
      ids[at + 1] = next;
    }
    // Only suspicions come of it, so it is spared where none are asked for.
    if (withWords && this.#model.isHan(next)) this.#tryWords(ids, length, at, oldWords, trials);
    const edits: Edit[] = [];
    for (const [index, trial] of trials.entries()) {
      if (index >= WEIGHED || trial.quick < LEAST_GAIN) break;
      const rival = index === 0 ? (trials[1]?.quick ?? 0) : trials[0]!.quick;
      const margin = trial.quick - Math.max(0, rival);
      const { replacement, kind, lm, wordGain } = trial;
      const features = this.#describe(ids, length, at, replacement, kind, lm, wordGain, margin);
      edits.push({ at, span: replacement.length, replacement, kind, features });
    }
    return edits;
  }

  /** Other words that sound like the two characters here. */
  #tryWords(ids: Uint16Array, length: number, at: number, oldWords: number, trials: Trial[]): void {
    const { words } = this.#model;
    const [previous, first, second, after] = [ids[at - 1]!, ids[at]!, ids[at + 1]!, ids[at + 2] ?? BOUNDARY];
    const from = Math.max(1, at - 4);
    const to = Math.min(length, at + 5);
    for (const replacement of this.#model.homophonesOf(first, second)) {
      const [left, right] = replacement;
      const knowsLeft = previous < FIRST_CHARACTER || this.#model.mayMeet(previous, left);
      const knowsRight = after < FIRST_CHARACTER || this.#model.mayMeet(right, after);
      if (!knowsLeft && !knowsRight) continue;
      ids[at] = left;
      ids[at + 1] = right;
      const lm = this.#gain(ids, length, at, at + 2, true);
      if (lm > LEAST_LANGUAGE_GAIN_THOROUGH) {
        const wordGain = oldWords - words.segment(ids, from, to);
        keepBest(trials, { replacement, kind: SAME_SOUND_WORD, lm, wordGain, quick: lm + 0.6 * wordGain - 4 });
      }
      ids[at] = first;
      ids[at + 1] = second;
    }
  }

  /** Bits that the text gains when ids[at..end) stands as it now does instead of as it was scored. */
  #gain(ids: Uint16Array, length: number, at: number, end: number, always = false): number {
    const last = Math.min(length, end + MAX_ORDER - 1);
    const chain = this.#chain;
    const trial = this.#trial;
    trial.order[at - 1] = chain.order[at - 1]!;
    const base = (at - 1) * MAX_ORDER;
    for (let index = 0; index < MAX_ORDER; index++) trial.backoff[base + index] = chain.backoff[base + index]!;
    const middle = Math.min(last, end + 1);
    this.#model.language.score(ids, at, middle, trial);
    let gain = 0;
    for (let place = at; place < middle; place++) gain += chain.surprise[place]! - trial.surprise[place]!;
    if (gain < LEAST_FIRST_GAIN && !always) return gain + LEAST_FIRST_GAIN;
    this.#model.language.score(ids, middle, last, trial);
    for (let place = middle; place < last; place++) gain += chain.surprise[place]! - trial.surprise[place]!;
    return gain;
  }

  #describe(
    ids: Uint16Array,
    length: number,
    at: number,
    replacement: readonly number[],
    kind: number,
    lm: number,
    wordGain: number,
    margin: number,
  ): Float32Array {
    const features = new Float32Array(FEATURES);
    const { language, words } = this.#model;
    const chain = this.#chain;
    const end = at + replacement.length;
    const previous = ids[at - 1]!;
    const next = ids[end] ?? BOUNDARY;
    const saved = Array.from(ids.subarray(at, end));
    const oldWord = this.#longestWord(ids, at, length);
    features[0] = lm / 10;
    features[1] = chain.surprise[at]! / 10;
    features[2] = chain.surprise[end]! / 10;
    features[5] = wordGain / 10;
    features[6] = (chain.order[at]! + chain.order[end]! + (chain.order[end + 1] ?? 0)) / 10;
    features[8] = language.hasPair(previous, saved[0]!) ? 1 : 0;
    features[9] = language.hasPair(saved.at(-1)!, next) ? 1 : 0;
    features[13] = oldWord.length / 4;
    features[14] = oldWord.cost / 20;
    features[17] = words.cost(ids, at, at + 1) / 20;
    for (const [index, id] of replacement.entries()) ids[at + index] = id;
    this.#gain(ids, length, at, end, true);
    const trial = this.#trial;
    features[3] = trial.surprise[at]! / 10;
    features[4] = trial.surprise[end]! / 10;
    features[7] = (trial.order[at]! + trial.order[end]! + (trial.order[end + 1] ?? 0)) / 10;
    features[10] = language.hasPair(previous, replacement[0]!) ? 1 : 0;
    features[11] = language.hasPair(replacement.at(-1)!, next) ? 1 : 0;
    features[12] = language.hasTriple(previous, replacement[0]!, ids[at + 1] ?? BOUNDARY) ? 1 : 0;
    const newWord = this.#longestWord(ids, at, length);
    features[15] = newWord.length / 4;
    features[16] = newWord.cost / 20;
    features[18] = words.cost(ids, at, at + 1) / 20;
    for (const [index, id] of saved.entries()) ids[at + index] = id;
    features[19 + kind] = 1;
    features[25] = this.#strangeness(at, length) / 10;
    features[26] = Math.max(-20, Math.min(margin, 30)) / 10;
    features[27] = (trial.order[end + 1] ?? 0) >= 4 || trial.order[end]! >= 4 || trial.order[at]! >= 4 ? 1 : 0;
    return features;
  }

  /** The longest dictionary word over a place: its length and cost, a single character when there is none. */
  #longestWord(ids: Uint16Array, at: number, length: number): { length: number; cost: number } {
    const { words } = this.#model;
    for (let size = 4; size >= 2; size--) {
      for (let from = Math.max(1, at - size + 1); from <= at && from + size <= length; from++) {
        const cost = words.cost(ids, from, from + size);
        if (cost < Number.POSITIVE_INFINITY) return { length: size, cost };
      }
    }
    return { length: 1, cost: words.cost(ids, at, at + 1) };
  }

  /** Mean surprise of the neighbourhood without the place itself: how little the model knows of such texts. */
  #strangeness(at: number, length: number): number {
    const { surprise } = this.#chain;
    let sum = 0;
    let count = 0;
    for (let place = Math.max(1, at - 7); place < Math.min(length, at + 10); place++) {
      if (place >= at && place < at + 4) continue;
      sum += surprise[place]!;
      count++;
    }
    return count === 0 ? 8 : sum / count;
  }
}
