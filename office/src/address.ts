import { useSearchParams } from 'react-router';

/** The query of the address as it is this moment. */
export const queryNow = (): URLSearchParams => new URLSearchParams(window.location.search);

export interface AddressQuery {
  readonly search: URLSearchParams;
  /** The whole query anew. */
  readonly setSearch: (next: URLSearchParams | Record<string, string>) => void;
  /**
   * Sets what has a value and takes out what is null or empty. Starts from the address of this moment: a second field may be
   * set before the page has been drawn with what the first one set, and would take that back.
   */
  readonly change: (values: Readonly<Record<string, string | null>>) => void;
  /** Values of a key that holds several. */
  readonly several: (key: string) => string[];
}

/**
 * What a page shows, kept in its address: it survives a reload and can be sent to somebody.
 * @param replace going back leads to the page before, not to the filters before
 */
export function useAddress({ replace = false }: { replace?: boolean } = {}): AddressQuery {
  const [search, setSearch] = useSearchParams();
  return {
    search,
    setSearch: (next) => setSearch(next, { replace }),
    change: (values) => {
      const next = queryNow();
      for (const [key, value] of Object.entries(values)) {
        if (value) next.set(key, value);
        else next.delete(key);
      }
      setSearch(next, { replace });
    },
    several: (key) => (search.get(key) ?? '').split(',').filter((part) => part !== ''),
  };
}
