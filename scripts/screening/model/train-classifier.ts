/**
 * Fits the classifier that decides which edits are worth a clerk's look. Errors are put into documents that neither build the statistics nor
 * measure. A second, deliberately ignorant model (built from a tenth of the texts) is trained on too, so that the classifier learns to
 * hold back where a text is unlike anything the statistics know.
 * Usage: node bin/run-script.js scripts/screening/model/train-classifier.ts SMALL-MODEL-FILE [words]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassifierWeights } from '../../../src/capabilities/screening/rules/spelling/classifier.ts';
import { type Edit, EditFinder, FEATURES } from '../../../src/capabilities/screening/rules/spelling/edits.ts';
import { encode } from '../../../src/capabilities/screening/rules/spelling/encode.ts';
import {
  loadSpellingModel,
  readSpellingModel,
  type SpellingModel,
} from '../../../src/capabilities/screening/rules/spelling/model.ts';
import { plainText, readLaws, readPolicies, sideOf } from './corpus.ts';

/** Fits the judge of words of the same sound instead of that of characters. */
const withWords = process.argv[3] === 'words';
const OUTPUT = join(
  import.meta.dirname,
  `../../../src/capabilities/screening/data/spelling-classifier${withWords ? '-words' : ''}.json`,
);
const HIDDEN = 20;

/** Small deterministic generator (mulberry32), so that a rebuild gives the same file. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

interface Sample {
  readonly features: Float32Array;
  readonly label: 0 | 1;
}

function collect(model: SpellingModel, texts: readonly string[], random: () => number): Sample[] {
  const samples: Sample[] = [];
  const finder = new EditFinder(model);
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const { ids, length } = encode(line, model.alphabet);
      if (length < 8) continue;
      const truth = damage(model, ids, length, random);
      for (const edit of finder.find(ids, length, true, withWords))
        samples.push({ features: edit.features, label: isRight(edit, truth) ? 1 : 0 });
    }
  }
  return samples;
}

interface Damage {
  readonly at: number;
  readonly original: readonly number[];
}

/** Share of places where a word is taken for another that sounds the same, if there is one. */
const WORD_SLIPS = 0.3;

function homophonesAt(model: SpellingModel, ids: Uint16Array, at: number): readonly (readonly [number, number])[] {
  if (!model.isHan(ids[at + 1]!) || !model.words.has(ids, at, at + 2)) return [];
  return model.homophonesOf(ids[at]!, ids[at + 1]!);
}

/** Puts about one error into every 40 characters. */
function damage(model: SpellingModel, ids: Uint16Array, length: number, random: () => number): Damage[] {
  const damages: Damage[] = [];
  let at = 1 + Math.floor(random() * 40);
  while (at < length - 2) {
    const id = ids[at]!;
    if (model.isHan(id)) {
      const words = withWords && random() < WORD_SLIPS ? homophonesAt(model, ids, at) : [];
      const word = words[Math.floor(random() * words.length)];
      if (word !== undefined) {
        damages.push({ at, original: [id, ids[at + 1]!] });
        ids.set(word, at);
      } else if (random() < 0.06 && model.isHan(ids[at + 1]!) && ids[at + 1] !== id) {
        damages.push({ at, original: [id, ids[at + 1]!] });
        ids[at] = ids[at + 1]!;
        ids[at + 1] = id;
      } else {
        const wanted = random();
        const kind = wanted < 0.45 ? 0 : wanted < 0.7 ? 1 : wanted < 0.82 ? 2 : 3;
        // Candidates come by frequency; the commoner ones are the likelier slips.
        const pool = model.candidatesOf(id).filter((candidate) => candidate.kind === kind && candidate.id < 3500);
        const chosen = pool.sort((a, b) => a.id - b.id)[Math.floor(random() ** 1.6 * pool.length)];
        if (chosen !== undefined) {
          damages.push({ at, original: [id] });
          ids[at] = chosen.id;
        }
      }
    }
    at += 8 + Math.floor(random() * 64);
  }
  return damages;
}

