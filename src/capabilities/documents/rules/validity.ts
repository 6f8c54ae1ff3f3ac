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

/** What stands in the record when an act on a document is refused. */
export interface StandingValidity {
  status: Validity;
  endedOn: PlainDate | null;
}

export class DocumentRefusedError extends Error {
  override name = 'DocumentRefusedError';
  readonly stands: StandingValidity | null;
  constructor(message: string, stands: StandingValidity | null = null) {
    super(message);
    this.stands = stands;
  }
}

function refuseEnded(document: DocumentDates, act: string): void {
  if (document.endedOn !== null)
    throw new DocumentRefusedError(`文件已于${document.endedOn}${validityLabels[document.status]}，不能${act}`, {
      status: document.status,
      endedOn: document.endedOn,
    });
}

/** 废止: from `on` the document is no longer in force. @throws DocumentRefusedError when it already ended or `on` is too early */
export function repeal<T extends DocumentDates>(document: T, on: PlainDate): T {
  refuseEnded(document, '再次废止');
  if (on < document.issuedOn) throw new DocumentRefusedError(`废止日期${on}早于制发日期${document.issuedOn}`);
  return { ...document, status: 'repealed', endedOn: on };
}

/** 已修改: in force in its amended text. @throws DocumentRefusedError when it ended or `on` is too early */
export function amend<T extends DocumentDates>(document: T, on: PlainDate): T {
  refuseEnded(document, '修改');
  if (on < document.issuedOn) throw new DocumentRefusedError(`修改日期${on}早于制发日期${document.issuedOn}`);
  return { ...document, status: 'amended' };
}

/** 停止执行: for the time being, until it is resumed or repealed. @throws DocumentRefusedError */
export function suspend<T extends DocumentDates>(document: T): T {
  refuseEnded(document, '停止执行');
  if (document.status === 'suspended')
    throw new DocumentRefusedError('文件已停止执行', { status: 'suspended', endedOn: null });
  return { ...document, status: 'suspended' };
}

/** 恢复执行. `wasAmended` says to which status it returns. @throws DocumentRefusedError unless it is suspended */
export function resume<T extends DocumentDates>(document: T, wasAmended: boolean): T {
  if (document.status !== 'suspended')
    throw new DocumentRefusedError(`文件现为${validityLabels[document.status]}，没有停止执行，不能恢复执行`, {
      status: document.status,
      endedOn: document.endedOn,
    });
  return { ...document, status: wasAmended ? 'amended' : 'in-force' };
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
