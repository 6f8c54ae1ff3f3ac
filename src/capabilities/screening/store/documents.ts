import type { Database } from '../../../platform/database/index.ts';
import type { StockDocument } from '../stock.ts';
import type { FindingSource } from './findings.ts';

/** Revision and rules under which documents were last screened, by id. */
export async function readScreened(
  db: Database,
  divisionCode: string,
  source: FindingSource,
  ids: readonly string[],
): Promise<Map<string, { revision: string; ruleset: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('screening_document')
    .select(['document_id', 'revision', 'ruleset'])
    .where('division_code', '=', divisionCode)
    .where('source', '=', source)
    .where('document_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.document_id, { revision: row.revision, ruleset: row.ruleset }]));
}

export async function saveScreened(
  db: Database,
  divisionCode: string,
  source: FindingSource,
  documents: readonly StockDocument[],
  ruleset: string,
  at: Date,
  runId: string | null,
): Promise<void> {
  if (documents.length === 0) return;
  await db
    .insertInto('screening_document')
    .values(
      documents.map((document) => ({
        division_code: divisionCode,
        source,
        document_id: document.id,
        organ_code: document.organCode,
        title: document.title,
        address: document.address,
        revision: document.revision,
        ruleset,
        characters: document.text.length,
        screened_at: at,
        run_id: runId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['division_code', 'source', 'document_id']).doUpdateSet(({ ref }) => ({
        organ_code: ref('excluded.organ_code'),
        title: ref('excluded.title'),
        address: ref('excluded.address'),
        revision: ref('excluded.revision'),
        ruleset: ref('excluded.ruleset'),
        characters: ref('excluded.characters'),
        screened_at: ref('excluded.screened_at'),
        run_id: ref('excluded.run_id'),
      })),
    )
    .execute();
}

/** Notes that a run passed documents that need no new screening. */
export async function markPassed(
  db: Database,
  divisionCode: string,
  source: FindingSource,
  ids: readonly string[],
  runId: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('screening_document')
    .set({ run_id: runId })
    .where('division_code', '=', divisionCode)
    .where('source', '=', source)
    .where('document_id', 'in', ids)
    .execute();
}

/** Documents that a run over the whole stock did not meet: withdrawn or removed since. They are forgotten by this. */
export async function forgetUnseen(
  db: Database,
  divisionCode: string,
  sources: readonly FindingSource[],
  runId: string,
): Promise<{ source: FindingSource; id: string }[]> {
  const rows = await db
    .deleteFrom('screening_document')
    .where('division_code', '=', divisionCode)
    .where('source', 'in', sources)
    .where(({ or, eb }) => or([eb('run_id', 'is', null), eb('run_id', '<>', runId)]))
    .returning(['source', 'document_id'])
    .execute();
  return rows.map((row) => ({ source: row.source as FindingSource, id: row.document_id }));
}
