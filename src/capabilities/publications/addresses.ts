/** Addresses of public pages, all without a query, so that each can be a file of the static export. */
export function itemPath(id: string): string {
  return `/items/${id}`;
}

/** The QR code of an item's address. All in one folder: one for each would double what the export makes on the disk. */
export function codePath(id: string): string {
  return `/codes/${id}.svg`;
}

export function filePath(publicationId: string, attachmentId: string): string {
  return `/items/${publicationId}/files/${attachmentId}`;
}

export function editionPath(id: string, edition: number): string {
  return `/items/${id}/editions/${edition}`;
}

export const PLATFORM_PATH = '/disclosure';

export function organPath(organCode: string): string {
  return `/disclosure/${encodeURIComponent(organCode)}`;
}

export type PlatformEntry = 'guide' | 'institutions' | 'statutory' | 'on-request' | 'profile';

export function platformPath(organCode: string, entry: PlatformEntry): string {
  return `${organPath(organCode)}/${entry}`;
}

export function categoryPath(organCode: string, category: string, page = 1): string {
  return paged(`${platformPath(organCode, 'statutory')}/${encodeURIComponent(category)}`, page);
}

/** Pages after the first have an address of their own. */
export function paged(path: string, page: number): string {
  return page <= 1 ? path : `${path}/page/${page}`;
}

export const LIBRARY_PATH = '/documents';
export const INTERPRETATIONS_PATH = '/interpretations';
export const TOPICS_PATH = '/topics';
export const GAZETTES_PATH = '/gazettes';
export const SEARCH_PATH = '/search';
/** What the search box asks while a visitor types. */
export const SUGGESTIONS_PATH = '/search/suggestions';

export function topicPath(slug: string): string {
  return `${TOPICS_PATH}/${slug}`;
}

export function gazettePath(year: number, number: number): string {
  return `${GAZETTES_PATH}/${year}/${number}`;
}

export function gazetteTextPath(year: number, number: number): string {
  return `${gazettePath(year, number)}/text`;
}

export function gazetteFilePath(year: number | string, number: number | string): string {
  return `${GAZETTES_PATH}/${year}/${number}/gazette.pdf`;
}

/** `parameters` without empty ones, in the order given. */
export function searchPath(parameters: Readonly<Record<string, string | undefined>>, path = SEARCH_PATH): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
