/**
 * Counts characters and pairs of neighbouring characters in ordinary official text and writes the small table that the
 * matcher (rarest pair of a term) and the name rules (is this pair an ordinary word?) read.
 *
 *   node bin/run-script.js scripts/screening/build-bigram-frequency.ts ../shared/data/text
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LEAST_COUNT = 10;
const target = new URL('../../src/capabilities/screening/rules/matching/bigram-frequency.json', import.meta.url);

const folder = process.argv[2] ?? join(process.env.GONGKAI_SHARED ?? '../shared', 'data/text');
const texts: string[] = [];
for (const line of readFileSync(join(folder, 'laws.jsonl'), 'utf8').split('\n')) {
  if (line) texts.push((JSON.parse(line) as { text: string }).text);
}
for (const line of readFileSync(join(folder, 'govcn_policies.jsonl'), 'utf8').split('\n')) {
  if (line) texts.push((JSON.parse(line) as { html: string }).html.replace(/<[^>]*>/g, ' '));
}

let measured = 0;
const characters = new Map<string, number>();
const pairs = new Map<string, number>();
for (const text of texts) {
  measured += text.length;
  for (let i = 0; i < text.length; i++) {
    const one = text[i]!;
    characters.set(one, (characters.get(one) ?? 0) + 1);
    const two = text.slice(i, i + 2);
    if (/^[\p{L}\p{N}]{2}$/u.test(two)) pairs.set(two, (pairs.get(two) ?? 0) + 1);
  }
}

/** One string for each power of two, the most frequent first: small, and a change of the corpus reads well in a diff. */
function levels(counts: ReadonlyMap<string, number>): { atLeast: number; items: string }[] {
  const found = new Map<number, string[]>();
  for (const [item, count] of counts) {
    if (count < LEAST_COUNT || item.charCodeAt(0) <= 32) continue;
    const level = Math.floor(Math.log2(count));
    const list = found.get(level) ?? [];
    list.push(item);
    found.set(level, list);
  }
  return [...found]
    .sort(([a], [b]) => b - a)
    .map(([level, items]) => ({
      atLeast: Math.max(2 ** level, LEAST_COUNT),
      items: items.sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1)).join(''),
    }));
}

writeFileSync(
  target,
  `${JSON.stringify({ charactersMeasured: measured, characters: levels(characters), pairs: levels(pairs) }, null, 1)}\n`,
);
process.stderr.write(`${measured} characters, ${pairs.size} different pairs\n`);
