import type { ReportAddress } from '../portal/addresses.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { reportHtml } from './html.tsx';
import { reportJson } from './json.ts';
import { reportMarkdown } from './markdown.ts';

export const reportFormats = ['json', 'html', 'md'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface RenderedReport {
  contentType: string;
  body: string;
}

/** The report as a file; every format is made from the same content, so their figures are equal. */
export function renderReport(
  content: ReportContent,
  address: ReportAddress,
  format: ReportFormat,
  portalAddress = '',
): RenderedReport {
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
  }
}
