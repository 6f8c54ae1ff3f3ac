import { createHash } from 'node:crypto';
import type { StockDocument, StockSource } from '../stock.ts';

export interface MemoryStock extends StockSource {
  /** Texts by id; what is changed here is what the next screening sees. */
  texts: Record<string, string>;
}

/** A stock in memory, of one organ; a document's revision is its text. */
export function memoryStock(organCode: string, texts: Record<string, string>): MemoryStock {
  const documentOf = (id: string): StockDocument => ({
    id,
    organCode,
    title: `标题${id}`,
    address: `/items/${id}`,
    revision: createHash('sha256').update(stock.texts[id]!).digest('hex'),
    text: stock.texts[id]!,
    date: null,
  });
  const stock: MemoryStock = {
    texts,
    source: 'publication',
    count: async () => Object.keys(stock.texts).length,
    page: async (_db, _division, after, limit) =>
      Object.keys(stock.texts)
        .sort()
        .filter((id) => after === null || id > after)
        .slice(0, limit)
        .map(documentOf),
    find: async (_db, _division, id) => (id in stock.texts ? documentOf(id) : undefined),
    correct: async (_db, _division, { documentId, start, end, replacement }) => {
      const text = stock.texts[documentId]!;
      stock.texts[documentId] = text.slice(0, start) + replacement + text.slice(end);
    },
  };
  return stock;
}
