import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
  type ApplicationEvent,
  foldApplication,
  insertApplications,
  projectApplication,
  redateOpenApplications,
} from '../src/capabilities/requests/index.ts';
import { addDays, nationalCalendar, plainDate, WorkingCalendar } from '../src/kernel/calendar/index.ts';
import { insertOrgans } from '../src/platform/identity/index.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { type Bench, median, round, time } from './bench.ts';
import { makeHistory, random } from './histories.ts';
import { openBenchDatabase } from './postgres.ts';

const OPEN = 100_000;
const DIVISION = '330206';

export const bench: Bench = {
  name: 'clock',
  description: 'histories folded alone, and 100,000 open applications re-dated on PostgreSQL after a calendar change',
  async run({ runs = 5, progress }) {
    const calendar = nationalCalendar();
    const next = random(7);
    const first = plainDate('2026-08-03');
    const histories: { receivedOn: null; events: ApplicationEvent[] }[] = [];
    for (let i = 0; i < OPEN; i++)
      histories.push({
        receivedOn: null,
        events: makeHistory(next, addDays(first, Math.floor(next() * 60)), true, calendar),
      });
    const asOf = plainDate('2026-11-20');
    let checksum = 0;
    const folding = await time(runs, () => {
      for (const history of histories) checksum += foldApplication(history, asOf, calendar).due ?? 0;
    });
    if (checksum === 0) throw new Error('nothing was folded');

    progress('starting PostgreSQL and inserting 100,000 open applications');
    const database = await openBenchDatabase();
    try {
      await insertOrgans(database.db, [
        {
          divisionCode: DIVISION,
          code: DIVISION,
          name: '测试区人民政府',
          shortName: '测试区',
          kind: 'government',
          parentCode: null,
          sortOrder: 0,
          activeFrom: plainDate('2008-05-01'),
          activeTo: null,
        },
      ]);
      const protection = await openTestProtection(database.db);
      for (let i = 0; i < OPEN; i += 1000)
        await insertApplications(
          database.db,
          DIVISION,
          histories.slice(i, i + 1000).map((history, j) => ({
            registration: {
              id: randomUUID(),
              organCode: DIVISION,
              number: `2026-${String(i + j).padStart(6, '0')}`,
              channel: 'online' as const,
              applicantCategory: 'natural' as const,
              applicantName: '某某（虚构）',
              subject: '测试',
              submittedOn: history.events[0]!.on,
            },
            events: history.events,
            projection: projectApplication(history, calendar),
          })),
          'bench',
          protection,
        );
      await database.maintain();
      // A notice that takes one working Friday away moves every open case.
      const years = calendar.years.map((year) =>
        year.year === 2026
          ? {
              ...year,
              version: 2,
              rest: [
                ...year.rest,
                { name: '临时放假', from: plainDate('2026-08-28'), to: plainDate('2026-08-28') },
                { name: '临时放假', from: plainDate('2026-10-16'), to: plainDate('2026-10-16') },
              ],
            }
          : year,
      );
      const changed = new WorkingCalendar(years);
      const redating: number[] = [];
      let moved = 0;
      for (let run = 0; run < 3; run++) {
        const to = run % 2 === 0 ? changed : calendar;
        const start = performance.now();
        moved = (await redateOpenApplications(database.db, DIVISION, to)).length;
        redating.push(performance.now() - start);
        progress(`re-dated: ${moved} moved in ${round(redating.at(-1)! / 1000, 2)} s`);
      }
      const { rows } = await sql<{ events: number }>`select count(*)::int as events from application_event`.execute(
        database.db,
      );
      return {
        runs,
        figures: {
          applications: OPEN,
          events: rows[0]!.events,
          foldsPerSecond: Math.round((OPEN / median(folding)) * 1000),
          moved,
          redateSeconds: round(median(redating) / 1000, 2),
          peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
        },
      };
    } finally {
      await database.discard();
    }
  },
};
