import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DocumentStepKind } from '../rules/procedure.ts';

export interface DocumentStep {
  documentId: string;
  kind: DocumentStepKind;
  on: PlainDate;
  byOrgan: string;
  conclusion: string;
  /** Where it can be read, a path of the portal or https. */
  address: string | null;
}

export async function insertDocumentStep(db: Database, divisionCode: string, step: DocumentStep): Promise<void> {
  await db
    .insertInto('normative_document_step')
    .values({
      division_code: divisionCode,
      document_id: step.documentId,
      kind: step.kind,
      on_date: step.on,
      by_organ: step.byOrgan,
      conclusion: step.conclusion,
      address: step.address,
    })
    .execute();
}

export async function listDocumentSteps(db: Database, divisionCode: string, id: string): Promise<DocumentStep[]> {
  const rows = await db
    .selectFrom('normative_document_step')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('document_id', '=', id)
    .orderBy('on_date')
    .orderBy('kind')
    .execute();
  return rows.map((row) => ({
    documentId: row.document_id,
    kind: row.kind as DocumentStepKind,
    on: row.on_date,
    byOrgan: row.by_organ,
    conclusion: row.conclusion,
    address: row.address,
  }));
}
