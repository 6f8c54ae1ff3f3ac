import { addDays, type PlainDate } from '../../../kernel/calendar/index.ts';
import { basis, cite, type LegalBasis } from '../../../kernel/legal-basis/index.ts';
import { type Conclusion, conclusions, conclusionsOf, type RemedyKind, type RemedyResult } from './conclusions.ts';

/** 普通程序、简易程序 (行政复议法 Arts. 53-54, 行政诉讼法 Arts. 82-83). */
export const procedureLabels = { ordinary: '普通程序', simplified: '简易程序' } as const;
export type Procedure = keyof typeof procedureLabels;

/** Ordered to answer anew: by when, or null where the decision leaves it to the Regulation's own limit. */
export interface ReanswerOrder {
  readonly dueOn: PlainDate | null;
}

export const appealOutcomes = {
  affirmed: '驳回上诉，维持原裁判',
  changed: '依法改判',
  remanded: '发回重审',
  withdrawn: '撤回上诉',
} as const;
export type AppealOutcome = keyof typeof appealOutcomes;

export type RemedyEvent =
  | { kind: 'filed'; on: PlainDate }
  | { kind: 'correction-requested'; on: PlainDate }
  | { kind: 'corrected'; on: PlainDate }
  | { kind: 'accepted'; on: PlainDate; procedure?: Procedure }
  /** The organ gets the copy of the application or of the complaint: its own clock starts. */
  | { kind: 'copy-received'; on: PlainDate }
  | { kind: 'answered'; on: PlainDate }
  | { kind: 'suspended'; on: PlainDate }
  | { kind: 'resumed'; on: PlainDate }
  | { kind: 'extended'; on: PlainDate; until: PlainDate }
  | {
      kind: 'concluded';
      on: PlainDate;
      conclusion: Conclusion;
      /** The day the decision or judgment reached the parties; the day it was made where left out. */
      receivedOn?: PlainDate;
      documentNumber?: string;
      reanswer?: ReanswerOrder;
    }
  | { kind: 'appealed'; on: PlainDate; by: 'applicant' | 'organ' }
  | {
      kind: 'appeal-concluded';
      on: PlainDate;
      outcome: AppealOutcome;
      /** What became of the organ's act, where the appeal changed it. */
      conclusion?: Conclusion;
      documentNumber?: string;
      reanswer?: ReanswerOrder;
    };

export type RemedyEventKind = RemedyEvent['kind'];
export type RemedyState = 'unfiled' | 'filed' | 'correcting' | 'accepted' | 'suspended' | 'concluded' | 'appealed';

export const remedyStateLabels: Readonly<Record<RemedyState, string>> = {
  unfiled: '尚未提起',
  filed: '已提起，待受理',
  correcting: '等待补正',
  accepted: '审理中',
  suspended: '中止审理',
  concluded: '已审结',
  appealed: '二审审理中',
};

export const remedyEventLabels: Readonly<Record<RemedyEventKind, string>> = {
  filed: '提起',
  'correction-requested': '通知申请人补正',
  corrected: '收到补正材料',
  accepted: '受理（立案）',
  'copy-received': '收到申请书（起诉状）副本',
  answered: '提交答复（答辩）和证据',
  suspended: '中止审理',
  resumed: '恢复审理',
  extended: '延长审理期限',
  concluded: '审结',
  appealed: '提起上诉',
  'appeal-concluded': '二审审结',
};

interface Refusal {
  reason: string;
  legalBasis: LegalBasis;
}
const no = (reason: string, legalBasis: LegalBasis): Refusal => ({ reason, legalBasis });
const notFiled = no('案件尚未提起', basis('reconsiderationLaw', 20));
const onceFiled = no('案件只能提起一次', basis('reconsiderationLaw', 30));
const notAccepted = no('案件尚未受理', basis('reconsiderationLaw', 30));
const onceAccepted = no('案件已经受理', basis('reconsiderationLaw', 30));
const correctionPending = no('正在等待申请人补正', basis('reconsiderationLaw', 31));
const noCorrection = no('没有通知申请人补正', basis('reconsiderationLaw', 31));
const lateCorrection = no('补正只能在受理前通知', basis('reconsiderationLaw', 31));
const isSuspended = no('案件中止审理期间不能办理', basis('reconsiderationLaw', 39));
const notSuspended = no('案件没有中止', basis('reconsiderationLaw', 39));
const isConcluded = no('案件已经审结', basis('reconsiderationLaw', 62));
const notConcluded = no('一审尚未审结', basis('litigationLaw', 85));
const notAppealed = no('没有提起上诉', basis('litigationLaw', 85));
const isAppealed = no('案件正在二审审理', basis('litigationLaw', 85));

