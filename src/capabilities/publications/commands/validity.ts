import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { setEntryValidity } from '../../../platform/search/index.ts';
import {
  type DocumentRelation,
  lapseExpiredDocuments,
  type NormativeDocument,
  relateDocuments,
} from '../../documents/index.ts';
import { publicationsOfDocuments } from '../store/publications.ts';

async function follow(db: Database, divisionCode: string, documents: readonly NormativeDocument[]): Promise<void> {
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
  await follow(db, divisionCode, [changed]);
  return changed;
}

/** The daily run: documents whose term is over lapse, on their pages and in search. @returns those that lapsed */
export async function lapseDocuments(
  db: Database,
  divisionCode: string,
  today: PlainDate,
): Promise<NormativeDocument[]> {
  const lapsed = await lapseExpiredDocuments(db, divisionCode, today);
  await follow(db, divisionCode, lapsed);
  return lapsed;
}
