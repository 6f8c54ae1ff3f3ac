import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Service } from '../rules/events.ts';

/**
 * 条例 Art. 41: whoever shows that records of their own are not accurate may ask for their correction. The organ that may
 * correct them verifies, corrects and tells; one that may not passes the request on and tells so, or tells where to go.
 */
export const correctionOutcomes = {
  corrected: '予以更正',
  refused: '经核实无误，不予更正',
  transferred: '转送有权更正的机关处理',
  redirected: '告知向有权更正的机关提出',
  withdrawn: '申请人撤回',
} as const;
export type CorrectionOutcome = keyof typeof correctionOutcomes;
export type AnsweredOutcome = Exclude<CorrectionOutcome, 'withdrawn'>;
export const answeredOutcomes = ['corrected', 'refused', 'transferred', 'redirected'] as const;

/** What the answer says; the letter is made from it. */
export interface CorrectionAnswer {
  outcome: AnsweredOutcome;
  /** What was found when the record was looked at. */
  facts: string;
  /** What was corrected, why not, or what else is to be told. */
  text: string;
  /** The organ that may correct the record, where it is another. */
  competent: string | null;
  service: Service;
}

/** Who acted; people who did one step of a letter may not do another. */
interface Done {
  on: PlainDate;
  personId?: string | null;
}

export type CorrectionEvent =
  | ({ kind: 'received' } & Done)
  /** More evidence is asked for. */
  | ({ kind: 'evidence-requested'; what: string } & Done)
  | ({ kind: 'evidence-given' } & Done)
  | ({ kind: 'verified'; finding: string } & Done)
  | ({ kind: 'letter-drafted'; answer: CorrectionAnswer } & Done)
  | ({ kind: 'letter-submitted' } & Done)
  | ({ kind: 'letter-reviewed'; opinion: string } & Done)
  | ({ kind: 'letter-returned'; opinion: string } & Done)
  /** Signed: the letter is numbered and the request answered. */
  | ({ kind: 'answered'; outcome: AnsweredOutcome; letterNumber: string; opinion: string } & Done)
  /** `on`: signed for, posted or arrived. */
  | ({ kind: 'served'; service: Service; proof: string } & Done)
  | ({ kind: 'withdrawn' } & Done);

export type CorrectionEventKind = CorrectionEvent['kind'];

export const correctionEventLabels: Readonly<Record<CorrectionEventKind, string>> = {
  received: '收到更正申请',
  'evidence-requested': '要求补充证据材料',
  'evidence-given': '收到补充证据材料',
  verified: '核实',
  'letter-drafted': '起草答复书',
  'letter-submitted': '提交审核',
  'letter-reviewed': '审核同意',
  'letter-returned': '退回修改',
  answered: '签发答复书',
  served: '送达答复书',
  withdrawn: '申请人撤回',
};

/** An event that may not happen now. */
export class CorrectionRefusedError extends Error {
  override name = 'CorrectionRefusedError';
}

export type AnswerStatus = 'drafting' | 'in-review' | 'in-approval' | 'issued' | 'served';

export const answerStatusLabels: Readonly<Record<AnswerStatus, string>> = {
  drafting: '起草中',
  'in-review': '待审核',
  'in-approval': '待签发',
  issued: '已签发，待送达',
  served: '已送达',
};

export interface CorrectionView {
  state: 'open' | 'closed';
  awaitsEvidence: boolean;
  isVerified: boolean;
  /** The answer as last drafted, and how far its letter is. */
  answer: CorrectionAnswer | null;
  status: AnswerStatus | null;
  outcome: CorrectionOutcome | null;
  closedOn: PlainDate | null;
  letterNumber: string | null;
  served: { service: Service; on: PlainDate; proof: string } | null;
}

const refused = (message: string): CorrectionRefusedError => new CorrectionRefusedError(message);

/** Folds a course. @throws CorrectionRefusedError */
export function foldCorrection(events: readonly CorrectionEvent[]): CorrectionView {
  const view: CorrectionView = {
    state: 'open',
    awaitsEvidence: false,
    isVerified: false,
    answer: null,
    status: null,
    outcome: null,
    closedOn: null,
    letterNumber: null,
    served: null,
  };
  let last = '';
  for (const event of events) {
    if (event.on < last) throw refused(`日期${event.on}早于前一事项的日期${last}`);
    if (event.kind === 'received' && last !== '') throw refused('更正申请已经收到');
    apply(view, event);
    last = event.on;
  }
  return view;
}

