import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';

/** 合法性审核, 征求意见, 集体审议, 备案, 评估: what the procedure of a 行政规范性文件 leaves on record. */
export type DocumentStepKind = 'legal-review' | 'consultation' | 'deliberation' | 'filing' | 'evaluation';

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

/** Issued documents without a filing on record, oldest first; the filing clock is C25. */
export async function listUnfiled(
  db: Database,
  divisionCode: string,
  issuedFrom: PlainDate,
): Promise<{ id: string; title: string; documentNumber: string; issuedOn: PlainDate }[]> {
  const rows = await db
    .selectFrom('normative_document as document')
    .select(['document.id', 'document.title', 'document.document_number', 'document.issued_on'])
    .where('document.division_code', '=', divisionCode)
    .where('document.issued_on', '>=', issuedFrom)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('normative_document_step as step')
            .select('step.document_id')
            .whereRef('step.division_code', '=', 'document.division_code')
            .whereRef('step.document_id', '=', 'document.id')
            .where('step.kind', '=', 'filing'),
        ),
      ),
    )
    .orderBy('document.issued_on')
    .orderBy('document.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    documentNumber: row.document_number,
    issuedOn: row.issued_on,
  }));
}
