import { addDays, formatChinese, type PlainDate, toEpochDay } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { type Act, type ActingPerson, decide, type Target } from '../../../platform/identity/index.ts';
import { stepLabels } from '../letters/commands/draft-letter.ts';
import type { LoadedLetterCase } from '../letters/commands/load-case.ts';
import {
  type CaseLetterKind,
  caseLetterKinds,
  isReply,
  type LetterContent,
  letterCourses,
} from '../letters/rules/case-facts.ts';
import { composeCaseLetter, isReanswerDue } from '../letters/rules/case-letter.ts';
import { letterKindOf, letterRules } from '../letters/rules/kinds.ts';
import { eventKindOf, outcomeOfItems } from '../letters/rules/letter-event.ts';
import { foldApplication } from '../rules/fold.ts';
import { verdictOf } from '../rules/transitions.ts';
import type { StoredApplication } from '../store/applications.ts';
import type { StoredDecision } from '../store/case-file.ts';
import type { LetterStatus, LetterStep, StoredLetter } from '../store/letters.ts';
import { serviceLabels } from './case-view.ts';
import type { LetterAct } from './letter-schemas.ts';

export const statusLabels: Readonly<Record<LetterStatus, string>> = {
  drafting: '起草中',
  'in-review': '待审核',
  'in-approval': '待签发',
  issued: '已签发',
  discarded: '已作废',
};

/** Acts that move a letter on from each status, by its course. `legal-review` adds an opinion and moves nothing. */
export function actsInStatus(
  letter: Pick<StoredLetter, 'kind' | 'status' | 'servedOn'>,
): (LetterAct | 'edit' | 'serve')[] {
  const course = letterCourses[letter.kind];
  switch (letter.status) {
    case 'drafting':
      return ['edit', course.sign === null ? 'issue' : 'submit', 'discard'];
    case 'in-review':
      return isReply(letter.kind) ? ['review', 'legal-review', 'return'] : ['review', 'return'];
    case 'in-approval':
      return isReply(letter.kind) ? ['issue', 'legal-review', 'return'] : ['issue', 'return'];
    case 'issued':
      return letter.servedOn === null ? ['serve'] : [];
    case 'discarded':
      return [];
  }
}

/** The act of the permission table behind an act on a letter. */
export function permissionOf(letter: Pick<StoredLetter, 'kind' | 'status'>, act: LetterAct | 'edit' | 'serve'): Act {
  const course = letterCourses[letter.kind];
  switch (act) {
    case 'edit':
    case 'submit':
    case 'discard':
      return course.draft;
    case 'review':
      return course.review ?? course.draft;
    case 'legal-review':
      return 'requests.legal-review';
    case 'return':
      return (letter.status === 'in-review' ? course.review : course.sign) ?? course.draft;
    case 'issue':
      return course.sign ?? course.draft;
    case 'serve':
      return 'requests.serve-letter';
  }
}

export const letterActLabels: Readonly<Record<LetterAct | 'edit' | 'serve', string>> = {
  edit: '修改',
  submit: '提交',
  review: '审核同意',
  'legal-review': '法制审核意见',
  return: '退回修改',
  issue: '签发',
  discard: '作废',
  serve: '登记送达',
};

/** Who did what to the letter, for the separation of duties. */
export function earlierActors(steps: readonly LetterStep[]): NonNullable<Target['earlierActors']> {
  return steps.flatMap(({ act, personId }) => (personId === null ? [] : [{ act: act as Act, personId }]));
}

/** Whether a reply was served in time, or by when it has to be (国办公开办函〔2016〕235号). */
function inTimeOf(letter: StoredLetter, application: StoredApplication, at: LoadedLetterCase) {
  if (!isReply(letter.kind) || letter.status === 'discarded' || isReanswerDue(application.events)) return null;
  const provisional = at.of.calendar.withProvisionalYears();
  const view = foldApplication({ receivedOn: null, events: application.events }, at.today, provisional);
  const due = view.due === null ? null : provisional.text(view.due);
  if (due === null) return null;
  if (letter.servedOn === null)
    return {
      ok: null,
      text: `应当于${formatChinese(due)}前送达：当面送达以签收之日、邮寄以交邮之日、网上以到达之日为准`,
    };
  const ok = letter.servedOn <= due;
  return {
    ok,
    text: `${formatChinese(letter.servedOn)}送达，答复期限届满日为${formatChinese(due)}，${ok ? '在期限内' : '超过期限'}`,
  };
}

