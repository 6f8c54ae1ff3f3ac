import type { Genre, PublicationKind, Theme } from '../metadata.ts';

/**
 * A page to begin with. `{organ}`, `{short}` and `{year}` stand for the organ's name, its short name and the year;
 * brackets 〔…〕 in the text are what remains to be filled in.
 */
export interface PublicationTemplate {
  readonly key: string;
  readonly name: string;
  readonly kind: PublicationKind;
  readonly category: string;
  readonly genre: Genre;
  readonly theme: Theme;
  readonly title: string;
  readonly keywords: readonly string[];
  readonly summary: string;
  readonly bodyHtml: string;
  /** What the person who writes should mind. */
  readonly hint: string;
}

export const p = (...texts: string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
export const h = (heading: string, ...texts: string[]): string => `<h2>${heading}</h2>${p(...texts)}`;
export const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><caption>${caption}</caption><thead><tr>${head.map((one) => `<th scope="col">${one}</th>`).join('')}</tr></thead>` +
  `<tbody>${rows.map(([first, ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((one) => `<td>${one}</td>`).join('')}</tr>`).join('')}</tbody></table>`;

export const item = (
  key: string,
  name: string,
  category: string,
  genre: Genre,
  theme: Theme,
  title: string,
  keywords: readonly string[],
  summary: string,
  bodyHtml: string,
  hint: string,
  kind: PublicationKind = 'item',
): PublicationTemplate => ({ key, name, kind, category, genre, theme, title, keywords, summary, bodyHtml, hint });