function isRight(edit: Edit, truth: readonly Damage[]): boolean {
  return truth.some(
    ({ at, original }) =>
      at === edit.at && original.length === edit.span && original.every((id, index) => id === edit.replacement[index]),
  );
}

function train(samples: readonly Sample[], random: () => number): ClassifierWeights {
  const inputs = FEATURES;
  const size = HIDDEN * inputs + HIDDEN + HIDDEN + 1;
  const weights = Float64Array.from({ length: size }, () => (random() - 0.5) * 0.5);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  const gradient = new Float64Array(size);
  const biasAt = HIDDEN * inputs;
  const secondAt = biasAt + HIDDEN;
  const order = Uint32Array.from(samples, (_, index) => index);
  const hidden = new Float64Array(HIDDEN);
  const batch = 64;
  let step = 0;
  for (let epoch = 0; epoch < 14; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [order[index], order[other]] = [order[other]!, order[index]!];
    }
    const rate = epoch < 8 ? 0.004 : epoch < 12 ? 0.001 : 0.0003;
    let loss = 0;
    for (let start = 0; start < order.length; start += batch) {
      gradient.fill(0);
      const end = Math.min(order.length, start + batch);
      for (let index = start; index < end; index++) {
        const { features, label } = samples[order[index]!]!;
        let output = weights[size - 1]!;
        for (let unit = 0; unit < HIDDEN; unit++) {
          let value = weights[biasAt + unit]!;
          for (let input = 0; input < inputs; input++) value += weights[unit * inputs + input]! * features[input]!;
          hidden[unit] = Math.max(0, value);
          output += hidden[unit]! * weights[secondAt + unit]!;
        }
        const chance = 1 / (1 + Math.exp(-output));
        loss -= Math.log(Math.max(1e-9, label === 1 ? chance : 1 - chance));
        const error = chance - label;
        gradient[size - 1]! += error;
        for (let unit = 0; unit < HIDDEN; unit++) {
          gradient[secondAt + unit]! += error * hidden[unit]!;
          if (hidden[unit]! <= 0) continue;
          const back = error * weights[secondAt + unit]!;
          gradient[biasAt + unit]! += back;
          for (let input = 0; input < inputs; input++) gradient[unit * inputs + input]! += back * features[input]!;
        }
      }
      step++;
      for (let index = 0; index < size; index++) {
        const slope = gradient[index]! / (end - start) + 1e-5 * weights[index]!;
        mean[index] = 0.9 * mean[index]! + 0.1 * slope;
        square[index] = 0.999 * square[index]! + 0.001 * slope * slope;
        weights[index]! -=
          (rate * (mean[index]! / (1 - 0.9 ** step))) / (Math.sqrt(square[index]! / (1 - 0.999 ** step)) + 1e-8);
      }
    }
    if (epoch % 4 === 3) console.log(`epoch ${epoch + 1}: loss ${(loss / order.length).toFixed(4)}`);
  }
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return {
    inputs,
    hidden: HIDDEN,
    first: Array.from(weights.subarray(0, biasAt), round),
    firstBias: Array.from(weights.subarray(biasAt, secondAt), round),
    second: Array.from(weights.subarray(secondAt, size - 1), round),
    secondBias: round(weights[size - 1]!),
  };
}

const random = generator(20260101);
const texts = [...readLaws(), ...readPolicies()]
  .filter((document) => sideOf(document) === 'train')
  .map((document) => plainText(document.text));
const samples = collect(loadSpellingModel(), texts, random);
const small = process.argv[2];
if (small !== undefined) samples.push(...collect(readSpellingModel(small), texts, random));
const positive = samples.filter((sample) => sample.label === 1).length;
console.log(`${texts.length} documents, ${samples.length} edits, ${positive} right`);
writeFileSync(OUTPUT, `${JSON.stringify(train(samples, random))}\n`);
