import type { ReportFormat } from '../render/index.ts';
import type { ReportScope } from '../rules/composing/content.ts';
import type { FigureId } from '../rules/composing/tables.ts';

/** Which report a page or link is about. `scope` is left out of addresses when it is the one shown by default. */
export interface ReportAddress {
  organ: string;
  year: number;
  scope?: ReportScope | undefined;
  version?: number | undefined;
}

function query(address: ReportAddress): string {
  const parameters = new URLSearchParams();
  if (address.scope) parameters.set('scope', address.scope);
  if (address.version !== undefined) parameters.set('version', String(address.version));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

export function reportPath(address: ReportAddress): string {
  return `/reports/${encodeURIComponent(address.organ)}/${address.year}${query(address)}`;
}

export function reportFilePath(address: ReportAddress, format: ReportFormat): string {
  return `/reports/${encodeURIComponent(address.organ)}/${address.year}/report.${format}${query(address)}`;
}

/** The list of the records a figure counts; also the `records` link of the JSON. */
export function recordsPath(address: ReportAddress, figure: FigureId): string {
  return `/reports/${encodeURIComponent(address.organ)}/${address.year}/records/${figure}${query({ ...address, version: undefined })}`;
}

/** The reports of all organs for a year. */
export function yearPath(year: number): string {
  return `/reports/years/${year}`;
}

/** The file of a report that an organ made itself. `ending`: pdf, docx or xlsx. */
export function organReportPath(organ: string, year: number, ending: string): string {
  return `/reports/${encodeURIComponent(organ)}/${year}/own-report.${ending}`;
}
