import { type PlainDate, type WorkingCalendar, yearOf } from '../../../../kernel/calendar/index.ts';
import { examineEvent } from '../../rules/examine.ts';
import { type Fee, feeByPage, feeOfItems } from '../../rules/fees.ts';
import { foldApplication } from '../../rules/fold.ts';
import type { Route } from '../../rules/intake/delivery.ts';
import { type Composition, composeLetter, WrongLetterError } from './assemble.ts';
import { type CaseFacts, isReply, type LetterContent } from './case-facts.ts';
import { type DecisionCircumstances, decisionObjections } from './decision-conditions.ts';
import type { LetterApplication, LetterInput, LetterOrgan } from './input.ts';
import { letterRules } from './kinds.ts';
import { eventOfLetter } from './letter-event.ts';
import type { LetterTemplates } from './templates.ts';

/** A case as its letters need it. */
export interface LetterCase {
  readonly organ: LetterOrgan;
  /** 机关代字; empty while the organ has none. */
  readonly word: string;
  readonly feeAccount: string;
  /** With `events`: all that happened so far. */
  readonly application: LetterApplication;
  readonly calendar: WorkingCalendar;
  /** How the applicant asked to be given the information; null where the application does not say. */
  readonly route: Route | null;
  /** The applicant follows the case on the portal, where a letter can arrive. */
  readonly isOnline: boolean;
  readonly decision: DecisionCircumstances;
}

export interface Issue {
  readonly number: string | null;
  /** 成文日期 */
  readonly date: PlainDate;
  /** Who consents to it; the drafter before. */
  readonly signer: string;
}

export interface CaseComposition extends Composition {
  /** What the law or the file holds against issuing it, in sentences, each with its article. */
  readonly objections: readonly string[];
}

export function feeOf(facts: Extract<CaseFacts, { kind: 'L11' }>): Fee {
  return facts.mode === 'page' ? feeByPage(facts.quantity) : feeOfItems(facts.itemsBefore, facts.quantity);
}

/** An order to answer anew that no new reply has fulfilled (条例 Art. 51). */
export function isReanswerDue(events: LetterApplication['events'] = []): boolean {
  const last = events.findLast(({ kind }) => kind === 'reanswer-ordered' || kind === 'reanswered');
  return last?.kind === 'reanswer-ordered';
}

/** The last day of the clock if `event` stood in the record; null while it cannot be told. */
function dueAfter(of: LetterCase, events: LetterApplication['events'], date: PlainDate): PlainDate | null {
  const provisional = of.calendar.withProvisionalYears();
  const { due } = foldApplication({ receivedOn: null, events: events ?? [] }, date, provisional);
  const text = due === null ? null : provisional.text(due);
  return text !== null && yearOf(text) > of.calendar.lastYear ? null : text;
}

function inputOf(content: LetterContent, of: LetterCase, issue: Issue): LetterInput | string {
  const { facts } = content;
  const common = {
    organ: of.organ,
    application: of.application,
    number: issue.number,
    date: issue.date,
    service: content.service,
    ...(content.annexes.length > 0 ? { annexes: content.annexes } : {}),
  };
  const events = of.application.events ?? [];
  switch (facts.kind) {
    case 'L01': {
      const dueOn = dueAfter(of, events, issue.date);
      return dueOn === null ? '目前不能确定答复期限届满日，不能出具回执' : { ...common, kind: 'L01', dueOn };
    }
    case 'L03': {
      const event = {
        kind: 'extended',
        on: issue.date,
        workingDays: facts.workingDays,
        approvedBy: issue.signer,
      } as const;
      const newDueOn = dueAfter(of, [...events, event], issue.date);
      if (newDueOn === null) return '目前不能确定延长后的答复期限届满日，不能告知';
      return { ...common, kind: 'L03', reason: facts.reason, newDueOn, approvedBy: issue.signer };
    }
    case 'L10': {
      const { internal: _internal, ...rest } = facts;
      return { ...common, ...rest };
    }
    case 'L11':
      return { ...common, kind: 'L11', fee: feeOf(facts), account: of.feeAccount };
    default:
      return { ...common, ...facts };
  }
}

/** A letter as it would be if it was issued now, what it lacks, and what stands against it. */
export function composeCaseLetter(
  content: LetterContent,
  of: LetterCase,
  issue: Issue,
  templates: LetterTemplates,
): CaseComposition | { readonly letter: null; readonly missing: readonly []; readonly objections: readonly string[] } {
  const { facts, service } = content;
  const input = inputOf(content, of, issue);
  const objections: string[] = [];
  const events = of.application.events ?? [];
  const isReanswer = isReanswerDue(events);
  const event = eventOfLetter(facts, {
    ...issue,
    service,
    isReanswer,
    amountYuan: facts.kind === 'L11' ? feeOf(facts).amount : 0,
  });
  const refused = event ? examineEvent(events, event, of.calendar).refused : null;
  if (refused) objections.push(`${refused.message}（${refused.basis}）`);
  if (isReply(facts.kind) && isReanswer === false && event === null)
    objections.push('申请已经办结，没有被责令重新答复');
  if (letterRules[facts.kind].series !== null && of.word.trim() === '')
    objections.push('本机关还没有设置机关代字，不能编发文字号。请在“文书设置”中填写');
  const toApplicant = facts.kind !== 'L06' && facts.kind !== 'L08' && facts.kind !== 'L09' && facts.kind !== 'L10';
  if (service === 'online' && !toApplicant)
    objections.push('发给第三方和其他机关的文书不能在办理进度页面送达，请选择其他方式');
  if (service === 'online' && toApplicant && !of.isOnline)
    objections.push('申请人没有办理进度查询码，文书不能在网上送达，请选择当面或者邮寄送达');
  if (facts.kind === 'L12') objections.push(...decisionObjections([{ finding: facts.finding }], of.decision));
  if (facts.kind === 'L13' || facts.kind === 'L14') {
    objections.push(...decisionObjections(facts.items, of.decision));
    const encloses = facts.items.some(({ finding }) => 'delivery' in finding && 'enclosed' in finding.delivery);
    if (encloses && service === 'online' && content.enclosures.length === 0)
      objections.push('答复随附政府信息、网上送达的，应当选择随文提供的信息文件（《条例》第三十六条第（二）项）');
  }
  if (typeof input === 'string') return { letter: null, missing: [], objections: [...objections, input] };
  try {
    return { ...composeLetter(input, templates), objections };
  } catch (error) {
    // A draft whose outcome belongs into another letter can be seen and mended.
    if (!(error instanceof WrongLetterError)) throw error;
    return { letter: null, missing: [], objections: [...objections, error.message] };
  }
}
