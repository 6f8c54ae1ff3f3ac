import {
  type ApplicantCategory,
  type ApplicationEvent,
  type Channel,
  type Outcome,
  outcomeKinds,
  outcomeRule,
  type ReportRow,
} from '../src/capabilities/requests/index.ts';
import { type PlainDate, plainDate, toEpochDay, type WorkingCalendar } from '../src/kernel/calendar/index.ts';
import { columnsOf, resultRows, type YearFigures } from './input.ts';
import { applicantName, officeHead } from './names.ts';
import type { DistrictOrgan } from './organs.ts';
import { courseTo } from './paths.ts';
import { apportion, labelledUuid, type Random } from './random.ts';
import { OPENING, type Subjects } from './subjects.ts';

export interface PlannedApplication {
  id: string;
  organCode: string;
  channel: Channel;
  applicantCategory: ApplicantCategory;
  applicantName: string;
  subject: string;
  submittedOn: PlainDate;
  events: ApplicationEvent[];
  outcome: Outcome | null;
  receivedOn: PlainDate | null;
  closedOn: PlainDate | null;
}

/** Rows that several outcomes are counted in, and how they share them; other rows have the one that is usual. */
const SHARES: Partial<Record<ReportRow, Partial<Record<Outcome, number>>>> = {
  granted: { GRANTED: 3, ALREADY_PUBLIC: 2 },
  unable_1: { NOT_EXIST: 3, NOT_THIS_AGENCY: 2 },
  other_3: { WITHDRAWN: 1 },
};

export function outcomesOfRow(row: ReportRow, count: number): Outcome[] {
  const shares =
    SHARES[row] ??
    Object.fromEntries(outcomeKinds.filter((kind) => outcomeRule(kind).reportRow === row).map((kind) => [kind, 1]));
  const kinds = Object.keys(shares) as Outcome[];
  const counts = apportion(count, Object.values(shares));
  return kinds.flatMap((kind, i) => Array<Outcome>(counts[i]!).fill(kind));
}

/** When an application of the report's year comes in and when it is closed. */
type Fate = 'within' | 'carried' | 'forward';

interface Window {
  receivedFrom: PlainDate;
  receivedTo: PlainDate;
  closedFrom: PlainDate;
  closedTo: PlainDate;
}

/** Days are given without their year; a forwarded application is closed within the next January and February. */
export function windowOf(fate: Fate, year: number): Window {
  const day = (y: number, rest: string): PlainDate => plainDate(`${y}-${rest}`);
  switch (fate) {
    case 'within':
      return {
        receivedFrom: day(year, '01-01'),
        receivedTo: day(year, '12-26'),
        closedFrom: day(year, '01-01'),
        closedTo: day(year, '12-31'),
      };
    case 'carried':
      return {
        receivedFrom: day(year - 1, '12-06'),
        receivedTo: day(year - 1, '12-31'),
        closedFrom: day(year, '01-01'),
        closedTo: day(year, '01-31'),
      };
    case 'forward':
      return {
        receivedFrom: day(year, '12-08'),
        receivedTo: day(year, '12-31'),
        closedFrom: day(year + 1, '01-01'),
        closedTo: day(year + 1, '02-10'),
      };
  }
}

export interface Wish {
  label: string;
  outcome: Outcome;
  category: ApplicantCategory;
  window: Window;
}

const ATTEMPTS = 500;
/** Share of applicants who come again with another request. */
const RETURNING = 0.22;

/** Makes applications that fit wishes; keeps what was asked and by whom, so that nothing is asked twice but on purpose. */
export class Applications {
  readonly made: PlannedApplication[] = [];
  readonly #calendar: WorkingCalendar;
  readonly #subjects: Subjects;
  readonly #organs: ReadonlyMap<string, DistrictOrgan>;
  readonly #seed: Random;

  constructor(calendar: WorkingCalendar, subjects: Subjects, organs: readonly DistrictOrgan[], seed: Random) {
    this.#calendar = calendar;
    this.#subjects = subjects;
    this.#organs = new Map(organs.map((organ) => [organ.code, organ]));
    this.#seed = seed;
  }

  workingDayIn(from: PlainDate, to: PlainDate, random: Random): PlainDate {
    const calendar = this.#calendar;
    const first = calendar.ordinal(toEpochDay(from) - 1) + 1;
    const last = calendar.ordinal(toEpochDay(to));
    return calendar.text(calendar.dayOfOrdinal(random.int(first, last)));
  }

