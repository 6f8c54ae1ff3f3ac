import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { applicationKey, findApplicationKey } from '../intake/application-details.ts';
import { loadLetterCase } from '../letters/commands/load-case.ts';
import { decisionObjections } from '../letters/rules/decision-conditions.ts';
import { findingSchema, line } from '../letters/rules/input-schema.ts';
import { letterKindOf, letterRules } from '../letters/rules/kinds.ts';
import { outcomeOfItems } from '../letters/rules/letter-event.ts';
import { followPath, forceLabels, questionKeys, questions } from '../letters/rules/questions.ts';
import { remedyClassOfFindings } from '../letters/rules/remedy-paragraph.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';
import { outcomeRule } from '../rules/outcomes.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { type DecidedItem, findDecision, insertDecision, listSearches } from '../store/case-file.ts';
import { listLedger } from '../store/fee-entries.ts';
import { listLetters } from '../store/letters.ts';
import { maskApplicantName } from './applicant.ts';
import { readCase } from './case-view.ts';
import { type RequestsContext, recorderOf } from './context.ts';

const TAGS = ['decisions'];
const ofCase = z.object({ id: z.uuid() });

const answers = z.partialRecord(z.enum(questionKeys), z.string().max(40)).meta({ id: 'DecisionAnswers' });

const decisionInput = z
  .object({
    version: z.int().min(0).describe('of the decision as it was seen; 0 for none'),
    items: z
      .array(z.object({ requested: line.optional(), answers, finding: findingSchema }))
      .min(1, '至少答复一项')
      .max(20, '最多20项'),
  })
  .meta({ id: 'SaveDecision' });

const answerSchema = z.object({
  key: z.string(),
  label: z.string(),
  basis: z.string(),
  outcome: z.string().optional(),
  force: z.string().optional(),
  before: z.string().optional(),
  next: z.string().optional(),
});

const noticeSchema = z.object({ number: z.string(), on: z.string(), respondBy: z.string().nullable() });

const decisionSchema = z
  .object({
    questions: z.array(
      z.object({
        key: z.enum(questionKeys),
        short: z.string(),
        text: z.string(),
        basis: z.string(),
        answers: z.array(answerSchema),
      }),
    ),
    forces: z.record(z.string(), z.string()),
    decision: z
      .object({
        version: z.int(),
        outcome: z.string(),
        outcomeLabel: z.string(),
        outcomeBasis: z.string(),
        letter: z.string(),
        letterTitle: z.string(),
        remedyClass: z.string(),
        items: z.unknown().describe('as SaveDecision'),
        objections: z.array(z.string()).describe('what the file does not bear yet'),
        decidedAt: z.string(),
        decidedBy: z.string(),
      })
      .nullable(),
    mayDecide: z.boolean(),
    facts: z
      .object({
        correction: noticeSchema.nullable(),
        reasons: noticeSchema.nullable(),
        fee: noticeSchema.extend({ amountYuan: z.int() }).nullable(),
        search: z
          .object({ on: z.string(), places: z.array(z.string()), terms: z.array(z.string()) })
          .nullable()
          .describe('all entries of the search log together'),
        thirdParties: z.array(
          z.object({ sentOn: z.string(), answer: z.enum(['agreed', 'refused', 'silent', 'open']) }),
        ),
        earlierReplies: z.array(z.object({ number: z.string(), on: z.string() })),
      })
      .describe('what the file tells already, for the findings'),
  })
  .meta({ id: 'CaseDecision' });

