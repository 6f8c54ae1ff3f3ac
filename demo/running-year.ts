import {
  type ApplicantCategory,
  feeByPage,
  foldApplication,
  type Outcome,
} from '../src/capabilities/requests/index.ts';
import {
  addDays,
  type PlainDate,
  plainDate,
  toEpochDay,
  type WorkingCalendar,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import type { PlannedApplication } from './applications.ts';
import { Course } from './course.ts';
import { earlier } from './dates.ts';
import { applicantName, officeHead } from './names.ts';
import { courseTo } from './paths.ts';
import { labelledUuid, type Random } from './random.ts';
import type { Subjects } from './subjects.ts';

/** Where an application of the running year stands today. */
export type Standing =
  | 'closed'
  | 'reanswered'
  | 'processing'
  | 'nearly-due'
  | 'due-today'
  | 'overdue'
  | 'extended'
  | 'corrected'
  | 'awaiting-correction'
  | 'correction-lapsed'
  | 'third-party'
  | 'co-maker'
  | 'other-organ'
  | 'awaiting-payment'
  | 'payment-lapsed'
  | 'paid'
  | 'submitted';

interface Part {
  standing: Standing;
  outcomes: readonly Outcome[];
}

/** What the desk holds: the outcome is the one it ended in, or would. */
const DESK: readonly Part[] = [
  {
    standing: 'closed',
    outcomes: [
      'GRANTED',
      'GRANTED',
      'GRANTED',
      'ALREADY_PUBLIC',
      'ALREADY_PUBLIC',
      'PARTIAL',
      'PARTIAL',
      'NOT_EXIST',
      'NOT_EXIST',
      'NOT_THIS_AGENCY',
      'DENIED_THIRD_PARTY',
      'DENIED_INTERNAL',
      'DENIED_PROCESS',
      'NEEDS_CREATION',
      'PETITION',
      'PUBLICATION',
      'STILL_UNCLEAR',
      'ABANDONED_CORRECTION',
    ],
  },
  { standing: 'reanswered', outcomes: ['NOT_EXIST'] },
  { standing: 'processing', outcomes: ['GRANTED', 'NOT_EXIST', 'PARTIAL', 'GRANTED'] },
  { standing: 'nearly-due', outcomes: ['GRANTED', 'NOT_EXIST'] },
  { standing: 'due-today', outcomes: ['PARTIAL'] },
  { standing: 'overdue', outcomes: ['NOT_EXIST'] },
  { standing: 'extended', outcomes: ['PARTIAL'] },
  { standing: 'corrected', outcomes: ['GRANTED'] },
  { standing: 'awaiting-correction', outcomes: ['ABANDONED_CORRECTION', 'STILL_UNCLEAR'] },
  { standing: 'correction-lapsed', outcomes: ['ABANDONED_CORRECTION'] },
  { standing: 'third-party', outcomes: ['DENIED_THIRD_PARTY', 'PARTIAL'] },
  { standing: 'co-maker', outcomes: ['GRANTED'] },
  { standing: 'other-organ', outcomes: ['DENIED_STATE_SECRET'] },
  { standing: 'awaiting-payment', outcomes: ['FEE_UNPAID', 'FEE_UNPAID'] },
  { standing: 'payment-lapsed', outcomes: ['FEE_UNPAID'] },
  { standing: 'paid', outcomes: ['FEE_UNPAID'] },
  { standing: 'submitted', outcomes: ['GRANTED', 'PARTIAL'] },
];

/** Days since receipt that are tried for an open standing. */
const LONGEST_OPEN = 60;
const ATTEMPTS = 3000;
/** A desk that opened this lately still shows what was closed before. */
const SHORTEST_YEAR_DAYS = 90;

/** Pages copied for the fee, in the bands that cost something. */
const PAGES: readonly [number, number] = [80, 320];

export interface RunningApplication extends PlannedApplication {
  standing: Standing;
}

/**
 * The desk of today: some forty applications of the running year in every state. `today` may lie past the last calendar;
 * then the desk is that of the last day whose deadlines can be told.
 */
export function planRunningYear(
  today: PlainDate,
  notBefore: PlainDate,
  subjects: Subjects,
  calendar: WorkingCalendar,
  seed: Random,
): RunningApplication[] {
  const anchor = yearOf(today) > calendar.lastYear ? plainDate(`${calendar.lastYear}-12-31`) : today;
  const desk = new Desk(anchor, calendar, seed);
  const applications: RunningApplication[] = [];
  for (const { standing, outcomes } of DESK)
    for (const [i, outcome] of outcomes.entries())
      applications.push(desk.make(standing, outcome, `running/${standing}/${i + 1}`, subjects));
  return applications.filter((application) => application.submittedOn >= notBefore);
}

class Desk {
  readonly #today: PlainDate;
  /** The last working day that is not after today: no step falls later. */
  readonly #last: PlainDate;
  readonly #calendar: WorkingCalendar;
  readonly #seed: Random;

  constructor(today: PlainDate, calendar: WorkingCalendar, seed: Random) {
    this.#today = today;
    this.#calendar = calendar.withProvisionalYears();
    this.#last = this.#calendar.text(this.#calendar.dayOfOrdinal(this.#calendar.ordinal(toEpochDay(today))));
    this.#seed = seed;
  }

  make(standing: Standing, outcome: Outcome, label: string, subjects: Subjects): RunningApplication {
    const random = this.#seed.fork(label);
    const category: ApplicantCategory = random.weighted(
      ['natural', 'business', 'legal', 'welfare', 'research'],
      (kind) => ({ natural: 82, business: 9, legal: 5, welfare: 2, research: 2 })[kind] ?? 0,
    );
    const { organ, subject } = subjects.choose(outcome, category, yearOf(this.#today), random);
    const approvedBy = officeHead(organ, this.#seed);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const course = this.#course(standing, outcome, approvedBy, random);
      if (!this.#stands(course, standing)) continue;
      const received = course.events.find((event) => event.kind === 'received');
      const { closed } = foldApplication({ receivedOn: null, events: course.events }, this.#today, this.#calendar);
      return {
        id: labelledUuid(`application/${label}`),
        organCode: organ.code,
        channel: course.channel,
        applicantCategory: category,
        applicantName: applicantName(category, random),
        subject,
        submittedOn: course.submittedOn,
        events: course.events,
        outcome: closed === null ? null : outcome,
        receivedOn: received?.on ?? null,
        closedOn: closed === null ? null : this.#calendar.text(closed),
        standing,
      };
    }
    throw new RangeError(`${label}: no course ends on ${this.#today}`);
  }

  #received(standing: Standing, random: Random): PlainDate {
    const calendar = this.#calendar;
    // Not received yet; it will be in the next days.
    if (standing === 'submitted') return addDays(this.#today, random.int(0, 2));
    const yearStart = `${this.#today.slice(0, 4)}-01-01` as PlainDate;
    const lately = addDays(this.#today, -SHORTEST_YEAR_DAYS);
    const wholeYear = calendar.workingDaysBetween(earlier(lately, yearStart), this.#last) - 1;
    const isClosed = standing === 'closed' || standing === 'reanswered';
    const back = random.int(0, isClosed ? wholeYear : Math.min(LONGEST_OPEN, wholeYear));
    return calendar.text(calendar.dayOfOrdinal(calendar.ordinal(toEpochDay(this.#last)) - back));
  }

  #course(standing: Standing, outcome: Outcome, approvedBy: string, random: Random): Course {
    const calendar = this.#calendar;
    const receivedOn = this.#received(standing, random);
    if (standing === 'closed') return courseTo(outcome, receivedOn, approvedBy, calendar, random);
    const course = new Course(calendar, random, receivedOn);
    switch (standing) {
      case 'submitted':
        // Sent over the network and not confirmed yet.
        course.events.pop();
        break;
      case 'extended':
        course.extend(approvedBy);
        break;
      case 'corrected':
        course.correct();
        break;
      case 'awaiting-correction':
      case 'correction-lapsed':
        course.requestCorrection();
        break;
      case 'third-party':
      case 'co-maker':
      case 'other-organ':
        course.sendConsultation(standing);
        break;
      case 'awaiting-payment':
      case 'payment-lapsed':
      case 'paid':
        course.notifyFee(feeByPage(random.int(...PAGES)).amount);
        if (standing === 'paid') course.payFee();
        break;
      case 'reanswered':
        course.reply(outcome);
        course.reanswer('reconsideration', 'GRANTED');
        break;
    }
    return course;
  }

  /** Whether the course leads to the standing today, with no step in the future. */
  #stands(course: Course, standing: Standing): boolean {
    const calendar = this.#calendar;
    if (course.latestDay() > (standing === 'submitted' ? this.#today : this.#last)) return false;
    const view = foldApplication({ receivedOn: null, events: course.events }, this.#today, calendar);
    const left = view.due === null ? 0 : view.due - toEpochDay(this.#today);
    const workingLeft = view.due === null ? 0 : calendar.ordinal(view.due) - calendar.ordinal(toEpochDay(this.#today));
    switch (standing) {
      case 'closed':
      case 'reanswered':
        return view.state === 'closed';
      case 'submitted':
        return course.channel === 'online' && course.submittedOn >= addDays(this.#today, -2);
      case 'processing':
        return view.state === 'processing' && workingLeft >= 5;
      case 'nearly-due':
        return view.state === 'processing' && workingLeft >= 1 && workingLeft <= 3;
      // On a rest day nothing is due; then the next working day is the nearest there is.
      case 'due-today':
        return view.state === 'processing' && (this.#last === this.#today ? left === 0 : workingLeft === 1);
      case 'overdue':
        return view.state === 'processing' && workingLeft <= -1 && workingLeft >= -4;
      case 'extended':
      case 'corrected':
      case 'paid':
        return view.state === 'processing' && workingLeft >= 1;
      case 'third-party':
      case 'co-maker':
      case 'other-organ':
        return view.state === 'suspended';
      default:
        return view.state === standing;
    }
  }
}
