import { useQuery } from '@tanstack/react-query';
import { call } from '../api.ts';
import { getDesk } from '../client.generated/index.ts';
import { usePreferences } from '../preferences.ts';
import { useOffice } from '../session.tsx';

/** What is to be done in the organ looked at; read anew every few minutes, since limits run while the page is open. */
export function useDesk() {
  const { organ, may } = useOffice();
  const { amber, red } = usePreferences();
  return useQuery({
    queryKey: ['desk', organ, amber, red],
    queryFn: () => call(getDesk({ query: { ...(organ ? { organ } : {}), amber, red } })),
    enabled: may('requests.list'),
    refetchInterval: 180_000,
  });
}
