import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cite } from '../../../kernel/legal-basis/index.ts';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { recordEvent } from '../commands/record-event.ts';
import { RequestChangedError, RequestNotFoundError, RequestRefusedError } from '../commands/refused.ts';
import { registerApplication } from '../commands/register-application.ts';
import { newAccessCode } from '../intake/access-codes.ts';
import { findDetails, insertDetails } from '../intake/application-details.ts';
import { parseEvent } from '../rules/event-schema.ts';
import { type ApplicationEvent, channels, eventLabels, stateLabels } from '../rules/events.ts';
import { readPaper } from '../rules/intake/on-paper.ts';
import { formatCode, formatReference } from '../rules/intake/reference.ts';
import { outcomeRule } from '../rules/outcomes.ts';
import type { ProblemCode } from '../rules/problems.ts';
import { APPLICATION_SUBJECT, ERASED, findApplicant } from '../store/applicants.ts';
import { findApplication, type StoredApplication } from '../store/applications.ts';
import { hasUnservedReply } from '../store/letters.ts';
import { listEventRecords } from '../store/worklist.ts';
import { categoryLabels, maskApplicantName } from './applicant.ts';
import { detailsOf, nextActs, openConsultations, readCase, undeliveredNotices } from './case-view.ts';
import { type RequestsContext, recorderOf } from './context.ts';
import { deliveryOf, paperOf, particularsInput, particularsOf, refuseFaults } from './particulars.ts';
import { receiptFault } from './receipt.ts';
import { recordedSince } from './recorded-since.ts';
import { actSchema, caseSchema, openedDataSchema, personalDataSchema, registerSchema } from './schemas.ts';

const TAGS = ['requests'];
const parameters = z.object({ id: z.uuid() });

/** The field of the form a breach belongs to. */
const FIELD_OF_PROBLEM: Partial<Record<ProblemCode, string>> = {
  'extension-too-long': '/event/workingDays',
  'extension-without-approval': '/event/approvedBy',
  'extension-late': '/event/on',
  'event-out-of-order': '/event/on',
  'unknown-consultation': '/event/ref',
};

/**
 * Says to a form what the commands say; refusals name the article and stand beside the field at fault. `changed` tells what
 * was recorded meanwhile.
 */
async function asProblem<T>(work: () => Promise<T>, changed?: () => Promise<string | null>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestNotFoundError) throw notFound();
    if (error instanceof RequestChangedError)
      throw new ProblemError(409, (await changed?.()) ?? `${error.message}。`, {
        kind: 'changed-meanwhile',
        title: '他人已先行办理',
      });
    if (error instanceof RequestRefusedError) {
      const pointer = FIELD_OF_PROBLEM[error.problem.code];
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'act-refused',
        title: '依法不能办理',
        ...(pointer ? { errors: [{ in: 'body' as const, pointer, detail: error.message }] } : {}),
      });
    }
    throw error;
  }
}

