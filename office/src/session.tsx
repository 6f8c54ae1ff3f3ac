import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { call } from './api.ts';
import { getApplicationTerms, getMe } from './client.generated/index.ts';
import type { Act, ApplicationTerms, Me } from './client.generated/types.gen.ts';
import { changePreferences, usePreferences } from './preferences.ts';

interface Office {
  me: Me;
  /** Words of states, acts, channels; null for those who see no applications. */
  terms: ApplicationTerms | null;
  /** The organ looked at; null for all the person's posts reach. */
  organ: string | null;
  setOrgan: (organ: string | null) => void;
  /** Whether the person may do an act, in an organ or anywhere. */
  may: (act: Act, organ?: string) => boolean;
  /** Organs the person may look at, by name. */
  organs: { code: string; name: string; shortName: string }[];
}

const OfficeContext = createContext<Office | null>(null);

/** @throws outside of a signed-in page */
export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('no office outside of a session');
  return office;
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => call(getMe()), staleTime: 60_000 });
}

export function OfficeProvider({ me, children }: { me: Me; children: ReactNode }) {
  const { organ: chosen } = usePreferences();
  const listsApplications = me.permissions.some(({ act }) => act === 'requests.list');
  const { data: terms } = useQuery({
    queryKey: ['terms', me.person.id],
    queryFn: () => call(getApplicationTerms()),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: listsApplications,
  });
  const office = useMemo<Office>(() => {
    const reached = new Map(me.permissions.map(({ act, organs }) => [act, new Set(organs)]));
    const ofPosts = me.posts.map(({ organCode, organName }) => ({
      code: organCode,
      name: organName,
      shortName: organName,
    }));
    const organs = terms?.organs ?? [...new Map(ofPosts.map((one) => [one.code, one])).values()];
    const organ = organs.some(({ code }) => code === chosen) ? chosen : null;
    return {
      me,
      terms: terms ?? null,
      organ: organs.length === 1 ? (organs[0]?.code ?? null) : organ,
      setOrgan: (code) => changePreferences({ organ: code }),
      may: (act, of) => (of === undefined ? reached.has(act) : (reached.get(act)?.has(of) ?? false)),
      organs,
    };
  }, [me, terms, chosen]);
  if (listsApplications && !terms) return null;
  return <OfficeContext value={office}>{children}</OfficeContext>;
}