const transitions: Record<RemedyState, Record<RemedyEventKind, RemedyState | Refusal>> = {
  unfiled: {
    filed: 'filed',
    'correction-requested': notFiled,
    corrected: notFiled,
    accepted: notFiled,
    'copy-received': notFiled,
    answered: notFiled,
    suspended: notFiled,
    resumed: notFiled,
    extended: notFiled,
    concluded: notFiled,
    appealed: notFiled,
    'appeal-concluded': notFiled,
  },
  filed: {
    filed: onceFiled,
    'correction-requested': 'correcting',
    corrected: noCorrection,
    accepted: 'accepted',
    'copy-received': notAccepted,
    answered: notAccepted,
    suspended: notAccepted,
    resumed: notSuspended,
    extended: notAccepted,
    concluded: 'concluded',
    appealed: notConcluded,
    'appeal-concluded': notAppealed,
  },
  correcting: {
    filed: onceFiled,
    'correction-requested': correctionPending,
    corrected: 'filed',
    accepted: correctionPending,
    'copy-received': correctionPending,
    answered: correctionPending,
    suspended: notAccepted,
    resumed: notSuspended,
    extended: notAccepted,
    concluded: 'concluded',
    appealed: notConcluded,
    'appeal-concluded': notAppealed,
  },
  accepted: {
    filed: onceFiled,
    'correction-requested': lateCorrection,
    corrected: noCorrection,
    accepted: onceAccepted,
    'copy-received': 'accepted',
    answered: 'accepted',
    suspended: 'suspended',
    resumed: notSuspended,
    extended: 'accepted',
    concluded: 'concluded',
    appealed: notConcluded,
    'appeal-concluded': notAppealed,
  },
  suspended: {
    filed: onceFiled,
    'correction-requested': lateCorrection,
    corrected: noCorrection,
    accepted: onceAccepted,
    'copy-received': isSuspended,
    answered: isSuspended,
    suspended: isSuspended,
    resumed: 'accepted',
    extended: isSuspended,
    concluded: 'concluded',
    appealed: notConcluded,
    'appeal-concluded': notAppealed,
  },
  concluded: {
    filed: onceFiled,
    'correction-requested': isConcluded,
    corrected: isConcluded,
    accepted: isConcluded,
    'copy-received': isConcluded,
    answered: isConcluded,
    suspended: isConcluded,
    resumed: isConcluded,
    extended: isConcluded,
    concluded: isConcluded,
    appealed: 'appealed',
    'appeal-concluded': notAppealed,
  },
  appealed: {
    filed: onceFiled,
    'correction-requested': isAppealed,
    corrected: isAppealed,
    accepted: isAppealed,
    'copy-received': isAppealed,
    answered: isAppealed,
    suspended: isAppealed,
    resumed: notSuspended,
    extended: isAppealed,
    concluded: isAppealed,
    appealed: isAppealed,
    'appeal-concluded': 'concluded',
  },
};

const RECONSIDERATION_ONLY: ReadonlySet<RemedyEventKind> = new Set(['correction-requested', 'corrected']);
const LITIGATION_ONLY: ReadonlySet<RemedyEventKind> = new Set(['appealed', 'appeal-concluded']);
const onlyReconsideration = no('该事项只发生在行政复议中', basis('reconsiderationLaw', 31));
const onlyLitigation = no('对行政复议决定不服的，应当提起行政诉讼，不能上诉', basis('reconsiderationLaw', 10));

export interface RemedyView {
  state: RemedyState;
  procedure: Procedure;
  filedOn: PlainDate | null;
  /** Of the last event. */
  lastOn: PlainDate | null;
  concludedOn: PlainDate | null;
  conclusion: Conclusion | null;
  result: RemedyResult | null;
  /** The order to answer anew, with the day it was made; null when there is none in force. */
  reanswer: (ReanswerOrder & { orderedOn: PlainDate }) | null;
}

/** In one trial; a judgment of the second instance is final (行政诉讼法 Art. 6). */
const ONCE: ReadonlySet<RemedyEventKind> = new Set(['copy-received', 'answered', 'appealed']);

/** A case's event that may not happen: message in Chinese with the article. */
export class RemedyRefusedError extends Error {
  override name = 'RemedyRefusedError';
}

function verdictOf(kind: RemedyKind | undefined, state: RemedyState, event: RemedyEventKind): RemedyState | Refusal {
  if (kind !== undefined && kind !== 'reconsideration' && RECONSIDERATION_ONLY.has(event)) return onlyReconsideration;
  if (kind === 'reconsideration' && LITIGATION_ONLY.has(event)) return onlyLitigation;
  return transitions[state][event];
}

function refuse({ reason, legalBasis }: Refusal): never {
  throw new RemedyRefusedError(`${reason}（${cite(legalBasis)}）`);
}

/**
 * Folds a case's course. With its kind, what belongs to the other procedure is refused as well.
 * @throws RemedyRefusedError for an event that is forbidden in its state or dated before the last
 */
export function foldRemedy(events: readonly RemedyEvent[], kind?: RemedyKind): RemedyView {
  const view: RemedyView = {
    state: 'unfiled',
    procedure: 'ordinary',
    filedOn: null,
    lastOn: null,
    concludedOn: null,
    conclusion: null,
    result: null,
    reanswer: null,
  };
  const seen = new Set<RemedyEventKind>();
  for (const event of events) {
    if (view.lastOn !== null && event.on < view.lastOn)
      throw new RemedyRefusedError(`日期${event.on}早于前一事项的日期${view.lastOn}`);
    const next = verdictOf(kind, view.state, event.kind);
    if (typeof next !== 'string') refuse(next);
    if (ONCE.has(event.kind) && seen.has(event.kind))
      throw new RemedyRefusedError(`“${remedyEventLabels[event.kind]}”已经记录`);
    take(view, event, kind, next, seen);
    seen.add(event.kind);
    view.lastOn = event.on;
  }
  return view;
}

