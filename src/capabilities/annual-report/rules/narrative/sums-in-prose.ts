/** Lists in sentences whose parts must add up: `narrative.sum`. */
import type { Finding } from '../checks/finding.ts';
import { findRow, type ReportTables } from '../form.ts';
import { clauseStart, placeIn, type ReadSentence } from './figures-in-prose.ts';
import { kindValue } from './mention-values.ts';
import type { Kind, Mention } from './mention-words.ts';
import type { Sentence } from './prose.ts';

const KINDS: readonly Kind[] = ['granted', 'partial', 'denied', 'unable', 'rejected', 'other'];

export function checkSums(tables: ReportTables, read: readonly ReadSentence[], source: string): Finding[] {
  return read.flatMap((entry, index) => [
    ...checkApplicants(entry, source),
    ...checkKinds(tables, entry, source),
    ...checkLists(entry, read[index + 1], source),
  ]);
}

/** The counts of applications that the sentence states before a list of their parts. */
function countsBefore(mentions: readonly Mention[], index: number): Mention[] {
  return mentions.filter(
    ({ measure, start }) => (measure.of === 'received' || measure.of === 'finished') && start < index,
  );
}

/** Natural persons and organisations together are all applicants. */
function checkApplicants({ sentence, mentions }: ReadSentence, source: string): Finding[] {
  const parts = mentions.filter(
    ({ measure }) => measure.of === 'applicant' && (measure.columns[0] === 0 || measure.columns.length === 5),
  );
  if (parts.length !== 2 || parts[0]!.measure.of !== 'applicant' || parts[1]!.measure.of !== 'applicant') return [];
  if (parts[0]!.measure.name === parts[1]!.measure.name) return [];
  const counts = countsBefore(mentions, parts[0]!.start);
  const carried = mentions.find(({ measure, start }) => measure.of === 'carried' && start < parts[0]!.start)?.value;
  // “新收713件，上年结转36件，其中自然人741件”: the parts are of both.
  return accuse(sentence, counts, parts, carried === undefined ? [0] : [0, -carried], source);
}

/** The six kinds of result together are all that was dealt with; kinds that did not occur may go unsaid. */
function checkKinds(tables: ReportTables, { sentence, mentions }: ReadSentence, source: string): Finding[] {
  const all = mentions.filter(({ measure }) => measure.of === 'kinds');
  // What one office did is no part of what all did.
  const whole = all.filter(({ limited }) => !limited);
  const parts = whole.length > 0 ? whole : all;
  const named = parts.flatMap(({ measure }) => (measure.of === 'kinds' ? measure.kinds : []));
  if (parts.length < 3 || new Set(named).size !== named.length) return [];
  if (KINDS.some((kind) => !named.includes(kind) && kindValue(tables, kind) !== 0)) return [];
  const stated = mentions.find(({ measure }) => measure.of === 'forward')?.value;
  const carriedOn = stated ?? findRow(tables, 'forward')?.values[6] ?? 0;
  // Parts that add up to all that was dealt with are right, even where the sentence has only counted what is new.
  const dealtWith = findRow(tables, 'total')?.values[6] ?? null;
  const counts = countsBefore(mentions, parts[0]!.start).filter(({ limited }) => limited === parts[0]!.limited);
  const onlyReceived = counts.every(({ measure, value }) => measure.of === 'received' && value !== dealtWith);
  const allowed = new Set(onlyReceived && dealtWith !== null ? [dealtWith] : []);
  return accuse(sentence, counts, parts, [0, carriedOn], source, allowed);
}

function accuse(
  sentence: Sentence,
  counts: readonly Mention[],
  parts: readonly Mention[],
  extras: readonly number[],
  source: string,
  allowed: ReadonlySet<number> = new Set(),
): Finding[] {
  const nearest = counts.at(-1);
  if (!nearest) return [];
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  if (allowed.has(total) || counts.some(({ value }) => extras.some((extra) => total + extra === value))) return [];
  return [sumFinding(sentence, nearest, parts, total, source)];
}

interface Piece {
  value: number;
  start: number;
  end: number;
}

function sumFinding(sentence: Sentence, whole: Piece, parts: readonly Piece[], total: number, source: string): Finding {
  const where = placeIn(sentence, clauseStart(sentence.text, whole.start), parts.at(-1)!.end, source);
  return {
    rule: 'narrative.sum',
    severity: 'warning',
    where,
    expected: whole.value,
    actual: total,
    message: `文字中各分项相加 ${parts.map(({ value }) => value).join('+')}=${total}，与前面所说的${whole.value}不一致，相差${total - whole.value}。`,
  };
}

interface Counted extends Piece {
  unit: string;
  depth: number;
  vague: boolean;
}

const COUNTED = /(\d+(?:\.\d+)?)(万|亿)?(件|条|期|次|场|个|篇|份|家|元|项|起|例|部|处|批|名|万元)/g;

