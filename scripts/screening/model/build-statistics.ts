/**
 * Builds the statistics of the spelling layer: alphabet, character n-grams, words, sounds and shapes. Documents held out for measuring and
 * those that train the classifier are not read. Usage: node bin/run-script.js scripts/screening/model/build-statistics.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Alphabet, UNKNOWN } from '../../../src/capabilities/screening/rules/spelling/alphabet.ts';
import { encode } from '../../../src/capabilities/screening/rules/spelling/encode.ts';
import {
  growBucket,
  growPrint,
  layOut,
  SEED_BUCKET,
  SEED_PRINT,
} from '../../../src/capabilities/screening/rules/spelling/hashing.ts';
import { PAIR_BYTES, pairPlace } from '../../../src/capabilities/screening/rules/spelling/model.ts';
import { type ModelSections, packSections } from '../../../src/capabilities/screening/rules/spelling/model-file.ts';
import { COST_STEP, MAX_WORD } from '../../../src/capabilities/screening/rules/spelling/words.ts';
import { nearSound, readDictionary, readings, shapePairs } from './characters.ts';
import { plainText, readLaws, readPolicies, sideOf } from './corpus.ts';
import { buildModel } from './count.ts';
import { readWrongForms } from './wrong-forms.ts';

const OUTPUT = join(import.meta.dirname, '../../../src/capabilities/screening/data/spelling.bin');
/** Share of the building documents to read, for a model that knows little (see train-classifier.ts). */
const share = Number(process.argv[2] ?? 1);
const output = process.argv[3] ?? OUTPUT;

/** Share of the dictionary's own counts, and the most times one word is taken, so that the official texts keep their weight. */
const GENERAL_WEIGHT = 0.06;
const MOST_REPEATS = 2500;

const documents = [...readLaws(), ...readPolicies()].filter((document) => sideOf(document) === 'build');
const texts = documents
  .filter((_, index) => (index * 0.6180339887) % 1 < share)
  .map((document) => plainText(document.text));
const dictionary = readDictionary();

const wrong = new Set(readWrongForms().map((form) => form.wrong));

const frequency = new Map<string, number>();
for (const { word, count } of dictionary)
  for (const character of word) frequency.set(character, (frequency.get(character) ?? 0) + count);
const inText = new Map<string, number>();
for (const text of texts)
  for (const unit of text)
    if (/[\u3400-\u9fff\p{P}〇]/u.test(unit) && unit.length === 1) inText.set(unit, (inText.get(unit) ?? 0) + 1);
const ranked = [...new Set([...frequency.keys(), ...inText.keys()])]
  .map((unit) => ({ unit, weight: (frequency.get(unit) ?? 0) / 10 + (inText.get(unit) ?? 0) }))
  .filter(({ unit, weight }) => weight >= 3 && !/[。！？A-Za-z0-9]/.test(unit))
  .sort((a, b) => b.weight - a.weight || (a.unit < b.unit ? -1 : 1))
  .slice(0, 7900);
const characters = ranked.map(({ unit }) => unit).join('');
const alphabet = new Alphabet(characters);
console.log(
  `${documents.length} documents, ${texts.reduce((sum, text) => sum + text.length, 0)} characters, alphabet ${alphabet.size}`,
);

const pieces = texts.map((text) => {
  const { ids, length } = encode(text, alphabet);
  return ids.subarray(0, length);
});
// General vocabulary, as often as the dictionary says: what stands around a word is unknown there.
for (const { word, count } of dictionary) {
  const times = Math.min(MOST_REPEATS, Math.round(count * GENERAL_WEIGHT));
  if (times === 0 || (word.length > 1 && wrong.has(word))) continue;
  const { ids } = encode(word, alphabet);
  const piece = new Uint16Array((word.length + 1) * times);
  for (let time = 0; time < times; time++) piece.set(ids.subarray(1, word.length + 1), time * (word.length + 1) + 1);
  pieces.push(piece);
}
const all = new Uint16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
let offset = 0;
for (const piece of pieces) {
  all.set(piece, offset);
  offset += piece.length;
}
const model = buildModel(all, alphabet.size, [0, 1, 1, 1, 2, 2], 19);
console.log(`${model.prints.length} n-grams`);

