import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { stepLabels } from '../rules/procedure.ts';
import { DocumentRefusedError } from '../rules/validity.ts';
import { findNormativeDocument } from '../store/normative-documents.ts';
import { type DocumentStep, insertDocumentStep, listDocumentSteps } from '../store/steps.ts';

/**
 * Puts a step of the document's procedure on record.
 * @throws DocumentRefusedError for an unknown document, a review after the issue or a filing before it, one recorded already
 */
export async function recordDocumentStep(
  transaction: Database,
  divisionCode: string,
  step: DocumentStep,
  today: PlainDate,
): Promise<void> {
  const document = await findNormativeDocument(transaction, divisionCode, step.documentId, true);
  if (!document) throw new DocumentRefusedError('文件库中没有这份文件');
  const label = stepLabels[step.kind];
  if (step.on > today) throw new DocumentRefusedError(`${label}的日期${step.on}尚未到来`);
  const isBefore = step.kind === 'legal-review' || step.kind === 'deliberation' || step.kind === 'consultation';
  if (isBefore && step.on > document.issuedOn)
    throw new DocumentRefusedError(`${label}应当在制发之前进行，日期${step.on}晚于制发日期${document.issuedOn}`);
  if (!isBefore && step.on < document.issuedOn)
    throw new DocumentRefusedError(`${label}的日期${step.on}早于制发日期${document.issuedOn}`);
  const recorded = await listDocumentSteps(transaction, divisionCode, step.documentId);
  if (recorded.some(({ kind, on }) => kind === step.kind && on === step.on))
    throw new DocumentRefusedError(`${step.on}的${label}已经记录`);
  await insertDocumentStep(transaction, divisionCode, step);
}
