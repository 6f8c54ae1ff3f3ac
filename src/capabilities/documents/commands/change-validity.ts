import { addDays, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { applyCleanUp, type CleanUpResult } from '../rules/clean-up.ts';
import { type DocumentRelation, endingRelations, relate } from '../rules/relations.ts';
import { DocumentRefusedError, lapseIfExpired, resume, suspend } from '../rules/validity.ts';
import {
  findNormativeDocument,
  listExpiring,
  type NormativeDocument,
  saveValidity,
} from '../store/normative-documents.ts';
import { insertRelations, wasAmended } from '../store/relations.ts';
import { inTransaction } from '../store/transaction.ts';

async function load(db: Database, divisionCode: string, id: string, lock = false): Promise<NormativeDocument> {
  const document = await findNormativeDocument(db, divisionCode, id, lock);
  if (!document) throw new DocumentRefusedError('文件库中没有这份文件');
  return document;
}

/**
 * Records that `fromId` amends, repeals, replaces, implements or interprets `toId` from `on`, and changes the older
 * document's validity with it. The older row is locked, so two repeals at once cannot both succeed.
 * @throws DocumentRefusedError with what stands
 */
export async function relateDocuments(
  db: Database,
  divisionCode: string,
  relation: { fromId: string; toId: string; relation: DocumentRelation; on: PlainDate; note: string | null },
): Promise<NormativeDocument> {
  return inTransaction(db, async (transaction) => {
    const newer = await load(transaction, divisionCode, relation.fromId);
    const older = await load(transaction, divisionCode, relation.toId, true);
    const changed = {
      ...relate(newer, older, relation.relation, relation.on),
      ...(endingRelations.includes(relation.relation) ? { endedBy: newer.id } : {}),
    };
    await insertRelations(transaction, divisionCode, [relation]);
    await saveValidity(transaction, divisionCode, changed);
    return changed;
  });
}

/** 停止执行, or 恢复执行 of what was stopped. @throws DocumentRefusedError */
export async function setSuspended(
  db: Database,
  divisionCode: string,
  id: string,
  suspended: boolean,
): Promise<NormativeDocument> {
  return inTransaction(db, async (transaction) => {
    const document = await load(transaction, divisionCode, id, true);
    const changed = suspended ? suspend(document) : resume(document, await wasAmended(transaction, divisionCode, id));
    await saveValidity(transaction, divisionCode, changed);
    return changed;
  });
}

/**
 * Lapses the document if its term is over by `today`. The row is locked and judged anew, so two processes cannot both do it.
 * @returns undefined when there was nothing to do
 */
export async function lapseExpiredDocument(
  db: Database,
  divisionCode: string,
  id: string,
  today: PlainDate,
): Promise<NormativeDocument | undefined> {
  return inTransaction(db, async (transaction) => {
    const document = await load(transaction, divisionCode, id, true);
    const changed = lapseIfExpired(document, today);
    if (changed === document) return undefined;
    await saveValidity(transaction, divisionCode, changed);
    return changed;
  });
}

/** Documents whose last day has passed and that nobody has marked yet. */
export function listLapsing(db: Database, divisionCode: string, today: PlainDate): Promise<NormativeDocument[]> {
  return listExpiring(db, divisionCode, null, addDays(today, -1));
}

export interface CleanUp {
  id: string;
  title: string;
  decidedOn: PlainDate;
  decidedBy: string;
  results: readonly { documentId: string; result: CleanUpResult; reason: string }[];
}

/** 清理: all results of a campaign together, or none. @throws DocumentRefusedError naming the document */
export async function recordCleanUp(db: Database, divisionCode: string, campaign: CleanUp): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .insertInto('clean_up')
      .values({
        division_code: divisionCode,
        id: campaign.id,
        title: campaign.title,
        decided_on: campaign.decidedOn,
        decided_by: campaign.decidedBy,
      })
      .execute();
    for (const { documentId, result, reason } of campaign.results) {
      const document = await load(transaction, divisionCode, documentId, true);
      try {
        await saveValidity(transaction, divisionCode, applyCleanUp(document, result, campaign.decidedOn));
      } catch (error) {
        if (error instanceof DocumentRefusedError)
          throw new DocumentRefusedError(`《${document.title}》：${error.message}`, error.stands);
        throw error;
      }
      await transaction
        .insertInto('clean_up_result')
        .values({ division_code: divisionCode, clean_up_id: campaign.id, document_id: documentId, result, reason })
        .execute();
    }
  });
}