// Words: the dictionary without the forms known to be wrong, which the word lists of segmenters hold too.
const total = dictionary.reduce((sum, { count }) => sum + count, 0);
const words = dictionary.filter(
  ({ word, count }) => word.length >= 2 && word.length <= MAX_WORD && count >= 2 && !wrong.has(word),
);
const wordBuckets = new Int32Array(words.length);
const wordPrints = new Uint16Array(words.length);
for (const [index, { word }] of words.entries()) {
  let bucket = SEED_BUCKET;
  let print = SEED_PRINT;
  for (const character of word) {
    const id = alphabet.idOf(character.charCodeAt(0));
    bucket = growBucket(bucket, id);
    print = growPrint(print, id);
  }
  wordBuckets[index] = bucket;
  wordPrints[index] = print >>> 16;
}
const wordLayout = layOut(wordBuckets, 16);
const cost = (count: number) => Math.min(255, Math.round(-Math.log2(count / total) / COST_STEP));
const single = new Map(dictionary.filter(({ word }) => word.length === 1).map(({ word, count }) => [word, count]));

// Sounds: for every character up to three readings, as number of the syllable times eight plus tone.
const syllables: string[] = [];
const sounds = new Uint16Array(characters.length * 3);
for (const [index, { unit }] of ranked.entries()) {
  if (!/[\u4e00-\u9fa5]/.test(unit)) continue;
  for (const [place, reading] of readings(unit).entries()) {
    const syllable = reading.slice(0, -1);
    let number = syllables.indexOf(syllable);
    if (number < 0) number = syllables.push(syllable) - 1;
    sounds[index * 3 + place] = (number + 1) * 8 + Number(reading.at(-1));
  }
}
const near = syllables.map((syllable) => nearSound(syllable));
const shapes: number[] = [];
const common = new Set(ranked.slice(0, 4500).map(({ unit }) => unit));
for (const [from, set] of shapePairs(common)) {
  for (const to of set) shapes.push(alphabet.idOf(from.charCodeAt(0)), alphabet.idOf(to.charCodeAt(0)));
}

const pairs = new Uint8Array(PAIR_BYTES);
const addPair = (left: number, right: number) => {
  const place = pairPlace(left, right);
  pairs[place >>> 3] = pairs[place >>> 3]! | (1 << (place & 7));
};
for (let at = 1; at < all.length; at++)
  if (all[at] !== UNKNOWN && all[at - 1] !== UNKNOWN) addPair(all[at - 1]!, all[at]!);
for (const { word } of words) {
  const { ids } = encode(word, alphabet);
  for (let at = 2; at <= word.length; at++) addPair(ids[at - 1]!, ids[at]!);
}

const sections: ModelSections = {
  text: { characters, syllables: syllables.join(' '), near: near.join(' ') },
  numbers: {
    gramBits: [model.bucketBits],
    wordBits: [16],
  },
  arrays: {
    gramSizes: model.sizes,
    gramPrints: model.prints,
    gramProbabilities: model.probabilities,
    gramBackoffs: model.backoffs,
    wordSizes: wordLayout.sizes,
    wordPrints: Uint16Array.from(wordLayout.order, (entry) => wordPrints[entry]!),
    wordCosts: Uint8Array.from(wordLayout.order, (entry) => cost(words[entry]!.count)),
    singleCosts: Uint8Array.from(characters, (unit) => cost(single.get(unit) ?? 1)),
    sounds,
    pairs,
    shapes: Uint16Array.from(shapes),
  },
};
const packed = packSections(sections);
const compressed = gzipSync(packed, { level: 9 });
writeFileSync(output, compressed);
console.log(
  `${words.length} words, ${shapes.length / 2} shape pairs, ${packed.length} bytes, ${compressed.length} compressed`,
);
