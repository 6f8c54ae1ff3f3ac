import { addDays, type PlainDate } from '../../../kernel/calendar/index.ts';

/** Legal validity of a document; neither its web visibility nor a report row. */
export type Validity = 'in-force' | 'amended' | 'repealed' | 'lapsed' | 'suspended';

export const validityLabels: Readonly<Record<Validity, string>> = {
  'in-force': '有效',
  amended: '已修改',
  repealed: '废止',
  lapsed: '失效',
  suspended: '停止执行',
};

export interface DocumentDates {
  issuedOn: PlainDate;
  effectiveOn: PlainDate;
  /** Last day in force where the document sets one. */
  expiresOn: PlainDate | null;
  status: Validity;
  endedOn: PlainDate | null;
}

export class DocumentRefusedError extends Error {
  override name = 'DocumentRefusedError';
}

/** 废止: from `on` the document is no longer in force. @throws DocumentRefusedError when it already ended or `on` is too early */
export function repeal<T extends DocumentDates>(document: T, on: PlainDate): T {
  if (document.endedOn !== null)
    throw new DocumentRefusedError(`文件已于${document.endedOn}${validityLabels[document.status]}，不能再次废止`);
  if (on < document.issuedOn) throw new DocumentRefusedError(`废止日期${on}早于制发日期${document.issuedOn}`);
  return { ...document, status: 'repealed', endedOn: on };
}

/** 失效: lapse on expiry is automatic unless the document is issued anew (documents.md §1). Unchanged before that day. */
export function lapseIfExpired<T extends DocumentDates>(document: T, today: PlainDate): T {
  if (document.expiresOn === null || document.endedOn !== null || today <= document.expiresOn) return document;
  return { ...document, status: 'lapsed', endedOn: addDays(document.expiresOn, 1) };
}

/** 现行有效 on a day: issued by then and not ended by then. An amended document is in force in its amended text. */
export function isInForce(document: DocumentDates, on: PlainDate): boolean {
  return document.issuedOn <= on && (document.endedOn === null || document.endedOn > on);
}