  make(wish: Wish): PlannedApplication {
    const random = this.#seed.fork(wish.label);
    const { outcome, category, window } = wish;
    const year = Number(window.receivedTo.slice(0, 4));
    const { organ, subject } = this.#subjects.choose(outcome, category, year, random);
    return this.#settle(wish, organ, subject, this.#applicant(category, random), window, random);
  }

  /** The same request by the same applicant once more, after the reply to the first (条例 Art. 36 item 6). */
  makeRepeat(wish: Wish): PlannedApplication {
    const random = this.#seed.fork(wish.label);
    const { window, category } = wish;
    const answered = this.made.filter(
      (application) =>
        application.applicantCategory === category &&
        (application.outcome === 'GRANTED' || application.outcome === 'NOT_EXIST') &&
        application.closedOn !== null &&
        application.closedOn >= window.receivedFrom &&
        application.closedOn.slice(5) < '09-01' &&
        application.closedOn < window.receivedTo &&
        !this.made.some((other) => other.subject === repeated(application.subject)),
    );
    const first = random.pick(answered);
    return this.#settle(
      wish,
      this.#organs.get(first.organCode)!,
      repeated(first.subject),
      first.applicantName,
      { ...window, receivedFrom: this.#calendar.addWorkingDays(first.closedOn!, 5) },
      random,
    );
  }

  #applicant(category: ApplicantCategory, random: Random): string {
    const known = this.made.filter((application) => application.applicantCategory === category);
    if (known.length > 0 && random.chance(RETURNING)) return random.pick(known).applicantName;
    return applicantName(category, random);
  }

  /** Draws days of receipt until the course ends where it should. */
  #settle(
    wish: Wish,
    organ: DistrictOrgan,
    subject: string,
    name: string,
    window: Window,
    random: Random,
  ): PlannedApplication {
    const approvedBy = officeHead(organ, this.#seed);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const receivedOn = this.workingDayIn(window.receivedFrom, window.receivedTo, random);
      const course = courseTo(wish.outcome, receivedOn, approvedBy, this.#calendar, random);
      if (course.day < window.closedFrom || course.day > window.closedTo) continue;
      const application: PlannedApplication = {
        id: labelledUuid(`application/${wish.label}`),
        organCode: organ.code,
        channel: course.channel,
        applicantCategory: wish.category,
        applicantName: name,
        subject,
        submittedOn: course.submittedOn,
        events: course.events,
        outcome: wish.outcome,
        receivedOn,
        closedOn: course.day,
      };
      this.made.push(application);
      return application;
    }
    throw new RangeError(
      `${wish.label}: no course to ${wish.outcome} closes between ${window.closedFrom} and ${window.closedTo}`,
    );
  }
}

const repeated = (subject: string): string => `再次申请公开${subject.replace(OPENING, '')}`;

/** Every application that the report's year counts: new and carried over, closed within the year or carried forward. */
export function planReportYear(figures: YearFigures, applications: Applications, random: Random): void {
  const { year, requests } = figures;
  const carried = new Map(columnsOf(figures, requests.carried).map(({ category, count }) => [category, count]));
  const wishes: { outcome: Outcome; category: ApplicantCategory }[] = [];
  for (const [row, values] of resultRows(figures))
    for (const { category, count } of columnsOf(figures, values))
      wishes.push(...outcomesOfRow(row, count).map((outcome) => ({ outcome, category })));
  const repeats: Wish[] = [];
  for (const [i, { outcome, category }] of random.shuffled(wishes).entries()) {
    const label = `${year}/${i + 1}`;
    if (outcome === 'REPEAT') {
      repeats.push({ label, outcome, category, window: windowOf('within', year) });
      continue;
    }
    const left = carried.get(category) ?? 0;
    const isCarried = left > 0 && outcomeRule(outcome).reportRow !== 'other_1';
    if (isCarried) carried.set(category, left - 1);
    applications.make({ label, outcome, category, window: windowOf(isCarried ? 'carried' : 'within', year) });
  }
  for (const wish of repeats) applications.makeRepeat(wish);
  for (const { category, count } of columnsOf(figures, requests.forward))
    for (const [i, outcome] of outcomesOfRow('unable_1', count).entries())
      applications.make({
        label: `${year}/forward/${category}/${i + 1}`,
        outcome,
        category,
        window: windowOf('forward', year),
      });
}
