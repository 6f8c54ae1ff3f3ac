import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans, type Organ } from '../../../platform/identity/index.ts';

/** How an organ's 政府信息公开工作机构 is reached (条例 Art. 12). */
export interface OrganGuide {
  readonly organCode: string;
  readonly version: number;
  readonly effectiveOn: PlainDate;
  readonly officeName: string;
  readonly address: string;
  readonly postcode: string | null;
  readonly officeHours: string;
  readonly telephone: string;
  readonly fax: string | null;
  readonly email: string | null;
  readonly remarks: string | null;
}

export type OrganGuideInput = Omit<OrganGuide, 'version'>;

/** Stores a new version of an organ's guide; earlier ones stay. @returns its version */
export async function publishOrganGuide(
  db: Database,
  divisionCode: string,
  guide: OrganGuideInput,
  recordedBy: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into organ_guide (division_code, organ_code, version, effective_on, office_name, address, postcode,
      office_hours, telephone, fax, email, remarks, recorded_by)
    select ${divisionCode}::char(6), ${guide.organCode}::text, coalesce(max(version), 0) + 1, ${guide.effectiveOn}::date,
      ${guide.officeName}, ${guide.address}, ${guide.postcode}, ${guide.officeHours}, ${guide.telephone}, ${guide.fax},
      ${guide.email}, ${guide.remarks}, ${recordedBy}
    from organ_guide where division_code = ${divisionCode} and organ_code = ${guide.organCode}
    returning version`.execute(db);
  return rows[0]!.version;
}

/** The guides in force on a day, by organ. */
export async function listOrganGuides(
  db: Database,
  divisionCode: string,
  on: PlainDate,
): Promise<Map<string, OrganGuide>> {
  const rows = await db
    .selectFrom('organ_guide')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('effective_on', '<=', on)
    .orderBy('effective_on')
    .orderBy('version')
    .execute();
  return new Map(
    rows.map((row) => [
      row.organ_code,
      {
        organCode: row.organ_code,
        version: row.version,
        effectiveOn: row.effective_on,
        officeName: row.office_name,
        address: row.address,
        postcode: row.postcode,
        officeHours: row.office_hours,
        telephone: row.telephone,
        fax: row.fax,
        email: row.email,
        remarks: row.remarks,
      },
    ]),
  );
}

/** Organs that can be applied to on a day: those that act then, a merged or dissolved one no longer. */
export async function listOpenOrgans(db: Database, divisionCode: string, on: PlainDate): Promise<Organ[]> {
  const organs = await listOrgans(db, divisionCode);
  return organs.filter(({ activeFrom, activeTo }) => activeFrom <= on && (activeTo === null || on <= activeTo));
}