function countedIn(text: string): Counted[] {
  const found: Counted[] = [];
  for (const match of text.matchAll(COUNTED)) {
    const before = text.slice(0, match.index);
    const after = text[match.index + match[0].length] ?? '';
    found.push({
      value: Number(match[1]),
      unit: `${match[2] ?? ''}${match[3]}`,
      start: match.index,
      end: match.index + match[0].length,
      depth: before.split('（').length - before.split('）').length,
      vague: /[约近超第]$|[-—~至]$|平均$|每$/.test(before) || /[余多]/.test(after),
    });
  }
  return found;
}

/** How far a list with “其中” may miss its total and still be meant to be complete, by its number of parts. */
const MISS_BY_PARTS: readonly (readonly [number, number])[] = [
  [5, 0.25],
  [4, 0.1],
  [3, 0.02],
];

/**
 * Any other list. In brackets straight behind its total it is complete. After “其中” it may name only some parts, so
 * only a list that nearly adds up is taken for one that should.
 */
function checkLists(entry: ReadSentence, next: ReadSentence | undefined, source: string): Finding[] {
  const { sentence, mentions } = entry;
  const known = (piece: Piece): boolean =>
    mentions.some(
      ({ measure, start, end }) =>
        measure.of !== 'received' && measure.of !== 'finished' && start <= piece.start && piece.start < end,
    );
  const findings: Finding[] = [];
  const own = countedIn(sentence.text);
  for (const bracket of sentence.text.matchAll(/（([^（）]*)）/g)) {
    const whole = own.findLast(({ end }) => end <= bracket.index && bracket.index - end <= 1);
    if (!whole || whole.vague || /其中|等|含|包括|同比|较|比/.test(bracket[1]!)) continue;
    const inside = own.filter(({ start, end }) => start > bracket.index && end < bracket.index + bracket[0].length);
    const finding = listFinding(sentence, whole, inside, 3, () => true, source);
    if (finding) findings.push(finding);
  }
  const joined = joinWithNext(sentence, next?.sentence);
  const at = joined.text.indexOf('其中');
  if (at < 0 || (at >= sentence.text.length && joined === sentence)) return findings;
  const all = countedIn(joined.text).filter(({ depth }) => depth === 0);
  const stop = listEnd(joined.text, at);
  const inside = all.filter(({ start, end }) => start > at && end <= stop);
  if (/等/.test(joined.text.slice(at, stop)) || inside.some(known)) return findings;
  for (const unit of new Set(inside.map((piece) => piece.unit))) {
    const whole = all.findLast((piece) => piece.end <= at && piece.unit === unit);
    if (!whole || whole.vague || at - whole.end > 40) continue;
    const parts = inside.filter((piece) => piece.unit === unit);
    const near = (total: number): boolean => {
      const miss = Math.abs(total - whole.value) / whole.value;
      return MISS_BY_PARTS.some(([count, most]) => parts.length >= count && miss <= most);
    };
    const finding = listFinding(joined, whole, parts, 3, near, source);
    if (finding) findings.push(finding);
  }
  return findings;
}

function listFinding(
  sentence: Sentence,
  whole: Counted,
  inside: readonly Counted[],
  atLeast: number,
  complete: (total: number) => boolean,
  source: string,
): Finding | null {
  const parts = inside.filter(({ unit }) => unit === whole.unit);
  if (parts.length < atLeast || parts.some(({ vague }) => vague)) return null;
  const total = Number(parts.reduce((sum, part) => sum + part.value, 0).toFixed(6));
  if (Math.abs(total - whole.value) < 1e-6 || !complete(total)) return null;
  return sumFinding(sentence, whole, parts, total, source);
}

/** “……收取2950元。其中，甲1件，收取420元；……”: the list may be a sentence of its own. */
function joinWithNext(sentence: Sentence, next: Sentence | undefined): Sentence {
  if (!next?.text.startsWith('其中') || next.part !== sentence.part || sentence.text.includes('其中')) return sentence;
  return {
    ...sentence,
    text: sentence.text + next.text,
    offsets: [...sentence.offsets.slice(0, sentence.text.length), ...next.offsets],
  };
}

/** A list ends with its sentence, or at a semicolon if its parts are set apart by lighter marks. */
function listEnd(text: string, from: number): number {
  const stop = text.indexOf('。', from);
  const end = stop < 0 ? text.length : stop;
  const semicolon = text.indexOf('；', from);
  if (semicolon < 0 || semicolon > end) return end;
  const before = countedIn(text.slice(from, semicolon));
  const units = new Set(before.map(({ unit }) => unit));
  // Several parts of one unit before the first semicolon: the list was set apart by commas.
  return before.length > units.size ? semicolon : end;
}
