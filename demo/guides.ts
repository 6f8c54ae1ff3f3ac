import { type OrganGuideInput, publishOrganGuide } from '../src/capabilities/requests/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { listOrgans, type Organ } from '../src/platform/identity/index.ts';

const EFFECTIVE_ON = plainDate('2022-01-01');
const INVENTED = '演示数据：地址和号码均为虚构。';

/** Addresses and numbers no one has: 0574-0000 xxxx is no exchange. */
export function guideOf(organ: Organ, index: number): OrganGuideInput {
  const number = (offset: number): string => `0574-0000${String(index * 10 + offset).padStart(4, '0')}`;
  return {
    organCode: organ.code,
    effectiveOn: EFFECTIVE_ON,
    officeName: organ.kind === 'government' ? `${organ.name}办公室` : `${organ.name}政府信息公开工作机构`,
    address: `样例路${index + 1}号（虚构）`,
    postcode: null,
    officeHours: '法定工作日8:30至12:00，13:30至17:00（夏季14:00至17:30）',
    telephone: number(1),
    fax: number(2),
    email: null,
    remarks: INVENTED,
  };
}

/** Guides of all organs of the demonstration district that have none; does nothing the second time. */
export async function publishDemonstrationGuides(
  db: Database,
  divisionCode: string,
  recordedBy: string,
): Promise<void> {
  const known = await db
    .selectFrom('organ_guide')
    .select('organ_code')
    .where('division_code', '=', divisionCode)
    .execute();
  const codes = new Set(known.map(({ organ_code }) => organ_code));
  for (const [index, organ] of (await listOrgans(db, divisionCode)).entries())
    if (!codes.has(organ.code)) await publishOrganGuide(db, divisionCode, guideOf(organ, index), recordedBy);
}