/** The guided decision: questions in the order of practice, one outcome, and what the file must show for it. */
export function registerDecisionRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  async function open(request: Parameters<typeof authorise>[0], id: string) {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    const { state } = readCase(application.events, context.today(), await context.calendar());
    const target = { organCode: application.organCode, state };
    authorise(request, 'requests.read', target);
    const key = await findApplicationKey(context, id);
    const at = await loadLetterCase(db, context, application, key, (name) =>
      maskApplicantName(name, application.applicantCategory),
    );
    return { application, target, key, at };
  }

  api.get(
    '/api/v1/requests/:id/decision',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'getDecision',
        summary: 'The questions of the guided decision, what was decided, and what the file tells for it',
        params: ofCase,
        response: { 200: decisionSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { application, target, key, at } = await open(request, request.params.id);
      const decision = await findDecision(db, division, key, application.id);
      const letters = (await listLetters(db, division, application.id, key)).filter(
        ({ status }) => status === 'issued',
      );
      const searches = await listSearches(db, division, key, application.id);
      const ledger = await listLedger(
        db,
        division,
        [application.organCode],
        application.submittedOn,
        at.today,
        application.id,
      );
      const noticeOf = (kind: 'L02' | 'L04' | 'L11') => {
        const letter = letters.findLast((one) => one.kind === kind);
        const event = application.events.findLast((one) =>
          kind === 'L02'
            ? one.kind === 'correction-requested'
            : kind === 'L04'
              ? one.kind === 'reasons-requested'
              : one.kind === 'fee-notified',
        );
        if (!event) return null;
        const respondBy = 'respondBy' in event ? event.respondBy : null;
        return { number: letter?.number ?? '', on: letter?.issuedOn ?? event.on, respondBy };
      };
      const fee = noticeOf('L11');
      const notified = application.events.findLast((one) => one.kind === 'fee-notified');
      const items = decision?.items ?? [];
      const findings = items.map(({ finding }) => finding);
      const rule = decision ? outcomeRule(decision.outcome) : undefined;
      const kind = decision ? letterKindOf(decision.outcome) : undefined;
      return {
        questions: questions.map((question) => ({ ...question, answers: [...question.answers] })),
        forces: forceLabels,
        decision:
          decision && rule && kind
            ? {
                version: decision.version,
                outcome: decision.outcome,
                outcomeLabel: rule.label,
                outcomeBasis: citeOf(decision.outcome),
                letter: kind,
                letterTitle: letterRules[kind].name,
                remedyClass: remedyClassOfFindings(findings, at.today),
                items: decision.items,
                objections: decisionObjections(items, at.of.decision),
                decidedAt: decision.decidedAt.toISOString(),
                decidedBy: decision.decidedBy,
              }
            : null,
        mayDecide: decide(requireActor(request), 'requests.decide', target).allowed,
        facts: {
          correction: noticeOf('L02'),
          reasons: noticeOf('L04'),
          fee: fee
            ? {
                ...fee,
                respondBy: payByOf(application.events, at.of.calendar),
                amountYuan:
                  ledger[0]?.amountYuan ?? (notified?.kind === 'fee-notified' ? (notified.amountYuan ?? 0) : 0),
              }
            : null,
          search:
            searches.length === 0
              ? null
              : {
                  on: searches
                    .map(({ content }) => content.on)
                    .sort()
                    .at(-1)!,
                  places: [...new Set(searches.flatMap(({ content }) => content.places))],
                  terms: [...new Set(searches.flatMap(({ content }) => content.terms))],
                },
          thirdParties: [...at.of.decision.thirdParties],
          earlierReplies: at.of.decision.earlierReplies.map(({ number, on }) => ({ number, on })),
        },
      };
    },
  );

  api.put(
    '/api/v1/requests/:id/decision',
    {
      config: requirePermission('requests.decide'),
      schema: {
        tags: TAGS,
        operationId: 'saveDecision',
        summary:
          'Save the decision: per item the answers and the finding; what the file does not bear is refused (422)',
        params: ofCase,
        body: decisionInput,
        response: {
          200: z.object({ version: z.int(), outcome: z.string(), letter: z.string() }),
          ...problemResponses(400, 401, 404, 409, 422),
        },
      },
    },
    async (request) => {
      const { application, target, at } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.decide', target);
      const { version } = request.body;
      const items = request.body.items.map(({ requested, ...rest }) => ({
        ...rest,
        ...(requested === undefined ? {} : { requested }),
      }));
      for (const [i, item] of items.entries()) {
        const path = followPath(item.answers as DecidedItem['answers']);
        if (!path.ended) throw fieldFault(`/items/${i}/answers`, '问题还没有回答完');
        if (path.outcome !== item.finding.outcome)
          throw fieldFault(`/items/${i}/finding`, '填写的内容与回答得出的结论不一致');
        if (items.length > 1 && !item.requested) throw fieldFault(`/items/${i}/requested`, '请写明答复的是哪一项');
      }
      const objections = decisionObjections(items, at.of.decision);
      if (objections.length > 0)
        throw new ProblemError(422, `${objections.join('；')}。`, {
          kind: 'decision-refused',
          title: '案卷还不能支持这个结论',
          errors: objections.map((detail) => ({ in: 'body', pointer: '/items', detail })),
        });
      const { outcome } = outcomeOfItems(items);
      const recorder = recorderOf(request, grant.postTitle);
      await auditedAct(request, grant, async (transaction) => {
        const dataKey = await applicationKey(transaction, context, application.id);
        const saved = await insertDecision(transaction, division, dataKey, application.id, version, {
          outcome,
          items: items as readonly DecidedItem[],
          decidedAt: context.now(),
          decidedBy: recorder,
        });
        if (!saved)
          throw new ProblemError(409, '办理意见刚刚被他人更新，请查看最新内容后再保存。', {
            kind: 'changed-meanwhile',
            title: '他人已先行办理',
          });
        return {
          answer: undefined,
          detail: {
            organCode: application.organCode,
            subject: { kind: APPLICATION_SUBJECT, id: application.id },
            after: { version: version + 1, outcome, items: items.map(({ finding }) => finding.outcome) },
          },
        };
      });
      return { version: version + 1, outcome, letter: letterKindOf(outcome) };
    },
  );
}

function citeOf(outcome: Parameters<typeof outcomeRule>[0]): string {
  return cite(outcomeRule(outcome).legalBasis);
}

/** The last day to pay, once the notice was received; null before. */
function payByOf(events: readonly ApplicationEvent[], calendar: WorkingCalendar): string | null {
  const provisional = calendar.withProvisionalYears();
  const { waiting } = foldApplication({ receivedOn: null, events }, '9999-12-31' as PlainDate, provisional);
  return waiting?.for === 'payment' && waiting.until !== null ? provisional.text(waiting.until) : null;
}
