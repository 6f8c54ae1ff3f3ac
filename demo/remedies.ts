import type {
  Conclusion,
  RemedyCase,
  RemedyEvent,
  RemedyKind,
  RemedyResult,
} from '../src/capabilities/remedies/index.ts';
import { outcomeRule } from '../src/capabilities/requests/index.ts';
import {
  addDays,
  type PlainDate,
  plainDate,
  toEpochDay,
  type WorkingCalendar,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import type { Applications, PlannedApplication } from './applications.ts';
import { compareText, earlier } from './dates.ts';
import type { YearFigures } from './input.ts';
import { INVENTED } from './names.ts';
import { labelledUuid, type Random } from './random.ts';

/** How such cases end, as often as named here. */
const ENDINGS: Readonly<Record<RemedyKind, Readonly<Record<RemedyResult, readonly Conclusion[]>>>> = {
  reconsideration: {
    upheld: ['upheld', 'upheld', 'claim-dismissed'],
    corrected: ['revoked', 'declared-unlawful', 'ordered-to-perform'],
    other: ['terminated'],
  },
  'litigation-direct': {
    upheld: ['claim-dismissed'],
    corrected: ['revoked', 'ordered-to-perform'],
    other: ['withdrawn', 'suit-dismissed'],
  },
  'litigation-after-reconsideration': {
    upheld: ['claim-dismissed'],
    corrected: ['revoked'],
    other: ['withdrawn'],
  },
};

/**
 * Lengths in calendar days, kept inside the periods of the 行政复议法 (60 days to file, 60 to decide) and the 行政诉讼法
 * (six months to file, 15 days after a reconsideration, six months to judge); steps fall on working days.
 */
const PACE = {
  reconsideration: { file: [5, 50], accept: [1, 4], answer: [4, 9], decide: [25, 44] },
  'litigation-direct': { file: [20, 150], accept: [2, 6], answer: [8, 14], decide: [40, 130] },
  'litigation-after-reconsideration': { file: [3, 13], accept: [2, 6], answer: [8, 14], decide: [40, 130] },
} as const;

const ATTEMPTS = 5000;
/** On the desk of the running year. */
const OPEN_CASES = 3;

interface Wanted {
  label: string;
  kind: RemedyKind;
  result: RemedyResult;
  filedFrom: PlainDate;
  filedTo: PlainDate;
  concludedFrom: PlainDate;
  concludedTo: PlainDate;
}

/** A case with what it grew from; numbers come when all cases are known. */
interface Case {
  label: string;
  kind: RemedyKind;
  application: PlannedApplication;
  events: RemedyEvent[];
  concludedOn: PlainDate;
  followed: boolean;
  /** The reconsideration it follows. */
  after?: Case;
}

type Results = YearFigures['remedies']['reconsideration'];

/** Cases over replies: as many in each column as the year's report says, with the earlier reconsiderations they need. */
export class Remedies {
  readonly #year: number;
  readonly #applications: Applications;
  readonly #calendar: WorkingCalendar;
  readonly #seed: Random;
  readonly #cases: Case[] = [];

  constructor(year: number, applications: Applications, calendar: WorkingCalendar, seed: Random) {
    this.#year = year;
    this.#applications = applications;
    this.#calendar = calendar;
    this.#seed = seed;
  }

  #day(year: number, rest: string): PlainDate {
    return plainDate(`${year}-${rest}`);
  }

  /** Column by column; a pending case is concluded in the first half of the year after. */
  #wanted(kind: RemedyKind, results: Results): Wanted[] {
    const year = this.#year;
    const wanted: Wanted[] = [];
    for (const column of ['upheld', 'corrected', 'other', 'pending'] as const)
      for (let i = 1; i <= results[column]; i++)
        wanted.push({
          label: `${kind}/${year}/${column}/${i}`,
          kind,
          result: column === 'pending' ? 'upheld' : column,
          filedFrom: this.#day(year - 1, '01-01'),
          filedTo: this.#day(year, '12-31'),
          concludedFrom: this.#day(column === 'pending' ? year + 1 : year, '01-01'),
          concludedTo: column === 'pending' ? this.#day(year + 1, '06-30') : this.#day(year, '12-31'),
        });
    return wanted;
  }

  /** May make applications of the year before, for the reconsiderations that came before this year's suits. */
  planReportYear({ reconsideration, litigationDirect, litigationAfterReconsideration }: YearFigures['remedies']): void {
    this.#reconsiderations(reconsideration);
    this.#suitsAfter(litigationAfterReconsideration);
    for (const wanted of this.#wanted('litigation-direct', litigationDirect)) this.#contest(wanted);
  }

  #reconsiderations(results: Results): void {
    for (const [i, wanted] of this.#wanted('reconsideration', results).entries()) {
      // Every other one early enough for a suit to follow within the year.
      const early = i % 2 === 0 && wanted.result === 'upheld' ? this.#day(this.#year, '06-10') : wanted.concludedTo;
      this.#contest({ ...wanted, concludedTo: earlier(wanted.concludedTo, early) });
    }
  }

  /** After this year's reconsiderations that were upheld early; the others follow reconsiderations of the year before. */
  #suitsAfter(results: Results): void {
    for (const wanted of this.#wanted('litigation-after-reconsideration', results)) {
      const candidates = this.#cases.filter(
        (candidate) =>
          candidate.kind === 'reconsideration' &&
          !candidate.followed &&
          upheld(candidate) &&
          candidate.concludedOn <= this.#day(this.#year, '06-15'),
      );
      const before = candidates[0] ?? this.#earlierReconsideration(wanted.label);
      before.followed = true;
      this.#contest(wanted, before);
    }
  }

  /** The reconsiderations that ordered the replies of the running year to be made again. */
  behindOrders(running: readonly PlannedApplication[]): void {
    for (const application of running) {
      const ordered = application.events.find((event) => event.kind === 'reanswer-ordered');
      if (!ordered || application.closedOn === null) continue;
      const label = `reconsideration/${application.id}`;
      const random = this.#seed.fork(label);
      const filed = this.#later(application.closedOn, [4, 9], random);
      const accepted = this.#later(filed, [1, 4], random);
      const answered = this.#later(accepted, [4, 9], random);
      const events: RemedyEvent[] = [
        { kind: 'filed', on: filed },
        { kind: 'accepted', on: accepted },
        { kind: 'copy-received', on: this.#copied(accepted, answered) },
        { kind: 'answered', on: answered },
        { kind: 'concluded', on: ordered.on, conclusion: 'ordered-to-perform', reanswer: { dueOn: ordered.dueOn } },
      ];
      this.#cases.push({
        label,
        kind: 'reconsideration',
        application,
        events,
        concludedOn: ordered.on,
        followed: false,
      });
    }
  }

  /** Cases that are open today: the latest replies of the running year that can be contested. */
  overRunning(running: readonly PlannedApplication[], today: PlainDate): void {
    const contested = running
      .filter(
        (application) => isContestable(application) && !this.#cases.some((one) => one.application === application),
      )
      .sort((a, b) => compareText(`${b.closedOn} ${b.id}`, `${a.closedOn} ${a.id}`))
      .slice(0, OPEN_CASES);
    for (const application of contested) {
      const label = `reconsideration/open/${application.id}`;
      const random = this.#seed.fork(label);
      const filed = this.#later(application.closedOn!, [2, 5], random);
      const accepted = this.#later(filed, [1, 4], random);
      // Past the last published year nothing is kept: those days lie behind today.
      const calendar = this.#calendar.withProvisionalYears();
      const copied = calendar.rollForward(addDays(accepted, 1));
      const course: RemedyEvent[] = [
        { kind: 'filed', on: filed },
        { kind: 'accepted', on: accepted },
        { kind: 'copy-received', on: copied },
        { kind: 'answered', on: calendar.rollForward(addDays(copied, random.int(6, 10))) },
      ];
      const events = course.filter(({ on }) => on <= today);
      if (events.length === 0) continue;
      this.#cases.push({ label, kind: 'reconsideration', application, events, concludedOn: today, followed: true });
    }
  }

  #earlierReconsideration(label: string): Case {
    const year = this.#year - 1;
    this.#applications.make({
      label: `${label}/application`,
      outcome: 'NOT_EXIST',
      category: 'natural',
      window: {
        receivedFrom: this.#day(year, '05-10'),
        receivedTo: this.#day(year, '07-20'),
        closedFrom: this.#day(year, '06-01'),
        closedTo: this.#day(year, '08-31'),
      },
    });
    return this.#contest(
      {
        label: `${label}/reconsideration`,
        kind: 'reconsideration',
        result: 'upheld',
        filedFrom: this.#day(year, '06-01'),
        filedTo: this.#day(year, '12-31'),
        concludedFrom: this.#day(year, '09-15'),
        concludedTo: this.#day(year, '12-20'),
      },
      this.#applications.made.at(-1)!,
    );
  }

  /** Draws replies and courses until one ends in the days wanted. */
  #contest(wanted: Wanted, after?: Case | PlannedApplication): Case {
    const random = this.#seed.fork(wanted.label);
    const contestable = this.#applications.made.filter(
      (application) => isContestable(application) && !this.#cases.some((other) => other.application === application),
    );
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const origin = after ?? random.pick(contestable);
      const application = 'application' in origin ? origin.application : origin;
      const events = this.#course(wanted, 'application' in origin ? origin.concludedOn : origin.closedOn!, random);
      const filedOn = events[0]!.on;
      const concludedOn = events.at(-1)!.on;
      if (filedOn < wanted.filedFrom || filedOn > wanted.filedTo) continue;
      if (concludedOn < wanted.concludedFrom || concludedOn > wanted.concludedTo) continue;
      const made: Case = {
        label: wanted.label,
        kind: wanted.kind,
        application,
        events,
        concludedOn,
        followed: false,
        ...('application' in origin ? { after: origin } : {}),
      };
      this.#cases.push(made);
      return made;
    }
    throw new RangeError(`${wanted.label}: no course ends between ${wanted.concludedFrom} and ${wanted.concludedTo}`);
  }

  #course(wanted: Wanted, from: PlainDate, random: Random): RemedyEvent[] {
    const { file, accept, answer, decide } = PACE[wanted.kind];
    const filed = this.#later(from, file, random);
    const accepted = this.#later(filed, accept, random);
    const answered = this.#later(accepted, answer, random);
    const concluded = this.#later(answered, decide, random);
    return [
      { kind: 'filed', on: filed },
      { kind: 'accepted', on: accepted },
      { kind: 'copy-received', on: this.#copied(accepted, answered) },
      { kind: 'answered', on: answered },
      { kind: 'concluded', on: concluded, conclusion: random.pick(ENDINGS[wanted.kind][wanted.result]) },
    ];
  }

  /** The copy comes a working day after the acceptance. */
  #copied(accepted: PlainDate, answered: PlainDate): PlainDate {
    return earlier(this.#calendar.rollForward(addDays(accepted, 1)), answered);
  }

  /** Some calendar days on; a rest day gives way to the working day before it, so that no period is overrun. */
  #later(from: PlainDate, [least, most]: readonly [number, number], random: Random): PlainDate {
    const calendar = this.#calendar;
    const day = calendar.text(
      calendar.dayOfOrdinal(calendar.ordinal(toEpochDay(addDays(from, random.int(least, most))))),
    );
    return day < from ? from : day;
  }

  /** Numbers by the year and order of filing, with gaps for the cases of other fields. */
  numbered(government: string): RemedyCase[] {
    const random = this.#seed.fork('numbers');
    const last = new Map<string, number>();
    return [...this.#cases]
      .sort((a, b) => compareText(`${a.events[0]!.on} ${a.label}`, `${b.events[0]!.on} ${b.label}`))
      .map(({ label, kind, application, events, after }) => {
        const year = yearOf(events[0]!.on);
        const body = kind === 'reconsideration' ? 'reconsideration' : 'court';
        const number = (last.get(`${body}/${year}`) ?? 0) + random.int(2, 14);
        last.set(`${body}/${year}`, number);
        return {
          id: labelledUuid(`remedy/${label}`),
          organCode: application.organCode,
          kind,
          caseNumber: `${body === 'court' ? `（${year}）${courtOf(application.organCode === government)}行初${number}号` : `仑政复〔${year}〕${number}号`}${INVENTED}`,
          applicationId: application.id,
          body: bodyOf(kind, application.organCode === government),
          knownOn: after?.concludedOn ?? application.closedOn,
          precedingCaseId: after ? labelledUuid(`remedy/${after.label}`) : null,
          events,
        };
      });
  }
}

/** A county government is sued at the intermediate court, its departments at the basic one (行政诉讼法 Arts. 14-15). */
const courtOf = (isGovernment: boolean): string => (isGovernment ? '浙02' : '浙0206');

/** A department's acts are reviewed by its government, the government's by the one above. */
function bodyOf(kind: RemedyKind, isGovernment: boolean): string {
  if (kind === 'reconsideration') return isGovernment ? '宁波市人民政府' : '宁波市北仑区人民政府';
  return isGovernment ? '宁波市中级人民法院' : '宁波市北仑区人民法院';
}

const upheld = ({ events }: Case): boolean => {
  const end = events.at(-1);
  return end?.kind === 'concluded' && ENDINGS.reconsideration.upheld.includes(end.conclusion);
};

/** Whoever got everything or withdrew has nothing to contest. */
function isContestable({ outcome, closedOn, applicantCategory }: PlannedApplication): boolean {
  if (outcome === null || closedOn === null || applicantCategory !== 'natural') return false;
  return !['granted', 'other_1', 'other_3'].includes(outcomeRule(outcome).reportRow);
}
