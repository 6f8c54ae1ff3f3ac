import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { getPublicationCatalogue, getPublicationTerms } from '../../client.generated/index.ts';
import type { GetPublicationCatalogueResponse, Publication } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';

export type Category = GetPublicationCatalogueResponse['categories'][number];
export type Metadata = Publication['metadata'];

/** Words that the forms of proactive disclosure choose from. */
export function usePublicationTerms() {
  const { me } = useOffice();
  return useQuery({
    queryKey: ['publication-terms', me.person.id],
    queryFn: () => call(getPublicationTerms()),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** An organ's 主动公开基本目录 and the templates to begin with. */
export function useCatalogue(organ: string | null | undefined) {
  return useQuery({
    queryKey: ['publication-catalogue', organ],
    queryFn: () => call(getPublicationCatalogue({ query: { organ: organ ?? '' } })),
    enabled: Boolean(organ),
    staleTime: 300_000,
  });
}

/** Every category as one line with its place in the tree, for a list to choose from. */
export function categoryOptions(
  categories: readonly Category[],
  above: readonly string[] = [],
): { value: string; label: string }[] {
  return categories.flatMap((category) => [
    { value: category.code, label: [...above, category.title].join(' › ') },
    ...categoryOptions(category.children, [...above, category.title]),
  ]);
}

export const labelOf = (options: readonly { key: string; label: string }[] | undefined, key: string): string =>
  options?.find((option) => option.key === key)?.label ?? key;

const minute = new Intl.DateTimeFormat('sv', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
const clock = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });

/** `2022-05-10 09:30`, Beijing time. */
export const formatMinute = (instant: string): string => minute.format(new Date(instant));
export const formatClock = (instant: string | Date): string => clock.format(new Date(instant));
export const formatDay = (instant: string): string => formatMinute(instant).slice(0, 10);
export const today = (): string => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Illustrations of a draft are shown by the office's own address; the text keeps the public one. */
export const toEditor = (id: string, html: string): string =>
  html.replaceAll(`src="/items/${id}/files/`, `src="/api/v1/publications/${id}/files/`);
export const fromEditor = (id: string, html: string): string =>
  html.replaceAll(`src="/api/v1/publications/${id}/files/`, `src="/items/${id}/files/`);