/** One case: its page, its personal data, its next act, and the registration of a new one. */
export function registerCaseRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function load(id: string): Promise<StoredApplication> {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    return application;
  }

  api.get(
    '/api/v1/requests/:id',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'getApplication',
        summary: 'A case: its events, its clock day by day, and what may lawfully be done next',
        params: parameters,
        response: { 200: caseSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const application = await load(request.params.id);
      const today = context.today();
      const calendar = await context.calendar();
      const { state, clock, problems } = readCase(application.events, today, calendar);
      const target = { organCode: application.organCode, state };
      authorise(request, 'requests.read', target);
      const actor = requireActor(request);
      const { lawful, refused } = nextActs(application.events, state, today, calendar);
      const records = await listEventRecords(db, division, application.id);
      const organ = (await listOrgans(db, division)).find(({ code }) => code === application.organCode);
      const { outcome, remedy_class } = application.projection;
      const applicant = (await findApplicant(db, protection, division, application.id))!;
      const masked = maskApplicantName(applicant.applicantName, application.applicantCategory);
      const details = await findDetails(context, application.id);
      const isErased = applicant.applicantName === ERASED.applicantName;
      const mayRegister = !isErased && decide(actor, 'requests.register', target).allowed;
      return {
        id: application.id,
        organCode: application.organCode,
        organName: organ?.name ?? application.organCode,
        number: application.number,
        channel: application.channel,
        channelLabel: channels[application.channel].label,
        applicantCategory: application.applicantCategory,
        applicantCategoryLabel: categoryLabels[application.applicantCategory],
        applicant: {
          name: masked,
          masked: masked !== applicant.applicantName,
          mayOpen: decide(actor, 'requests.read-personal-data', target).allowed,
          hasParticulars: details !== undefined && particularsOf(details).length > 0,
          mayComplete: mayRegister && !(application.channel === 'online' && details !== undefined),
          mayGiveCode: mayRegister,
        },
        delivery: details ? deliveryOf(details) : [],
        subject: applicant.subject,
        submittedOn: application.submittedOn,
        receivedOn: application.projection.received_on,
        repliedOn: application.projection.replied_on,
        closedOn: application.projection.closed_on,
        state,
        stateLabel: stateLabels[state],
        outcome,
        outcomeLabel: outcome === null ? null : outcomeRule(outcome).label,
        outcomeBasis: outcome === null ? null : cite(outcomeRule(outcome).legalBasis),
        remedyClass: remedy_class,
        version: application.events.length,
        today,
        clock,
        problems: [...problems],
        events: application.events.map((event, i) => ({
          sequence: i + 1,
          kind: event.kind,
          label: eventLabels[event.kind],
          on: event.on,
          details: detailsOf(event),
          recordedAt: records[i]?.recordedAt.toISOString() ?? '',
          recordedBy: records[i]?.recordedBy ?? '',
        })),
        acts: lawful
          .filter((kind) => decide(actor, `requests.record.${kind}`, target).allowed)
          .map((kind) => ({ kind, label: eventLabels[kind] })),
        refusals: refused,
        openConsultations: openConsultations(application.events),
        undelivered: undeliveredNotices(application.events),
      };
    },
  );

  api.post(
    '/api/v1/requests/:id/personal-data',
    {
      config: requirePermission('requests.read-personal-data'),
      schema: {
        tags: TAGS,
        operationId: 'openPersonalData',
        summary: 'The applicant’s personal data, for a reason that is kept',
        params: parameters,
        body: personalDataSchema.meta({ id: 'OpenPersonalData' }),
        response: { 200: openedDataSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const application = await load(request.params.id);
      const { state } = readCase(application.events, context.today(), await context.calendar());
      const { organCode } = application;
      const act = 'requests.read-personal-data';
      const grant = authorise(request, act, { organCode, state });
      // Written before anything is given, so that no look goes unrecorded.
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: { organCode, subject: { kind: APPLICATION_SUBJECT, id: application.id }, reason: request.body.reason },
      }));
      const applicant = (await findApplicant(db, protection, division, application.id))!;
      const details = await findDetails(context, application.id);
      const isFilledIn = application.channel === 'online' && details !== undefined;
      return {
        applicantName: applicant.applicantName,
        particulars: details ? particularsOf(details) : [],
        typed: isFilledIn ? null : particularsInput.parse(details ? paperOf(details) : {}),
      };
    },
  );

  api.post(
    '/api/v1/requests/:id/events',
    {
      config: requirePermission('requests.list'),
      schema: {
        tags: TAGS,
        operationId: 'recordAct',
        summary: 'Record an act of a case; what the law forbids is refused with its article (422)',
        params: parameters,
        body: actSchema,
        response: {
          200: z.object({ version: z.int(), problems: z.array(z.object({ message: z.string(), basis: z.string() })) }),
          ...problemResponses(400, 401, 403, 404, 409, 422),
        },
      },
    },
    async (request) => {
      const application = await load(request.params.id);
      const today = context.today();
      const calendar = await context.calendar();
      const { event: input, version } = request.body;
      const { state } = readCase(application.events, today, calendar);
      authorise(request, 'requests.read', { organCode: application.organCode, state });
      if (input.on > today) throw fieldFault('/event/on', '办理日期不能晚于今天');
      const event: ApplicationEvent = parseEvent(input);
      if (version !== application.events.length)
        return asProblem(
          () => Promise.reject(new RequestChangedError()),
          () => recordedSince(db, division, application.id, version),
        );
      // Whose act it is first, by what the person may do in any state; then the law, which says more than "not yours".
      const decision = decide(requireActor(request), `requests.record.${event.kind}`, {
        organCode: application.organCode,
        state,
      });
      if (!decision.allowed && decision.why === 'unseen') throw notFound();
      const recorder = decision.allowed ? recorderOf(request, decision.grant.postTitle) : '';
      if (!decision.allowed) await refuseLawfully(application, event, state, decision.reason);
      if (
        (event.kind === 'served' || event.kind === 'reanswered') &&
        (await hasUnservedReply(db, division, application.id))
      )
        throw new ProblemError(422, '答复文书已经签发，请在该文书上登记送达。', {
          kind: 'act-refused',
          title: '请在文书上办理',
        });
      const problems = await asProblem(
        () =>
          auditedAct(request, decision.allowed ? decision.grant : null, async (transaction) => {
            const found = await recordEvent(transaction, division, application.id, event, calendar, recorder, version);
            const { kind, ...content } = event;
            const detail = {
              action: `requests.record.${kind}`,
              organCode: application.organCode,
              subject: { kind: APPLICATION_SUBJECT, id: application.id },
              before: { state, events: version },
              after: { ...content, problems: found.map(({ code }) => code) } as JsonValue,
            };
            return { answer: found, detail };
          }),
        () => recordedSince(db, division, application.id, version),
      );
      return { version: version + 1, problems: problems.map(({ message, basis }) => ({ message, basis })) };
    },
  );

  /** An act outside the person's states is mostly outside the law's too, and then the law's reason is the one that helps. */
  async function refuseLawfully(
    application: StoredApplication,
    event: ApplicationEvent,
    state: Parameters<typeof nextActs>[1],
    reason: string,
  ): Promise<never> {
    const { refused } = nextActs(application.events, state, context.today(), await context.calendar());
    const lawful = refused.find(({ kind }) => kind === event.kind);
    if (lawful)
      throw new ProblemError(422, `不能“${lawful.label}”：${lawful.reason}。`, {
        kind: 'act-refused',
        title: '依法不能办理',
      });
    throw new ProblemError(409, `${reason}。`, { kind: 'not-in-this-state' });
  }

  api.post(
    '/api/v1/requests',
    {
      config: requirePermission('requests.register'),
      schema: {
        tags: TAGS,
        operationId: 'registerApplication',
        summary: 'Register an application that came in on any channel',
        body: registerSchema,
        response: {
          201: z.object({
            id: z.uuid(),
            number: z.string(),
            reference: z.string().describe('by which the applicant asks for it'),
            accessCode: z.string().describe('told this once'),
          }),
          ...problemResponses(400, 401, 404, 422),
        },
      },
    },
    async (request, reply) => {
      const { particulars = particularsInput.parse({}), ...input } = request.body;
      const today = context.today();
      if (!organsWhere(requireActor(request), 'requests.register').has(input.organCode)) throw notFound();
      const grant = authorise(request, 'requests.register', { organCode: input.organCode });
      const fault = receiptFault(input, today);
      if (fault) throw fieldFault(fault.pointer, fault.detail);
      const of = { category: input.applicantCategory, name: input.applicantName };
      const { faults, ...paper } = readPaper(of, particulars, today);
      refuseFaults(faults, '/particulars');
      const content = { title: '', documentNumber: '', description: input.subject };
      const code = newAccessCode();
      const calendar = await context.calendar();
      const registered = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const recorder = recorderOf(request, grant.postTitle);
          const done = await registerApplication(transaction, division, input, calendar, recorder, protection);
          await insertDetails(transaction, context, done.id, { content, ...paper }, code);
          const { applicantName, subject, ...plain } = input;
          const whose = { divisionCode: division, kind: APPLICATION_SUBJECT, id: done.id };
          const detail = {
            organCode: input.organCode,
            subject: { kind: APPLICATION_SUBJECT, id: done.id },
            after: { number: done.number, ...plain } as JsonValue,
            personal: { of: whose, content: { applicantName, subject, particulars } as unknown as JsonValue },
          };
          return { answer: done, detail };
        }),
      );
      const reference = formatReference(registered);
      return reply
        .status(201)
        .send({ id: registered.id, number: registered.number, reference, accessCode: formatCode(code) });
    },
  );
}
