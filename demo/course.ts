import {
  type ApplicationEvent,
  type Channel,
  foldApplication,
  type Outcome,
} from '../src/capabilities/requests/index.ts';
import { addDays, type PlainDate, toEpochDay, type WorkingCalendar } from '../src/kernel/calendar/index.ts';
import type { Random } from './random.ts';

type Party = Extract<ApplicationEvent, { kind: 'consultation-sent' }>['party'];
type Service = Extract<ApplicationEvent, { kind: 'replied' }>['service'];

/** 条例 Arts. 30, 32-34: what the courses below keep to; the fold of every history is tested against the same articles. */
const CORRECTION_NOTICE_DAYS = 7;
const CONSULTATION_DAYS = 15;

const CHANNELS: readonly [Channel, number][] = [
  ['online', 56],
  ['registered-mail', 25],
  ['in-person', 10],
  ['ordinary-mail', 4],
  ['fax', 3],
  ['oral', 2],
];

/** Tells an application's course step by step: each step falls on a working day, inside the clock that runs. */
export class Course {
  readonly events: ApplicationEvent[] = [];
  readonly channel: Channel;
  readonly submittedOn: PlainDate;
  /** Day of the latest step, or the day a silent party's time ran out. */
  day: PlainDate;
  readonly #calendar: WorkingCalendar;
  readonly #random: Random;
  #letters = 0;

  /** An application that came in so that `receivedOn`, a working day, is its day of receipt (条例 Art. 31). */
  constructor(calendar: WorkingCalendar, random: Random, receivedOn: PlainDate) {
    this.#calendar = calendar;
    this.#random = random;
    this.channel = random.weighted(CHANNELS, ([, weight]) => weight)[0];
    this.submittedOn = this.#submitted(receivedOn);
    this.day = receivedOn;
    this.events.push({ kind: 'submitted', on: this.submittedOn, channel: this.channel });
    this.events.push({ kind: 'received', on: receivedOn });
  }

