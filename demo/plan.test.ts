import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInForce } from '../src/capabilities/documents/index.ts';
import { foldRemedy } from '../src/capabilities/remedies/index.ts';
import {
  type ApplicationEvent,
  channels,
  foldApplication,
  isOutcome,
  outcomeRule,
  projectApplication,
} from '../src/capabilities/requests/index.ts';
import {
  addDays,
  nationalCalendar,
  type PlainDate,
  plainDate,
  toEpochDay,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import { demonstrationYear, readYearFigures, type YearFigures, YearFiguresError } from './input.ts';
import { type DistrictPlan, planDistrict } from './plan.ts';
import { apportion, labelledUuid, Random } from './random.ts';

const calendar = nationalCalendar();
const later = calendar.withProvisionalYears();
const figures = demonstrationYear();
const today = plainDate('2026-03-18');
const plan = planDistrict(figures, calendar, today);
const reportYear = plan.applications.filter((application) => !('standing' in application));

/** Every day on which an organ does something; the applicant's own submission over the network is at any hour. */
function officeDays(events: readonly ApplicationEvent[]): PlainDate[] {
  return events.flatMap((event) => {
    const days = event.kind === 'submitted' && event.channel === 'online' ? [] : [event.on];
    if ('deliveredOn' in event && event.deliveredOn !== null) days.push(event.deliveredOn);
    if ('servedOn' in event && event.servedOn !== null) days.push(event.servedOn);
    if ('respondBy' in event) days.push(event.respondBy);
    return days;
  });
}

/** What the clock is told: the submission lies before it. */
function fold(events: readonly ApplicationEvent[], asOf: PlainDate, withCalendar = later) {
  return foldApplication({ receivedOn: null, events }, asOf, withCalendar);
}

function faults({ applications }: DistrictPlan, asOf: PlainDate): string[] {
  return applications.flatMap(({ subject, events }) =>
    fold(events, asOf).problems.map(({ code }) => `${subject}: ${code}`),
  );
}

describe('histories', () => {
  it('keep every clock', () => {
    expect(faults(plan, today)).toEqual([]);
    const overdue = reportYear.filter(({ events }) => fold(events, today, calendar).overdue);
    expect(overdue).toEqual([]);
  });

  it('have no step of an organ on a rest day', () => {
    const days = plan.applications.flatMap(({ events }) => officeDays(events));
    expect(days.filter((day) => !later.isWorkingDay(day))).toEqual([]);
    const court = plan.remedies.flatMap(({ events }) => events.map((event) => event.on));
    expect(court.filter((day) => !calendar.isWorkingDay(day))).toEqual([]);
  });

  it('came in by every channel, and on its day of receipt', () => {
    expect(new Set(reportYear.map(({ channel }) => channel))).toEqual(new Set(Object.keys(channels)));
    for (const { channel, submittedOn, receivedOn } of reportYear) {
      expect(receivedOn! >= submittedOn).toBe(true);
      if (channel === 'in-person' || channel === 'oral') expect(receivedOn).toBe(submittedOn);
    }
  });

  it('are spread over the year and over the organs', () => {
    const months = new Set(reportYear.map(({ receivedOn }) => receivedOn!.slice(0, 7)));
    for (let month = 1; month <= 12; month++)
      expect(months).toContain(`${figures.year}-${String(month).padStart(2, '0')}`);
    expect(new Set(reportYear.map(({ organCode }) => organCode)).size).toBeGreaterThan(20);
  });

  it('ask nothing twice', () => {
    const subjects = plan.applications.map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('asked the third party before they protected it', () => {
    const refused = reportYear.filter(({ outcome }) => outcome === 'DENIED_THIRD_PARTY');
    expect(refused.length).toBeGreaterThan(0);
    for (const { events } of refused)
      expect(events).toContainEqual(expect.objectContaining({ kind: 'consultation-sent', party: 'third-party' }));
    const withheld = reportYear.filter(({ events }) =>
      events.some((event) => event.kind === 'replied' && event.withheldGrounds?.includes('DENIED_THIRD_PARTY')),
    );
    expect(withheld.length).toBeGreaterThan(0);
    for (const { events } of withheld) expect(events.map(({ kind }) => kind)).toContain('consultation-sent');
  });

  it('call repeated only what the same applicant asked the same organ before, and was answered', () => {
    const repeats = reportYear.filter(({ outcome }) => outcome === 'REPEAT');
    expect(repeats.length).toBeGreaterThan(0);
    for (const repeat of repeats) {
      const asked = repeat.subject.replace('再次申请公开', '');
      const earlier = reportYear.find((other) => other !== repeat && other.subject.endsWith(asked));
      expect(earlier).toMatchObject({ applicantName: repeat.applicantName, organCode: repeat.organCode });
      expect(earlier!.closedOn! < repeat.submittedOn).toBe(true);
    }
  });

  it('end abandoned only after the time to correct ran out', () => {
    const abandoned = reportYear.filter(({ outcome }) => outcome === 'ABANDONED_CORRECTION');
    expect(abandoned.length).toBeGreaterThan(0);
    for (const { events } of abandoned) {
      const notice = events.find((event) => event.kind === 'correction-requested')!;
      const reply = events.find((event) => event.kind === 'replied')!;
      expect(reply.on > notice.respondBy).toBe(true);
    }
  });
});

describe('remedies', () => {
  const byId = new Map(plan.applications.map((application) => [application.id, application]));

  it('are over a reply of the same organ, and lawful in their course', () => {
    for (const remedy of plan.remedies) {
      const application = byId.get(remedy.applicationId!)!;
      const view = foldRemedy(remedy.events);
      expect(application.organCode).toBe(remedy.organCode);
      expect(view.filedOn! > application.closedOn!).toBe(true);
      if (remedy.kind === 'reconsideration') expect(view.filedOn! <= addDays(application.closedOn!, 60)).toBe(true);
    }
  });

  it('go to court after reconsideration within 15 days of a decision that upheld the reply', () => {
    const suits = plan.remedies.filter(({ kind }) => kind === 'litigation-after-reconsideration');
    expect(suits.length).toBeGreaterThan(0);
    for (const suit of suits) {
      const before = plan.remedies.find(
        ({ kind, applicationId }) => kind === 'reconsideration' && applicationId === suit.applicationId,
      );
      const decision = foldRemedy(before!.events);
      const filedOn = foldRemedy(suit.events).filedOn!;
      expect(decision.result).toBe('upheld');
      expect(filedOn >= decision.concludedOn! && filedOn <= addDays(decision.concludedOn!, 15)).toBe(true);
    }
  });

  it('are direct where no reconsideration was asked for', () => {
    for (const suit of plan.remedies.filter(({ kind }) => kind === 'litigation-direct'))
      expect(plan.remedies.filter(({ applicationId }) => applicationId === suit.applicationId)).toHaveLength(1);
  });
});

describe('documents', () => {
  const organs = new Map(plan.organs.map((organ) => [organ.code, organ]));

  it('have a number of their own and a kind that a district may issue', () => {
    expect(new Set(plan.documents.map(({ documentNumber }) => documentNumber)).size).toBe(plan.documents.length);
    const unified = plan.documents.flatMap(({ unifiedNumber }) => unifiedNumber ?? []);
    expect(new Set(unified).size).toBe(unified.length);
    for (const { title, documentNumber, issuedOn } of plan.documents) {
      expect(title).toMatch(/(?:办法|规定|细则|意见|通告)(?:（试行）)?$/);
      expect(documentNumber).toContain(`〔${yearOf(issuedOn)}〕`);
    }
  });

  it('were issued by an organ that was there', () => {
    for (const { organCode, issuedOn } of plan.documents) expect(organs.get(organCode)!.since < issuedOn).toBe(true);
  });

  it('were repealed by a document of the same organ on the day that took effect', () => {
    const byId = new Map(plan.documents.map((document) => [document.id, document]));
    const replaced = plan.documents.filter(({ endedBy }) => endedBy !== null);
    expect(replaced.length).toBeGreaterThan(0);
    for (const document of replaced)
      expect(byId.get(document.endedBy!)).toMatchObject({
        organCode: document.organCode,
        effectiveOn: document.endedOn,
      });
  });

  it('do not regulate a matter by a trial and its successor at once', () => {
    for (let year = 2010; year <= 2026; year++) {
      const standing = plan.documents.filter((document) => isInForce(document, plainDate(`${year}-12-31`)));
      const matters = standing.map(({ organCode, title }) => `${organCode}${title.replace(/暂行|（试行）/, '')}`);
      expect(new Set(matters).size).toBe(matters.length);
    }
  });
});

describe('the running year', () => {
  /** Days of every kind: in and out of term, rest days, ends of years, a leap day, past the last calendar. */
  const days = [
    '2024-02-29',
    '2025-01-01',
    '2025-10-04',
    '2026-01-05',
    '2026-02-20',
    '2026-11-23',
    '2026-12-31',
    '2028-06-01',
  ].map(plainDate);

  it.each(days)('shows every standing on %s and nothing of the future', (day) => {
    const running = planDistrict(figures, calendar, day).running;
    const anchor = yearOf(day) > calendar.lastYear ? plainDate(`${calendar.lastYear}-12-31`) : day;
    expect(running.length).toBeGreaterThanOrEqual(yearOf(day) > figures.year + 2 ? 40 : 1);
    for (const { events, standing } of running) {
      for (const happened of officeDays(events.filter((event) => event.kind !== 'correction-requested')))
        expect(happened <= anchor).toBe(true);
      const view = fold(events, anchor);
      expect(view.problems).toEqual([]);
      expect(view.overdue).toBe(standing === 'overdue');
      const left = view.due === null ? Number.NaN : later.ordinal(view.due) - later.ordinal(toEpochDay(anchor));
      if (standing === 'nearly-due') expect(left >= 1 && left <= 3).toBe(true);
      if (standing === 'awaiting-payment' || standing === 'awaiting-correction' || standing === 'payment-lapsed')
        expect(view.state).toBe(standing);
      if (standing === 'third-party' || standing === 'co-maker' || standing === 'other-organ')
        expect(view.state).toBe('suspended');
      expect(() => projectApplication({ receivedOn: null, events }, calendar)).not.toThrow();
    }
  });

  it('moves nothing of the report year', () => {
    const other = planDistrict(figures, calendar, plainDate('2025-06-30'));
    const settled = other.applications.filter((application) => !('standing' in application));
    expect(settled).toEqual(reportYear);
    expect(other.monthlyFigures).toEqual(plan.monthlyFigures);
    const upTo = (documents: DistrictPlan['documents']) =>
      documents
        .filter(({ issuedOn }) => yearOf(issuedOn) <= figures.year)
        .map(({ id, documentNumber }) => [id, documentNumber]);
    expect(upTo(other.documents)).toEqual(upTo(plan.documents));
  });

  it('needs a day on which the report year is over and done with', () => {
    expect(() => planDistrict(figures, calendar, plainDate('2023-12-31'))).toThrow(RangeError);
  });
});

/** Table three as the plan's applications give it. */
function requestFigures(applications: DistrictPlan['applications'], year: number, columns: readonly string[]) {
  const results: Record<string, number[]> = {};
  const zero = () => columns.map(() => 0);
  const counted = { new: zero(), carried: zero(), forward: zero(), results };
  for (const { applicantCategory, receivedOn, closedOn, outcome } of applications) {
    if (receivedOn === null || yearOf(receivedOn) > year || (closedOn !== null && yearOf(closedOn) < year)) continue;
    const column = columns.indexOf(applicantCategory);
    counted[yearOf(receivedOn) < year ? 'carried' : 'new'][column]!++;
    if (closedOn === null || yearOf(closedOn) > year) counted.forward[column]!++;
    else if (isOutcome(outcome)) {
      const row = outcomeRule(outcome).reportRow;
      results[row] ??= zero();
      results[row][column]!++;
    }
  }
  return counted;
}

describe('figures', () => {
  it('come from the input alone: another year gives another district', () => {
    const rows = Object.keys(figures.requests.results).filter((row) => !['rejected_2', 'rejected_3'].includes(row));
    const changed = fc.record({
      row: fc.constantFrom(...rows),
      category: fc.integer({ min: 0, max: 5 }),
      more: fc.integer({ min: 1, max: 3 }),
      forward: fc.integer({ min: 0, max: 2 }),
      documents: fc.integer({ min: 0, max: 4 }),
      charges: fc.integer({ min: 0, max: 10_000_000 }).map((value) => value / 1000),
      upheld: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(changed, ({ row, category, more, forward, documents, charges, upheld }) => {
        const other: YearFigures = structuredClone(figures);
        other.requests.results[row]![category]! += more;
        other.requests.forward[category]! += forward;
        other.requests.new[category]! += more + forward;
        other.documents.normativeDocuments.issued += documents;
        other.documents.normativeDocuments.inForce += documents;
        other.acts.chargesWan = charges;
        other.remedies.litigationAfterReconsideration.upheld = upheld;
        const {
          applications,
          documents: issued,
          monthlyFigures,
          remedies,
        } = planDistrict(readYearFigures(other), calendar, today);
        const { columns } = other.requests;
        const counted = requestFigures(applications, other.year, columns);
        const results = Object.fromEntries(
          Object.entries(other.requests.results).filter(([, values]) => values.some((value) => value > 0)),
        );
        expect(counted).toEqual({
          new: other.requests.new,
          carried: other.requests.carried,
          forward: other.requests.forward,
          results,
        });
        expect(issued.filter((document) => isInForce(document, plainDate(`${other.year}-12-31`))).length).toBe(
          other.documents.normativeDocuments.inForce,
        );
        const paid = monthlyFigures
          .filter(({ kind }) => kind === 'charges')
          .reduce((sum, { value }) => sum + Math.round(value * 1000), 0);
        expect(paid).toBe(Math.round(charges * 1000));
        expect(remedies.filter(({ kind }) => kind === 'litigation-after-reconsideration')).toHaveLength(upheld);
      }),
      { numRuns: 12, seed: 2022 },
    );
  });

  it('that contradict each other are refused by name', () => {
    const broken = (change: (year: YearFigures) => void): (() => void) => {
      const year = structuredClone(figures);
      change(year);
      return () => readYearFigures(year);
    };
    expect(broken((year) => year.requests.new[0]!++)).toThrow(/requests: natural/);
    expect(broken((year) => (year.requests.results.denied_9 = [0, 0, 0, 0, 0, 0]))).toThrow(/denied_9/);
    expect(broken((year) => (year.requests.forward[0] = -1))).toThrow(/requests\.forward/);
    expect(broken((year) => year.documents.rules.issued++)).toThrow(/documents\.rules/);
    expect(broken((year) => (year.work.balloons = 1))).toThrow(YearFiguresError);
  });
});

describe('chance that a seed settles', () => {
  it('apportions a whole number to the last unit', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000_000 }),
        fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (total, weights) => {
          const parts = apportion(total, weights);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
          const whole = weights.reduce((sum, weight) => sum + weight, 0);
          for (const [i, part] of parts.entries())
            expect(Math.abs(part - (total * weights[i]!) / whole)).toBeLessThan(1.001);
        },
      ),
    );
  });

  it('is the same for the same label and another for another', () => {
    const draw = (label: string) =>
      Array.from(
        { length: 20 },
        (
          (random) => () =>
            random.int(0, 1e9)
        )(new Random('a').fork(label)),
      );
    expect(draw('x')).toEqual(draw('x'));
    expect(draw('x')).not.toEqual(draw('y'));
    expect(labelledUuid('x')).toBe(labelledUuid('x'));
    expect(labelledUuid('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
