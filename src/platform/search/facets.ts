import type { SearchEntry } from './entries.ts';

export const facetNames = ['kind', 'organ', 'year', 'theme', 'genre', 'validity'] as const;
export type FacetName = (typeof facetNames)[number];

/** Columns of `search_entry`. */
export const facetColumns: Readonly<Record<FacetName, string>> = {
  kind: 'kind',
  organ: 'organ_code',
  year: 'year',
  theme: 'theme',
  genre: 'genre',
  validity: 'validity',
};

/** What every vector holds of a facet, so that an index answers words and facets at once; no word begins with the mark. */
const marks: Readonly<Record<FacetName, string>> = {
  kind: '@k:',
  organ: '@o:',
  year: '@y:',
  theme: '@t:',
  genre: '@g:',
  validity: '@v:',
};

export function facetTerm(name: FacetName, value: string | number): string {
  return `${marks[name]}${value}`;
}

/** The facets of an entry as terms. */
export function facetTermsOf(entry: SearchEntry, year: number): string[] {
  const values: Readonly<Record<FacetName, string | number | null>> = {
    kind: entry.kind,
    organ: entry.organCode,
    year,
    theme: entry.theme,
    genre: entry.genre,
    validity: entry.validity,
  };
  return facetNames.flatMap((name) => {
    const value = values[name];
    return value === null ? [] : [facetTerm(name, value)];
  });
}