  #submitted(receivedOn: PlainDate): PlainDate {
    const random = this.#random;
    switch (this.channel) {
      case 'in-person':
      case 'oral':
        return receivedOn;
      case 'registered-mail':
        return this.before(receivedOn, random.int(1, 3));
      case 'ordinary-mail':
      case 'fax':
        return this.before(receivedOn, random.int(0, 1));
      // Sent at any hour of any day; confirmed at work.
      case 'online':
        return random.chance(0.6) ? receivedOn : addDays(receivedOn, -random.int(1, 2));
    }
  }

  before(date: PlainDate, workingDays: number): PlainDate {
    const calendar = this.#calendar;
    return calendar.text(calendar.dayOfOrdinal(calendar.ordinal(toEpochDay(date)) - workingDays));
  }

  after(workingDays: number): PlainDate {
    return this.#calendar.addWorkingDays(this.day, workingDays);
  }

  due(): PlainDate | null {
    const { due } = foldApplication({ receivedOn: null, events: this.events }, this.day, this.#calendar);
    return due === null ? null : this.#calendar.text(due);
  }

  #add(event: ApplicationEvent): void {
    this.events.push(event);
    this.day = event.on;
  }

  /** Working days left of the clock that runs. */
  #left(): number {
    const due = this.due();
    return due === null ? 0 : this.#calendar.workingDaysBetween(this.day, due);
  }

  requestCorrection(): PlainDate {
    const random = this.#random;
    const on = this.after(random.int(2, CORRECTION_NOTICE_DAYS));
    const respondBy = this.#calendar.addWorkingDays(on, random.pick([10, 10, 15]));
    this.#add({ kind: 'correction-requested', on, respondBy });
    return respondBy;
  }

  correct(): void {
    this.requestCorrection();
    this.#add({ kind: 'corrected', on: this.after(this.#random.int(2, 9)) });
  }

  /** The applicant stays silent; the case is closed some days after the time to correct ran out (条例 Art. 30). */
  letCorrectionLapse(): void {
    this.day = this.requestCorrection();
    this.reply('ABANDONED_CORRECTION');
  }

  sendConsultation(party: Party): string {
    const random = this.#random;
    const ref = `征询函${++this.#letters}`;
    const on = this.after(random.int(1, 3));
    const deliveredOn = this.#calendar.addWorkingDays(on, random.int(0, 2));
    this.#add({ kind: 'consultation-sent', ref, party, on, deliveredOn });
    return ref;
  }

  /** `answer` null: the party stays silent until its time is over. */
  consult(party: Party, answer: boolean | null): void {
    const ref = this.sendConsultation(party);
    const sent = this.events.at(-1);
    const delivered = sent?.kind === 'consultation-sent' && sent.deliveredOn !== null ? sent.deliveredOn : this.day;
    if (answer === null) {
      this.day = this.#calendar.addWorkingDays(delivered, CONSULTATION_DAYS);
      return;
    }
    const on = this.#calendar.addWorkingDays(delivered, this.#random.int(2, CONSULTATION_DAYS - 2));
    this.#add({ kind: 'consultation-answered', ref, on, consents: answer });
  }

  extend(approvedBy: string): void {
    const on = this.after(Math.round(this.#left() * (0.7 + 0.3 * this.#random.next())));
    this.#add({ kind: 'extended', on, workingDays: this.#random.pick([10, 15, 20]), approvedBy });
  }

  notifyFee(amountYuan: number): void {
    const on = this.after(this.#random.int(3, 8));
    const deliveredOn = this.#calendar.addWorkingDays(on, this.#random.int(0, 2));
    this.#add({ kind: 'fee-notified', on, deliveredOn, amountYuan });
  }

  payFee(): void {
    const notice = this.events.at(-1);
    if (notice?.kind === 'fee-notified' && notice.deliveredOn !== null) this.day = notice.deliveredOn;
    this.#add({ kind: 'fee-paid', on: this.after(this.#random.int(1, 12)) });
  }

  /** A review organ revokes the reply and orders another; the record stays with the first decision's row. */
  reanswer(by: 'reconsideration' | 'litigation', outcome: Outcome): void {
    const ordered = this.after(this.#random.int(25, 45));
    const dueOn = this.#calendar.addWorkingDays(ordered, 20);
    this.#add({ kind: 'reanswer-ordered', on: ordered, by, dueOn });
    const on = this.after(this.#random.int(8, 18));
    this.#add({ kind: 'reanswered', on, outcome, service: 'post', servedOn: on });
  }

  /** The latest day any step names as having passed, a delivery included. */
  latestDay(): PlainDate {
    let latest = this.events.at(-1)!.on;
    for (const event of this.events)
      if ('deliveredOn' in event && event.deliveredOn !== null && event.deliveredOn > latest)
        latest = event.deliveredOn;
    return latest;
  }

  withdraw(): void {
    this.#add({ kind: 'withdrawn', on: this.after(this.#random.int(2, 10)) });
  }

  /** Replies and serves within the time left, mostly in its second half as offices do. */
  reply(outcome: Outcome, withheldGrounds?: readonly Outcome[]): void {
    const random = this.#random;
    const service = this.#service();
    const waits = this.due() === null;
    const left = waits ? random.int(2, 6) : this.#left();
    const lag = Math.min(left, service === 'online' ? 0 : random.int(0, service === 'hand' ? 2 : 1));
    const share = 0.3 + 0.35 * (random.next() + random.next());
    const on = this.after(Math.max(Math.min(Math.round(left * share), left - lag), 0));
    const grounds = withheldGrounds === undefined ? {} : { withheldGrounds };
    if (lag === 0) {
      this.#add({ kind: 'replied', on, outcome, service, servedOn: on, ...grounds });
      return;
    }
    this.#add({ kind: 'replied', on, outcome, service, servedOn: null, ...grounds });
    this.#add({ kind: 'served', on: this.after(lag), service });
  }

  #service(): Service {
    const random = this.#random;
    switch (this.channel) {
      case 'online':
        return random.chance(0.8) ? 'online' : 'post';
      case 'in-person':
      case 'oral':
        return random.chance(0.6) ? 'hand' : 'post';
      default:
        return random.chance(0.9) ? 'post' : 'hand';
    }
  }
}
