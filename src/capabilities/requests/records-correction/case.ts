import type { FastifyRequest } from 'fastify';
import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { JsonValue } from '../../../platform/audit/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import {
  type Act,
  auditedAct,
  authorise,
  decide,
  listOrgans,
  notFound,
  requireActor,
} from '../../../platform/identity/index.ts';
import { maskApplicantName } from '../api/applicant.ts';
import { serviceLabels } from '../api/case-view.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { daysLeft } from '../api/worklist-view.ts';
import { composeAnswer } from './answer.ts';
import {
  type AnswerAct,
  answeredOutcomes,
  answerStatusLabels,
  type CorrectionEvent,
  CorrectionRefusedError,
  correctionEventLabels,
  correctionOutcomes,
  foldCorrection,
  nextAnswerActs,
  nextCorrectionActs,
} from './course.ts';
import {
  appendCorrectionEvents,
  CORRECTION_SUBJECT,
  findCorrectionRequest,
  type StoredCorrectionRequest,
} from './store.ts';

/** Which permission each act with the answer's letter asks for. */
export const permissionOfAct: Readonly<Record<AnswerAct, Act>> = {
  draft: 'records-correction.handle',
  submit: 'records-correction.handle',
  review: 'records-correction.review',
  return: 'records-correction.review',
  issue: 'records-correction.sign',
  serve: 'records-correction.handle',
};

/** A letter is returned by whoever it waits for. */
export function permissionToAct(act: AnswerAct, found: StoredCorrectionRequest): Act {
  const { status } = foldCorrection(found.events);
  return act === 'return' && status === 'in-approval' ? 'records-correction.sign' : permissionOfAct[act];
}

/** Who wrote and reviewed the letter as it stands, for the separation of duties. */
export function earlierActorsOf(found: StoredCorrectionRequest): { act: Act; personId: string }[] {
  return found.events.flatMap(({ kind, personId }): { act: Act; personId: string }[] => {
    if (!personId) return [];
    if (kind === 'letter-drafted') return [{ act: 'records-correction.handle', personId }];
    return kind === 'letter-reviewed' ? [{ act: 'records-correction.review', personId }] : [];
  });
}

/** Tells who came second what the first one did. */
export function changedMeanwhile(found: StoredCorrectionRequest): ProblemError {
  const last = found.events.at(-1)!;
  const at = last.recordedAt.toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
    timeStyle: 'short',
  });
  const day = formatChinese(shanghaiDate(last.recordedAt));
  return new ProblemError(
    409,
    `${last.recordedBy}已于${day}${at}办理“${correctionEventLabels[last.kind]}”。请核对最新情况后再办理。`,
    { kind: 'changed-meanwhile', title: '他人已先行办理' },
  );
}