/** Letters whose days run from the day their addressee receives them. */
const FROM_RECEIPT: ReadonlySet<CaseLetterKind> = new Set(['L06', 'L09', 'L10', 'L11']);

export function letterView(
  letter: StoredLetter,
  steps: readonly LetterStep[],
  application: StoredApplication,
  at: LoadedLetterCase,
  viewer: { person: ActingPerson; name: string; state: ReturnType<typeof foldApplication>['state'] },
) {
  const own = steps.filter(({ letterId }) => letterId === letter.id);
  const isOpen = letter.status === 'drafting' || letter.status === 'in-review' || letter.status === 'in-approval';
  const course = letterCourses[letter.kind];
  const target = { organCode: application.organCode, state: viewer.state, earlierActors: earlierActors(own) };
  const possible = actsInStatus(letter).map((act) => ({
    act,
    decision: decide(viewer.person, permissionOf(letter, act), target),
  }));
  const composed =
    letter.content === null || !isOpen
      ? null
      : composeCaseLetter(
          letter.content,
          at.of,
          {
            number: letterRules[letter.kind].series === null ? null : '（签发时编号）',
            date: at.today,
            signer: course.sign === null ? viewer.name : '（签发人）',
          },
          at.templates,
        );
  const refusal = possible.find(({ decision }) => !decision.allowed && decision.why === 'separation')?.decision;
  return {
    id: letter.id,
    kind: letter.kind,
    title: letterRules[letter.kind].name,
    to: course.to,
    status: letter.status,
    statusLabel: statusLabels[letter.status],
    version: letter.version,
    number: letter.number,
    issuedOn: letter.issuedOn,
    servedOn: letter.servedOn,
    serviceLabel: letter.service === null ? null : serviceLabels[letter.service],
    proof: letter.proof,
    inTime: inTimeOf(letter, application, at),
    deliveryStartsDays: FROM_RECEIPT.has(letter.kind),
    content: letter.content,
    paragraphs: isOpen ? [...(composed?.letter?.paragraphs ?? [])] : [],
    missing: isOpen ? (composed?.missing ?? []).map(({ label, basis }) => ({ label, basis })) : [],
    objections: isOpen ? [...(composed?.objections ?? [])] : [],
    steps: own.map(({ sequence, step, doneBy, doneAt, opinion }) => ({
      sequence,
      step,
      label: stepLabels[step],
      doneBy,
      doneAt: doneAt.toISOString(),
      opinion,
    })),
    acts: possible.flatMap(({ act, decision }) => (decision.allowed ? [{ act, label: letterActLabels[act] }] : [])),
    waitingFor: refusal && !refusal.allowed && refusal.why === 'separation' ? refusal.reason : waitingFor(letter),
    mayRead: decide(viewer.person, 'requests.read-personal-data', target).allowed,
  };
}

function waitingFor(letter: StoredLetter): string | null {
  if (letter.status === 'in-review') return '等待起草人以外的审核人员审核';
  if (letter.status === 'in-approval') return '等待起草人、审核人以外的负责人签发';
  return null;
}

const CORRECTION_WORKING_DAYS = 15;
const REASONS_WORKING_DAYS = 10;
const RELEASE_DAYS = 60;

/** How a letter goes out unless the clerk has it otherwise: a reply the way the applicant asked for (Art. 40). */
function proposedService(kind: CaseLetterKind, { isOnline, route }: LoadedLetterCase['of']): LetterContent['service'] {
  if (letterCourses[kind].to !== 'applicant') return 'post';
  if (kind === 'L13' && route === 'collection') return 'hand';
  if (kind === 'L13' && route === 'post') return 'post';
  return isOnline ? 'online' : 'post';
}

