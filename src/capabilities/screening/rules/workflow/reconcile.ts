import type { Finding } from '../finding.ts';
import type { Place } from './place.ts';
import type { FindingState } from './states.ts';

/** A finding on record, as far as comparing needs it. */
export interface KnownFinding {
  readonly id: string;
  readonly rule: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly state: FindingState;
  /** Of the text in which it was seen last. */
  readonly revision: string;
  readonly isConfirmed: boolean;
}

export interface PlacedFinding {
  readonly finding: Finding;
  readonly place: Place;
}

export interface Reconciliation {
  readonly created: readonly PlacedFinding[];
  /** Seen again: their offsets and surroundings are brought up to date. */
  readonly seen: readonly { readonly known: KnownFinding; readonly now: PlacedFinding }[];
  /** Unsettled and no longer in the text: mended by whoever changed it. */
  readonly gone: readonly KnownFinding[];
  /** Mended, and indeed no longer in the text. */
  readonly confirmed: readonly KnownFinding[];
  /** Mended, but a later text still has it. */
  readonly returned: readonly { readonly known: KnownFinding; readonly now: PlacedFinding }[];
}

/**
 * What a screening changes in the record of a document. The same place is recognised by rule and words, first together with what
 * stands around them, then without, so that a sentence added above neither settles nor doubles anything.
 */
export function reconcile(
  known: readonly KnownFinding[],
  now: readonly PlacedFinding[],
  revision: string,
): Reconciliation {
  const pairs = new Map<KnownFinding, PlacedFinding>();
  const free = new Set(now);
  const match = (keyOfKnown: (one: KnownFinding) => string, keyOfNow: (one: PlacedFinding) => string): void => {
    const waiting = new Map<string, PlacedFinding[]>();
    for (const one of free) waiting.set(keyOfNow(one), [...(waiting.get(keyOfNow(one)) ?? []), one]);
    for (const one of known) {
      if (pairs.has(one)) continue;
      const partner = waiting.get(keyOfKnown(one))?.shift();
      if (!partner) continue;
      pairs.set(one, partner);
      free.delete(partner);
    }
  };
  const key = (rule: string, ...words: readonly string[]): string => [rule, ...words].join('\u0001');
  match(
    (one) => key(one.rule, one.text, one.before.slice(-8), one.after.slice(0, 8)),
    ({ finding, place }) => key(finding.rule, place.text, place.before.slice(-8), place.after.slice(0, 8)),
  );
  match(
    (one) => (one.state === 'mended' && one.isConfirmed ? `confirmed ${one.id}` : key(one.rule, one.text)),
    ({ finding, place }) => key(finding.rule, place.text),
  );
  const seen: { known: KnownFinding; now: PlacedFinding }[] = [];
  const returned: { known: KnownFinding; now: PlacedFinding }[] = [];
  const gone: KnownFinding[] = [];
  const confirmed: KnownFinding[] = [];
  const created = [...free];
  for (const one of known) {
    const partner = pairs.get(one);
    if (!partner) {
      if (one.state === 'open' || one.state === 'assigned' || one.state === 'disputed') gone.push(one);
      else if (one.state === 'mended' && !one.isConfirmed) confirmed.push(one);
    } else if (one.state === 'mended') {
      // Said to be mended, and the mended text is not published yet: wait for it.
      if (one.isConfirmed || one.revision !== revision) returned.push({ known: one, now: partner });
    } else seen.push({ known: one, now: partner });
  }
  return { created, seen, gone, confirmed, returned };
}
