/** 信息处理费管理办法 (国办函〔2020〕109号) Arts. 3-5: two tariffs, progressive on the part above each limit. Amounts in whole yuan. */
export type FeeMode = 'item' | 'page';

export interface FeeBand {
  /** First and last item or page of the band that was charged, from 1, inclusive. */
  from: number;
  to: number;
  unitPrice: number;
  amount: number;
}

export interface Fee {
  mode: FeeMode;
  quantity: number;
  amount: number;
  bands: FeeBand[];
}

interface Tariff {
  /** Last unit of the band; the last band is open. */
  upTo: number;
  unitPrice: number;
}

const PAGE_TARIFF: readonly Tariff[] = [
  { upTo: 30, unitPrice: 0 },
  { upTo: 100, unitPrice: 10 },
  { upTo: 200, unitPrice: 20 },
  { upTo: Number.POSITIVE_INFINITY, unitPrice: 40 },
];

/** 1-10 free, 11-30 at 100 yuan, then bands of ten, each 100 yuan dearer (31-40 at 200). */
function* itemTariff(): Generator<Tariff> {
  yield { upTo: 10, unitPrice: 0 };
  yield { upTo: 30, unitPrice: 100 };
  for (let upTo = 40, unitPrice = 200; ; upTo += 10, unitPrice += 100) yield { upTo, unitPrice };
}

const LARGEST = 1_000_000;

function charge(mode: FeeMode, quantity: number, tariff: Iterable<Tariff>): Fee {
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > LARGEST)
    throw new RangeError(
      `${mode === 'item' ? 'items' : 'pages'} must be a whole number from 0 to ${LARGEST}, found ${quantity}`,
    );
  const bands: FeeBand[] = [];
  let from = 1;
  for (const { upTo, unitPrice } of tariff) {
    if (from > quantity) break;
    const to = Math.min(upTo, quantity);
    bands.push({ from, to, unitPrice, amount: (to - from + 1) * unitPrice });
    from = to + 1;
  }
  return { mode, quantity, amount: bands.reduce((sum, band) => sum + band.amount, 0), bands };
}

/** Fee by item: `count` applications of one applicant to one organ in a calendar month. @throws RangeError */
export function feeByItem(count: number): Fee {
  return charge('item', count, itemTariff());
}

/** Fee by volume: `pages` (one side, up to A4) of a single application. @throws RangeError */
export function feeByPage(pages: number): Fee {
  return charge('page', pages, PAGE_TARIFF);
}

/**
 * Fee by item of `count` items after the first `before` of the same applicant and month: the progressive rate goes on where
 * it stood, so that the month's bills add up to `feeByItem` of all. @throws RangeError
 */
export function feeOfItems(before: number, count: number): Fee {
  const all = feeByItem(before + count);
  const bands = all.bands.flatMap(({ from, to, unitPrice }) => {
    const first = Math.max(from, before + 1);
    return first > to ? [] : [{ from: first, to, unitPrice, amount: (to - first + 1) * unitPrice }];
  });
  return { mode: 'item', quantity: count, amount: bands.reduce((sum, band) => sum + band.amount, 0), bands };
}
