import type { Database } from '../../../platform/database/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import { NumberFormatError } from '../rules/numbering.ts';
import { DocumentRefusedError } from '../rules/validity.ts';
import type { NormativeDocument } from '../store/normative-documents.ts';

export interface DocumentApiOptions {
  db: Database;
  division: string;
  clock?: () => Date;
  /** Told in the transaction of the act, so that public pages and search say the same. */
  onValidityChange?: (transaction: Database, documents: readonly NormativeDocument[]) => Promise<void>;
}

/** Says to a form what the commands say; a clash with what stands is a conflict. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NumberFormatError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'act-refused',
        title: '编号不合规范',
        errors: [{ in: 'body', pointer: '/documentNumber', detail: error.message }],
      });
    if (error instanceof DocumentRefusedError)
      throw new ProblemError(error.stands ? 409 : 422, `${error.message}。`, {
        kind: error.stands ? 'document-conflict' : 'act-refused',
        title: error.stands ? '与文件现状冲突' : '依法不能办理',
      });
    throw error;
  }
}

/** What of a document the record of acts keeps. */
export const auditView = ({ documentNumber, unifiedNumber, status, endedOn, endedBy }: NormativeDocument) => ({
  documentNumber,
  unifiedNumber,
  status,
  endedOn,
  endedBy,
});

/** Choices of a form. */
export const labelled = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([key, label]) => ({ key, label }));
