import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { reportMonthlyFigure } from '../../src/capabilities/administrative-acts/index.ts';
import {
  compileReport,
  figuresOf,
  findPublishedReport,
  findReportSubject,
  hashContent,
  listPublishedReports,
  listRecords,
  publishReport,
  type ReportContent,
  ReportFaultyError,
  ReportRefusedError,
  saveWrittenPart,
} from '../../src/capabilities/annual-report/index.ts';
import { insertRemedyCases } from '../../src/capabilities/remedies/index.ts';
import {
  findApplication,
  RequestChangedError,
  RequestNotFoundError,
  RequestRefusedError,
  recordEvent,
  redateOpenApplications,
  registerApplication,
} from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate, WorkingCalendar } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { insertOrgans, type Organ } from '../../src/platform/identity/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const DIVISION = '330206';
const calendar = nationalCalendar();
const organ = (code: string, parentCode: string | null, kind: Organ['kind']): Organ => ({
  divisionCode: DIVISION,
  code,
  name: `测试机关${code}`,
  shortName: '测试区',
  kind,
  parentCode,
  sortOrder: 0,
  activeFrom: plainDate('2008-05-01'),
  activeTo: null,
});

async function register(
  db: Database,
  organCode: string,
  receivedOn: string,
  applicantCategory: 'natural' | 'legal' = 'natural',
) {
  return registerApplication(
    db,
    DIVISION,
    {
      organCode,
      channel: 'online',
      applicantCategory,
      applicantName: '张某某（虚构）',
      subject: '某项批复',
      submittedOn: plainDate(receivedOn),
      receivedOn: plainDate(receivedOn),
    },
    calendar,
    'test',
    await openTestProtection(db),
  );
}

async function reply(db: Database, id: string, on: string, outcome: 'GRANTED' | 'NOT_EXIST' | 'PETITION') {
  return recordEvent(
    db,
    DIVISION,
    id,
    { kind: 'replied', on: plainDate(on), outcome, service: 'post', servedOn: plainDate(on) },
    calendar,
    'test',
  );
}

function figureMap(content: ReportContent): Map<string, number> {
  return new Map([...figuresOf(content.tables)].map(({ id, value }) => [id, value]));
}

function differences(before: Map<string, number>, after: Map<string, number>): Record<string, number> {
  const changed: Record<string, number> = {};
  for (const [id, value] of after) if (value !== before.get(id)) changed[id] = value - (before.get(id) ?? 0);
  return changed;
}

