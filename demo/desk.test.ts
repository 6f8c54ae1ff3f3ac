import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differenceOf } from '../office/src/features/audit/difference.ts';
import { fieldWords, valueWords } from '../office/src/features/audit/field-words.ts';
import { SUBJECTS } from '../office/src/features/audit/words.ts';
import { auditCodes } from '../src/audit-codes.ts';
import { checkCompiled, compileReport, findReportSubject } from '../src/capabilities/annual-report/index.ts';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import { verifyAudit } from '../src/platform/audit/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import type { Protection } from '../src/platform/protection/index.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { withTestDatabases } from '../test/support/database.ts';
import { addDemonstrationAccounts } from './accounts.ts';
import { deskBegins, setDemonstrationDesk } from './desk.ts';
import { OFFICE } from './desk-office.ts';
import { buildDemonstrationDistrict } from './index.ts';

const open = withTestDatabases();
const today = plainDate('2026-06-15');
const now = new Date(`${today}T08:30:00Z`);
const DIVISION = '330206';
let db: Database;
let protection: Protection;
let filesDirectory: string;
let refused: readonly string[];
let before: unknown;

async function reportOf(year: number) {
  return compileReport(db, await findReportSubject(db, DIVISION, year));
}

/** How many rows each state of a table has. */
async function countBy(table: string, column: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select ${sql.ref(column)}::text as key, count(*)::int as count from ${sql.table(table)}
    where organ_code in (${OFFICE}, '33020613') group by 1 order by 1`.execute(db);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

const setDesk = () => setDemonstrationDesk(db, { protection, filesDirectory, now });

beforeAll(async () => {
  db = await open();
  protection = await openTestProtection(db);
  filesDirectory = await mkdtemp(join(tmpdir(), 'gongkai-desk-'));
  await buildDemonstrationDistrict(db, nationalCalendar(), { today, protection });
  before = (await reportOf(2022)).tables;
  const since = deskBegins(today);
  await addDemonstrationAccounts(db, since, new Date(`${since}T01:00:00Z`));
  refused = await setDesk();
}, 120_000);

afterAll(() => rm(filesDirectory, { recursive: true, force: true }));

describe('the working desks of the demonstration', () => {
  it('are set through the office without a refusal', () => expect(refused).toEqual([]));

  it('leave a record of acts that auditors read in words', async () => {
    const { rows } = await sql<{ subject_kind: string | null; before: unknown; after: unknown }>`
      select subject_kind, before, after from audit_event`.execute(db);
    const lines = rows.flatMap(({ subject_kind: kind, before: was, after: is }) =>
      differenceOf(was, is).map((line) => ({ ...line, kind: kind ?? undefined })),
    );
    expect(lines.length).toBeGreaterThan(500);
    const wordless = lines.flatMap(({ path }) => fieldWords(path).match(/[A-Za-z]{3,}/g) ?? []);
    expect([...new Set(wordless)]).toEqual(['SHA']);
    const coded = new Set(Object.keys(auditCodes).map((name) => name.split('/').at(-1)));
    const codes = lines.flatMap(({ path, kind, ...line }) => {
      const field = path.split('.').findLast((part) => !/^\d+$/.test(part));
      if (!coded.has(field)) return [];
      return [line.before, line.after].flatMap((value) =>
        value !== null && /^[A-Za-z_-]{3,}/.test(valueWords(path, value, auditCodes, kind))
          ? [`${kind} ${field} ${value}`]
          : [],
      );
    });
    expect([...new Set(codes)]).toEqual([]);
    const kinds = new Set(rows.flatMap(({ subject_kind: kind }) => kind ?? []));
    expect([...kinds].filter((kind) => !Object.hasOwn(SUBJECTS, kind))).toEqual([]);
  });

  it('hold applications in every open state and letters at every step', async () => {
    const { rows } = await sql<{ state: string }>`
      select distinct state from application
      where organ_code = ${OFFICE} and submitted_on >= '2026-01-01' order by state`.execute(db);
    expect(rows.map(({ state }) => state)).toEqual([
      'awaiting-correction',
      'awaiting-payment',
      'closed',
      'processing',
      'submitted',
      'suspended',
    ]);
    const late = await db
      .selectFrom('application')
      .select('id')
      .where('organ_code', '=', OFFICE)
      .where('state', '=', 'processing')
      .where('due_on', '<', today)
      .execute();
    expect(late.length).toBeGreaterThan(0);
    expect(Object.keys(await countBy('case_letter', 'status'))).toEqual([
      'drafting',
      'in-approval',
      'in-review',
      'issued',
    ]);
  });

  it('hold fees, co-handling, suggestions, corrections and remedies under way and done', async () => {
    expect(Object.values(await countBy('fee_entry', 'mode'))).toEqual([2]);
    const asked = await sql<{ open: boolean }>`select answered_at is null as open from co_handling`.execute(db);
    expect(asked.rows.map((row) => row.open).sort()).toEqual([false, true]);
    expect(await countBy('proactive_suggestion', 'state')).toEqual({ accepted: 1, declined: 1, suggested: 1 });
    expect(await countBy('records_correction', 'state')).toEqual({ closed: 1, open: 2 });
    const remedies = await sql<{ kind: string }>`
      select kind from remedy_case where case_number like '%901号（虚构）' order by kind`.execute(db);
    expect(remedies.rows.map(({ kind }) => kind)).toEqual(['litigation-direct', 'reconsideration']);
  });

  it('hold publications at every stage, one set for an hour, one withdrawn, and findings in dispute', async () => {
    expect(Object.keys(await countBy('publication', 'stage'))).toEqual([
      'approved',
      'drafting',
      'final-review',
      'first-review',
      'second-review',
      'settled',
    ]);
    expect(await countBy('publication', 'visibility')).toMatchObject({ published: 1, withdrawn: 1 });
    expect(await countBy('screening_finding', 'state')).toMatchObject({ assigned: 1, disputed: 1, open: 3 });
  });

  it('hold a collection with what was accepted, returned and is late', async () => {
    const tasks = await sql<{ year: number; state: string }>`
      select distinct year, state from annual_report_task order by year, state`.execute(db);
    expect(tasks.rows.map(({ year, state }) => `${year} ${state}`)).toEqual([
      '2025 accepted',
      '2025 returned',
      '2025 waiting',
      '2026 waiting',
    ]);
  });

  it('are on record in an unbroken chain', async () => {
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
  });

  it('leave the report of 2022 as it was, and that of the running year balances', async () => {
    expect((await reportOf(2022)).tables).toEqual(before);
    const subject = await findReportSubject(db, DIVISION, 2026);
    const content = await compileReport(db, subject);
    const found = await checkCompiled(db, subject, content, today);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are set once', async () => {
    const counts = () => Promise.all([countBy('application', 'state'), countBy('audit_event', 'action')]);
    const first = await counts();
    expect(await setDesk()).toEqual([]);
    expect(await counts()).toEqual(first);
  });
});
