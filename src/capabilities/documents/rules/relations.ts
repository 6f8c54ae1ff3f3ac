import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { amend, type DocumentDates, DocumentRefusedError, repeal } from './validity.ts';

/** What one document does to another; `replace` repeals and stands in the place of what it repealed. */
export type DocumentRelation = 'amend' | 'repeal' | 'replace' | 'implement' | 'interpret';

/** How the relation reads from either side. */
export const relationLabels: Readonly<Record<DocumentRelation, { active: string; passive: string }>> = {
  amend: { active: '修改', passive: '被修改' },
  repeal: { active: '废止', passive: '被废止' },
  replace: { active: '替代', passive: '被替代' },
  implement: { active: '为实施而制定', passive: '实施文件' },
  interpret: { active: '解释', passive: '解释文件' },
};

/** Relations that end the older document. */
export const endingRelations: readonly DocumentRelation[] = ['repeal', 'replace'];

export interface RelatedDocument extends DocumentDates {
  id: string;
  title: string;
}

/**
 * The older document after the newer one did `relation` to it from `on`: repealed, amended or as it was.
 * @throws DocumentRefusedError for a document related to itself, a newer one issued before the older or not in force on
 * that day, an act on a document that ended (with what stands)
 */
export function relate<T extends RelatedDocument>(
  newer: RelatedDocument,
  older: T,
  relation: DocumentRelation,
  on: PlainDate,
): T {
  if (newer.id === older.id) throw new DocumentRefusedError(`文件不能${relationLabels[relation].active}自身`);
  if (newer.issuedOn < older.issuedOn)
    throw new DocumentRefusedError(
      `《${newer.title}》制发于${newer.issuedOn}，早于《${older.title}》（${older.issuedOn}），不能${relationLabels[relation].active}后者`,
    );
  if (on < newer.issuedOn)
    throw new DocumentRefusedError(
      `${relationLabels[relation].active}的日期${on}早于《${newer.title}》的制发日期${newer.issuedOn}`,
    );
  switch (relation) {
    case 'repeal':
    case 'replace':
      return repeal(older, on);
    case 'amend':
      return amend(older, on);
    case 'implement':
    case 'interpret':
      if (older.endedOn !== null && older.endedOn <= on)
        throw new DocumentRefusedError(
          `《${older.title}》已于${older.endedOn}终止效力，不能${relationLabels[relation].active}`,
          {
            status: older.status,
            endedOn: older.endedOn,
          },
        );
      return older;
  }
}
