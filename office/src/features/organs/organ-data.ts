import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { listOrgans } from '../../client.generated/index.ts';
import type { Organ } from '../../client.generated/types.gen.ts';

export const KINDS: Readonly<Record<string, string>> = {
  government: '人民政府',
  'government-office': '政府办公机构',
  department: '工作部门',
  dispatched: '派出机关',
  township: '乡镇人民政府',
  street: '街道办事处',
  'authorised-organisation': '法律法规授权的组织',
};

/** The organs of the division, as they are or as they were on a day. */
export function useOrgans(asOf?: string | null) {
  return useQuery({
    queryKey: ['organs', asOf ?? null],
    queryFn: () => call(listOrgans({ query: asOf ? { asOf } : {} })),
    staleTime: 60_000,
  });
}

export interface OrganNode extends Organ {
  key: string;
  title: string;
  children: OrganNode[];
}

/** The tree in the order of the list; an organ whose parent is not in it stands at the top. */
export function treeOf(organs: readonly Organ[]): OrganNode[] {
  const nodes = new Map(
    organs.map((organ) => [organ.code, { ...organ, key: organ.code, title: organ.name, children: [] as OrganNode[] }]),
  );
  const roots: OrganNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentCode === null ? undefined : nodes.get(node.parentCode);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}
