import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FindingKind, Severity } from '../rules/finding.ts';
import type { FindingAct, FindingState } from '../rules/workflow/index.ts';

/** Where a text stands: published, on its way, or posted on an account of the new media. */
export type FindingSource = 'publication' | 'attachment' | 'draft' | 'new-media';

export interface StoredFinding {
  readonly id: string;
  readonly source: FindingSource;
  readonly documentId: string;
  readonly organCode: string;
  readonly title: string;
  readonly address: string | null;
  /** Of the text in which it was seen last. */
  readonly revision: string;
  readonly kind: FindingKind;
  readonly rule: string;
  readonly severity: Severity;
  /** UTF-16 code units of the plain text. */
  readonly start: number;
  readonly end: number;
  /** Page, sheet and cell or paragraph of a file; null for a page of the site. */
  readonly filePlace: string | null;
  /** Personal data only as its mask. */
  readonly text: string;
  readonly suggestion: string | null;
  readonly message: string;
  readonly before: string;
  readonly after: string;
  readonly state: FindingState;
  readonly assignedTo: string | null;
  readonly assignedName: string | null;
  readonly foundOn: PlainDate;
  readonly foundAt: Date;
  readonly settledAt: Date | null;
  readonly confirmedAt: Date | null;
  /** How many steps it has; the last one's sequence. */
  readonly steps: number;
}

export interface FindingStep {
  readonly act: FindingAct;
  readonly onDay: PlainDate;
  readonly at: Date;
  /** Null for the platform itself. */
  readonly personId: string | null;
  readonly personName: string;
  readonly note: string | null;
}

/** A finding with a step to be added to its history. */
export interface FindingChange {
  readonly finding: StoredFinding;
  readonly step: FindingStep | null;
}

interface FindingRow {
  id: string;
  source: string;
  document_id: string;
  organ_code: string;
  title: string;
  address: string | null;
  revision: string;
  kind: string;
  rule: string;
  severity: string;
  start_at: number;
  end_at: number;
  file_place: string | null;
  text: string;
  suggestion: string | null;
  message: string;
  before: string;
  after: string;
  state: string;
  assigned_to: string | null;
  assigned_name: string | null;
  found_on: PlainDate;
  found_at: Date;
  settled_at: Date | null;
  confirmed_at: Date | null;
  steps: number;
}

function findingOf(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    source: row.source as FindingSource,
    documentId: row.document_id,
    organCode: row.organ_code,
    title: row.title,
    address: row.address,
    revision: row.revision,
    kind: row.kind as FindingKind,
    rule: row.rule,
    severity: row.severity as Severity,
    start: row.start_at,
    end: row.end_at,
    filePlace: row.file_place,
    text: row.text,
    suggestion: row.suggestion,
    message: row.message,
    before: row.before,
    after: row.after,
    state: row.state as FindingState,
    assignedTo: row.assigned_to,
    assignedName: row.assigned_name,
    foundOn: row.found_on,
    foundAt: row.found_at,
    settledAt: row.settled_at,
    confirmedAt: row.confirmed_at,
    steps: row.steps,
  };
}

function rowOf(divisionCode: string, finding: StoredFinding) {
  return {
    division_code: divisionCode,
    id: finding.id,
    source: finding.source,
    document_id: finding.documentId,
    organ_code: finding.organCode,
    title: finding.title,
    address: finding.address,
    revision: finding.revision,
    kind: finding.kind,
    rule: finding.rule,
    severity: finding.severity,
    start_at: finding.start,
    end_at: finding.end,
    file_place: finding.filePlace,
    text: finding.text,
    suggestion: finding.suggestion,
    message: finding.message,
    before: finding.before,
    after: finding.after,
    state: finding.state,
    assigned_to: finding.assignedTo,
    assigned_name: finding.assignedName,
    found_on: finding.foundOn,
    found_at: finding.foundAt,
    settled_at: finding.settledAt,
    confirmed_at: finding.confirmedAt,
    steps: finding.steps,
  };
}

/** Rows of one statement: PostgreSQL takes at most 65,535 parameters. */
const ROWS = 500;

/** Writes new findings and all their steps, many at a time. */
export async function insertFindings(
  db: Database,
  divisionCode: string,
  findings: readonly { readonly finding: StoredFinding; readonly steps: readonly FindingStep[] }[],
): Promise<void> {
  for (let i = 0; i < findings.length; i += ROWS)
    await db
      .insertInto('screening_finding')
      .values(findings.slice(i, i + ROWS).map(({ finding }) => rowOf(divisionCode, finding)))
      .execute();
  await insertSteps(
    db,
    divisionCode,
    findings.flatMap(({ finding, steps }) => steps.map((step, i) => ({ finding, step, sequence: i + 1 }))),
  );
}

async function insertSteps(
  db: Database,
  divisionCode: string,
  steps: readonly { finding: StoredFinding; step: FindingStep; sequence: number }[],
): Promise<void> {
  for (let i = 0; i < steps.length; i += ROWS)
    await db
      .insertInto('screening_finding_step')
      .values(
        steps.slice(i, i + ROWS).map(({ finding, step, sequence }) => ({
          division_code: divisionCode,
          finding_id: finding.id,
          sequence,
          act: step.act,
          on_day: step.onDay,
          at: step.at,
          person_id: step.personId,
          person_name: step.personName,
          note: step.note,
          source: finding.source,
          organ_code: finding.organCode,
          kind: finding.kind,
          severity: finding.severity,
        })),
      )
      .execute();
}

