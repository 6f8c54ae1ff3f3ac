import { typesetDocx } from '../../../platform/typesetting/index.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { typesetReport } from './typeset.ts';

/** The report as an editable Word file in the official style. */
export function reportDocx(content: ReportContent): Promise<Uint8Array> {
  return typesetDocx(typesetReport(content));
}
