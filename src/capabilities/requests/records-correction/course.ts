import type { PlainDate } from '../../../kernel/calendar/index.ts';

/**
 * 条例 Art. 41: whoever shows that records of their own are not accurate may ask for their correction. The organ that may
 * correct them verifies, corrects and tells; one that may not passes the request on and tells so, or tells where to go.
 */
export const correctionOutcomes = {
  corrected: { label: '予以更正', basis: '《中华人民共和国政府信息公开条例》第四十一条' },
  refused: { label: '经核实无误，不予更正', basis: '《中华人民共和国政府信息公开条例》第四十一条' },
  transferred: { label: '转送有权更正的机关处理', basis: '《中华人民共和国政府信息公开条例》第四十一条' },
  redirected: { label: '告知向有权更正的机关提出', basis: '《中华人民共和国政府信息公开条例》第四十一条' },
  withdrawn: { label: '申请人撤回', basis: '' },
} as const;
export type CorrectionOutcome = keyof typeof correctionOutcomes;

export type CorrectionEvent =
  | { kind: 'received'; on: PlainDate }
  /** More evidence is asked for. */
  | { kind: 'evidence-requested'; on: PlainDate; what: string }
  | { kind: 'evidence-given'; on: PlainDate }
  | { kind: 'verified'; on: PlainDate; finding: string }
  | {
      kind: 'answered';
      on: PlainDate;
      outcome: Exclude<CorrectionOutcome, 'withdrawn'>;
      /** Reasons, or what was corrected. */
      text: string;
      /** Whom it was passed on to. */
      competent: string | null;
      letterNumber: string;
    }
  | { kind: 'withdrawn'; on: PlainDate };

export const correctionEventLabels: Readonly<Record<CorrectionEvent['kind'], string>> = {
  received: '收到更正申请',
  'evidence-requested': '要求补充证据材料',
  'evidence-given': '收到补充证据材料',
  verified: '核实',
  answered: '答复申请人',
  withdrawn: '申请人撤回',
};

/** An event that may not happen now. */
export class CorrectionRefusedError extends Error {
  override name = 'CorrectionRefusedError';
}

export interface CorrectionView {
  state: 'open' | 'closed';
  awaitsEvidence: boolean;
  isVerified: boolean;
  outcome: CorrectionOutcome | null;
  closedOn: PlainDate | null;
}

/** Folds a course. @throws CorrectionRefusedError */
export function foldCorrection(events: readonly CorrectionEvent[]): CorrectionView {
  const view: CorrectionView = {
    state: 'open',
    awaitsEvidence: false,
    isVerified: false,
    outcome: null,
    closedOn: null,
  };
  let last = '';
  for (const event of events) {
    if (event.on < last) throw new CorrectionRefusedError(`日期${event.on}早于前一事项的日期${last}`);
    if (view.state === 'closed') throw new CorrectionRefusedError('更正申请已经办结');
    switch (event.kind) {
      case 'received':
        if (last !== '') throw new CorrectionRefusedError('更正申请已经收到');
        break;
      case 'evidence-requested':
        if (view.awaitsEvidence) throw new CorrectionRefusedError('正在等待申请人补充证据材料');
        view.awaitsEvidence = true;
        break;
      case 'evidence-given':
        if (!view.awaitsEvidence) throw new CorrectionRefusedError('没有要求申请人补充证据材料');
        view.awaitsEvidence = false;
        break;
      case 'verified':
        view.isVerified = true;
        break;
      case 'answered':
        answer(view, event);
        break;
      case 'withdrawn':
        view.state = 'closed';
        view.outcome = 'withdrawn';
        view.closedOn = event.on;
        break;
    }
    last = event.on;
  }
  return view;
}

function answer(
  view: CorrectionView,
  { outcome, competent, text, on }: Extract<CorrectionEvent, { kind: 'answered' }>,
): void {
  const isOwn = outcome === 'corrected' || outcome === 'refused';
  if (isOwn && !view.isVerified)
    throw new CorrectionRefusedError('有权更正的，应当先核实（《中华人民共和国政府信息公开条例》第四十一条）');
  if (!isOwn && !competent) throw new CorrectionRefusedError('请写明有权更正的机关');
  if (text.trim() === '') throw new CorrectionRefusedError(outcome === 'corrected' ? '请写明更正的内容' : '请写明理由');
  view.state = 'closed';
  view.outcome = outcome;
  view.closedOn = on;
}

export const correctionEventKinds = Object.keys(correctionEventLabels) as CorrectionEvent['kind'][];

/** Acts that may come next. */
export function nextCorrectionActs(events: readonly CorrectionEvent[]): CorrectionEvent['kind'][] {
  const { state, awaitsEvidence } = foldCorrection(events);
  if (state === 'closed') return [];
  return correctionEventKinds.filter(
    (kind) =>
      kind !== 'received' &&
      (kind !== 'evidence-given' || awaitsEvidence) &&
      (kind !== 'evidence-requested' || !awaitsEvidence),
  );
}

export interface CorrectionLetterInput {
  organName: string;
  letterNumber: string;
  applicantName: string;
  record: string;
  requested: string;
  receivedOn: PlainDate;
  answeredOn: PlainDate;
  outcome: Exclude<CorrectionOutcome, 'withdrawn'>;
  finding: string | null;
  text: string;
  competent: string | null;
  /** The remedy paragraph, where the answer refuses. */
  remedy: string | null;
}

function chineseDay(day: PlainDate): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** The answer to the applicant (更正答复、转送告知), paragraph by paragraph. */
export function correctionLetter(input: CorrectionLetterInput): { title: string; paragraphs: string[] } {
  const law = '根据《中华人民共和国政府信息公开条例》第四十一条的规定';
  const asked = `本机关于${chineseDay(input.receivedOn)}收到您要求更正“${input.record}”的申请，更正请求为：${input.requested}。`;
  const verified = input.finding === null ? '' : `经核实，${input.finding.replace(/[。；，\s]+$/u, '')}。`;
  const text = input.text.replace(/[。\s]+$/u, '');
  const result = {
    corrected: `${law}，本机关已予以更正：${text}。`,
    refused: `${law}，本机关不予更正，理由如下：${text}。`,
    transferred: `您申请更正的记录不属于本机关职能范围。${law}，本机关已将您的申请转送${input.competent}处理，特此告知。${text}。`,
    redirected: `您申请更正的记录不属于本机关职能范围。${law}，请您向${input.competent}提出。${text}。`,
  }[input.outcome];
  const titles = {
    corrected: '政府信息更正答复书',
    refused: '政府信息更正答复书',
    transferred: '政府信息更正申请转送告知书',
    redirected: '政府信息更正申请告知书',
  };
  return {
    title: titles[input.outcome],
    paragraphs: [
      input.letterNumber,
      `${input.applicantName}：`,
      asked,
      ...(verified === '' ? [] : [verified]),
      result,
      ...(input.remedy === null ? [] : [input.remedy]),
      input.organName,
      chineseDay(input.answeredOn),
    ],
  };
}
