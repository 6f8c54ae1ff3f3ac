import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { Severity } from '../rules/finding.ts';
import type { Lexicon, LexiconEntry } from '../rules/lexicon/index.ts';

export type LexiconAct = 'uploaded' | 'activated' | 'rolled-back' | 'switched-off';

export interface LexiconVersion {
  readonly version: number;
  /** The version its owner gave it. */
  readonly label: string;
  readonly owner: string;
  readonly purpose: string;
  readonly severity: Severity;
  readonly terms: number;
  readonly sha256: string;
  readonly uploadedAt: Date;
  readonly uploadedBy: string;
}

export interface StoredLexicon {
  readonly id: string;
  readonly name: string;
  readonly ownerOrganCode: string;
  /** Null when switched off. */
  readonly activeVersion: number | null;
  /** The newest first. */
  readonly versions: readonly LexiconVersion[];
}

export interface LexiconStep {
  readonly act: LexiconAct;
  readonly version: number;
  readonly reason: string | null;
  readonly at: Date;
  readonly personName: string;
}

const versionColumns = [
  'lexicon_id',
  'version',
  'label',
  'owner',
  'purpose',
  'severity',
  'terms',
  'sha256',
  'uploaded_at',
  'uploaded_by',
] as const;

/** All lexicons by name, without their terms. */
export async function listLexicons(db: Database, divisionCode: string, id?: string): Promise<StoredLexicon[]> {
  let lexicons = db
    .selectFrom('screening_lexicon')
    .select(['id', 'name', 'owner_organ_code', 'active_version'])
    .where('division_code', '=', divisionCode);
  if (id !== undefined) lexicons = lexicons.where('id', '=', id);
  const rows = await lexicons.orderBy('name').execute();
  let ofThese = db
    .selectFrom('screening_lexicon_version')
    .select(versionColumns)
    .where('division_code', '=', divisionCode);
  if (id !== undefined) ofThese = ofThese.where('lexicon_id', '=', id);
  const versions = await ofThese.orderBy('version', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ownerOrganCode: row.owner_organ_code,
    activeVersion: row.active_version,
    versions: versions
      .filter(({ lexicon_id }) => lexicon_id === row.id)
      .map((version) => ({
        version: version.version,
        label: version.label,
        owner: version.owner,
        purpose: version.purpose,
        severity: version.severity as Severity,
        terms: version.terms,
        sha256: version.sha256,
        uploadedAt: version.uploaded_at,
        uploadedBy: version.uploaded_by,
      })),
  }));
}

export async function findLexiconByName(
  db: Database,
  divisionCode: string,
  name: string,
): Promise<StoredLexicon | undefined> {
  const row = await db
    .selectFrom('screening_lexicon')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (await listLexicons(db, divisionCode, row.id))[0];
}

export async function insertLexicon(
  db: Database,
  divisionCode: string,
  lexicon: { id: string; name: string; ownerOrganCode: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('screening_lexicon')
    .values({
      division_code: divisionCode,
      id: lexicon.id,
      name: lexicon.name,
      owner_organ_code: lexicon.ownerOrganCode,
      active_version: null,
      created_at: lexicon.createdAt,
    })
    .execute();
}

export async function insertLexiconVersion(
  db: Database,
  divisionCode: string,
  lexiconId: string,
  version: Omit<LexiconVersion, 'label' | 'owner' | 'purpose' | 'severity' | 'terms'>,
  content: Lexicon,
  compiled: Uint8Array,
): Promise<void> {
  await db
    .insertInto('screening_lexicon_version')
    .values({
      division_code: divisionCode,
      lexicon_id: lexiconId,
      version: version.version,
      label: content.version,
      owner: content.owner,
      purpose: content.purpose,
      severity: content.severity,
      terms: content.entries.length,
      entries: jsonb(
        content.entries.map(({ term, suggestion, severity, note, allowedIn }) => [
          term,
          suggestion,
          severity,
          note,
          ...allowedIn,
        ]),
      ),
      compiled,
      sha256: version.sha256,
      uploaded_at: version.uploadedAt,
      uploaded_by: version.uploadedBy,
    })
    .execute();
}

/** A version with its terms and compiled form. */
export async function readLexiconVersion(
  db: Database,
  divisionCode: string,
  lexiconId: string,
  version: number,
): Promise<{ lexicon: Lexicon; compiled: Uint8Array; sha256: string } | undefined> {
  const head = await db
    .selectFrom('screening_lexicon')
    .select('name')
    .where('division_code', '=', divisionCode)
    .where('id', '=', lexiconId)
    .executeTakeFirst();
  const row = await db
    .selectFrom('screening_lexicon_version')
    .select(['label', 'owner', 'purpose', 'severity', 'entries', 'compiled', 'sha256'])
    .where('division_code', '=', divisionCode)
    .where('lexicon_id', '=', lexiconId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!head || !row) return undefined;
  const entries = (row.entries as [string, string | null, Severity, string, ...string[]][]).map(
    ([term, suggestion, severity, note, ...allowedIn]): LexiconEntry => ({
      term,
      suggestion,
      severity,
      note,
      allowedIn,
    }),
  );
  return {
    lexicon: {
      name: head.name,
      owner: row.owner,
      purpose: row.purpose,
      severity: row.severity as Severity,
      version: row.label,
      entries,
    },
    compiled: row.compiled,
    sha256: row.sha256,
  };
}

/** What tells whether the rules changed: versions in force. */
export async function listActiveVersions(
  db: Database,
  divisionCode: string,
): Promise<{ id: string; version: number }[]> {
  const rows = await db
    .selectFrom('screening_lexicon')
    .select(['id', 'active_version'])
    .where('division_code', '=', divisionCode)
    .where('active_version', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, version: row.active_version! }));
}

export async function setActiveVersion(
  db: Database,
  divisionCode: string,
  id: string,
  version: number | null,
): Promise<void> {
  await db
    .updateTable('screening_lexicon')
    .set({ active_version: version })
    .where('division_code', '=', divisionCode)
    .where('id', '=', id)
    .execute();
}

export async function addLexiconStep(db: Database, divisionCode: string, id: string, step: LexiconStep): Promise<void> {
  const { last } = await db
    .selectFrom('screening_lexicon_step')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('division_code', '=', divisionCode)
    .where('lexicon_id', '=', id)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('screening_lexicon_step')
    .values({
      division_code: divisionCode,
      lexicon_id: id,
      sequence: Number(last ?? 0) + 1,
      act: step.act,
      version: step.version,
      reason: step.reason,
      at: step.at,
      person_name: step.personName,
    })
    .execute();
}

/** The newest first. */
export async function listLexiconSteps(db: Database, divisionCode: string, id: string): Promise<LexiconStep[]> {
  const rows = await db
    .selectFrom('screening_lexicon_step')
    .select(['act', 'version', 'reason', 'at', 'person_name'])
    .where('division_code', '=', divisionCode)
    .where('lexicon_id', '=', id)
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map((row) => ({
    act: row.act as LexiconAct,
    version: row.version,
    reason: row.reason,
    at: row.at,
    personName: row.person_name,
  }));
}
