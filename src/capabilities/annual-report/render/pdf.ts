import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { typesetPdf } from '../../../platform/typesetting/index.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { typesetReport } from './typeset.ts';

/**
 * The report as tagged PDF/A-2a. A character that no face has is printed as its code (〔U+2A6D6〕): the report is
 * public anyway and must not be held up by a name in somebody's sentence. @throws TypesettingError
 */
export async function reportPdf(content: ReportContent, publishedOn?: PlainDate): Promise<Uint8Array> {
  return (await typesetPdf(typesetReport(content, publishedOn), { missing: 'code' })).pdf;
}
