/**
 * Lists the slips of long set phrases: names and phrases that the official texts repeat often, each with one inner character left out or two
 * neighbours exchanged, as far as no text and no dictionary word has them. Usage: node bin/run-script.js scripts/screening/model/build-phrase-slips.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDictionary } from './characters.ts';
import { plainText, readLaws, readPolicies, sideOf } from './corpus.ts';

const OUTPUT = join(import.meta.dirname, '../../../src/capabilities/screening/data/phrase-slips.csv');
const LEAST_DOCUMENTS = 25;
const MOST_LENGTH = 12;

/** Characters that stand alone where a longer word may too: 按 for 按照, 或 for 或者. */
const ALONE = new Set(
  '或按应经自可和与已并由对为其有等的各及在于以因且未将被向从至到再又不无所本该此即若如依据按就后前内外中上下人年月日元次项个须需准报交办'.split(
    '',
  ),
);

const dictionary = new Map(readDictionary().map(({ word, count }) => [word, count]));
const texts = [...readLaws(), ...readPolicies()]
  .filter((document) => sideOf(document) === 'build')
  .map((document) => plainText(document.text));

/** Phrases are runs of two or three dictionary words that many documents share. */
const documentsOf = new Map<string, number>();
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
for (const text of texts) {
  const found = new Set<string>();
  for (const run of text.match(/[\u4e00-\u9fff]{5,}/g) ?? []) {
    const words = Array.from(segmenter.segment(run), ({ segment }) => segment);
    for (let from = 0; from < words.length; from++) {
      let phrase = '';
      for (let to = from; to < Math.min(words.length, from + 4); to++) {
        phrase += words[to];
        if (words[to]!.length < 2 || phrase.length > MOST_LENGTH) break;
        if (phrase.length >= 5) found.add(phrase);
      }
    }
  }
  for (const phrase of found) documentsOf.set(phrase, (documentsOf.get(phrase) ?? 0) + 1);
}
const phrases = [...documentsOf].filter(([, count]) => count >= LEAST_DOCUMENTS).map(([phrase]) => phrase);

const all = texts.join('\n');
const seen = new Set<string>();
for (let at = 0; at < all.length; at++) for (let size = 4; size <= 6; size++) seen.add(all.slice(at, at + size));
const slips = new Map<string, string>();
for (const phrase of phrases) {
  for (let at = 1; at < phrase.length - 1; at++) {
    const lost = phrase.slice(0, at) + phrase.slice(at + 1);
    // What a lost repeated character leaves may be right; so may a shorter phrase of whole words.
    if (isNew(lost) && !splits(lost)) slips.set(lost, `${phrase},missing`);
  }
  for (let at = 0; at < phrase.length - 1; at++) {
    const swapped = phrase.slice(0, at) + phrase[at + 1] + phrase[at] + phrase.slice(at + 2);
    if (swapped !== phrase && isNew(swapped) && !splits(swapped)) slips.set(swapped, `${phrase},order`);
  }
}

function isNew(slip: string): boolean {
  if (dictionary.has(slip)) return false;
  if (slip.length <= 6) return !seen.has(slip);
  return !seen.has(slip.slice(0, 6)) || !all.includes(slip);
}

/** Whether common dictionary words and characters that stand alone make the slip up without rest. */
function splits(slip: string): boolean {
  const reached = [true];
  for (let end = 1; end <= slip.length; end++) {
    reached[end] = reached[end - 1] === true && ALONE.has(slip[end - 1]!);
    for (let from = Math.max(0, end - 5); from <= end - 2; from++) {
      if (reached[from] && (dictionary.get(slip.slice(from, end)) ?? 0) >= 3) reached[end] = true;
    }
  }
  return reached[slip.length] === true;
}

// A slip that holds a shorter one adds nothing.
const kept = [...slips].filter(([slip]) => {
  for (let from = 0; from < slip.length; from++) {
    for (let to = from + 4; to <= slip.length; to++) {
      if (to - from < slip.length && slips.has(slip.slice(from, to))) return false;
    }
  }
  return true;
});
kept.sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(OUTPUT, `wrong,right,how\n${kept.map(([slip, rest]) => `${slip},${rest}`).join('\n')}\n`);
console.log(`${phrases.length} phrases, ${kept.length} slips`);
