/** 政府公报: an issue is composed of documents in sections; each starts on a new page. */
export interface GazetteMatter {
  readonly section: string;
  readonly title: string;
}

export interface GazetteContentsEntry extends GazetteMatter {
  /** First page as printed; the contents stand before it and are counted. */
  readonly page: number;
  readonly pages: number;
}

/** Characters of a page of GB/T 9704, headings and gaps taken off: for issues that are not set in type here. */
const CHARACTERS_A_PAGE = 560;

/** Sections in the order in which a gazette prints them; others follow by the order given. */
export const gazetteSections = [
  '区政府文件',
  '区政府办公室文件',
  '部门文件',
  '政策解读',
  '人事任免',
  '统计资料',
] as const;

export class GazetteError extends Error {
  override name = 'GazetteError';
}

/** Matters by section, keeping their order within it. @throws GazetteError when there are none */
export function orderMatters<T extends GazetteMatter>(matters: readonly T[]): T[] {
  if (matters.length === 0) throw new GazetteError('公报每期至少应当刊登一件');
  const order = new Map<string, number>(gazetteSections.map((section, i) => [section, i]));
  for (const { section } of matters) if (!order.has(section)) order.set(section, order.size);
  return [...matters].sort((a, b) => order.get(a.section)! - order.get(b.section)!);
}

/** Gives each matter its first page, from `firstPage` on. */
export function paginate<T extends GazetteMatter & { readonly pages: number }>(
  matters: readonly T[],
  firstPage: number,
): (T & GazetteContentsEntry)[] {
  let page = firstPage;
  return matters.map((matter) => {
    const entry = { ...matter, page };
    page += matter.pages;
    return entry;
  });
}

/** About how many pages a text of so many characters takes. */
export function estimatedPages(characters: number): number {
  return Math.max(1, Math.ceil(characters / CHARACTERS_A_PAGE));
}
