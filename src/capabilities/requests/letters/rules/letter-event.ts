import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import type { ApplicationEvent, EventKind, Service } from '../../rules/events.ts';
import { type Outcome, outcomes } from '../../rules/outcomes.ts';
import type { CaseFacts, CaseLetterKind } from './case-facts.ts';
import type { DecisionItem } from './input.ts';

/** Given out, or given out in part. */
const GIVEN: ReadonlySet<Outcome> = new Set(['GRANTED', 'ALREADY_PUBLIC', 'PARTIAL']);

function isWithheld(outcome: Outcome): boolean {
  const { reportRow } = outcomes[outcome];
  return reportRow.startsWith('denied') || reportRow.startsWith('unable');
}

export interface RepliedOutcome {
  readonly outcome: Outcome;
  /** Set for a partial disclosure: why the rest is withheld. */
  readonly withheldGrounds?: readonly Outcome[];
}

/**
 * The one outcome of a reply over several items: given together with withheld is a partial disclosure and counted as nothing
 * else (report format, table three row 二); otherwise what was given, or else the first refusal.
 */
export function outcomeOfItems(items: readonly DecisionItem[]): RepliedOutcome {
  const found = items.map(({ finding }) => finding.outcome);
  const inside = items.flatMap(({ finding }) =>
    finding.outcome === 'PARTIAL' ? finding.withheld.map((part) => part.finding.outcome) : [],
  );
  const grounds = [...new Set([...inside, ...found.filter(isWithheld)])];
  if (found.some((outcome) => GIVEN.has(outcome))) {
    if (grounds.length > 0 || found.includes('PARTIAL')) return { outcome: 'PARTIAL', withheldGrounds: grounds };
    return { outcome: found.includes('GRANTED') ? 'GRANTED' : 'ALREADY_PUBLIC' };
  }
  return { outcome: found.find(isWithheld) ?? found[0] ?? 'OTHER' };
}

/** What the record takes in when a letter of the kind is issued; null for letters that move nothing. */
export function eventKindOf(kind: CaseLetterKind, isReanswer: boolean): EventKind | null {
  switch (kind) {
    case 'L02':
      return 'correction-requested';
    case 'L03':
      return 'extended';
    case 'L04':
      return 'reasons-requested';
    case 'L05':
      return 'delayed';
    case 'L06':
    case 'L09':
    case 'L10':
      return 'consultation-sent';
    case 'L11':
      return 'fee-notified';
    case 'L12':
    case 'L13':
    case 'L14':
      // An order to answer anew is fulfilled when the new reply is served.
      return isReanswer ? null : 'replied';
    case 'L18':
      return 'replied';
    default:
      return null;
  }
}

export interface IssueCircumstances {
  readonly date: PlainDate;
  /** 发文字号; the reference of a consultation. */
  readonly number: string | null;
  readonly service: Service;
  readonly signer: string;
  readonly amountYuan: number;
  readonly isReanswer: boolean;
}

/** The event that stands in the record from the moment the letter is issued, so that the clock and the letter agree. */
export function eventOfLetter(facts: CaseFacts, at: IssueCircumstances): ApplicationEvent | null {
  const { date: on, service } = at;
  const ref = at.number ?? '（待编号）';
  switch (facts.kind) {
    case 'L02':
      return { kind: 'correction-requested', on, respondBy: facts.respondBy };
    case 'L03':
      return { kind: 'extended', on, workingDays: facts.workingDays, approvedBy: at.signer };
    case 'L04':
      return { kind: 'reasons-requested', on, respondBy: facts.respondBy };
    case 'L05':
      return { kind: 'delayed', on, until: facts.until };
    case 'L06':
      return { kind: 'consultation-sent', on, ref, party: 'third-party', deliveredOn: null };
    case 'L09':
      return { kind: 'consultation-sent', on, ref, party: 'co-maker', deliveredOn: null };
    case 'L10':
      return {
        kind: 'consultation-sent',
        on,
        ref,
        party: facts.internal ? 'internal' : 'other-organ',
        deliveredOn: null,
      };
    case 'L11':
      return { kind: 'fee-notified', on, deliveredOn: null, amountYuan: at.amountYuan };
    case 'L12':
    case 'L13':
    case 'L14': {
      if (at.isReanswer) return null;
      const replied = facts.kind === 'L12' ? { outcome: facts.finding.outcome } : outcomeOfItems(facts.items);
      return { kind: 'replied', on, ...replied, service, servedOn: null };
    }
    case 'L18':
      return { kind: 'replied', on, outcome: 'GRANTED', service: 'hand', servedOn: on };
    default:
      return null;
  }
}

/** The event of a letter's service; null where nothing depends on it. */
export function eventOfService(
  facts: CaseFacts,
  letter: { readonly number: string | null; readonly isReanswer: boolean },
  service: Service,
  on: PlainDate,
): ApplicationEvent | null {
  switch (facts.kind) {
    case 'L06':
    case 'L09':
    case 'L10':
      return letter.number === null ? null : { kind: 'notice-delivered', on, ref: letter.number };
    case 'L11':
      return { kind: 'notice-delivered', on, ref: null };
    case 'L12':
    case 'L13':
    case 'L14': {
      if (!letter.isReanswer) return { kind: 'served', on, service };
      const { outcome } = facts.kind === 'L12' ? facts.finding : outcomeOfItems(facts.items);
      return { kind: 'reanswered', on, outcome, service, servedOn: on };
    }
    default:
      return null;
  }
}
