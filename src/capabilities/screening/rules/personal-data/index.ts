import type { Finding } from '../finding.ts';
import { Matcher, NO_FOLDING } from '../matching/index.ts';
import { findAddresses } from './addresses.ts';
import { KIND_LABELS, type PersonalDatum } from './datum.ts';
import { findDocuments } from './documents.ts';
import { findHealth } from './health.ts';
import { type MaskedText, maskData, maskOf } from './mask.ts';
import { findNames, REPEATED_NAME } from './names.ts';
import { normaliseWidth } from './normalise.ts';
import { findNumbers } from './numbers.ts';
import { findInTables } from './tables.ts';

export { KIND_LABELS, PERSONAL_DATA_KINDS, type PersonalDataKind, type PersonalDatum } from './datum.ts';
export type { MaskedSpan, MaskedText } from './mask.ts';

/**
 * Personal data in a text, ordered by place and without overlaps. What must stay public (credit codes, office telephones, officials'
 * names, case and document numbers) is left out. Offsets are UTF-16 code units of the text as given.
 */
export function findPersonalData(text: string): PersonalDatum[] {
  const plain = normaliseWidth(text);
  return plain.length <= SEGMENT * 2 ? findInSegment(plain) : findInSegments(plain);
}

/** Long texts go through the rules piece by piece: what stands around a datum is never looked for further away than a table. */
const SEGMENT = 16_000;

function findInSegments(plain: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  const names = new Set<string>();
  for (let from = 0; from < plain.length; ) {
    const to = endOfSegment(plain, from);
    for (const datum of findInSegment(plain.slice(from, to))) {
      found.push({ ...datum, start: datum.start + from, end: datum.end + from });
      if (datum.kind === 'name' || datum.kind === 'minor-name')
        names.add(plain.slice(datum.start + from, datum.end + from));
    }
    from = to;
  }
  if (names.size === 0) return found;
  const repeated = Matcher.fromTerms([...names], NO_FOLDING)
    .match(plain, 'leftmost-longest')
    .map(
      ({ start, end }): PersonalDatum => ({ kind: 'name', start, end, confidence: 'likely', reason: REPEATED_NAME }),
    );
  return withoutOverlaps([...found, ...repeated]);
}

/** A segment ends with a blank line, else with a line, else with a sentence. */
function endOfSegment(plain: string, from: number): number {
  if (plain.length - from <= SEGMENT) return plain.length;
  const window = plain.slice(from + SEGMENT / 2, from + SEGMENT);
  for (const mark of ['\n\n', '\n', '。']) {
    const at = window.lastIndexOf(mark);
    if (at >= 0) return from + SEGMENT / 2 + at + mark.length;
  }
  return from + SEGMENT;
}

function findInSegment(plain: string): PersonalDatum[] {
  const tables = plain.includes('\n') ? findInTables(plain) : [];
  const numbers = /\d{3}/.test(plain) ? [...findNumbers(plain), ...findDocuments(plain)] : mailboxes(plain);
  const identifiers = withoutOverlaps([...numbers, ...tables]);
  const addresses = findAddresses(plain, identifiers);
  const anchors = withoutOverlaps([...identifiers, ...addresses]);
  const names = findNames(plain, anchors);
  const health = findHealth(plain, names);
  return withoutOverlaps([...anchors, ...names, ...health]);
}

function mailboxes(plain: string): PersonalDatum[] {
  return /[@A-Za-z]/.test(plain) ? findDocuments(plain) : [];
}

/** Findings for the clerk: proven data are errors, likely ones warnings. */
export function checkPersonalData(text: string): Finding[] {
  return findPersonalData(text).map((datum) => {
    const value = text.slice(datum.start, datum.end);
    return {
      kind: 'personal-data',
      rule: `personal-data.${datum.kind}`,
      start: datum.start,
      end: datum.end,
      text: value,
      suggestion: maskOf(datum.kind, value),
      severity: datum.confidence === 'certain' ? 'error' : 'warning',
      message: `${KIND_LABELS[datum.kind]}：${datum.reason}，公开前应当隐去`,
    };
  });
}

/** The text with all personal data masked, and what was masked where and why. Cannot be undone. */
export function maskPersonalData(text: string): MaskedText {
  return maskData(text, findPersonalData(text));
}

/** Keeps the certain before the likely and the longer before the shorter where two spans overlap; sorts by place. */
function withoutOverlaps(data: readonly PersonalDatum[]): PersonalDatum[] {
  const kept: PersonalDatum[] = [];
  const taken = new Map<number, PersonalDatum>();
  const ranked = [...data].sort(
    (a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const datum of ranked) {
    let free = true;
    for (let at = datum.start; at < datum.end && free; at++) free = !taken.has(at);
    if (!free) continue;
    for (let at = datum.start; at < datum.end; at++) taken.set(at, datum);
    kept.push(datum);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function rank(datum: PersonalDatum): number {
  return datum.confidence === 'certain' ? 0 : 1;
}
