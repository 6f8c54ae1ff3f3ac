import { sql } from 'kysely';
import { compileReport, findReportSubject, listRecords } from '../src/capabilities/annual-report/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import { insertOrgans, type Organ } from '../src/platform/identity/index.ts';
import { type Bench, median, percentile, round, time } from './bench.ts';
import { openBenchDatabase } from './postgres.ts';

const APPLICATIONS = 1_000_000;
const ORGANS = 60;
const DIVISION = '330206';
const YEAR = 2022;

const FIGURES = [
  'requests/new/total',
  'requests/new/natural',
  'requests/carried/total',
  'requests/forward/total',
  'requests/granted/total',
  'requests/granted/research',
  'requests/denied/total',
  'requests/denied_3/legal',
  'requests/total/total',
  'requests/total/other',
  'requests/other_2/natural',
];

function organs(): Organ[] {
  const organ = (code: string, parentCode: string | null, name: string): Organ => ({
    divisionCode: DIVISION,
    code,
    name,
    shortName: name,
    kind: parentCode ? 'department' : 'government',
    parentCode,
    sortOrder: 0,
    activeFrom: plainDate('2008-05-01'),
    activeTo: null,
  });
  return [
    organ(DIVISION, null, '测试区人民政府'),
    ...Array.from({ length: ORGANS }, (_, i) =>
      organ(`${DIVISION}${String(i + 1).padStart(2, '0')}`, DIVISION, `测试局${i + 1}`),
    ),
  ];
}

export const bench: Bench = {
  name: 'report',
  description:
    'the report over 1,000,000 applications with 5 million events on PostgreSQL, and the records of its figures',
  async run({ runs = 7, progress }) {
    const database = await openBenchDatabase();
    try {
      const { db } = database;
      await insertOrgans(db, organs());
      progress('inserting 1,000,000 applications');
      // Made in the server: the histories are not folded here, the clock bench does that. The sealed columns hold bytes of the usual
      // length; neither the report nor its records' lists open them.
      await sql`
        insert into application (division_code, id, organ_code, number, channel, applicant_category, applicant_name_sealed, subject_sealed, applicant_fingerprint, submitted_on,
          received_on, state, due_on, replied_on, closed_on, outcome, report_row, remedy_class, event_count)
        select ${DIVISION}, md5(i::text)::uuid, ${DIVISION} || lpad((i % ${ORGANS} + 1)::text, 2, '0'), 'N-' || i, 'online',
          case when r < 0.94 then 'natural' when r < 0.97 then 'business' when r < 0.98 then 'legal' when r < 0.99 then 'other' when r < 0.995 then 'welfare' else 'research' end,
          decode(repeat(md5(i::text), 2), 'hex'), decode(repeat(md5(i::text), 6), 'hex'), decode(md5((i % 400000)::text), 'hex'), received, received, case when closed is null then 'processing' else 'closed' end, received + 28, closed, closed,
          case when closed is null then null else 'GRANTED' end, case when closed is null then null else row end, case when closed is null then null else 'choice' end, 5
        from (
          select i, r, date '2021-11-15' + ((i::bigint * 7919) % 410)::int as received,
            case when i % 50 = 0 then null else date '2021-11-15' + ((i::bigint * 7919) % 410)::int + 5 + (i % 30) end as closed,
            (array['granted','granted','granted','granted','partial','denied_1','denied_3','denied_4','denied_6','unable_1','unable_1','unable_1','rejected_1','rejected_2','other_1','other_2','other_3'])[1 + (i::bigint * 31 % 17)::int] as row
          from (select i, random() as r from generate_series(1, ${APPLICATIONS}::int) i) numbered
        ) made`.execute(db);
      progress('inserting 5,000,000 events');
      await sql`
        insert into application_event (division_code, application_id, sequence, kind, occurred_on, content, recorded_by)
        select ${DIVISION}, md5(i::text)::uuid, s, (array['submitted','received','consultation-sent','consultation-answered','replied'])[s], date '2022-01-01' + (i % 300), '{}'::jsonb, 'bench'
        from generate_series(1, ${APPLICATIONS}::int) i, generate_series(1, 5) s`.execute(db);
      progress('analysing');
      await sql`vacuum analyze`.execute(db);
      const subject = await findReportSubject(db, DIVISION, YEAR);
      let counted = 0;
      const compiling = await time(runs, async () => {
        const content = await compileReport(db, subject);
        counted = content.tables.requests.rows[0]!.values[6] ?? 0;
      });
      const figures: Record<string, number> = {};
      const all: number[] = [];
      for (const figure of FIGURES) {
        const taken = await time(runs, async () => void (await listRecords(db, subject, figure, 50)));
        all.push(...taken);
        figures[`records ${figure} ms`] = round(median(taken));
      }
      return {
        runs,
        figures: {
          applications: APPLICATIONS,
          events: APPLICATIONS * 5,
          organs: ORGANS,
          newCounted: counted,
          compileMilliseconds: Math.round(median(compiling)),
          recordsP95Milliseconds: round(percentile(all, 0.95)),
          ...figures,
          peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
        },
      };
    } finally {
      await database.discard();
    }
  },
};
