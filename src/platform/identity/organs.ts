import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';

export type OrganKind =
  | 'government'
  | 'government-office'
  | 'department'
  | 'dispatched'
  | 'township'
  | 'street'
  | 'authorised-organisation';

export interface Organ {
  divisionCode: string;
  code: string;
  name: string;
  /** As sentences name it: 北仑区 for 宁波市北仑区人民政府. */
  shortName: string;
  kind: OrganKind;
  parentCode: string | null;
  sortOrder: number;
  activeFrom: PlainDate;
  activeTo: PlainDate | null;
}

interface OrganRow {
  division_code: string;
  code: string;
  name: string;
  short_name: string;
  kind: string;
  parent_code: string | null;
  sort_order: number;
  active_from: PlainDate;
  active_to: PlainDate | null;
}

function organOf(row: OrganRow): Organ {
  return {
    divisionCode: row.division_code,
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind as OrganKind,
    parentCode: row.parent_code,
    sortOrder: row.sort_order,
    activeFrom: row.active_from,
    activeTo: row.active_to,
  };
}

/** Parents must stand before their children. */
export async function insertOrgans(db: Database, organs: readonly Organ[]): Promise<void> {
  if (organs.length === 0) return;
  await db
    .insertInto('organ')
    .values(
      organs.map((organ) => ({
        division_code: organ.divisionCode,
        code: organ.code,
        name: organ.name,
        short_name: organ.shortName,
        kind: organ.kind,
        parent_code: organ.parentCode,
        sort_order: organ.sortOrder,
        active_from: organ.activeFrom,
        active_to: organ.activeTo,
      })),
    )
    .execute();
}

/** An organ by its code. Codes begin with the division's six digits, which is how the division is known. */
export async function findOrgan(db: Database, code: string): Promise<Organ | undefined> {
  const row = await db
    .selectFrom('organ')
    .selectAll()
    .where('division_code', '=', code.slice(0, 6))
    .where('code', '=', code)
    .executeTakeFirst();
  return row && organOf(row);
}

export async function listOrgans(db: Database, divisionCode: string): Promise<Organ[]> {
  const rows = await db
    .selectFrom('organ')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('sort_order')
    .orderBy('code')
    .execute();
  return rows.map(organOf);
}

/**
 * The organ and everything below it in its division, itself first; with `year` without those that were not there in any
 * part of that year.
 */
export async function listSubtree(db: Database, organ: Organ, year?: number): Promise<Organ[]> {
  const below = new Map<string | null, Organ[]>();
  for (const candidate of await listOrgans(db, organ.divisionCode)) {
    const wasThere =
      year === undefined ||
      (candidate.activeFrom <= `${year}-12-31` &&
        (candidate.activeTo === null || candidate.activeTo >= `${year}-01-01`));
    if (!wasThere || candidate.code === organ.code) continue;
    below.set(candidate.parentCode, [...(below.get(candidate.parentCode) ?? []), candidate]);
  }
  const found: Organ[] = [organ];
  // Each list of children is taken once, so a circle of parents ends.
  for (let i = 0; i < found.length; i++) {
    const { code } = found[i]!;
    found.push(...(below.get(code) ?? []));
    below.delete(code);
  }
  return found;
}
