/** An address that cannot be a file, a page the application does not serve, or a folder that cannot be written. */
export class ExportError extends Error {
  override name = 'ExportError';
}

/** Endings of addresses that are files already; any other address is a page. */
const FILE_NAME = /\.(?:xml|atom|rss|json|css|js|svg|pdf|docx|xlsx|md|html|csv|txt)$/;
/** Attachments have no ending in their address; nginx finds their type by one. Keep in step with nginx.ts. */
export const attachmentEndings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/ofd': 'ofd',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/zip': 'zip',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain; charset=utf-8': 'txt',
  'text/csv; charset=utf-8': 'csv',
};

/** Withdrawn pages; nginx answers 410 with them. */
export const GONE_FOLDER = '.gone';
/** What the export keeps for itself. */
export const STATE_FOLDER = '.export';

function pathOf(address: string): string {
  const path = decodeURIComponent(address.replace(/^\//, ''));
  if (path.split('/').some((part) => part.startsWith('.') || /[\\\0]/.test(part)) || path.includes('//'))
    throw new ExportError(`${address}: not an address that can be a file`);
  return path;
}

/** The file of an address: `/items/x` is `items/x.html`; an address that names a type keeps its name. @throws ExportError */
export function fileOf(address: string): string {
  const path = pathOf(address);
  if (path === '') return 'index.html';
  return FILE_NAME.test(path) ? path : `${path}.html`;
}

/** @throws ExportError */
export function attachmentFile(address: string, mediaType: string): string {
  return `${pathOf(address)}.${attachmentEndings[mediaType] ?? 'bin'}`;
}

/** @throws ExportError */
export function goneFile(address: string): string {
  return `${GONE_FOLDER}/${fileOf(address)}`;
}

/** Pages, feeds and style sheets have compressed twins; what is compressed already has none. */
export function hasTwins(file: string): boolean {
  return /\.(?:html|xml|atom|rss|json|css|js|svg|md|csv|txt)$/.test(file);
}
