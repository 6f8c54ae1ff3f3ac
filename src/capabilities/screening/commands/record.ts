import { randomUUID } from 'node:crypto';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/finding.ts';
import {
  filePlaceLabel,
  filePlaces,
  type KnownFinding,
  nextState,
  type PlacedFinding,
  placeOf,
  reconcile,
} from '../rules/workflow/index.ts';
import type { StockDocument } from '../stock.ts';
import {
  type FindingChange,
  type FindingSource,
  type FindingStep,
  insertFindings,
  listFindingsOf,
  type StoredFinding,
  updateFindings,
} from '../store/findings.ts';

export interface ScreenedText {
  readonly document: StockDocument;
  /** Null for a document that is no longer in the stock. */
  readonly findings: readonly Finding[] | null;
}

export interface Recorded {
  readonly found: number;
  readonly gone: number;
}

/**
 * Brings the record of some documents of one source up to date with what a screening found: new findings, those that are gone, those
 * that were mended and are confirmed or return. Screening the same text again changes nothing.
 */
export async function recordScreening(
  db: Database,
  divisionCode: string,
  source: FindingSource,
  texts: readonly ScreenedText[],
  by: string,
  at: Date,
): Promise<Recorded> {
  const known = new Map<string, StoredFinding[]>();
  for (const finding of await listFindingsOf(
    db,
    divisionCode,
    source,
    texts.map(({ document }) => document.id),
  ))
    known.set(finding.documentId, [...(known.get(finding.documentId) ?? []), finding]);
  const inserts: { finding: StoredFinding; steps: FindingStep[] }[] = [];
  const changes: FindingChange[] = [];
  const step = (act: FindingStep['act'], note: string | null = null): FindingStep => ({
    act,
    onDay: shanghaiDate(at),
    at,
    personId: null,
    personName: by,
    note,
  });
  let gone = 0;
  let returned = 0;
  for (const { document, findings } of texts) {
    const onRecord = known.get(document.id) ?? [];
    const placed = (findings ?? [])
      .filter(({ severity }) => severity !== 'info')
      .map((finding): PlacedFinding => ({ finding, place: placeOf(document.text, finding, findings ?? []) }));
    const result = reconcile(onRecord.map(knownOf), placed, document.revision);
    const of = new Map(onRecord.map((finding) => [finding.id, finding]));
    const placeInFile = placesIn(document);
    for (const one of result.created)
      inserts.push({
        finding: { ...storedOf(source, document, one, at), filePlace: placeInFile(one) },
        steps: [step('found')],
      });
    for (const { known: before, now } of result.seen) {
      const finding = of.get(before.id)!;
      const updated = { ...finding, ...situation(document, now), filePlace: placeInFile(now) };
      if (JSON.stringify(updated) !== JSON.stringify(finding)) changes.push({ finding: updated, step: null });
    }
    for (const { known: before, now } of result.returned) {
      const finding = of.get(before.id)!;
      returned++;
      changes.push({
        finding: {
          ...finding,
          ...situation(document, now),
          filePlace: placeInFile(now),
          state: nextState(finding.state, 'return'),
          settledAt: null,
          confirmedAt: null,
        },
        step: step('return', '改正后的文本中仍有此问题'),
      });
    }
    for (const { id } of result.gone) {
      const finding = of.get(id)!;
      gone++;
      changes.push({
        finding: { ...finding, state: nextState(finding.state, 'gone'), settledAt: at, confirmedAt: at },
        step: step('gone', findings === null ? '该页面已撤下' : '文本已改，问题不再存在'),
      });
    }
    for (const { id } of result.confirmed)
      changes.push({ finding: { ...of.get(id)!, confirmedAt: at }, step: step('confirm') });
  }
  await insertFindings(db, divisionCode, inserts);
  await updateFindings(db, divisionCode, changes);
  return { found: inserts.length + returned, gone };
}

function knownOf(finding: StoredFinding): KnownFinding {
  const { id, rule, text, before, after, state, revision, confirmedAt } = finding;
  return { id, rule, text, before, after, state, revision, isConfirmed: confirmedAt !== null };
}

function situation(document: StockDocument, { finding, place }: PlacedFinding) {
  return {
    organCode: document.organCode,
    title: document.title,
    address: document.address,
    revision: document.revision,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    message: finding.message,
    ...place,
  };
}

/** Tells where in the document's file a finding stands. */
function placesIn({ fileName, text }: StockDocument): (placed: PlacedFinding) => string | null {
  if (fileName === undefined) return () => null;
  const placeAt = filePlaces(fileName, text);
  return ({ finding }) => {
    const place = placeAt(finding.start);
    return place && filePlaceLabel(place);
  };
}

/** A new finding, open; not in a file. */
export function storedOf(
  source: FindingSource,
  document: Omit<StockDocument, 'text' | 'date'>,
  placed: PlacedFinding,
  at: Date,
): StoredFinding {
  const { finding, place } = placed;
  return {
    id: randomUUID(),
    source,
    documentId: document.id,
    organCode: document.organCode,
    title: document.title,
    address: document.address,
    revision: document.revision,
    kind: finding.kind,
    rule: finding.rule,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    filePlace: null,
    ...place,
    message: finding.message,
    state: 'open',
    assignedTo: null,
    assignedName: null,
    foundOn: shanghaiDate(at),
    foundAt: at,
    settledAt: null,
    confirmedAt: null,
    steps: 1,
  };
}
