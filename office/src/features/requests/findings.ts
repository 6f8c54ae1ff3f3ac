import type { CaseDecision, SaveDecisionInput } from '../../client.generated/types.gen.ts';

type Facts = CaseDecision['facts'];
export type Flat = Record<string, unknown>;
type Item = SaveDecisionInput['items'][number];

const lines = (value: unknown): string[] =>
  String(value ?? '')
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
const text = (value: unknown): string => String(value ?? '');
const optional = (name: string, value: unknown): Flat => (text(value).trim() === '' ? {} : { [name]: text(value) });

function delivery(flat: Flat): Flat {
  return flat.deliveryKind === 'manner'
    ? { manner: text(flat.manner), where: text(flat.where), when: text(flat.when) }
    : { enclosed: lines(flat.enclosed) };
}

/** A finding as the server takes it, from the flat values of its form and what the file tells. */
export function findingOf(outcome: string, flat: Flat, facts: Facts, today: string): Flat {
  const notice = { number: text(flat.noticeNumber), on: text(flat.noticeOn) || today };
  switch (outcome) {
    case 'GRANTED':
      return { outcome, delivery: delivery(flat) };
    case 'PARTIAL':
      return {
        outcome,
        disclosed: lines(flat.disclosed),
        delivery: delivery(flat),
        withheld: ((flat.withheld as Flat[] | undefined) ?? []).map((part) => {
          const inner = (part.finding ?? {}) as Flat;
          return { what: text(part.what), finding: findingOf(text(inner.outcome), inner, facts, today) };
        }),
      };
    case 'ALREADY_PUBLIC':
      return {
        outcome,
        title: text(flat.title),
        ...optional('documentNumber', flat.documentNumber),
        where: text(flat.where),
        manner: text(flat.manner),
      };
    case 'DENIED_STATE_SECRET':
      return { outcome, marking: text(flat.marking), reason: text(flat.reason) };
    case 'DENIED_LAW':
      return { outcome, law: text(flat.law), article: text(flat.article), reason: text(flat.reason) };
    case 'DENIED_SECURITY':
      return { outcome, interest: flat.interest ?? '公共安全', reason: text(flat.reason) };
    case 'DENIED_THIRD_PARTY': {
      const ended = facts.thirdParties.find(({ answer }) => answer === 'refused' || answer === 'silent');
      return {
        outcome,
        interest: text(flat.interest),
        consultation: ended ? { sentOn: ended.sentOn, answer: ended.answer } : null,
        reason: text(flat.reason),
        publicInterest: text(flat.publicInterest),
      };
    }
    case 'DENIED_INTERNAL':
      return { outcome, category: flat.category ?? '内部工作流程', reason: text(flat.reason) };
    case 'DENIED_PROCESS':
      return {
        outcome,
        category: flat.category ?? '过程稿',
        reason: text(flat.reason),
        noRuleDemands: flat.noRuleDemands === true,
      };
    case 'DENIED_CASE_FILE':
      return { outcome, caseName: text(flat.caseName), access: text(flat.access), reason: text(flat.reason) };
    case 'SPECIAL_QUERY':
      return { outcome, queryKind: text(flat.queryKind), law: text(flat.law), window: text(flat.window) };
    case 'NOT_EXIST':
      return { outcome, search: facts.search, ...optional('reason', flat.reason) };
    case 'NOT_THIS_AGENCY':
      return {
        outcome,
        reason: text(flat.reason),
        ...(text(flat.responsibleName).trim() === ''
          ? {}
          : { responsible: { name: text(flat.responsibleName), contact: text(flat.responsibleContact) } }),
      };
    case 'NEEDS_CREATION':
      return { outcome, reason: text(flat.reason), ...optional('rawMaterial', flat.rawMaterial) };
    case 'STILL_UNCLEAR':
      return { outcome, notice, unclear: text(flat.unclear) };
    case 'PETITION':
      return { outcome, nature: flat.nature ?? '信访', reason: text(flat.reason), ...optional('route', flat.route) };
    case 'REPEAT': {
      const earlier = facts.earlierReplies.find(({ number }) => number === flat.earlierNumber);
      return { outcome, earlier: earlier ?? null };
    }
    case 'PUBLICATION':
      return { outcome, title: text(flat.title), ...optional('route', flat.route) };
    case 'EXCESSIVE':
      return {
        outcome,
        count: text(flat.count),
        reasonsAsked: notice,
        reasonsGiven: text(flat.reasonsGiven).trim() === '' ? null : text(flat.reasonsGiven),
        reason: text(flat.reason),
      };
    case 'CONFIRM_REISSUE':
      return { outcome, title: text(flat.title), obtainedOn: text(flat.obtainedOn) || today };
    case 'ABANDONED_CORRECTION':
      return { outcome, notice, respondBy: text(flat.respondBy) || today };
    case 'FEE_UNPAID':
      return {
        outcome,
        notice,
        amountYuan: Math.max(0, Math.trunc(Number(flat.amountYuan) || 0)),
        respondBy: text(flat.respondBy) || today,
      };
    case 'WITHDRAWN':
      return { outcome, on: today };
    default:
      return { outcome, reason: text(flat.reason) };
  }
}

/** The flat values of a form from a finding that was saved. */
export function flatOf(finding: Flat): Flat {
  const flat: Flat = { ...finding };
  const given = finding.delivery as Flat | undefined;
  if (given) {
    flat.deliveryKind = 'enclosed' in given ? 'enclosed' : 'manner';
    Object.assign(flat, given, 'enclosed' in given ? { enclosed: (given.enclosed as string[]).join('\n') } : {});
  }
  if (Array.isArray(finding.disclosed)) flat.disclosed = finding.disclosed.join('\n');
  if (Array.isArray(finding.withheld))
    flat.withheld = (finding.withheld as Flat[]).map((part) => ({
      what: part.what,
      finding: flatOf(part.finding as Flat),
    }));
  const notice = (finding.notice ?? finding.reasonsAsked) as { number: string; on: string } | undefined;
  if (notice) Object.assign(flat, { noticeNumber: notice.number, noticeOn: notice.on });
  const responsible = finding.responsible as { name: string; contact: string } | undefined;
  if (responsible) Object.assign(flat, { responsibleName: responsible.name, responsibleContact: responsible.contact });
  const earlier = finding.earlier as { number: string } | null | undefined;
  if (earlier) flat.earlierNumber = earlier.number;
  return flat;
}

/** What the file tells already for an outcome, to begin the form with. */
export function prefill(outcome: string, facts: Facts): Flat {
  switch (outcome) {
    case 'GRANTED':
      return { deliveryKind: 'enclosed' };
    case 'PARTIAL':
      return { deliveryKind: 'enclosed', withheld: [{ finding: {} }] };
    case 'STILL_UNCLEAR':
    case 'ABANDONED_CORRECTION':
      return facts.correction
        ? {
            noticeNumber: facts.correction.number,
            noticeOn: facts.correction.on,
            respondBy: facts.correction.respondBy,
          }
        : {};
    case 'EXCESSIVE':
      return facts.reasons ? { noticeNumber: facts.reasons.number, noticeOn: facts.reasons.on } : {};
    case 'FEE_UNPAID':
      return facts.fee
        ? {
            noticeNumber: facts.fee.number,
            noticeOn: facts.fee.on,
            respondBy: facts.fee.respondBy,
            amountYuan: facts.fee.amountYuan,
          }
        : {};
    case 'DENIED_PROCESS':
      return { noRuleDemands: false };
    default:
      return {};
  }
}

export type DecisionItems = Item[];
