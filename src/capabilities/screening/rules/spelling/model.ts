import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Alphabet, FIRST_CHARACTER } from './alphabet.ts';
import { startsOf } from './hashing.ts';
import { LanguageModel } from './language-model.ts';
import { unpackSections } from './model-file.ts';
import { COST_STEP, WordTable } from './words.ts';

/** How a wrong character may have come about. */
export const SAME_SOUND = 0;
export const SAME_SYLLABLE = 1;
export const NEAR_SOUND = 2;
export const SIMILAR_SHAPE = 3;
/** Another word of two characters that sounds the same, both characters different: 发源 for 法院, as input methods offer it. */
export const SAME_SOUND_WORD = 5;

export interface Candidate {
  readonly id: number;
  /** One of the constants above. */
  readonly kind: number;
}

/** Only the commoner characters are offered as corrections: rarer ones are names and terms more often than the right word. */
const OFFERED = 4500;

/** Pairs of characters whose homophonous words are kept at hand. */
const KEPT_PAIRS = 20_000;

const PAIR_BITS = 23;

/** Where the pair lies in the table of pairs (one bit each). */
export function pairPlace(left: number, right: number): number {
  return Math.imul(Math.imul(left, 0x9e3779b1) ^ (right + 0x7f4a7c15), 0x85ebca6b) >>> (32 - PAIR_BITS);
}

export const PAIR_BYTES = 2 ** (PAIR_BITS - 3);

export class SpellingModel {
  readonly #pairs: Uint8Array;
  readonly alphabet: Alphabet;
  readonly language: LanguageModel;
  readonly words: WordTable;
  readonly #sounds: Uint16Array;
  readonly #bySyllable: number[][] = [];
  readonly #byNear = new Map<string, number[]>();
  readonly #near: readonly string[];
  readonly #shapes = new Map<number, number[]>();
  readonly #candidates: (readonly Candidate[] | undefined)[] = [];
  readonly #homophones = new Map<number, readonly (readonly [number, number])[]>();

  constructor(bytes: Uint8Array) {
    const { text, numbers, arrays } = unpackSections(bytes);
    const bytesOf = (name: string) => arrays[name] as Uint8Array;
    const pairsOf = (name: string) => arrays[name] as Uint16Array;
    this.alphabet = new Alphabet(text.characters!);
    this.language = new LanguageModel(
      { bucketBits: numbers.gramBits![0]!, starts: startsOf(bytesOf('gramSizes')), prints: pairsOf('gramPrints') },
      bytesOf('gramProbabilities'),
      bytesOf('gramBackoffs'),
    );
    const single = new Float32Array(this.alphabet.size);
    bytesOf('singleCosts').forEach((cost, index) => {
      single[FIRST_CHARACTER + index] = cost * COST_STEP;
    });
    this.words = new WordTable(
      { bucketBits: numbers.wordBits![0]!, starts: startsOf(bytesOf('wordSizes')), prints: pairsOf('wordPrints') },
      bytesOf('wordCosts'),
      single,
    );
    this.#sounds = pairsOf('sounds');
    this.#near = text.near!.split(' ');
    this.#pairs = bytesOf('pairs');
    this.#fileSounds();
    const shapes = pairsOf('shapes');
    for (let index = 0; index < shapes.length; index += 2) {
      const list = this.#shapes.get(shapes[index]!);
      if (list === undefined) this.#shapes.set(shapes[index]!, [shapes[index + 1]!]);
      else list.push(shapes[index + 1]!);
    }
  }

  #fileSounds(): void {
    for (let index = 0; index < Math.min(OFFERED, this.alphabet.characters.length); index++) {
      for (const sound of this.#soundsOf(FIRST_CHARACTER + index)) {
        const syllable = (sound >> 3) - 1;
        this.#bySyllable[syllable] ??= [];
        this.#bySyllable[syllable].push(FIRST_CHARACTER + index);
        const key = this.#near[syllable]!;
        const near = this.#byNear.get(key);
        if (near === undefined) this.#byNear.set(key, [FIRST_CHARACTER + index]);
        else near.push(FIRST_CHARACTER + index);
      }
    }
  }

  #soundsOf(id: number): number[] {
    const index = (id - FIRST_CHARACTER) * 3;
    return [0, 1, 2].map((place) => this.#sounds[index + place] ?? 0).filter((sound) => sound !== 0);
  }

  /** Whether the two characters may stand side by side: in the corpus or in a word. About one stranger in ten is let pass. */
  mayMeet(left: number, right: number): boolean {
    const place = pairPlace(left, right);
    return (this.#pairs[place >>> 3]! & (1 << (place & 7))) !== 0;
  }

  /** A Chinese character that has a reading. */
  isHan(id: number): boolean {
    return id >= FIRST_CHARACTER && (this.#sounds[(id - FIRST_CHARACTER) * 3] ?? 0) !== 0;
  }

  /** Words of two characters with the syllables of these two, tones aside, both characters different. */
  homophonesOf(first: number, second: number): readonly (readonly [number, number])[] {
    const key = first * 65_536 + second;
    const known = this.#homophones.get(key);
    if (known !== undefined) return known;
    const soundsLike = (id: number) =>
      this.candidatesOf(id).filter(({ kind }) => kind === SAME_SOUND || kind === SAME_SYLLABLE);
    const ends = soundsLike(second);
    const pair = new Uint16Array(2);
    const found: (readonly [number, number])[] = [];
    for (const { id: left } of ends.length === 0 ? [] : soundsLike(first))
      for (const { id: right } of ends) {
        if (!this.mayMeet(left, right)) continue;
        pair[0] = left;
        pair[1] = right;
        if (this.words.has(pair, 0, 2)) found.push([left, right]);
      }
    if (this.#homophones.size >= KEPT_PAIRS) this.#homophones.clear();
    this.#homophones.set(key, found);
    return found;
  }

  /** What may have been meant by a character: same sound first, then near sounds, then similar shapes. */
  candidatesOf(id: number): readonly Candidate[] {
    let known = this.#candidates[id];
    if (known !== undefined) return known;
    const kinds = new Map<number, number>();
    const add = (other: number, kind: number) => {
      if (other !== id && (kinds.get(other) ?? 9) > kind) kinds.set(other, kind);
    };
    const sounds = this.#soundsOf(id);
    for (const sound of sounds) {
      const syllable = (sound >> 3) - 1;
      for (const other of this.#bySyllable[syllable] ?? [])
        add(other, this.#soundsOf(other).includes(sound) ? SAME_SOUND : SAME_SYLLABLE);
      for (const other of this.#byNear.get(this.#near[syllable]!) ?? []) add(other, NEAR_SOUND);
    }
    for (const other of this.#shapes.get(id) ?? []) add(other, SIMILAR_SHAPE);
    known = Array.from(kinds, ([other, kind]) => ({ id: other, kind }));
    this.#candidates[id] = known;
    return known;
  }
}

let shipped: SpellingModel | undefined;

/** The shipped model, unpacked when first asked for (about 0.1 s). */
export function loadSpellingModel(): SpellingModel {
  shipped ??= readSpellingModel(new URL('../../data/spelling.bin', import.meta.url));
  return shipped;
}

export function readSpellingModel(file: URL | string): SpellingModel {
  return new SpellingModel(gunzipSync(readFileSync(file)));
}
