import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type DocumentDates, DocumentRefusedError, isInForce } from './validity.ts';

/** What a clean-up (清理) decides of a document; the four results under which they are announced. */
export type CleanUpResult = 'keep' | 'amend' | 'repeal' | 'declare-lapsed';

export const cleanUpLabels: Readonly<Record<CleanUpResult, string>> = {
  keep: '继续有效',
  amend: '修改',
  repeal: '废止',
  'declare-lapsed': '宣布失效',
};

/**
 * The document after the clean-up's result from `on`. 修改 only orders an amendment: its text changes when the amending
 * document is issued.
 * @throws DocumentRefusedError for a document that is not in force on that day
 */
export function applyCleanUp<T extends DocumentDates>(document: T, result: CleanUpResult, on: PlainDate): T {
  if (!isInForce(document, on))
    throw new DocumentRefusedError(`文件在${on}并非现行有效，不属于清理范围`, {
      status: document.status,
      endedOn: document.endedOn,
    });
  switch (result) {
    case 'keep':
    case 'amend':
      return document;
    case 'repeal':
      return { ...document, status: 'repealed', endedOn: on };
    case 'declare-lapsed':
      return { ...document, status: 'lapsed', endedOn: on };
  }
}
