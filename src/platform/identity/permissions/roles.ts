/** What a person is to an organ. A post holds one or more of them; what each may do is said by table.ts alone. */
export const roleLabels = {
  clerk: '承办人员',
  reviewer: '审核人员',
  'disclosure-officer': '政府信息公开工作机构负责人',
  legal: '法制审核人员',
  head: '机关负责人',
  supervisor: '政府信息公开工作主管部门监督人员',
  auditor: '审计人员',
  administrator: '用户与机构管理员',
  'technical-administrator': '系统运维管理员',
} as const;

export type Role = keyof typeof roleLabels;

export const roles = Object.keys(roleLabels) as Role[];

export function isRole(text: string): text is Role {
  return Object.hasOwn(roleLabels, text);
}

/** `own`: the organ of the post and those whose duties it took over; `subordinate`: the organs below it as well. */
export const roleReach: Readonly<Record<Role, 'own' | 'subordinate'>> = {
  clerk: 'own',
  reviewer: 'own',
  'disclosure-officer': 'own',
  legal: 'own',
  head: 'own',
  supervisor: 'subordinate',
  auditor: 'subordinate',
  administrator: 'subordinate',
  'technical-administrator': 'subordinate',
};

const NOT_WITH_AUDITOR: readonly Role[] = roles.filter((role) => role !== 'auditor' && role !== 'supervisor');

/**
 * Pairs one person may not hold, whatever the organs: who keeps watch over acts performs none of them (GB/T 22239-2019
 * sets audit administration apart from system and security administration).
 * @returns the first pair found, or undefined
 */
export function incompatibleRoles(held: Iterable<Role>): readonly [Role, Role] | undefined {
  const all = new Set(held);
  if (!all.has('auditor')) return undefined;
  const other = NOT_WITH_AUDITOR.find((role) => all.has(role));
  return other && ['auditor', other];
}
