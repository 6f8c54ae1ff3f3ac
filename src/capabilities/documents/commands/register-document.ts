import { randomUUID } from 'node:crypto';
import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { parseDocumentNumber } from '../rules/numbering.ts';
import { DocumentRefusedError } from '../rules/validity.ts';
import {
  findByDocumentNumber,
  insertNormativeDocuments,
  type NormativeDocument,
  type NormativeKind,
} from '../store/normative-documents.ts';
import { allocateUnifiedNumber } from '../store/numbers.ts';
import { inTransaction } from '../store/transaction.ts';

export interface Registration {
  organCode: string;
  kind: NormativeKind;
  title: string;
  documentNumber: string;
  issuedOn: PlainDate;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  /** Series of the 统一编号; null where the tenant has none. */
  unifiedSeries: string | null;
}

/**
 * 统一登记、统一编号. The number is given in the same transaction, so that series have no gaps.
 * @throws NumberFormatError, DocumentRefusedError for a number already used, dates that contradict each other
 */
export async function registerDocument(
  db: Database,
  divisionCode: string,
  registration: Registration,
): Promise<NormativeDocument> {
  const { organCode, documentNumber, issuedOn, effectiveOn, expiresOn, unifiedSeries } = registration;
  const number = parseDocumentNumber(documentNumber);
  if (number.year !== yearOf(issuedOn))
    throw new DocumentRefusedError(`发文字号的年份是${number.year}年，与成文日期${issuedOn}不符`);
  if (expiresOn !== null && expiresOn < effectiveOn)
    throw new DocumentRefusedError(`有效期届满日${expiresOn}早于施行日期${effectiveOn}`);
  return inTransaction(db, async (transaction) => {
    const standing = await findByDocumentNumber(transaction, divisionCode, organCode, documentNumber);
    if (standing)
      throw new DocumentRefusedError(`${documentNumber}已用于《${standing.title}》（${standing.issuedOn}），不能再用`, {
        status: standing.status,
        endedOn: standing.endedOn,
      });
    const unifiedNumber =
      unifiedSeries === null
        ? null
        : await allocateUnifiedNumber(transaction, divisionCode, unifiedSeries, yearOf(issuedOn));
    const document: NormativeDocument = {
      id: randomUUID(),
      organCode,
      kind: registration.kind,
      title: registration.title,
      documentNumber,
      unifiedNumber,
      issuedOn,
      effectiveOn,
      expiresOn,
      status: 'in-force',
      endedOn: null,
      endedBy: null,
    };
    await insertNormativeDocuments(transaction, divisionCode, [document]);
    return document;
  });
}
