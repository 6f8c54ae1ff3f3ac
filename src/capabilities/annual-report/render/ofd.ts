import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { typesetOfd } from '../../../platform/typesetting/index.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { typesetReport } from './typeset.ts';

/** The report as OFD (GB/T 33190-2016), an experiment: real text at its places, tables drawn, fonts named. */
export function reportOfd(content: ReportContent, publishedOn?: PlainDate): Promise<Uint8Array> {
  return typesetOfd(typesetReport(content, publishedOn));
}
