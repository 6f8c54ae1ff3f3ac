import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import type { Role } from '../identity/index.ts';

/** Who holds which role in which organ on a day, with an account that is in use. */
export interface Staff {
  /** Ids of those who hold one of the roles, the first role that anybody holds. */
  holders(organCode: string, ...roles: Role[]): string[];
  /** Everybody who holds one of the roles anywhere in the division. */
  everywhere(role: Role): string[];
  isActive(personId: string): boolean;
}

export async function readStaff(db: Database, divisionCode: string, today: PlainDate): Promise<Staff> {
  const rows = await db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select(['post.organ_code', 'post.person_id', 'post.roles'])
    .where('post.division_code', '=', divisionCode)
    .where('person.status', '=', 'active')
    .where('post.active_from', '<=', today)
    .where((either) => either.or([either('post.active_to', 'is', null), either('post.active_to', '>=', today)]))
    .execute();
  const active = new Set(rows.map((row) => row.person_id));
  const holding = (role: Role, organCode?: string): string[] =>
    rows
      .filter((row) => row.roles.includes(role) && (organCode === undefined || row.organ_code === organCode))
      .map((row) => row.person_id);
  return {
    holders: (organCode, ...roles) => {
      for (const role of roles) {
        const found = holding(role, organCode);
        if (found.length > 0) return [...new Set(found)];
      }
      return [];
    },
    everywhere: (role) => [...new Set(holding(role))],
    isActive: (personId) => active.has(personId),
  };
}