/** What requests to correct own records look like to their readers, and how they are moved. */
export function correctionCases(context: RequestsContext) {
  const { db, division, protection } = context;

  async function open(request: FastifyRequest, id: string): Promise<StoredCorrectionRequest> {
    const found = await findCorrectionRequest(db, protection, division, id);
    if (!found) throw notFound();
    authorise(request, 'records-correction.read', { organCode: found.organCode });
    return found;
  }

  /** The applicant is named to who handles the request and who signs for the organ. */
  function isNamed(request: FastifyRequest, { organCode }: StoredCorrectionRequest): boolean {
    const actor = requireActor(request);
    return (['records-correction.handle', 'records-correction.sign'] as const).some(
      (act) => decide(actor, act, { organCode }).allowed,
    );
  }

  const masked = ({ applicantName, isOrganisation }: StoredCorrectionRequest): string =>
    maskApplicantName(applicantName, isOrganisation ? 'other' : 'natural');

  async function item(found: StoredCorrectionRequest, named: boolean) {
    const organs = await listOrgans(db, division);
    const calendar = (await context.calendar()).withProvisionalYears();
    const { status } = foldCorrection(found.events);
    return {
      id: found.id,
      organCode: found.organCode,
      organName: organs.find(({ code }) => code === found.organCode)?.name ?? found.organCode,
      number: found.number,
      applicant: named ? found.applicantName : masked(found),
      record: found.record,
      receivedOn: found.receivedOn,
      answerBy: found.answerBy,
      workingDaysLeft: found.state === 'open' ? daysLeft(found.answerBy, context.today(), calendar) : null,
      state: found.state,
      outcomeLabel: found.outcome === null ? null : correctionOutcomes[found.outcome],
      closedOn: found.closedOn,
      answerLabel: status === null ? null : answerStatusLabels[status],
    };
  }

  async function answerView(request: FastifyRequest, found: StoredCorrectionRequest) {
    const view = foldCorrection(found.events);
    const { status, answer, served } = view;
    const actor = requireActor(request);
    const target = { organCode: found.organCode, earlierActors: earlierActorsOf(found) };
    const acts = nextAnswerActs(view).flatMap((key): { key: AnswerAct; refusal: string | null }[] => {
      const decision = decide(actor, permissionToAct(key, found), target);
      if (decision.allowed) return [{ key, refusal: null }];
      return decision.why === 'separation' ? [{ key, refusal: decision.reason }] : [];
    });
    const isDraft = answer !== null && found.state === 'open';
    const { missing = [] } = isDraft ? await composeAnswer(db, context, found, answer, '（签发时编号）') : {};
    return {
      status: status ?? ('none' as const),
      statusLabel: status === null ? '尚未起草' : answerStatusLabels[status],
      content: answer,
      number: view.letterNumber,
      served: served && { label: serviceLabels[served.service], on: served.on, proof: served.proof },
      missing: missing.map(({ label, basis }) => ({ label, basis })),
      acts,
    };
  }

  async function page(request: FastifyRequest, found: StoredCorrectionRequest) {
    const { organCode } = found;
    const mayHandle = decide(requireActor(request), 'records-correction.handle', { organCode }).allowed;
    const acts = mayHandle ? nextCorrectionActs(found.events) : [];
    return {
      ...(await item(found, isNamed(request, found))),
      requested: found.requested,
      evidence: found.evidence,
      version: found.events.length,
      today: context.today(),
      isFollowed: found.isFollowed,
      mayHandle,
      events: found.events.map((event, i) => ({
        sequence: i + 1,
        label: correctionEventLabels[event.kind],
        on: event.on,
        details: detailsOf(event),
        recordedBy: event.recordedBy,
        recordedAt: event.recordedAt.toISOString(),
      })),
      acts: acts.map((key) => ({ key, label: correctionEventLabels[key] })),
      outcomes: answeredOutcomes.map((key) => ({ key, label: correctionOutcomes[key] })),
      answer: await answerView(request, found),
    };
  }

  /**
   * Moves a request on, once, as `act` allows; what `make` does stands in the same transaction as the events it answers with.
   * @returns the version the request has now, and the first of the events
   * @throws 409 telling what another did meanwhile, 422 what the course forbids
   */
  async function move(
    request: FastifyRequest,
    found: StoredCorrectionRequest,
    act: Act,
    version: number,
    make: (transaction: Database, personId: string) => Promise<readonly CorrectionEvent[]> | readonly CorrectionEvent[],
  ): Promise<{ version: number; event: CorrectionEvent }> {
    const { organCode, id } = found;
    const grant = authorise(request, act, { organCode, earlierActors: earlierActorsOf(found) });
    const { personId } = requireActor(request);
    if (version !== found.events.length) throw changedMeanwhile(found);
    try {
      return await auditedAct(request, grant, async (transaction) => {
        const events = await make(transaction, personId);
        const recorder = recorderOf(request, grant.postTitle);
        const now = context.now();
        if (!(await appendCorrectionEvents(transaction, protection, division, found, events, recorder, now)))
          throw new OvertakenError();
        const event = events[0]!;
        const { kind, on } = event;
        const detail = {
          action: `records-correction.${kind}`,
          organCode,
          subject: { kind: CORRECTION_SUBJECT, id },
          before: { events: version },
          after: {
            on,
            ...(event.kind === 'answered' ? { letterNumber: event.letterNumber } : {}),
            ...(events.length > 1 ? { also: events.slice(1).map((one) => one.kind) } : {}),
          },
          personal: { of: { divisionCode: division, kind: CORRECTION_SUBJECT, id }, content: contentOf(event) },
        };
        return { answer: { version: version + events.length, event }, detail };
      });
    } catch (error) {
      if (error instanceof OvertakenError)
        throw changedMeanwhile((await findCorrectionRequest(db, protection, division, id)) ?? found);
      if (error instanceof CorrectionRefusedError)
        throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused', title: '依法不能办理' });
      throw error;
    }
  }

  return { open, item, page, move, isNamed, masked };
}

/** Another recorded a step between our look and ours. */
class OvertakenError extends Error {
  override name = 'OvertakenError';
}

function contentOf({ kind: _kind, on: _on, personId: _personId, ...content }: CorrectionEvent): JsonValue {
  return { ...content } as JsonValue;
}

function detailsOf(event: CorrectionEvent): { label: string; value: string }[] {
  const details: { label: string; value: string }[] = [];
  const add = (label: string, value: string | null | undefined): void => {
    if (value) details.push({ label, value });
  };
  switch (event.kind) {
    case 'evidence-requested':
      add('需要补充', event.what);
      break;
    case 'verified':
      add('核实情况', event.finding);
      break;
    case 'letter-drafted':
      // Without its content once the applicant's data were erased.
      add('处理结果', correctionOutcomes[event.answer?.outcome]);
      break;
    case 'letter-reviewed':
    case 'letter-returned':
      add('意见', event.opinion);
      break;
    case 'answered':
      add('处理结果', correctionOutcomes[event.outcome]);
      add('文号', event.letterNumber);
      add('意见', event.opinion);
      break;
    case 'served':
      add('送达方式', serviceLabels[event.service]);
      add('签收人或者单号', event.proof);
      break;
  }
  return details;
}