/** What a letter of the kind begins with: all that the file tells already. */
export function proposalFor(
  kind: CaseLetterKind,
  application: StoredApplication,
  at: LoadedLetterCase,
  decision: StoredDecision | undefined,
  itemsBefore: number,
): LetterContent | null {
  const provisional = at.of.calendar.withProvisionalYears();
  const later = (days: number): PlainDate =>
    provisional.text(provisional.addEpochDays(toEpochDay(at.today), days)) as PlainDate;
  const subject = at.of.application.requested;
  const service = proposedService(kind, at.of);
  const content = (facts: LetterContent['facts']): LetterContent => ({ facts, service, annexes: [], enclosures: [] });
  const party = application.events.findLast(
    (event) => event.kind === 'consultation-sent' && event.party !== 'internal',
  );
  switch (kind) {
    case 'L01':
      return content({ kind });
    case 'L02':
      return content({ kind, defects: [''], guidance: '', respondBy: later(CORRECTION_WORKING_DAYS) });
    case 'L03':
      return content({ kind, reason: '', workingDays: 20 });
    case 'L04':
      return content({ kind, count: '', respondBy: later(REASONS_WORKING_DAYS) });
    case 'L05':
      return content({ kind, reason: '', until: later(20) });
    case 'L06':
      return content({ kind, thirdParty: '', content: subject });
    case 'L07':
      return content({ kind, sentOn: party?.on ?? at.today });
    case 'L08':
      return content({
        kind,
        thirdParty: '',
        content: subject,
        reason: '',
        releaseOn: addDays(at.today, RELEASE_DAYS),
      });
    case 'L09':
      return content({ kind, coMaker: '', content: subject });
    case 'L10':
      return content({ kind, addressee: '', matter: '', respondBy: later(5), internal: false });
    case 'L11':
      return content({ kind, mode: 'page', quantity: 1, itemsBefore });
    case 'L12':
    case 'L13':
    case 'L14': {
      if (!decision) return null;
      const items = decision.items.map(({ requested, finding }) => ({
        ...(requested === undefined ? {} : { requested }),
        finding,
      }));
      const { outcome } = outcomeOfItems(items);
      if (letterKindOf(outcome) !== kind) return null;
      const [first] = items;
      if (kind !== 'L12') return content({ kind, items });
      const { finding } = first!;
      return finding.outcome === 'ABANDONED_CORRECTION' || finding.outcome === 'FEE_UNPAID'
        ? content({ kind, finding })
        : null;
    }
    case 'L15':
      return content({ kind, facts: '', result: { kind: 'corrected', text: '' } });
    case 'L17':
      return content({ kind, proposal: subject, accepted: true, reason: '' });
    case 'L18':
      return { ...content({ kind, answer: '', manner: '' }), service: 'hand' };
  }
}

/** Why a letter of the kind may not be written now; null when it may. */
export function draftRefusal(
  kind: CaseLetterKind,
  application: StoredApplication,
  state: ReturnType<typeof foldApplication>['state'],
  decision: StoredDecision | undefined,
): string | null {
  if (application.projection.received_on === null) return '申请尚未确认收到（《条例》第三十一条）';
  const isReanswer = isReanswerDue(application.events);
  const event = eventKindOf(kind, isReanswer);
  if (event !== null) {
    const verdict = verdictOf(state, event);
    if (verdict !== 'allow') return `${verdict.reason}（${cite(verdict.legalBasis)}）`;
    const isReplied = application.projection.replied_on !== null && application.projection.closed_on === null;
    if (isReplied) return '已作出答复，只能办理送达';
  }
  if (isReply(kind)) {
    if (!decision) return '请先完成“办理意见”';
    const carries = letterKindOf(decision.outcome);
    if (carries !== kind) return `办理意见的结果应当使用《${letterRules[carries].name}》`;
  }
  if (kind === 'L05' && !application.events.some((one) => one.kind === 'reasons-given' && one.reasonable))
    return '申请人说明理由且理由合理的，才能确定延迟答复的期限（《条例》第三十五条）';
  return null;
}

export const draftableKinds: readonly CaseLetterKind[] = caseLetterKinds;
