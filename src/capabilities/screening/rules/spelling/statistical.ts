import { readFileSync } from 'node:fs';
import { UNKNOWN } from './alphabet.ts';
import { Classifier, type ClassifierWeights } from './classifier.ts';
import { type Edit, EditFinder } from './edits.ts';
import { encode } from './encode.ts';
import { ScoreChain } from './language-model.ts';
import { loadSpellingModel, SAME_SOUND_WORD, type SpellingModel } from './model.ts';

/** A correction proposed by the statistics, in UTF-16 code units of the text. */
export interface Correction {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Chance from 0 to 1 that the text is wrong here and this mends it. */
  readonly confidence: number;
  readonly kind: number;
}

let finder: EditFinder | undefined;
let classifiers: { readonly characters: Classifier; readonly words: Classifier } | undefined;

function readClassifier(name: string): Classifier {
  const file = new URL(`../../data/${name}.json`, import.meta.url);
  return new Classifier(JSON.parse(readFileSync(file, 'utf8')) as ClassifierWeights);
}

/** One judges replaced and exchanged characters; words of the same sound, of which both are right somewhere, have a judge of their own. */
function judge({ kind, features }: Edit): number {
  classifiers ??= {
    characters: readClassifier('spelling-classifier'),
    words: readClassifier('spelling-classifier-words'),
  };
  return (kind === SAME_SOUND_WORD ? classifiers.words : classifiers.characters).judge(features);
}

/** Bits by which a word of one character must be commoner in general language than in official text to count as everyday language. */
const EVERYDAY_BITS = 3;
/** Bits; rarer words of one character are left to the statistics. */
const EVERYDAY_COST = 14;
const everyday: (boolean | undefined)[] = [];
const single = new ScoreChain(4);

/**
 * Words of one character that everyday language uses and official text hardly knows (很, 她, 吗): that the statistics find them strange says
 * nothing against them, since they would find them strange everywhere.
 */
function isEveryday(id: number, { language, words }: SpellingModel): boolean {
  let known = everyday[id];
  if (known === undefined) {
    const ids = Uint16Array.of(UNKNOWN, id);
    single.order[0] = 0;
    language.score(ids, 1, 2, single);
    const usual = words.cost(ids, 1, 2);
    known = usual < EVERYDAY_COST && single.surprise[1]! - usual >= EVERYDAY_BITS;
    everyday[id] = known;
  }
  return known;
}

/** Texts are read in pieces of this many characters, so that memory does not grow with the document. */
const PIECE = 20_000;
/** Rounds of correction: the second sees the text as the first has mended it, which brings out neighbouring errors. */
const ROUNDS = 2;

/** Corrections of at least `threshold`, by place, none overlapping. `thorough` looks closer and takes three times as long (see `EditFinder`). */
export function findCorrections(text: string, threshold: number, thorough: boolean): Correction[] {
  const model = loadSpellingModel();
  finder ??= new EditFinder(model);
  const corrections: Correction[] = [];
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start);
    for (const correction of correctPiece(model, finder, text.slice(start, end), threshold, thorough)) {
      corrections.push({ ...correction, start: correction.start + start, end: correction.end + start });
    }
    start = end;
  }
  return corrections;
}

/** A piece ends at the end of a sentence when there is one. */
function pieceEnd(text: string, start: number): number {
  const limit = start + PIECE;
  if (limit >= text.length) return text.length;
  const stop = Math.max(text.lastIndexOf('\n', limit), text.lastIndexOf('。', limit));
  if (stop > start) return stop + 1;
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit + 1 : limit;
}

function correctPiece(
  model: SpellingModel,
  edits: EditFinder,
  text: string,
  threshold: number,
  thorough: boolean,
): Correction[] {
  const { ids, places, length } = encode(text, model.alphabet);
  const taken = new Uint8Array(length + 2);
  const corrections: Correction[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const judged = edits
      .find(ids, length, thorough)
      .filter(({ at, span }) => span > 1 || !isEveryday(ids[at]!, model))
      .map((edit) => ({ edit, confidence: judge(edit) }))
      .filter(({ confidence }) => confidence >= threshold)
      .sort((a, b) => b.confidence - a.confidence || a.edit.at - b.edit.at);
    const mended = new Uint8Array(length + 4);
    let count = 0;
    for (const { edit, confidence } of judged) {
      if (isNear(mended, taken, edit)) continue;
      mended.fill(1, edit.at, edit.at + edit.span);
      taken.fill(1, edit.at, edit.at + edit.span);
      for (const [index, id] of edit.replacement.entries()) ids[edit.at + index] = id;
      count++;
      corrections.push({
        start: places[edit.at]!,
        end: places[edit.at + edit.span - 1]! + 1,
        replacement: edit.replacement.map((id) => model.alphabet.characterOf(id)).join(''),
        confidence,
        kind: edit.kind,
      });
    }
    if (count === 0) break;
  }
  return corrections.sort((a, b) => a.start - b.start);
}

/** Two edits within two characters explain the same strangeness; the surer one goes first, the other is asked again. */
function isNear(mended: Uint8Array, taken: Uint8Array, edit: Edit): boolean {
  for (let at = edit.at; at < edit.at + edit.span; at++) if (taken[at] === 1) return true;
  for (let at = Math.max(0, edit.at - 2); at < edit.at + edit.span + 2; at++) if (mended[at] === 1) return true;
  return false;
}
