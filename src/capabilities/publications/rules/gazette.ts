/** 政府公报: an issue is composed of documents in sections; each starts on a new page. */
export interface GazetteMatter {
  readonly section: string;
  readonly title: string;
  /** Characters of its text, which is what pages are estimated from. */
  readonly length: number;
}

export interface GazetteContentsEntry extends GazetteMatter {
  /** First page, from 1; the contents stand before page 1. */
  readonly page: number;
  readonly pages: number;
}

/** A page of a gazette in 16mo: 28 characters by 22 lines is what GB/T 9704 sets on A4; headings and gaps take the rest. */
export const CHARACTERS_A_PAGE = 560;

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

/** Sorts matters by section, keeping their order within it, and gives each its first page. @throws GazetteError when empty */
export function composeContents<T extends GazetteMatter>(matters: readonly T[]): (T & GazetteContentsEntry)[] {
  if (matters.length === 0) throw new GazetteError('公报每期至少应当刊登一件');
  const order = new Map<string, number>(gazetteSections.map((section, i) => [section, i]));
  for (const { section } of matters) if (!order.has(section)) order.set(section, order.size);
  const sorted = [...matters].sort((a, b) => order.get(a.section)! - order.get(b.section)!);
  let page = 1;
  return sorted.map((matter) => {
    const pages = Math.max(1, Math.ceil(matter.length / CHARACTERS_A_PAGE));
    const entry = { ...matter, page, pages };
    page += pages;
    return entry;
  });
}
