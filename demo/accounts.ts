import { Readable } from 'node:stream';
import type { PlainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { type Role, roleLabels, runUserAdd } from '../src/platform/identity/index.ts';

/** The same for every account of the demonstration, which listens on this machine only unless told otherwise. */
export const DEMONSTRATION_PASSWORD = 'beilun-yanshi-2022';

interface DemonstrationAccount {
  name: string;
  fullName: string;
  organ: string;
  title: string;
  roles: Role[];
}

/** One person for each role, at the government's office and at a department; invented and marked so. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  { name: 'chengban', fullName: '林承办（虚构）', organ: '33020601', title: '政府信息公开科科员', roles: ['clerk'] },
  { name: 'shenhe', fullName: '沈审核（虚构）', organ: '33020601', title: '政府信息公开科副科长', roles: ['reviewer'] },
  {
    name: 'gongkai',
    fullName: '邵负责（虚构）',
    organ: '33020601',
    title: '政府信息公开工作机构负责人',
    roles: ['disclosure-officer'],
  },
  { name: 'fazhi', fullName: '卫法制（虚构）', organ: '33020601', title: '法制科科长', roles: ['legal'] },
  { name: 'lingdao', fullName: '乐签发（虚构）', organ: '33020601', title: '分管副主任', roles: ['head'] },
  {
    name: 'jiandu',
    fullName: '贺监督（虚构）',
    organ: '330206',
    title: '政务公开监督科科长',
    roles: ['supervisor', 'disclosure-officer'],
  },
  { name: 'shenji', fullName: '竺审计（虚构）', organ: '330206', title: '审计员', roles: ['auditor'] },
  {
    name: 'guanli',
    fullName: '虞管理（虚构）',
    organ: '330206',
    title: '用户管理员',
    roles: ['administrator', 'technical-administrator'],
  },
  { name: 'zhujian', fullName: '郑经办（虚构）', organ: '33020613', title: '办公室科员', roles: ['clerk', 'reviewer'] },
];

/** Adds the accounts that are not there yet. */
export async function addDemonstrationAccounts(db: Database, today: PlainDate, now: Date): Promise<void> {
  const rows = await db.selectFrom('person').select('sign_in_name').execute();
  const existing = new Set(rows.map((row) => row.sign_in_name));
  for (const account of demonstrationAccounts) {
    if (existing.has(account.name)) continue;
    const silent = { out: () => {}, err: () => {}, stdin: Readable.from([DEMONSTRATION_PASSWORD]) };
    const { name, fullName, organ, title, roles } = account;
    await runUserAdd(db, name, { fullName, organ, title, roles: roles.join(','), passwordStdin: true }, silent, {
      today,
      now,
    });
  }
}

/** Lines for the terminal: who may sign in and as what. */
export function describeAccounts(): string[] {
  return demonstrationAccounts.map(
    ({ name, roles }) => `    ${name.padEnd(10)} ${roles.map((role) => roleLabels[role]).join('、')}`,
  );
}
