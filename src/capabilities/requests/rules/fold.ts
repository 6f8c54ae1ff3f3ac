import { type EpochDay, type PlainDate, toEpochDay, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';
import { type ClockConventions, defaultConventions } from './conventions.ts';
import type { ApplicationEvent, ApplicationState } from './events.ts';
import type { Outcome } from './outcomes.ts';
import { type Problem, type ProblemCode, problem } from './problems.ts';
import { explainRefusal, verdictOf } from './transitions.ts';
import type { ApplicationHistory, ApplicationView, Restart, Suspension } from './view.ts';

export type { ApplicationHistory, ApplicationView, Restart, Suspension };

const NOTHING: readonly never[] = [];

/** The fold's working state; one object per application, plain fields for speed. */
class Fold {
  readonly calendar: WorkingCalendar;
  readonly conventions: ClockConventions;
  received: EpochDay | null;
  start: EpochDay | null;
  last: EpochDay;
  extension = 0;
  delayedUntil: EpochDay | null = null;
  suspensions: Suspension[] = NOTHING as unknown as Suspension[];
  restarts: Restart[] = NOTHING as unknown as Restart[];
  problems: Problem[] = NOTHING as unknown as Problem[];
  refs: Set<string> | null = null;
  correctionNotices = 0;
  submitted = false;
  ineffectiveNotice = false;
  reasonsRequested = false;
  reasonsAccepted = false;
  reanswerOrdered = false;
  waiting: ApplicationView['waiting'] = null;
  replied: EpochDay | null = null;
  served: EpochDay | null = null;
  closed: EpochDay | null = null;
  dueWhenClosed: EpochDay | null = null;
  outcome: Outcome | null = null;
  withheldGrounds: readonly Outcome[] = NOTHING;

  constructor(receivedOn: PlainDate | null, calendar: WorkingCalendar, conventions: ClockConventions) {
    this.calendar = calendar;
    this.conventions = conventions;
    this.received = receivedOn === null ? null : toEpochDay(receivedOn);
    this.start = this.received;
    this.last = this.received ?? Number.NEGATIVE_INFINITY;
  }

  state(day: EpochDay): ApplicationState {
    if (this.closed !== null) return 'closed';
    if (this.received === null) return 'submitted';
    const waiting = this.waiting;
    if (waiting !== null) {
      const lapsed = waiting.until !== null && day > waiting.until;
      if (waiting.for === 'payment') return lapsed ? 'payment-lapsed' : 'awaiting-payment';
      return lapsed ? 'correction-lapsed' : 'awaiting-correction';
    }
    for (const suspension of this.suspensions) {
      if (suspension.answered) continue;
      if (suspension.resumed === null || day <= suspension.resumed) return 'suspended';
    }
    return 'processing';
  }

  /**
   * 20 working days and the extension after the start, without the working days inside a suspension (sent, resumed];
   * overlapping suspensions count once (条例 Art. 33 ¶2-3).
   */
  due(): EpochDay | null {
    if (this.start === null || this.waiting !== null) return null;
    for (const suspension of this.suspensions) if (suspension.resumed === null) return null;
    if (this.delayedUntil !== null) return this.delayedUntil;
    const { calendar } = this;
    let ordinal = calendar.ordinal(this.start);
    let remaining = this.conventions.replyWorkingDays + this.extension;
    let position = this.start;
    if (this.suspensions.length > 1) this.suspensions.sort((a, b) => a.sent - b.sent);
    for (const { sent, resumed } of this.suspensions) {
      if (resumed! <= position) continue;
      if (sent > position) {
        const available = calendar.ordinal(sent) - ordinal;
        if (remaining <= available) break;
        remaining -= available;
      }
      position = resumed!;
      ordinal = calendar.ordinal(position);
    }
    return calendar.dayOfOrdinal(ordinal + remaining);
  }

  fault(code: ProblemCode, on: PlainDate, detail?: string, legalBasis?: LegalBasis): void {
    if (this.problems.length === 0) this.problems = [];
    this.problems.push(problem(code, on, detail, legalBasis));
  }

  apply(event: ApplicationEvent): void {
    const on = toEpochDay(event.on);
    if (on < this.last) {
      this.fault('event-out-of-order', event.on, `日期${event.on}早于前一事项`);
      return;
    }
    // The first event of a record: there is no state before it.
    if (event.kind === 'submitted' && !this.submitted && this.received === null) {
      this.submitted = true;
      this.last = on;
      return;
    }
    // What comes in after a notice without effect is kept and changes nothing.
    if (event.kind === 'corrected' && this.ineffectiveNotice && this.waiting === null && this.closed === null) {
      this.ineffectiveNotice = false;
      this.last = on;
      return;
    }
    const state = this.state(on);
    const verdict = verdictOf(state, event.kind);
    if (verdict !== 'allow') {
      // A notice repeated while the first still waits is the fault that has its own name.
      if (event.kind === 'correction-requested' && (state === 'awaiting-correction' || state === 'correction-lapsed'))
        this.fault('second-correction-notice', event.on);
      else this.fault('event-out-of-order', event.on, explainRefusal(state, event.kind, verdict), verdict.legalBasis);
      return;
    }
    if (this.replied !== null && this.closed === null && event.kind !== 'served' && event.kind !== 'withdrawn') {
      this.fault('event-out-of-order', event.on, '已作出答复，只能办理送达');
      return;
    }
    if (this.take(event, on)) this.last = on;
  }

  /** Applies a lawful event; false when its own dates or reference make it impossible, which is noted as a problem. */
  take(event: ApplicationEvent, on: EpochDay): boolean {
    switch (event.kind) {
      case 'submitted':
        return true;
      case 'received':
        this.received = on;
        this.start = on;
        return true;
      case 'correction-requested': {
        const until = toEpochDay(event.respondBy);
        if (until < on) return this.impossible(event.on, `补正期限${event.respondBy}早于告知之日`);
        if (this.correctionNotices > 0) {
          // Told once only (Art. 30): a second notice neither stops the clock nor starts it afresh.
          this.fault('second-correction-notice', event.on);
          this.ineffectiveNotice = true;
          return true;
        }
        if (on > this.calendar.addEpochDays(this.received!, this.conventions.correctionNoticeWorkingDays))
          this.fault('correction-notice-late', event.on);
        this.correctionNotices++;
        this.waiting = { for: 'correction', since: on, until };
        return true;
      }
      case 'corrected':
        this.restart('corrected', on);
        return true;
      case 'consultation-sent':
        return this.consult(event, on);
      case 'consultation-answered':
        return this.consultationAnswered(event, on);
      case 'notice-delivered':
        return this.noticeDelivered(event, on);
      case 'extended':
        this.extend(event, on);
        return true;
      case 'reasons-requested':
        this.reasonsRequested = true;
        return true;
      case 'reasons-given':
        if (!this.reasonsRequested) return this.impossible(event.on, '没有要求申请人说明理由', regulation(35));
        this.reasonsAccepted = event.reasonable;
        return true;
      case 'delayed': {
        const until = toEpochDay(event.until);
        if (!this.reasonsAccepted)
          return this.impossible(event.on, '申请人说明理由且理由合理的，才能确定延迟答复的期限', regulation(35));
        if (until < on) return this.impossible(event.on, `延迟答复期限${event.until}早于作出之日`);
        const due = this.due();
        if (due !== null && on > due) {
          // Told within the days for the reply or not at all: a clock that has run out is not set anew.
          this.fault('extension-late', event.on, '延迟答复的合理期限应当在答复期限届满前确定并告知', regulation(35));
          return true;
        }
        this.delayedUntil = until;
        return true;
      }
      case 'fee-notified': {
        const delivered = event.deliveredOn === null ? null : toEpochDay(event.deliveredOn);
        if (delivered !== null && delivered < on) return this.impossible(event.on, '收费通知的送达日期早于发出日期');
        const due = this.due();
        if (due !== null && on > due) this.fault('fee-notice-late', event.on);
        this.waiting = { for: 'payment', since: on, until: delivered === null ? null : this.paymentDue(delivered) };
        return true;
      }
      case 'fee-paid':
        this.restart('fee-paid', on);
        return true;
      case 'withdrawn':
        this.close(on, 'WITHDRAWN');
        return true;
      case 'replied': {
        const served = event.servedOn === null ? null : toEpochDay(event.servedOn);
        if (served !== null && served < on) return this.impossible(event.on, `送达日期${event.servedOn}早于答复日期`);
        this.replied = on;
        this.outcome = event.outcome;
        this.withheldGrounds = event.withheldGrounds ?? NOTHING;
        if (served !== null) this.serve(served, event.servedOn!);
        return true;
      }
      case 'served':
        if (this.replied === null) return this.impossible(event.on, '还没有作出答复，不能送达');
        this.serve(on, event.on);
        return true;
      case 'reanswer-ordered':
        this.reanswerOrdered = true;
        return true;
      case 'reanswered':
        if (!this.reanswerOrdered) return this.impossible(event.on, '没有被责令重新答复', regulation(51));
        this.reanswerOrdered = false;
        return true;
    }
  }

  impossible(on: PlainDate, detail: string, legalBasis?: LegalBasis): false {
    this.fault('event-out-of-order', on, detail, legalBasis);
    return false;
  }

  /** Calendar days after delivery; a last day on a holiday moves to the next working day (民事诉讼法 Art. 85). */
  paymentDue(delivered: EpochDay): EpochDay {
    const last = delivered + this.conventions.paymentCalendarDays;
    return this.calendar.isWorkingEpochDay(last) ? last : this.calendar.addEpochDays(last, 1);
  }

  restart(why: Restart['why'], on: EpochDay): void {
    if (this.restarts.length === 0) this.restarts = [];
    this.restarts.push({ why, stopped: this.waiting!.since, on });
    this.waiting = null;
    this.start = on;
    this.delayedUntil = null;
    if (!this.conventions.extensionSurvivesRestart) this.extension = 0;
  }

  consult(event: Extract<ApplicationEvent, { kind: 'consultation-sent' }>, on: EpochDay): boolean {
    const delivered = event.deliveredOn === null ? null : toEpochDay(event.deliveredOn);
    if (delivered !== null && delivered < on) return this.impossible(event.on, '征求意见书的送达日期早于发出日期');
    this.refs ??= new Set();
    if (this.refs.has(event.ref)) return this.impossible(event.on, `征求意见书编号“${event.ref}”重复`);
    this.refs.add(event.ref);
    if (event.party === 'internal') return true;
    const limited = event.party === 'third-party' || event.party === 'co-maker';
    const resumed =
      limited && delivered !== null
        ? this.calendar.addEpochDays(delivered, this.conventions.consultationWorkingDays)
        : null;
    if (this.suspensions.length === 0) this.suspensions = [];
    this.suspensions.push({ ref: event.ref, party: event.party, sent: on, resumed, answered: false });
    return true;
  }

  consultationAnswered(event: Extract<ApplicationEvent, { kind: 'consultation-answered' }>, on: EpochDay): boolean {
    if (!this.refs?.has(event.ref)) {
      this.fault('unknown-consultation', event.on, `没有发出过编号为“${event.ref}”的征求意见书`);
      return false;
    }
    const suspension = this.suspensions.find((candidate) => candidate.ref === event.ref);
    if (!suspension) return true;
    if (suspension.answered) return this.impossible(event.on, `编号为“${event.ref}”的征求意见书已有答复`);
    // Silence ended the suspension already; a late answer does not reopen it (条例 Arts. 32, 34).
    suspension.resumed = suspension.resumed === null ? on : Math.min(suspension.resumed, on);
    suspension.answered = true;
    return true;
  }

  /** From the day of delivery the fifteen working days of a consultation, or the thirty days to pay, are counted. */
  noticeDelivered(event: Extract<ApplicationEvent, { kind: 'notice-delivered' }>, on: EpochDay): boolean {
    if (event.ref === null) {
      if (this.waiting?.for !== 'payment') return this.impossible(event.on, '没有等待缴费的收费通知');
      if (this.waiting.until !== null) return this.impossible(event.on, '收费通知的送达日期已经登记');
      this.waiting = { ...this.waiting, until: this.paymentDue(on) };
      return true;
    }
    if (!this.refs?.has(event.ref)) {
      this.fault('unknown-consultation', event.on, `没有发出过编号为“${event.ref}”的征求意见书`);
      return false;
    }
    const suspension = this.suspensions.find((candidate) => candidate.ref === event.ref);
    // Other organs and departments of the organ itself have no statutory days; that it reached them is kept all the same.
    if (!suspension || (suspension.party !== 'third-party' && suspension.party !== 'co-maker')) return true;
    if (suspension.answered) return this.impossible(event.on, `编号为“${event.ref}”的征求意见书已有答复`);
    if (suspension.resumed !== null)
      return this.impossible(event.on, `编号为“${event.ref}”的征求意见书已经登记送达日期`);
    suspension.resumed = this.calendar.addEpochDays(on, this.conventions.consultationWorkingDays);
    return true;
  }

  extend(event: Extract<ApplicationEvent, { kind: 'extended' }>, on: EpochDay): void {
    const due = this.due();
    let lawful = true;
    const refuse = (code: ProblemCode): void => {
      this.fault(code, event.on);
      lawful = false;
    };
    if (this.extension > 0) refuse('second-extension');
    if (event.approvedBy.trim() === '') refuse('extension-without-approval');
    if (due !== null && on > due) refuse('extension-late');
    // Too long is lawful up to the longest the article allows; the other faults leave the due day where it was.
    if (event.workingDays > this.conventions.maximumExtensionWorkingDays) this.fault('extension-too-long', event.on);
    if (lawful) this.extension = Math.min(event.workingDays, this.conventions.maximumExtensionWorkingDays);
  }

  serve(served: EpochDay, on: PlainDate): void {
    this.endOpenConsultations(served);
    const due = this.due();
    if (due !== null && served > due) this.fault('reply-late', on);
    this.served = served;
    this.close(served, this.outcome!);
  }

  /** A reply or a withdrawal ends what was still being asked without a limit. */
  endOpenConsultations(day: EpochDay): void {
    for (const suspension of this.suspensions)
      if (suspension.resumed === null) suspension.resumed = Math.max(day, suspension.sent);
  }

  close(day: EpochDay, outcome: Outcome): void {
    this.endOpenConsultations(day);
    this.dueWhenClosed = this.due();
    this.closed = day;
    this.outcome = outcome;
  }

  view(asOf: EpochDay): ApplicationView {
    const due = this.closed === null ? this.due() : this.dueWhenClosed;
    return {
      state: this.state(asOf),
      received: this.received,
      start: this.start,
      extensionWorkingDays: this.extension,
      delayedUntil: this.delayedUntil,
      suspensions: this.suspensions,
      restarts: this.restarts,
      waiting: this.waiting,
      due,
      closed: this.closed,
      outcome: this.outcome,
      replied: this.replied,
      withheldGrounds: this.withheldGrounds,
      overdue: due !== null && (this.closed ?? asOf) > due,
      problems: this.problems,
    };
  }
}

/**
 * Folds a history as it stood on `asOf`; later events are not yet known and are left out. Events that are forbidden or
 * out of order are noted as problems and change nothing, so no history makes it throw but one past the calendar.
 * @throws MissingCalendarError when a clock runs past the last loaded year
 */
export function foldApplication(
  history: ApplicationHistory,
  asOf: PlainDate,
  calendar: WorkingCalendar,
  conventions: ClockConventions = defaultConventions,
): ApplicationView {
  const today = toEpochDay(asOf);
  const fold = new Fold(history.receivedOn, calendar, conventions);
  for (const event of history.events) {
    if (event.on > asOf) continue;
    if (event.kind === 'replied' && event.servedOn !== null && event.servedOn > asOf)
      fold.apply({ ...event, servedOn: null });
    else fold.apply(event);
  }
  return fold.view(today);
}
