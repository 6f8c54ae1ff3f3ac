import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate, toEpochDay } from '../../../../kernel/calendar/index.ts';
import { FINDING_KINDS, type Finding } from '../finding.ts';
import {
  balanceOf,
  checkReports,
  composeReport,
  daysOf,
  type FindingAct,
  FindingRefusedError,
  type FindingState,
  findingActs,
  findingStates,
  gateMessage,
  isSettled,
  type KnownFinding,
  nextState,
  periodName,
  periodOf,
  periodsOf,
  placeOf,
  reconcile,
  type StepCount,
  withoutAllowed,
} from './index.ts';

function finding(text: string, word: string, over: Partial<Finding> = {}, from = 0): Finding {
  const start = text.indexOf(word, from);
  return {
    kind: 'spelling',
    rule: 'spelling.character',
    start,
    end: start + word.length,
    text: word,
    suggestion: null,
    severity: 'error',
    message: '',
    ...over,
  };
}

describe('states of a finding', () => {
  test('every act moves between settled and unsettled exactly as the balance counts it', () => {
    for (const state of findingStates)
      for (const act of findingActs) {
        if (act === 'found') continue;
        let after: FindingState;
        try {
          after = nextState(state, act);
        } catch (error) {
          expect(error).toBeInstanceOf(FindingRefusedError);
          continue;
        }
        expect([act, Number(isSettled(state)) - Number(isSettled(after))]).toEqual([act, balanceOf(act)]);
      }
  });

  test('a refusal says in which state the finding is', () => {
    expect(() => nextState('dismissed', 'mend')).toThrow('该问题误报，不能改正');
  });
});

describe('what is stored of a place', () => {
  const text = '第一段。\n申请人张三，身份证号码330206199001011234，按排时间。';
  const personal = finding(text, '330206199001011234', {
    kind: 'personal-data',
    rule: 'personal-data.resident-id',
    suggestion: '******************',
  });

  test('personal data is masked in the place and beside another one, even where the surroundings cut it', () => {
    const wrong = finding(text, '按排', { suggestion: '安排' });
    const place = placeOf(text, wrong, [personal, wrong]);
    expect(place).toEqual({
      text: '按排',
      before: '申请人张三，身份证号码******************，',
      after: '时间。',
      suggestion: '安排',
    });
    expect(placeOf(text, personal, [personal]).text).toBe('******************');
    const long = `${'字'.repeat(5)}330206199001011234${'字'.repeat(30)}按排`;
    const datum = finding(long, '330206199001011234', { kind: 'personal-data', suggestion: '*' });
    expect(placeOf(long, finding(long, '按排'), [datum]).before).toBe(`*${'字'.repeat(30)}`);
  });
});

describe('comparing a screening with the record', () => {
  const place = (before: string, text: string, after: string) => ({
    finding: finding(before + text + after, text),
    place: { text, before, after, suggestion: null },
  });
  const known = (id: string, over: Partial<KnownFinding> = {}): KnownFinding => ({
    id,
    rule: 'spelling.character',
    text: '按排',
    before: '会议',
    after: '时间',
    state: 'open',
    revision: '1',
    isConfirmed: false,
    ...over,
  });

  test('the same place with other surroundings is the same finding', () => {
    const result = reconcile([known('a')], [place('工作', '按排', '人员')], '2');
    expect(result.seen.map((one) => one.known.id)).toEqual(['a']);
    expect(result.created).toEqual([]);
  });

  test('of two places the one that is gone is told by what stands around', () => {
    const result = reconcile(
      [known('a', { before: '会议' }), known('b', { before: '工作' })],
      [place('工作', '按排', '时间')],
      '2',
    );
    expect(result.gone.map(({ id }) => id)).toEqual(['a']);
    expect(result.seen.map((one) => one.known.id)).toEqual(['b']);
  });

  test('mended: waits for a new text, is confirmed by one without it, returns with one that has it', () => {
    const mended = known('a', { state: 'mended' });
    const still = [place('会议', '按排', '时间')];
    const waiting = reconcile([mended], still, '1');
    expect([waiting.returned, waiting.confirmed, waiting.created]).toEqual([[], [], []]);
    expect(reconcile([mended], still, '2').returned.map((one) => one.known.id)).toEqual(['a']);
    expect(reconcile([mended], [], '2').confirmed.map(({ id }) => id)).toEqual(['a']);
  });

  test('a false alarm stays one, and nothing is found twice', () => {
    const result = reconcile([known('a', { state: 'dismissed' })], [place('会议', '按排', '时间')], '2');
    expect([result.created, result.gone]).toEqual([[], []]);
  });

  test('screening the same text again changes nothing', () => {
    const word = fc.constantFrom('按排', '峻工', '布署');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), word, fc.string())), (places) => {
        const now = places.map(([before, text, after]) => place(before, text, after));
        const first = reconcile([], now, '1');
        const record = first.created.map(({ place: { text, before, after } }, i) =>
          known(String(i), { text, before, after }),
        );
        const second = reconcile(record, now, '1');
        expect([second.created.length, second.gone.length, second.seen.length]).toEqual([0, 0, now.length]);
      }),
    );
  });
});

