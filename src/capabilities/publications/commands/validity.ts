import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { setEntryValidity } from '../../../platform/search/index.ts';
import {
  type DocumentRelation,
  lapseExpiredDocument,
  type NormativeDocument,
  relateDocuments,
} from '../../documents/index.ts';
import { publicationsOfDocuments } from '../store/publications.ts';

/** Pages and search say of these documents what the library says. */
export async function followDocuments(
  db: Database,
  divisionCode: string,
  documents: readonly NormativeDocument[],
): Promise<void> {
  const pages = await publicationsOfDocuments(
    db,
    divisionCode,
    documents.map(({ id }) => id),
  );
  for (const document of documents) {
    const page = pages.get(document.id);
    if (page) await setEntryValidity(db, divisionCode, page.id, document.status, document.endedOn === null);
  }
}

/** Records what one document does to another; the old page and search say so from then on. @throws DocumentRefusedError */
export async function relatePublishedDocuments(
  db: Database,
  divisionCode: string,
  relation: { fromId: string; toId: string; relation: DocumentRelation; on: PlainDate; note: string | null },
): Promise<NormativeDocument> {
  const changed = await relateDocuments(db, divisionCode, relation);
  await followDocuments(db, divisionCode, [changed]);
  return changed;
}

/** Lapses one document if its term is over, with its page and search. @returns undefined when it had ended already */
export async function lapseDocument(
  transaction: Database,
  divisionCode: string,
  id: string,
  today: PlainDate,
): Promise<NormativeDocument | undefined> {
  const lapsed = await lapseExpiredDocument(transaction, divisionCode, id, today);
  if (lapsed) await followDocuments(transaction, divisionCode, [lapsed]);
  return lapsed;
}
