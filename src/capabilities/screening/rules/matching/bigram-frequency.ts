import table from './bigram-frequency.json' with { type: 'json' };

/**
 * How often characters and pairs of neighbours occur in ordinary official text: counted over Chinese laws and State
 * Council policies by scripts/screening/build-bigram-frequency.ts. Counts are rounded down to a power of two; pairs seen
 * fewer than ten times are not in the table and count 0.
 */
let pairCounts: Map<string, number> | undefined;

function pairs(): Map<string, number> {
  if (pairCounts) return pairCounts;
  pairCounts = new Map();
  for (const level of table.pairs) {
    for (let i = 0; i + 1 < level.items.length; i += 2) pairCounts.set(level.items.slice(i, i + 2), level.atLeast);
  }
  return pairCounts;
}

/** Occurrences of a pair in a million characters of ordinary text; 0 when it is rare or unknown. */
export function pairsPerMillion(pair: string): number {
  return ((pairs().get(pair) ?? 0) * 1_000_000) / table.charactersMeasured;
}

/** All characters of ordinary text, the most frequent first. */
export function charactersByFrequency(): string {
  return table.characters.map((level) => level.items).join('');
}

/** Every pair in the table with its count, the most frequent level first. */
export function eachPair(visit: (first: number, second: number, count: number) => void): void {
  for (const level of table.pairs) {
    const { items, atLeast } = level;
    for (let i = 0; i + 1 < items.length; i += 2) visit(items.charCodeAt(i), items.charCodeAt(i + 1), atLeast);
  }
}

/** Characters of the text that was counted. */
export const charactersMeasured: number = table.charactersMeasured;