describe('allow-lists', () => {
  const text = '“按排”一词应作安排，工作按排';
  const findings = [finding(text, '按排'), finding(text, '按排', {}, 5)];
  const allowance = { term: '按排', rule: null, organCode: null, before: '“', after: null, reason: '引用' };

  test('hold in their context, for their rule and their organ only', () => {
    expect(withoutAllowed(text, findings, [allowance], null).map(({ start }) => start)).toEqual([text.length - 2]);
    expect(withoutAllowed(text, findings, [{ ...allowance, rule: 'terms.name' }], null)).toHaveLength(2);
    expect(withoutAllowed(text, findings, [{ ...allowance, organCode: '01' }], '02')).toHaveLength(2);
    expect(withoutAllowed(text, findings, [{ ...allowance, before: null, organCode: '01' }], '01')).toHaveLength(0);
  });
});

describe('periods', () => {
  test('weeks and months of every year are its days, each once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2008, max: 2199 }),
        fc.constantFrom('week' as const, 'month' as const),
        (year, kind) => {
          const periods = periodsOf(kind, year);
          expect(periods[0]?.first).toBe(`${year}-01-01`);
          expect(periods.at(-1)?.last).toBe(`${year}-12-31`);
          for (const [i, period] of periods.entries()) {
            expect(periodOf(kind, period.last)).toEqual(period);
            if (i > 0) expect(period.first).toBe(addDays(periods[i - 1]!.last, 1));
          }
          const days = periods.reduce((sum, period) => sum + daysOf(period), 0);
          expect(days).toBe(toEpochDay(plainDate(`${year + 1}-01-01`)) - toEpochDay(plainDate(`${year}-01-01`)));
        },
      ),
    );
  });

  test('names', () => {
    expect(periodName(periodOf('week', plainDate('2022-01-01')))).toBe('2022年第1周（1月1日至2日）');
    expect(periodName(periodOf('week', plainDate('2022-03-03')))).toBe('2022年第10周（2月28日至3月6日）');
    expect(periodName(periodOf('month', plainDate('2022-12-31')))).toBe('2022年12月');
  });
});

describe('reports', () => {
  const year = 2022;
  const steps: fc.Arbitrary<StepCount[]> = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 364 }).map((n) => addDays(plainDate(`${year}-01-01`), n)),
      organCode: fc.constantFrom('01', '02', '03'),
      kind: fc.constantFrom(...FINDING_KINDS),
      severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
      source: fc.constantFrom('publication', 'draft', 'new-media'),
      act: fc.constantFrom<FindingAct>(...findingActs),
      count: fc.integer({ min: 1, max: 50 }),
    }),
  );

  test('parts agree with their totals, periods with each other, weeks with months over the year', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const reportsOf = (kind: 'week' | 'month') => {
          let openAtStart = 17;
          return periodsOf(kind, year).map((period) => {
            const report = composeReport({
              period,
              openAtStart,
              steps: all.filter(({ day }) => day >= period.first && day <= period.last),
              coverage: [],
              releasedWithErrors: 0,
              organs: [{ code: '02', name: '乙' }],
            });
            openAtStart = report.openAtEnd;
            return report;
          });
        };
        const weeks = reportsOf('week');
        const months = reportsOf('month');
        expect(checkReports(weeks, ({ first }) => first)).toEqual([]);
        expect(checkReports(months, ({ first }) => first)).toEqual([]);
        for (const figure of ['found', 'mended', 'dismissed', 'beforeRelease'] as const) {
          const total = (reports: typeof weeks) => reports.reduce((sum, report) => sum + report[figure], 0);
          expect(total(weeks)).toBe(total(months));
        }
        expect(weeks.at(-1)?.openAtEnd).toBe(months.at(-1)?.openAtEnd);
      }),
    );
  });

  test('a sum that does not agree is named', () => {
    const period = periodOf('month', plainDate('2022-05-05'));
    const report = composeReport({
      period,
      openAtStart: 0,
      steps: [],
      coverage: [],
      releasedWithErrors: 0,
      organs: [],
    });
    expect(checkReports([{ ...report, found: 3 }], () => '5月')).toEqual([
      '5月：分类合计0，总数3',
      '5月：分级合计0，总数3',
      '5月：分机关合计0，总数3',
      '5月：分日合计0，总数3',
      '5月：期初加发现减改正、误报不等于期末',
    ]);
  });
});

describe('the gate', () => {
  test('says where a finding stands and never shows personal data', () => {
    const text = '联系人李四，身份证号码330206199001011234，已按排办理。';
    const personal = finding(text, '330206199001011234', {
      kind: 'personal-data',
      suggestion: '******************',
      message: '居民身份证号码：校验码正确，公开前应当隐去',
    });
    const wrong = finding(text, '按排', { suggestion: '安排', message: '“安排”之误。' });
    const all = [personal, wrong];
    expect(all.map((one) => gateMessage(one, placeOf(text, one, all)))).toEqual([
      '“李四，身份证号码【******************】，已按排办理。”（居民身份证号码：校验码正确，公开前应当隐去）',
      '“******，已【按排】办理。”，建议改为“安排”（“安排”之误）',
    ]);
  });
});
