import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DocumentRelation } from '../rules/relations.ts';
import type { Validity } from '../rules/validity.ts';

export interface RelationRecord {
  fromId: string;
  toId: string;
  relation: DocumentRelation;
  on: PlainDate;
  note: string | null;
}

/** A relation as the page of one of its documents shows it: the other document and which side this one is. */
export interface RelatedListing {
  relation: DocumentRelation;
  /** `active`: this document did it to the other; `passive`: the other did it to this one. */
  side: 'active' | 'passive';
  on: PlainDate;
  note: string | null;
  document: { id: string; title: string; documentNumber: string; status: Validity };
}

export async function insertRelations(
  db: Database,
  divisionCode: string,
  relations: readonly RelationRecord[],
): Promise<void> {
  if (relations.length === 0) return;
  await db
    .insertInto('normative_document_relation')
    .values(
      relations.map((one) => ({
        division_code: divisionCode,
        from_id: one.fromId,
        to_id: one.toId,
        relation: one.relation,
        on_date: one.on,
        note: one.note,
      })),
    )
    .execute();
}

/** Relations of a document, both ways, oldest first. */
export async function listRelations(db: Database, divisionCode: string, id: string): Promise<RelatedListing[]> {
  const side = async (own: 'from_id' | 'to_id', other: 'from_id' | 'to_id'): Promise<RelatedListing[]> => {
    const rows = await db
      .selectFrom('normative_document_relation as relation')
      .innerJoin('normative_document as document', (join) =>
        join
          .onRef('document.division_code', '=', 'relation.division_code')
          .onRef('document.id', '=', `relation.${other}`),
      )
      .select([
        'relation.relation',
        'relation.on_date',
        'relation.note',
        'document.id',
        'document.title',
        'document.document_number',
        'document.status',
      ])
      .where('relation.division_code', '=', divisionCode)
      .where(`relation.${own}`, '=', id)
      .orderBy('relation.on_date')
      .orderBy('document.id')
      .execute();
    return rows.map((row) => ({
      relation: row.relation as DocumentRelation,
      side: own === 'from_id' ? ('active' as const) : ('passive' as const),
      on: row.on_date,
      note: row.note,
      document: {
        id: row.id,
        title: row.title,
        documentNumber: row.document_number,
        status: row.status as Validity,
      },
    }));
  };
  return [...(await side('from_id', 'to_id')), ...(await side('to_id', 'from_id'))];
}

/** Whether a document has been amended, for the status it returns to when it is resumed. */
export async function wasAmended(db: Database, divisionCode: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('normative_document_relation')
    .select('from_id')
    .where('division_code', '=', divisionCode)
    .where('to_id', '=', id)
    .where('relation', '=', 'amend')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
