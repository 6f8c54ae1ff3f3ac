import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { getRemedyTerms } from '../../client.generated/index.ts';

/** The words of cases, read once. */
export function useRemedyTerms() {
  return useQuery({
    queryKey: ['remedy-terms'],
    queryFn: () => call(getRemedyTerms()),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
