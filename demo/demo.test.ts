import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { findApplicant, nextNumber } from '../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import type { Protection } from '../src/platform/protection/index.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { withTestDatabases } from '../test/support/database.ts';
import published from './beilun-2022.json' with { type: 'json' };
import { buildDemonstrationDistrict, isDistrictBuilt } from './index.ts';

const today = plainDate('2026-03-18');
const calendar = nationalCalendar();
const open = withTestDatabases();
const { year, division } = published;
const FIRST = `${year}-01-01`;
const LAST = `${year}-12-31`;

/** Row of the form for each outcome, written out here so that the count leans on no rule of the program. */
const ROW_OF_OUTCOME: Readonly<Record<string, string>> = {
  GRANTED: 'granted',
  ALREADY_PUBLIC: 'granted',
  PARTIAL: 'partial',
  DENIED_STATE_SECRET: 'denied_1',
  DENIED_LAW: 'denied_2',
  DENIED_SECURITY: 'denied_3',
  DENIED_THIRD_PARTY: 'denied_4',
  DENIED_INTERNAL: 'denied_5',
  DENIED_PROCESS: 'denied_6',
  DENIED_CASE_FILE: 'denied_7',
  SPECIAL_QUERY: 'denied_8',
  NOT_EXIST: 'unable_1',
  NOT_THIS_AGENCY: 'unable_1',
  NEEDS_CREATION: 'unable_2',
  STILL_UNCLEAR: 'unable_3',
  PETITION: 'rejected_1',
  REPEAT: 'rejected_2',
  PUBLICATION: 'rejected_3',
  EXCESSIVE: 'rejected_4',
  CONFIRM_REISSUE: 'rejected_5',
  ABANDONED_CORRECTION: 'other_1',
  FEE_UNPAID: 'other_2',
  WITHDRAWN: 'other_3',
  OTHER: 'other_3',
};

interface Settled {
  category: string;
  received: string;
  closed: string | null;
  outcome: string | null;
}

/** Receipt, service and outcome of each application from its events alone; nothing of what is stored beside them. */
async function settled(db: Database): Promise<Settled[]> {
  const { rows } = await sql<Settled>`
    select a.applicant_category as category,
      (select e.occurred_on from application_event e where e.division_code = a.division_code and e.application_id = a.id and e.kind = 'received') as received,
      (select min(coalesce((e.content ->> 'servedOn')::date, case when e.kind <> 'replied' then e.occurred_on end))
         from application_event e where e.division_code = a.division_code and e.application_id = a.id and e.kind in ('replied', 'served', 'withdrawn')) as closed,
      (select case e.kind when 'withdrawn' then 'WITHDRAWN' else e.content ->> 'outcome' end
         from application_event e where e.division_code = a.division_code and e.application_id = a.id and e.kind in ('replied', 'withdrawn')
         order by e.sequence limit 1) as outcome
    from application a where a.division_code = ${division}`.execute(db);
  return rows.filter((row) => row.received !== null);
}

/** All records as they are, sealed columns opened, without the instants at which they were written. */
async function dump(db: Database, protection: Protection): Promise<Record<string, unknown[]>> {
  const tables = [
    'organ',
    'application',
    'application_event',
    'number_series',
    'remedy_case',
    'remedy_event',
    'normative_document',
    'monthly_figure',
  ];
  const records: Record<string, unknown[]> = {};
  for (const table of tables) {
    const { rows } = await sql<{ record: Record<string, unknown> }>`
      select to_jsonb(t) - 'recorded_at' - 'updated_at' - 'reported_at' as record from ${sql.table(table)} t
      order by (to_jsonb(t) - 'recorded_at' - 'updated_at' - 'reported_at')::text`.execute(db);
    if (table === 'application')
      for (const { record } of rows) {
        for (const sealed of Object.keys(record).filter((name) => /_sealed$|_fingerprint$/.test(name)))
          delete record[sealed];
        record.opened = await findApplicant(db, protection, division, String(record.id));
      }
    records[table] = rows.map((row) => row.record);
  }
  return records;
}

