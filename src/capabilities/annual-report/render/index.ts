import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { ReportAddress } from '../portal/addresses.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { reportDocx } from './docx.ts';
import { reportHtml } from './html.tsx';
import { reportJson } from './json.ts';
import { reportMarkdown } from './markdown.ts';
import { reportOfd } from './ofd.ts';
import { reportPdf } from './pdf.ts';
import { reportXlsx } from './xlsx.ts';

export const reportFormats = ['json', 'html', 'md', 'docx', 'pdf', 'xlsx', 'ofd'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface RenderedReport {
  contentType: string;
  body: string | Uint8Array;
}

export interface RenderOptions {
  /** Where the portal stands (https://…), so that figures of the HTML file link to their records. */
  portalAddress?: string | undefined;
  /** Stands in the properties of the PDF; the day of printing when left out. */
  publishedOn?: PlainDate | undefined;
}

/**
 * The report as a file; every format is made from the same content, so their figures are equal.
 * @throws TypesettingError when the PDF can't be made
 */
export async function renderReport(
  content: ReportContent,
  address: ReportAddress,
  format: ReportFormat,
  { portalAddress = '', publishedOn }: RenderOptions = {},
): Promise<RenderedReport> {
  switch (format) {
    case 'json':
      return {
        contentType: 'application/json; charset=utf-8',
        body: `${JSON.stringify(reportJson(content, address), null, 2)}\n`,
      };
    case 'html':
      return { contentType: 'text/html; charset=utf-8', body: reportHtml(content, address, portalAddress) };
    case 'md':
      return { contentType: 'text/markdown; charset=utf-8', body: reportMarkdown(content) };
    case 'docx':
      return {
        contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        body: await reportDocx(content),
      };
    case 'xlsx':
      return {
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: await reportXlsx(content),
      };
    case 'pdf':
      return { contentType: 'application/pdf', body: await reportPdf(content, publishedOn) };
    case 'ofd':
      return { contentType: 'application/ofd', body: await reportOfd(content, publishedOn) };
  }
}
