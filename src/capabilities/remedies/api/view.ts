import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { clockPartyLabels, clocksOf, nextClock, type RemedyClock, workingDaysLeft } from '../rules/clocks.ts';
import { attackedKinds, conclusions, remedyKindLabels, remedyResultLabels } from '../rules/conclusions.ts';
import { appealOutcomes, foldRemedy, type RemedyEvent, remedyStateLabels } from '../rules/course.ts';
import type { StoredRemedy } from '../store/remedy-cases.ts';

/** What the view of a case needs besides the case. */
export interface ViewContext {
  today: PlainDate;
  calendar: WorkingCalendar;
  organNames: ReadonlyMap<string, string>;
  applicationNumbers: ReadonlyMap<string, string>;
  /** Days on which applications were answered anew. */
  answers: ReadonlyMap<string, readonly PlainDate[]>;
}

/** When the order to answer anew was obeyed, by the application's own record. */
export function reansweredOn(remedy: StoredRemedy, answers: ViewContext['answers']): PlainDate | null {
  const { reanswer } = foldRemedy(remedy.events, remedy.kind);
  if (reanswer === null || remedy.applicationId === null) return null;
  return answers.get(remedy.applicationId)?.find((on) => on >= reanswer.orderedOn) ?? null;
}

export function clocksOfRemedy(remedy: StoredRemedy, view: ViewContext): RemedyClock[] {
  return clocksOf({ ...remedy, reansweredOn: reansweredOn(remedy, view.answers) }, view.today, view.calendar);
}

export function clockView(clock: RemedyClock, { today, calendar }: ViewContext) {
  const counts = clock.due !== null && clock.metOn === null && (clock.state === 'running' || clock.state === 'missed');
  return {
    ...clock,
    partyLabel: clockPartyLabels[clock.party],
    workingDaysLeft: counts ? workingDaysLeft(clock.due!, today, calendar) : null,
  };
}

/** A row as lists show it. */
export function remedyItem(remedy: StoredRemedy, view: ViewContext) {
  const folded = foldRemedy(remedy.events, remedy.kind);
  const next = nextClock(clocksOfRemedy(remedy, view));
  const result = folded.result ?? ('pending' as const);
  return {
    id: remedy.id,
    organCode: remedy.organCode,
    organName: view.organNames.get(remedy.organCode) ?? remedy.organCode,
    kind: remedy.kind,
    kindLabel: remedyKindLabels[remedy.kind],
    caseNumber: remedy.caseNumber,
    body: remedy.body,
    attacked: remedy.attacked,
    attackedLabel: attackedKinds[remedy.attacked],
    applicationId: remedy.applicationId,
    applicationNumber:
      remedy.applicationId === null ? null : (view.applicationNumbers.get(remedy.applicationId) ?? null),
    filedOn: remedy.filedOn,
    state: folded.state,
    stateLabel: remedyStateLabels[folded.state],
    concludedOn: folded.concludedOn,
    conclusionLabel: folded.conclusion === null ? null : conclusions[folded.conclusion].label,
    result,
    resultLabel: remedyResultLabels[result],
    next: next === undefined ? null : clockView(next, view),
  };
}

export type RemedyItem = ReturnType<typeof remedyItem>;

interface Detail {
  label: string;
  value: string;
}

export function detailsOf(event: RemedyEvent): Detail[] {
  const details: Detail[] = [];
  const add = (label: string, value: string | undefined): void => {
    if (value) details.push({ label, value });
  };
  switch (event.kind) {
    case 'accepted':
      add('程序', event.procedure === 'simplified' ? '简易程序' : '普通程序');
      break;
    case 'extended':
      add('延长至', event.until);
      break;
    case 'concluded':
      add('结果', conclusions[event.conclusion].label);
      add('文书编号', event.documentNumber);
      add('送达日期', event.receivedOn);
      break;
    case 'appealed':
      add('上诉人', event.by === 'organ' ? '本机关' : '原告');
      break;
    case 'appeal-concluded':
      add('二审结果', appealOutcomes[event.outcome]);
      if (event.conclusion) add('改判为', conclusions[event.conclusion].label);
      add('文书编号', event.documentNumber);
      break;
  }
  if ((event.kind === 'concluded' || event.kind === 'appeal-concluded') && event.reanswer)
    add('责令重新答复', event.reanswer.dueOn === null ? '未写明期限' : `${event.reanswer.dueOn}前`);
  return details;
}

/** Sorts what presses first: by the due day of the next clock, those without one behind. */
export function byUrgency(a: RemedyItem, b: RemedyItem): number {
  const [left, right] = [a.next?.due ?? '9999-12-31', b.next?.due ?? '9999-12-31'];
  return left < right ? -1 : left > right ? 1 : a.filedOn < b.filedOn ? -1 : 1;
}
