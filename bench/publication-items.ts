import { labelledUuid } from '../demo/random.ts';
import type { PublishedItem } from '../src/capabilities/publications/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { insertOrgans } from '../src/platform/identity/index.ts';
import { type CorpusText, corpusText } from './publication-corpus.ts';

export const BENCH_DIVISION = '330206';

/** The one organ that publishes in the benches. */
export async function benchGovernment(db: Database): Promise<void> {
  await insertOrgans(db, [
    {
      divisionCode: BENCH_DIVISION,
      code: BENCH_DIVISION,
      name: '测试区人民政府',
      shortName: '测试区',
      kind: 'government',
      parentCode: null,
      sortOrder: 0,
      activeFrom: plainDate('2000-01-01'),
      activeTo: null,
    },
  ]);
}

/** The n-th page of a collection of any size. */
export function benchItem(texts: readonly CorpusText[], n: number): PublishedItem {
  const { title, text } = corpusText(texts, n);
  return {
    id: labelledUuid(`bench/${n}`),
    organCode: BENCH_DIVISION,
    kind: 'item',
    metadata: {
      title,
      documentNumber: null,
      formedOn: plainDate('2022-03-01'),
      changedOn: null,
      effectiveOn: null,
      category: 'plans.special',
      theme: '综合政务',
      genre: '通知',
      keywords: [],
      disclosure: 'proactive',
      summary: title,
      source: null,
    },
    bodyHtml: text
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join(''),
    publishedAt: new Date(Date.UTC(2022, 2, 2) + n * 60_000),
  };
}
