import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import {
  charactersByFrequency,
  Hits,
  Matcher,
  UnitReader,
} from '../src/capabilities/screening/rules/matching/index.ts';

/** A repeatable source of numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export function sharedFolder(): string {
  return process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../shared');
}

/** Laws and policies one by one; without the shared data, text drawn at random from the characters of the shipped table. */
export function readTexts(): { texts: string[]; source: string } {
  const folder = join(sharedFolder(), 'data/text');
  if (!existsSync(join(folder, 'laws.jsonl')))
    return { texts: randomTexts(), source: 'random characters by frequency' };
  const lines = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { text?: string; html?: string });
  const texts = [...lines('laws.jsonl'), ...lines('govcn_policies.jsonl')].map(
    ({ text, html }) => text ?? html?.replace(/<[^>]*>/g, '').replace(/\n\s+/g, '\n') ?? '',
  );
  return { texts, source: 'laws and State Council policies' };
}

function randomTexts(): string[] {
  const random = randomNumbers(7);
  const characters = charactersByFrequency();
  return Array.from({ length: 500 }, () => {
    let text = '';
    // Zipf's law: rank r is drawn with a chance of about 1/r.
    for (let i = 0; i < 6000; i++) text += characters[Math.floor(characters.length ** random()) - 1];
    return text;
  });
}

/**
 * Wrong forms as a lexicon of typing errors holds them: a stretch of the text with one character replaced by one of the same sound. What
 * the clean text itself contains is no wrong form and is left out, so that hits are as rare as on a real site.
 */
export function wrongForms(texts: readonly string[], count: number): string[] {
  const random = randomNumbers(20231231);
  const all = texts.join('\n');
  const sounds = new Map<string, string[]>();
  const soundOf = new Map<string, string[]>();
  for (const character of charactersByFrequency()) {
    if (!/\p{Script=Han}/u.test(character)) continue;
    const sound = pinyin(character, { toneType: 'none' });
    const alike = sounds.get(sound) ?? [];
    alike.push(character);
    sounds.set(sound, alike);
    soundOf.set(character, alike);
  }
  const found = new Set<string>();
  while (found.size < count * 1.15) {
    const length = 2 + Math.floor(random() * 4);
    const at = Math.floor(random() * (all.length - length));
    const form = all.slice(at, at + length);
    if (!/^\p{Script=Han}+$/u.test(form)) continue;
    const place = Math.floor(random() * length);
    const alike = soundOf.get(form[place]!) ?? [];
    const other = alike[Math.floor(random() * alike.length)];
    if (other && other !== form[place]) found.add(form.slice(0, place) + other + form.slice(place + 1));
  }
  const forms = [...found];
  const matcher = Matcher.fromTerms(forms);
  const reader = new UnitReader();
  const hits = new Hits();
  const right = new Set<number>();
  for (const text of texts) {
    hits.count = 0;
    matcher.scan(reader.fromString(text), hits);
    for (let i = 0; i < hits.count; i++) right.add(hits.data[i * 3 + 2]!);
  }
  return forms.filter((_, id) => !right.has(id)).slice(0, count);
}

/** The texts over and over up to `bytes` of UTF-8, with one of `terms` put in about every 5,000 characters. */
export function corpus(texts: readonly string[], terms: readonly string[], bytes: number): Uint8Array[] {
  const random = randomNumbers(99);
  const encoder = new TextEncoder();
  const documents: Uint8Array[] = [];
  for (let size = 0, i = 0; size < bytes; i++) {
    const text = texts[i % texts.length]!;
    let planted = '';
    for (let from = 0; from < text.length; from += 5000)
      planted += text.slice(from, from + 5000) + terms[Math.floor(random() * terms.length)]!;
    const document = encoder.encode(planted);
    documents.push(document);
    size += document.length;
  }
  return documents;
}