function apply(view: CorrectionView, event: CorrectionEvent): void {
  // The letter is served after it closed the request.
  if (view.state === 'closed' && event.kind !== 'served') throw refused('更正申请已经办结');
  switch (event.kind) {
    case 'received':
      return;
    case 'evidence-requested':
      if (view.awaitsEvidence) throw refused('正在等待申请人补充证据材料');
      view.awaitsEvidence = true;
      return;
    case 'evidence-given':
      if (!view.awaitsEvidence) throw refused('没有要求申请人补充证据材料');
      view.awaitsEvidence = false;
      return;
    case 'verified':
      view.isVerified = true;
      return;
    case 'withdrawn':
      view.state = 'closed';
      view.status = null;
      view.outcome = 'withdrawn';
      view.closedOn = event.on;
      return;
    case 'served':
      serve(view, event);
      return;
    default:
      moveLetter(view, event);
  }
}

type LetterMove = Extract<CorrectionEvent, { kind: `letter-${string}` | 'answered' }>;

function moveLetter(view: CorrectionView, event: LetterMove): void {
  const { status } = view;
  switch (event.kind) {
    case 'letter-drafted':
      if (status === 'in-review' || status === 'in-approval') throw refused('答复书正在审核，退回后才能修改');
      checkAnswer(view, event.answer);
      view.answer = event.answer;
      view.status = 'drafting';
      return;
    case 'letter-submitted':
      if (status !== 'drafting') throw refused('没有起草中的答复书');
      view.status = 'in-review';
      return;
    case 'letter-reviewed':
      if (status !== 'in-review') throw refused('答复书没有在等待审核');
      view.status = 'in-approval';
      return;
    case 'letter-returned':
      if (status !== 'in-review' && status !== 'in-approval') throw refused('答复书没有在等待审核或者签发');
      view.status = 'drafting';
      return;
    case 'answered':
      if (status !== 'in-approval' || view.answer === null) throw refused('答复书经审核同意后才能签发');
      view.state = 'closed';
      view.status = 'issued';
      view.outcome = event.outcome;
      view.closedOn = event.on;
      view.letterNumber = event.letterNumber;
  }
}

function checkAnswer(view: CorrectionView, { outcome, competent, text, facts }: CorrectionAnswer): void {
  const isOwn = outcome === 'corrected' || outcome === 'refused';
  if (isOwn && !view.isVerified)
    throw refused('有权更正的，应当先核实（《中华人民共和国政府信息公开条例》第四十一条）');
  if (!isOwn && !competent?.trim()) throw refused('请写明有权更正的机关');
  if (facts.trim() === '') throw refused('请写明核实的事实');
  if (isOwn && text.trim() === '') throw refused(outcome === 'corrected' ? '请写明更正的内容' : '请写明理由');
}

function serve(view: CorrectionView, { on, service, proof }: Extract<CorrectionEvent, { kind: 'served' }>): void {
  if (view.status === 'served') throw refused('答复书已经送达');
  if (view.status !== 'issued') throw refused('答复书尚未签发，不能送达');
  view.status = 'served';
  view.served = { on, service, proof };
}

export const correctionEventKinds = Object.keys(correctionEventLabels) as CorrectionEventKind[];

/** Steps of the course itself that may come next; those of its letter are told by `nextAnswerActs`. */
export const courseActs = ['evidence-requested', 'evidence-given', 'verified', 'withdrawn'] as const;

export function nextCorrectionActs(events: readonly CorrectionEvent[]): (typeof courseActs)[number][] {
  const { state, awaitsEvidence } = foldCorrection(events);
  if (state === 'closed') return [];
  return courseActs.filter(
    (kind) => (kind !== 'evidence-given' || awaitsEvidence) && (kind !== 'evidence-requested' || !awaitsEvidence),
  );
}

export const answerActs = ['draft', 'submit', 'review', 'return', 'issue', 'serve'] as const;
export type AnswerAct = (typeof answerActs)[number];

/** What may be done with the answer's letter as it stands. */
export function nextAnswerActs({ state, status }: CorrectionView): AnswerAct[] {
  if (status === 'issued') return ['serve'];
  if (state === 'closed') return [];
  if (status === 'in-review') return ['review', 'return'];
  if (status === 'in-approval') return ['issue', 'return'];
  return status === null ? ['draft'] : ['draft', 'submit'];
}