function take(
  view: RemedyView,
  event: RemedyEvent,
  kind: RemedyKind | undefined,
  next: RemedyState,
  seen: Set<RemedyEventKind>,
): void {
  view.state = next;
  switch (event.kind) {
    case 'filed':
      view.filedOn = event.on;
      break;
    case 'accepted':
      view.procedure = event.procedure ?? 'ordinary';
      break;
    case 'extended':
      if (kind === 'reconsideration' && view.procedure === 'simplified')
        refuse(no('适用简易程序审理的案件不能延长审理期限', basis('reconsiderationLaw', 62)));
      if (kind === 'reconsideration' && seen.has('extended'))
        refuse(no('审理期限只能延长一次', basis('reconsiderationLaw', 62)));
      if (event.until <= event.on) throw new RemedyRefusedError('延长后的届满日应当晚于延长之日');
      break;
    case 'concluded':
      conclude(view, event.on, event.conclusion, event.reanswer, kind);
      break;
    case 'appealed':
      // Pending again: what is appealed has no effect yet.
      view.concludedOn = null;
      view.result = null;
      view.reanswer = null;
      break;
    case 'appeal-concluded':
      appealEnds(view, event, kind, seen);
      break;
  }
}

function appealEnds(
  view: RemedyView,
  event: Extract<RemedyEvent, { kind: 'appeal-concluded' }>,
  kind: RemedyKind | undefined,
  seen: Set<RemedyEventKind>,
): void {
  if (event.outcome === 'remanded') {
    view.state = 'accepted';
    view.conclusion = null;
    // Tried anew: copy and answer come a second time.
    for (const once of ONCE) seen.delete(once);
    return;
  }
  const conclusion = event.outcome === 'changed' ? event.conclusion : view.conclusion;
  if (!conclusion) throw new RemedyRefusedError('依法改判的，应当写明改判后的结果');
  conclude(view, event.on, conclusion, event.reanswer, kind);
}

function conclude(
  view: RemedyView,
  on: PlainDate,
  conclusion: Conclusion,
  reanswer: ReanswerOrder | undefined,
  kind: RemedyKind | undefined,
): void {
  if (kind !== undefined && !conclusionsOf(kind).includes(conclusion))
    throw new RemedyRefusedError(`“${conclusions[conclusion].label}”不是该程序的审理结果`);
  const { result } = conclusions[conclusion];
  if (reanswer !== undefined && result !== 'corrected')
    throw new RemedyRefusedError('只有撤销、确认违法、责令履行等纠正结果才能责令重新答复');
  if (reanswer?.dueOn != null && reanswer.dueOn < on)
    throw new RemedyRefusedError('重新答复的期限不能早于作出决定（判决）之日');
  view.concludedOn = on;
  view.conclusion = conclusion;
  view.result = result;
  view.reanswer = reanswer === undefined ? null : { ...reanswer, orderedOn: on };
}

/** Acts lawful next, in the order of a case; the filing stands in the registration. */
export function lawfulRemedyEvents(kind: RemedyKind, events: readonly RemedyEvent[]): RemedyEventKind[] {
  const { state } = foldRemedy(events, kind);
  const done = new Set(sinceRemand(events).events.map((event) => event.kind));
  return (Object.keys(remedyEventLabels) as RemedyEventKind[]).filter((event) => {
    if (typeof verdictOf(kind, state, event) !== 'string') return false;
    if (event === 'extended' && kind === 'reconsideration')
      return !done.has('extended') && foldRemedy(events, kind).procedure === 'ordinary';
    return !ONCE.has(event) || !done.has(event);
  });
}

/** The events of the trial that is under way: those since the case was sent back, if it was. */
export function sinceRemand(events: readonly RemedyEvent[]): {
  events: readonly RemedyEvent[];
  remandedOn: PlainDate | null;
} {
  const at = events.findLastIndex((event) => event.kind === 'appeal-concluded' && event.outcome === 'remanded');
  return at < 0 ? { events, remandedOn: null } : { events: events.slice(at + 1), remandedOn: events[at]!.on };
}

/** How long a case stood still up to a day (`null`: it stands still), in calendar days. */
export function suspendedDays(events: readonly RemedyEvent[]): { days: number; isSuspended: boolean } {
  let days = 0;
  let since: PlainDate | null = null;
  for (const event of events) {
    if (event.kind === 'suspended') since = event.on;
    if (event.kind === 'resumed' && since !== null) {
      for (let day = since; day < event.on; day = addDays(day, 1)) days++;
      since = null;
    }
    if (event.kind === 'concluded') since = null;
  }
  return { days, isSuspended: since !== null };
}
