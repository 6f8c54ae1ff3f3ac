import { buildApp } from '../src/app.ts';
import { addDays, type PlainDate, plainDate, shanghaiDate, yearOf } from '../src/kernel/calendar/index.ts';
import { loadCalendar } from '../src/platform/calendars/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import type { Protection } from '../src/platform/protection/index.ts';
import { openCases } from './desk-cases.ts';
import { collections } from './desk-collection.ts';
import { disputesAndCorrections } from './desk-disputes.ts';
import { isDeskSet } from './desk-mark.ts';
import { type Course, DeskOffice } from './desk-office.ts';
import { publicationsInWork } from './desk-publications.ts';
import { demonstrationYear } from './input.ts';
import { Random } from './random.ts';

/** Since when the demonstration's persons hold their posts: the desk tells of what they did since the year before. */
export function deskBegins(today: PlainDate): PlainDate {
  return plainDate(`${yearOf(today) - 1}-07-01`);
}

export interface DeskOptions {
  protection: Protection;
  /** Where the files of letters are kept: the server's. */
  filesDirectory: string;
  now: Date;
}

/**
 * Sets the working desks of the demonstration's accounts: what they would find on a day like today. Everything is done through
 * the routes of the office by the persons whose act it is, on working days before `now`. Done once; leaves desks alone whose persons
 * hold their posts only since lately, and years for which there is no calendar.
 * @returns what the office refused; empty where all could be done
 */
export async function setDemonstrationDesk(
  db: Database,
  { protection, filesDirectory, now }: DeskOptions,
): Promise<readonly string[]> {
  const { division } = demonstrationYear();
  const begins = deskBegins(shanghaiDate(now));
  const calendar = await loadCalendar(db);
  if (yearOf(shanghaiDate(now)) > calendar.lastYear || (await isDeskSet(db, division)) || !(await areThere(db, begins)))
    return [];
  const clock = { now: new Date(`${addDays(begins, 1)}T01:00:00Z`) };
  const app = await buildApp({
    db,
    protection,
    filesDirectory,
    division,
    version: 'demonstration',
    site: { name: '北仑区政府信息公开', demonstration: true },
    readiness: async () => [],
    log: { level: 'silent' },
    identity: {
      clock: () => clock.now,
      signInsPerMinute: 1000,
      sessions: { idle: Number.MAX_SAFE_INTEGER / 4, absolute: TEN_YEARS_MS },
    },
  });
  try {
    const office = new DeskOffice(app, calendar, clock, now, new Random(`${division}/desk`));
    await office.signIn('chengban', 'shenhe', 'gongkai', 'fazhi', 'lingdao', 'jiandu', 'zhujian');
    const refused = await office.work(allWork(office, db, division, shanghaiDate(now)));
    await office.signOut();
    return refused;
  } finally {
    await app.close();
  }
}

const TEN_YEARS_MS = 10 * 366 * 86_400_000;

function allWork(office: DeskOffice, db: Database, division: string, today: PlainDate): Course[] {
  return [
    ...openCases(office),
    ...disputesAndCorrections(office),
    ...publicationsInWork(office, db, division),
    ...collections(office, today),
  ];
}

async function areThere(db: Database, since: PlainDate): Promise<boolean> {
  const late = await db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select('post.id')
    .where('person.sign_in_name', 'in', ['chengban', 'shenhe', 'gongkai', 'fazhi', 'lingdao', 'jiandu', 'zhujian'])
    .where('post.active_from', '<=', since)
    .execute();
  return late.length >= 7;
}