describe('the district that was built', () => {
  let db: Database;
  let protection: Protection;
  const steps: [done: number, total: number, what: string][] = [];
  beforeAll(async () => {
    db = await open();
    protection = await openTestProtection(db);
    await buildDemonstrationDistrict(db, calendar, { today, protection, onProgress: (...step) => steps.push(step) });
  });

  it('has in its records the 175 figures of table three', async () => {
    const { columns, carried, forward, results } = published.requests;
    const expected: Record<string, number[]> = { new: published.requests.new, carried, ...results, forward };
    const leaves = Object.values(results);
    expected.total = columns.map((_, i) => leaves.reduce((sum, values) => sum + values[i]!, 0));
    const withTotals = Object.fromEntries(
      Object.entries(expected).map(([row, values]) => [
        row,
        [...values, values.reduce((sum, value) => sum + value, 0)],
      ]),
    );

    const counted = Object.fromEntries(Object.keys(withTotals).map((row) => [row, Array<number>(7).fill(0)]));
    const count = (row: string, category: string): void => {
      counted[row]![columns.indexOf(category)]!++;
      counted[row]![6]!++;
    };
    for (const { category, received, closed, outcome } of await settled(db)) {
      if (received > LAST || (closed !== null && closed < FIRST)) continue;
      count(received < FIRST ? 'carried' : 'new', category);
      if (closed === null || closed > LAST) count('forward', category);
      else {
        count(ROW_OF_OUTCOME[outcome!]!, category);
        count('total', category);
      }
    }
    expect(counted).toEqual(withTotals);
    expect(Object.values(counted).flat()).toHaveLength(175);
  });

  it('has in its records the 10 figures of table two', async () => {
    const { rows: documents } = await sql<Record<string, number>>`
      select count(*) filter (where kind = 'rule') as rules,
        count(*) filter (where extract(year from issued_on) = ${year}) as issued,
        count(*) filter (where extract(year from ended_on) = ${year}) as repealed,
        count(*) filter (where issued_on <= ${LAST} and coalesce(ended_on > ${LAST}, true)) as "inForce"
      from normative_document`.execute(db);
    expect(documents[0]).toEqual({ rules: 0, ...published.documents.normativeDocuments });
    expect(published.documents.rules).toEqual({ issued: 0, repealed: 0, inForce: 0 });
    expect(await yearly(db, ['licensing', 'penalties', 'compulsion', 'charges'])).toEqual({
      licensing: published.acts.licensing,
      penalties: published.acts.penalties,
      compulsion: published.acts.compulsion,
      charges: published.acts.chargesWan,
    });
  });

  it('has in its records the work that part one names', async () => {
    expect(await yearly(db, Object.keys(published.work))).toEqual(published.work);
  });

  it('has in its records the 15 figures of table four', async () => {
    const { rows } = await sql<{ kind: string; filed: string; concluded: string; conclusion: string }>`
      select c.kind,
        min(e.occurred_on) filter (where e.kind = 'filed') as filed,
        min(e.occurred_on) filter (where e.kind = 'concluded') as concluded,
        min(e.content ->> 'conclusion') as conclusion
      from remedy_case c join remedy_event e on e.division_code = c.division_code and e.case_id = c.id
      group by c.division_code, c.id, c.kind`.execute(db);
    const columns = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;
    const counted: Record<string, Record<string, number>> = {};
    for (const kind of ['reconsideration', 'litigation-direct', 'litigation-after-reconsideration'])
      counted[kind] = Object.fromEntries(columns.map((column) => [column, 0]));
    for (const { kind, filed, concluded, conclusion } of rows) {
      if (filed > LAST || concluded < FIRST) continue;
      const isUpheld = ['upheld', 'claim-dismissed'].includes(conclusion);
      const isOther = ['terminated', 'not-accepted', 'suit-dismissed', 'withdrawn', 'mediated'].includes(conclusion);
      const column = concluded > LAST ? 'pending' : isUpheld ? 'upheld' : isOther ? 'other' : 'corrected';
      counted[kind]![column]!++;
      counted[kind]!.total!++;
    }
    const { reconsideration, litigationDirect, litigationAfterReconsideration } = published.remedies;
    const withTotal = (figures: Record<string, number>) => ({
      ...figures,
      total: Object.values(figures).reduce((sum, value) => sum + value, 0),
    });
    expect(counted).toEqual({
      reconsideration: withTotal(reconsideration),
      'litigation-direct': withTotal(litigationDirect),
      'litigation-after-reconsideration': withTotal(litigationAfterReconsideration),
    });
  });

  it('numbers applications without gaps by organ and year, in the order they came in, and goes on from there', async () => {
    const { rows } = await sql<{ organ: string; year: number; numbers: string[] }>`
      select organ_code as organ, extract(year from submitted_on)::int as year, json_agg(number order by submitted_on, number) as numbers
      from application group by 1, 2`.execute(db);
    expect(rows.length).toBeGreaterThan(30);
    for (const series of rows)
      expect(series.numbers).toEqual(series.numbers.map((_, i) => `${series.year}-${String(i + 1).padStart(4, '0')}`));
    const { organ, year, numbers } = rows[0]!;
    const next = db.transaction().execute(async (transaction) => {
      throw await nextNumber(transaction, division, organ, 'application', year);
    });
    await expect(next).rejects.toBe(numbers.length + 1);
  });

  it('marks every name of a person, a firm and a case as invented', async () => {
    const { rows } = await sql<{ text: string }>`
      select case_number as text from remedy_case
      union all select content ->> 'approvedBy' from application_event where kind = 'extended'`.execute(db);
    const applications = await db.selectFrom('application').select('id').execute();
    for (const { id } of applications)
      rows.push({ text: (await findApplicant(db, protection, division, id))!.applicantName });
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter(({ text }) => !text.endsWith('（虚构）'))).toEqual([]);
  });

  it('told how far it was, up to the whole', () => {
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).toSorted((a, b) => a - b));
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1]);
    expect(new Set(steps.map(([, , what]) => what)).size).toBe(5);
  });

  it('is the same when it is built elsewhere, and stays as it is when it is built again', async () => {
    const records = await dump(db, protection);
    const other = await open();
    const elsewhere = await openTestProtection(other);
    await buildDemonstrationDistrict(other, calendar, { today, protection: elsewhere });
    expect(await dump(other, elsewhere)).toEqual(records);
    await buildDemonstrationDistrict(other, calendar, { today, protection: elsewhere });
    expect(await dump(other, elsewhere)).toEqual(records);
  });
});

async function yearly(db: Database, kinds: string[]): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; total: number }>`
    select kind, sum(value) as total from monthly_figure
    where kind = any (${sql`${kinds}::text[]`}) and month like ${`${year}-%`} group by kind`.execute(db);
  return Object.fromEntries(rows.map(({ kind, total }) => [kind, total]));
}

describe('a build that is cut off', () => {
  it.each([3, 8])('after step %i leaves no half district', async (cut) => {
    const db = await open();
    const protection = await openTestProtection(db);
    let step = 0;
    const onProgress = (): void => {
      if (++step === cut) throw new Error('cut off');
    };
    await expect(buildDemonstrationDistrict(db, calendar, { today, protection, onProgress })).rejects.toThrow(
      'cut off',
    );
    expect(await isDistrictBuilt(db)).toBe(false);
    expect(Object.values(await dump(db, protection)).flat()).toEqual([]);
    await buildDemonstrationDistrict(db, calendar, { today, protection });
    expect(await isDistrictBuilt(db)).toBe(true);
  });
});