/** Writes changed findings and the step that changed each. */
export async function updateFindings(
  db: Database,
  divisionCode: string,
  changes: readonly FindingChange[],
): Promise<void> {
  for (const { finding, step } of changes) {
    const { division_code, id, ...content } = rowOf(divisionCode, {
      ...finding,
      steps: finding.steps + (step ? 1 : 0),
    });
    await db
      .updateTable('screening_finding')
      .set(content)
      .where('division_code', '=', division_code)
      .where('id', '=', id)
      .execute();
  }
  await insertSteps(
    db,
    divisionCode,
    changes.flatMap(({ finding, step }) => (step ? [{ finding, step, sequence: finding.steps + 1 }] : [])),
  );
}

/** For an act on it: held until the transaction ends, so that two acts at once cannot both take place. */
export async function lockFinding(db: Database, divisionCode: string, id: string): Promise<StoredFinding | undefined> {
  const row = await db
    .selectFrom('screening_finding')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && findingOf(row);
}

export async function findFinding(db: Database, divisionCode: string, id: string): Promise<StoredFinding | undefined> {
  const row = await db
    .selectFrom('screening_finding')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && findingOf(row);
}

/** All findings of some documents of one source. */
export async function listFindingsOf(
  db: Database,
  divisionCode: string,
  source: FindingSource,
  documentIds: readonly string[],
): Promise<StoredFinding[]> {
  if (documentIds.length === 0) return [];
  const rows = await db
    .selectFrom('screening_finding')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('source', '=', source)
    .where('document_id', 'in', documentIds)
    .orderBy('start_at')
    .orderBy('id')
    .execute();
  return rows.map(findingOf);
}

export async function listFindingSteps(db: Database, divisionCode: string, id: string): Promise<FindingStep[]> {
  const rows = await db
    .selectFrom('screening_finding_step')
    .select(['act', 'on_day', 'at', 'person_id', 'person_name', 'note'])
    .where('division_code', '=', divisionCode)
    .where('finding_id', '=', id)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    act: row.act as FindingAct,
    onDay: row.on_day,
    at: row.at,
    personId: row.person_id,
    personName: row.person_name,
    note: row.note,
  }));
}

export interface FindingFilter {
  readonly organCodes: readonly string[];
  readonly states?: readonly FindingState[];
  readonly kinds?: readonly FindingKind[];
  readonly severities?: readonly Severity[];
  readonly source?: FindingSource;
  readonly documentId?: string;
  readonly assignedTo?: string;
  /** Found from this day to that, both included. */
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  /** In the words found or the document's title. */
  readonly words?: string;
  readonly limit: number;
  readonly offset: number;
}

/** The gravest and newest first. */
export async function listFindings(
  db: Database,
  divisionCode: string,
  filter: FindingFilter,
): Promise<{ total: number; findings: StoredFinding[] }> {
  if (filter.organCodes.length === 0) return { total: 0, findings: [] };
  let query = db
    .selectFrom('screening_finding')
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', filter.organCodes);
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds);
  if (filter.severities) query = query.where('severity', 'in', filter.severities);
  if (filter.source) query = query.where('source', '=', filter.source);
  if (filter.documentId) query = query.where('document_id', '=', filter.documentId);
  if (filter.assignedTo) query = query.where('assigned_to', '=', filter.assignedTo);
  if (filter.from) query = query.where('found_on', '>=', filter.from);
  if (filter.to) query = query.where('found_on', '<=', filter.to);
  if (filter.words) {
    const pattern = `%${filter.words.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ or, eb }) => or([eb('text', 'like', pattern), eb('title', 'like', pattern)]));
  }
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy(sql`case severity when 'error' then 0 when 'warning' then 1 else 2 end`)
    .orderBy('found_at', 'desc')
    .orderBy('document_id')
    .orderBy('start_at')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { total: Number(total), findings: rows.map(findingOf) };
}

export interface Unsettled {
  readonly total: number;
  readonly error: number;
  readonly warning: number;
  readonly disputed: number;
  readonly assignedToMe: number;
}

/** What waits to be dealt with in some organs, and of it for a person. */
export async function countUnsettled(
  db: Database,
  divisionCode: string,
  organCodes: readonly string[],
  personId: string,
): Promise<Unsettled> {
  const counts = { total: 0, error: 0, warning: 0, disputed: 0, assignedToMe: 0 };
  if (organCodes.length === 0) return counts;
  const rows = await db
    .selectFrom('screening_finding')
    .select(({ fn, eb }) => [
      'severity',
      'state',
      eb('assigned_to', '=', personId).as('mine'),
      fn.countAll<number>().as('count'),
    ])
    .where('division_code', '=', divisionCode)
    .where('organ_code', 'in', organCodes)
    .where('state', 'in', ['open', 'assigned', 'disputed'])
    .groupBy(['severity', 'state', 'mine'])
    .execute();
  for (const row of rows) {
    const count = Number(row.count);
    counts.total += count;
    if (row.severity === 'error') counts.error += count;
    if (row.severity === 'warning') counts.warning += count;
    if (row.state === 'disputed') counts.disputed += count;
    if (row.mine && row.state === 'assigned') counts.assignedToMe += count;
  }
  return counts;
}