describeOnEachDatabase('annual report from records', (open) => {
  let db: Database;
  let granted: string;

  beforeAll(async () => {
    db = await open();
    await insertOrgans(db, [
      organ(DIVISION, null, 'government'),
      organ('33020601', DIVISION, 'department'),
      organ('33020602', DIVISION, 'department'),
    ]);
    granted = (await register(db, '33020601', '2022-03-01')).id;
    await reply(db, granted, '2022-03-15', 'GRANTED');
    const second = await register(db, '33020602', '2022-05-06', 'legal');
    await reply(db, second.id, '2022-05-20', 'NOT_EXIST');
    await register(db, '33020602', '2022-12-20');
  });

  const compile = async (year = 2022) => compileReport(db, await findReportSubject(db, DIVISION, year));

  it('rolls up subordinate organs, and counts one organ alone when asked', async () => {
    const all = figureMap(await compile());
    expect(all.get('requests/new/total')).toBe(3);
    expect(all.get('requests/unable_1/legal')).toBe(1);
    expect(all.get('requests/forward/natural')).toBe(1);
    const own = figureMap(await compileReport(db, await findReportSubject(db, '33020601', 2022)));
    expect(own.get('requests/new/total')).toBe(1);
    const next = figureMap(await compile(2023));
    expect(next.get('requests/carried/natural')).toBe(1);
    expect(next.get('requests/new/total')).toBe(0);
  });

  it('changes exactly the figures one more application touches', async () => {
    const before = figureMap(await compile());
    const { id } = await register(db, '33020601', '2022-07-04');
    const received = figureMap(await compile());
    expect(differences(before, received)).toEqual({
      'requests/new/natural': 1,
      'requests/new/total': 1,
      'requests/forward/natural': 1,
      'requests/forward/total': 1,
    });
    await reply(db, id, '2022-07-20', 'PETITION');
    expect(differences(received, figureMap(await compile()))).toEqual({
      'requests/rejected_1/natural': 1,
      'requests/rejected_1/total': 1,
      'requests/total/natural': 1,
      'requests/total/total': 1,
      'requests/forward/natural': -1,
      'requests/forward/total': -1,
    });
  });

  it('lists exactly the records it counts, for every figure of table three', async () => {
    const subject = await findReportSubject(db, DIVISION, 2022);
    for (const [id, value] of figureMap(await compile())) {
      if (!id.startsWith('requests/')) continue;
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await listRecords(db, subject, id, 1, after);
        seen.push(...page.items.map((item) => (item as { id: string }).id));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(new Set(seen).size, id).toBe(value);
      expect(seen.length, id).toBe(value);
    }
  });

  it('refuses a forbidden event with its article and changes nothing', async () => {
    const before = await findApplication(db, DIVISION, granted);
    await expect(
      recordEvent(
        db,
        DIVISION,
        granted,
        { kind: 'extended', on: plainDate('2022-03-16'), workingDays: 5, approvedBy: '负责人' },
        calendar,
        'test',
      ),
    ).rejects.toThrow(/已经办结.*第三十六条/);
    await expect(
      recordEvent(db, DIVISION, granted, { kind: 'withdrawn', on: plainDate('2022-01-01') }, calendar, 'test'),
    ).rejects.toThrow(RequestRefusedError);
    await expect(
      recordEvent(db, DIVISION, randomUUID(), { kind: 'withdrawn', on: plainDate('2022-04-01') }, calendar, 'test'),
    ).rejects.toThrow(RequestNotFoundError);
    expect(await findApplication(db, DIVISION, granted)).toEqual(before);
  });

  it('tells the second of two who act at once', async () => {
    const { id } = await register(db, '33020602', '2024-03-01');
    const act = (days: number) =>
      recordEvent(
        db,
        DIVISION,
        id,
        { kind: 'extended', on: plainDate('2024-03-04'), workingDays: days, approvedBy: '负责人' },
        calendar,
        'test',
        2,
      );
    const results = await Promise.allSettled([act(5), act(10)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(RequestChangedError);
    expect((await findApplication(db, DIVISION, id))?.events).toHaveLength(3);
  });

  it('gives numbers without gaps to many who register at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => register(db, '33020602', '2021-06-01')));
    expect(made.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: 8 }, (_, i) => `2021-${String(i + 1).padStart(4, '0')}`),
    );
  });

  it('records a late reply as the breach it is', async () => {
    const { id } = await register(db, '33020601', '2023-03-01');
    const problems = await reply(db, id, '2023-05-05', 'GRANTED');
    expect(problems.map((problem) => problem.code)).toEqual(['reply-late']);
  });

  it('re-dates open applications after a calendar change', async () => {
    const { id } = await register(db, '33020601', '2026-03-02');
    const years = calendar.years.map((year) =>
      year.year === 2026
        ? {
            ...year,
            version: 2,
            rest: [...year.rest, { name: '临时放假', from: plainDate('2026-03-10'), to: plainDate('2026-03-10') }],
          }
        : year,
    );
    const moved = await redateOpenApplications(db, DIVISION, new WorkingCalendar(years));
    expect(moved.find((one) => one.id === id)).toMatchObject({ before: '2026-03-30', after: '2026-03-31' });
    await redateOpenApplications(db, DIVISION, calendar);
    expect((await findApplication(db, DIVISION, id))?.projection.due_on).toBe('2026-03-30');
  });

  it('counts remedies by the year they end, and as pending before', async () => {
    await insertRemedyCases(
      db,
      DIVISION,
      [
        {
          id: randomUUID(),
          organCode: '33020601',
          kind: 'reconsideration',
          caseNumber: '测复1号（虚构）',
          applicationId: granted,
          events: [
            { kind: 'filed', on: plainDate('2022-11-01') },
            { kind: 'accepted', on: plainDate('2022-11-04') },
            { kind: 'concluded', on: plainDate('2023-01-05'), conclusion: 'revoked' },
          ],
        },
      ],
      'test',
    );
    expect((await compile(2022)).tables.remedies.reconsideration).toEqual([0, 0, 0, 1, 1]);
    expect((await compile(2023)).tables.remedies.reconsideration).toEqual([0, 1, 0, 0, 1]);
    expect((await compile(2024)).tables.remedies.reconsideration).toEqual([0, 0, 0, 0, 0]);
  });

  it('freezes what it publishes, keeps both versions of a correction, and wants a reason', async () => {
    const subject = await findReportSubject(db, DIVISION, 2022);
    await expect(publishReport(db, subject, plainDate('2022-12-31'), 'test')).rejects.toThrow(ReportRefusedError);
    const first = await publishReport(db, subject, plainDate('2023-03-01'), 'test');
    const frozen = await findPublishedReport(db, DIVISION, DIVISION, 2022, 'aggregated');
    expect(hashContent(frozen!.content).sha256).toBe(first.sha256);
    await expect(publishReport(db, subject, plainDate('2023-04-01'), 'test')).rejects.toThrow('完全相同');
    await reportMonthlyFigure(
      db,
      DIVISION,
      { organCode: '33020601', kind: 'licensing', month: '2022-05', value: 12 },
      'test',
    );
    expect(
      (await findPublishedReport(db, DIVISION, DIVISION, 2022, 'aggregated'))?.content.tables.proactive.licensing,
    ).toBe(0);
    await expect(publishReport(db, subject, plainDate('2023-04-01'), 'test')).rejects.toThrow('原因');
    await expect(publishReport(db, subject, plainDate('2023-02-01'), 'test', '补报')).rejects.toThrow('不得早于');
    const second = await publishReport(db, subject, plainDate('2023-04-01'), 'test', '补报5月行政许可');
    expect(second.version).toBe(2);
    expect((await listPublishedReports(db, DIVISION)).map(({ version, reason }) => [version, reason])).toEqual([
      [2, '补报5月行政许可'],
      [1, null],
    ]);
    expect((await findPublishedReport(db, DIVISION, DIVISION, 2022, 'aggregated', 1))?.sha256).toBe(first.sha256);
  });

  it('does not publish a report whose carry-over contradicts the year before', async () => {
    // A record of 2022 that comes to light after the report was published changes what was carried over.
    await register(db, '33020602', '2022-12-28', 'legal');
    const subject = await findReportSubject(db, DIVISION, 2023);
    await expect(publishReport(db, subject, plainDate('2024-03-01'), 'test')).rejects.toThrow(ReportFaultyError);
    // Words that do not speak of it are no explanation.
    await saveWrittenPart(db, DIVISION, DIVISION, 2023, 'others', '没有其他需要报告的事项。', 'test');
    await expect(publishReport(db, subject, plainDate('2024-03-01'), 'test')).rejects.toThrow(ReportFaultyError);
  });

  it('publishes it once part six explains the difference, and keeps what the checks told', async () => {
    const subject = await findReportSubject(db, DIVISION, 2023);
    const others = '上年结转数与上一年度报告不一致，系2022年末收到的1件申请在报告公布后补登记所致。';
    await saveWrittenPart(db, DIVISION, DIVISION, 2023, 'others', others, 'test');
    const entry = await publishReport(db, subject, plainDate('2024-04-02'), 'test');
    const kept = await findPublishedReport(db, DIVISION, DIVISION, 2023, 'aggregated');
    expect(kept?.findings).toEqual(entry.findings);
    expect(entry.findings.every(({ severity }) => severity !== 'error')).toBe(true);
    const told = entry.findings.filter(({ severity }) => severity === 'warning');
    expect(new Set(told.map(({ rule }) => rule))).toEqual(new Set(['carry-over', 'deadline']));
    expect(told.find(({ rule }) => rule === 'deadline')).toMatchObject({
      expected: '2024-03-31',
      actual: '2024-04-02',
    });
  });

  it('tells of a sentence that contradicts the tables, without hindering', async () => {
    const subject = await findReportSubject(db, DIVISION, 2023);
    const content = await compileReport(db, subject);
    const [received] = [content.tables.requests.rows[0]!.values[6]!];
    const wrong = `2023年，全区共收到政府信息公开申请${received + 5}件。`;
    await saveWrittenPart(db, DIVISION, DIVISION, 2023, 'problems', wrong, 'test');
    const correction = await publishReport(db, subject, plainDate('2024-05-06'), 'test', '补充问题分析');
    expect(correction.findings).toContainEqual(
      expect.objectContaining({ rule: 'narrative.figure', severity: 'warning', actual: received + 5 }),
    );
    // A correction has no deadline of its own.
    expect(correction.findings.map(({ rule }) => rule)).not.toContain('deadline');
  });
});
