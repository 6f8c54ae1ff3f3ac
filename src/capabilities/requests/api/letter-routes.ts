import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { fieldFault, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
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
import { findApplicationKey } from '../intake/application-details.ts';
import { draftLetter, type LetterActor, recordLetterStep } from '../letters/commands/draft-letter.ts';
import { issueLetter } from '../letters/commands/issue-letter.ts';
import { loadLetterCase } from '../letters/commands/load-case.ts';
import { serveLetter } from '../letters/commands/serve-letter.ts';
import { letterCourses } from '../letters/rules/case-facts.ts';
import { letterRules } from '../letters/rules/kinds.ts';
import type { Problem } from '../rules/problems.ts';
import { APPLICATION_SUBJECT, findApplicant } from '../store/applicants.ts';
import { findApplication, type StoredApplication } from '../store/applications.ts';
import { findDecision, listAttachments } from '../store/case-file.ts';
import { countItemsBefore } from '../store/fee-entries.ts';
import { findLetter, listLetters, listSteps, listWaiting, type StoredLetter } from '../store/letters.ts';
import { maskApplicantName } from './applicant.ts';
import { readCase } from './case-view.ts';
import { type RequestsContext, recorderOf, settled } from './context.ts';
import { asLetterProblem } from './letter-problems.ts';
import {
  actOnLetterSchema,
  draftLetterSchema,
  editLetterSchema,
  type LetterAct,
  lettersSchema,
  serveLetterSchema,
  waitingSchema,
} from './letter-schemas.ts';
import {
  actsInStatus,
  draftableKinds,
  draftRefusal,
  earlierActors,
  letterView,
  permissionOf,
  proposalFor,
  statusLabels,
} from './letter-view.ts';

const TAGS = ['letters'];
const ofCase = z.object({ id: z.uuid() });
const ofLetter = z.object({ id: z.uuid(), letterId: z.uuid() });
const problemsSchema = z.array(z.object({ message: z.string(), basis: z.string() }));
const acted = z.object({ version: z.int(), number: z.string().nullable(), problems: problemsSchema });

const STEP_OF = {
  submit: 'submitted',
  review: 'reviewed',
  'legal-review': 'legal-reviewed',
  return: 'returned',
  discard: 'discarded',
} as const;

function told(problems: readonly Problem[]): { message: string; basis: string }[] {
  return problems.map(({ message, basis }) => ({ message, basis }));
}

/** Letters of a case: drafted, reviewed, signed, served. */
export function registerLetterRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  async function open(request: FastifyRequest, id: string) {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    const { state } = readCase(application.events, context.today(), await context.calendar());
    const target = { organCode: application.organCode, state };
    authorise(request, 'requests.read', target);
    return { application, state, target, key: await findApplicationKey(context, id) };
  }

  async function openOne(request: FastifyRequest, id: string, letterId: string) {
    const opened = await open(request, id);
    const letter = await findLetter(db, division, id, letterId, opened.key);
    if (!letter) throw notFound();
    const steps = (await listSteps(db, division, id, opened.key)).filter((one) => one.letterId === letterId);
    return { ...opened, letter, steps, target: { ...opened.target, earlierActors: earlierActors(steps) } };
  }

  function actorOf(request: FastifyRequest, postTitle: string): LetterActor {
    const { personId, person } = requireActor(request);
    return { personId, name: person.fullName, doneBy: recorderOf(request, postTitle) };
  }

  function subjectOf(application: StoredApplication, letter: Pick<StoredLetter, 'id' | 'kind'>, after: JsonValue) {
    return {
      organCode: application.organCode,
      subject: { kind: APPLICATION_SUBJECT, id: application.id },
      after: { letter: letter.id, kind: letter.kind, ...(after as object) } as JsonValue,
    };
  }

  api.get(
    '/api/v1/requests/:id/letters',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'listCaseLetters',
        summary: 'Letters of a case with their timelines, what they lack, and what may be done with them',
        params: ofCase,
        response: { 200: lettersSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { application, state, target, key } = await open(request, request.params.id);
      const actor = requireActor(request);
      const named = decide(actor, 'requests.read-personal-data', target).allowed;
      const mask = (name: string) => (named ? name : maskApplicantName(name, application.applicantCategory));
      const at = await loadLetterCase(db, context, application, key, mask);
      const letters = await listLetters(db, division, application.id, key);
      const steps = await listSteps(db, division, application.id, key);
      const decision = await findDecision(db, division, key, application.id);
      const itemsBefore = await countItemsBefore(db, division, application.id);
      const viewer = { person: actor, name: actor.person.fullName, state };
      const attachments = await listAttachments(db, division, key, application.id);
      return {
        letters: letters.map((letter) => letterView(letter, steps, application, at, viewer)),
        kinds: draftableKinds.map((kind) => ({
          kind,
          title: letterRules[kind].name,
          mayDraft: decide(actor, letterCourses[kind].draft, target).allowed,
          reason: draftRefusal(kind, application, state, decision),
          proposal: proposalFor(kind, application, at, decision, itemsBefore),
        })),
        enclosures: attachments.filter(({ purpose }) => purpose === 'disclosed').map(({ id, name }) => ({ id, name })),
        isOnline: at.of.isOnline,
      };
    },
  );

  api.get(
    '/api/v1/letters/waiting',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'listWaitingLetters',
        summary: 'Letters that wait for this person’s review or signature',
        response: { 200: waitingSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const organs = await listOrgans(db, division);
      const waiting = await listWaiting(db, division, [...organsWhere(actor, 'requests.read')]);
      const letters: z.output<typeof waitingSchema>['letters'] = [];
      for (const { id, applicationId } of waiting) {
        const { application, target, letter, steps } = await openOne(request, applicationId, id);
        const mine = actsInStatus(letter).filter(
          (act) => act !== 'return' && decide(actor, permissionOf(letter, act), target).allowed,
        );
        if (mine.length === 0) continue;
        const submitted = steps.findLast(({ step }) => step === 'submitted') ?? steps[0];
        const applicant = await findApplicant(db, context.protection, division, applicationId);
        letters.push({
          id,
          applicationId,
          applicationNumber: application.number,
          organName: organs.find(({ code }) => code === application.organCode)?.shortName ?? application.organCode,
          title: letterRules[letter.kind].name,
          subject: applicant?.subject ?? '',
          statusLabel: statusLabels[letter.status],
          acts: mine,
          submittedBy: submitted?.doneBy ?? '',
          submittedAt: submitted?.doneAt.toISOString() ?? '',
          due: application.projection.due_on,
        });
      }
      return { letters };
    },
  );

  api.post(
    '/api/v1/requests/:id/letters',
    {
      config: requirePermission('requests.list', 'requests.draft-letter'),
      schema: {
        tags: TAGS,
        operationId: 'draftCaseLetter',
        summary: 'Begin a letter; the same id sent twice begins it once',
        params: ofCase,
        body: draftLetterSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const { id, content } = request.body;
      const { kind } = content.facts;
      const act = letterCourses[kind].draft;
      const grant = authorise(request, act, target);
      const inside = await settled(context);
      await asLetterProblem(reply, () =>
        auditedAct(request, grant, async (transaction) => {
          await draftLetter(transaction, inside, application, id, content, actorOf(request, grant.postTitle));
          return { answer: undefined, detail: { action: act, ...subjectOf(application, { id, kind }, {}) } };
        }),
      );
      return reply.status(201).send({ id });
    },
  );

  api.put(
    '/api/v1/requests/:id/letters/:letterId',
    {
      config: requirePermission('requests.list', 'requests.draft-letter'),
      schema: {
        tags: TAGS,
        operationId: 'editCaseLetter',
        summary: 'Change a draft',
        params: ofLetter,
        body: editLetterSchema,
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { application, letter, target } = await openOne(request, request.params.id, request.params.letterId);
      const act = permissionOf(letter, 'edit');
      const grant = authorise(request, act, target);
      const { version, content } = request.body;
      const inside = await settled(context);
      await asLetterProblem(reply, () =>
        auditedAct(request, grant, async (transaction) => {
          await recordLetterStep(
            transaction,
            inside,
            application.id,
            letter.id,
            version,
            { step: 'edited', act, status: 'drafting', opinion: null, content },
            actorOf(request, grant.postTitle),
          );
          return { answer: undefined, detail: { action: act, ...subjectOf(application, letter, { step: 'edited' }) } };
        }),
      );
      return { version: version + 1 };
    },
  );

  /** The status an act leads to. */
  function statusAfter(letter: StoredLetter, act: Exclude<LetterAct, 'issue'>): StoredLetter['status'] {
    switch (act) {
      case 'submit':
        return letterCourses[letter.kind].review === null ? 'in-approval' : 'in-review';
      case 'review':
        return 'in-approval';
      case 'legal-review':
        return letter.status;
      case 'return':
        return 'drafting';
      case 'discard':
        return 'discarded';
    }
  }

  api.post(
    '/api/v1/requests/:id/letters/:letterId/acts',
    {
      config: requirePermission('requests.list', 'requests.sign-letter'),
      schema: {
        tags: TAGS,
        operationId: 'actOnCaseLetter',
        summary: 'Submit, review, return, discard or issue a letter; what it lacks is named (422)',
        params: ofLetter,
        body: actOnLetterSchema,
        response: { 200: acted, ...problemResponses(400, 401, 403, 404, 409, 422, 503) },
      },
    },
    async (request, reply) => {
      const { application, letter, target } = await openOne(request, request.params.id, request.params.letterId);
      const { version, act, opinion } = request.body;
      const permission = permissionOf(letter, act);
      const grant = authorise(request, permission, target);
      if ((act === 'return' || act === 'legal-review') && opinion === '')
        throw fieldFault('/opinion', act === 'return' ? '请写明退回的理由' : '请填写法制审核意见');
      const actor = actorOf(request, grant.postTitle);
      const said = opinion === '' ? null : opinion;
      const inside = await settled(context);
      const addresses: string[] = [];
      try {
        return await asLetterProblem(reply, () =>
          auditedAct(request, grant, async (transaction) => {
            const detail = (after: object) => ({
              action: permission,
              reason: said,
              ...subjectOf(application, letter, { act, ...after } as JsonValue),
            });
            // A letter that another moved meanwhile is told of by who did; an act its status has not, by the status.
            if (letter.version === version && !actsInStatus(letter).includes(act))
              throw fieldFault('/act', '这份文书目前不能这样办理');
            if (act === 'issue') {
              const issued = await issueLetter(
                transaction,
                inside,
                application.id,
                letter.id,
                version,
                permission,
                said,
                actor,
              );
              addresses.push(...issued.addresses);
              const answer = { version: version + 1, number: issued.number, problems: told(issued.problems) };
              return { answer, detail: detail({ number: issued.number }) };
            }
            await recordLetterStep(
              transaction,
              inside,
              application.id,
              letter.id,
              version,
              { step: STEP_OF[act], act: permission, status: statusAfter(letter, act), opinion: said },
              actor,
            );
            return { answer: { version: version + 1, number: null, problems: [] }, detail: detail({}) };
          }),
        );
      } catch (error) {
        // The record was rolled back; the files of a letter that was not issued go as well.
        for (const address of addresses) await context.files.remove(address);
        throw error;
      }
    },
  );

  api.post(
    '/api/v1/requests/:id/letters/:letterId/service',
    {
      config: requirePermission('requests.serve-letter'),
      schema: {
        tags: TAGS,
        operationId: 'serveCaseLetter',
        summary: 'Record how a letter was served, with its proof',
        params: ofLetter,
        body: serveLetterSchema,
        response: { 200: z.object({ problems: problemsSchema }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { application, letter, target } = await openOne(request, request.params.id, request.params.letterId);
      const grant = authorise(request, 'requests.serve-letter', target);
      const inside = await settled(context);
      const problems = await asLetterProblem(reply, () =>
        auditedAct(request, grant, async (transaction) => {
          const found = await serveLetter(
            transaction,
            inside,
            application.id,
            letter.id,
            request.body,
            actorOf(request, grant.postTitle),
          );
          const { service, on } = request.body;
          return { answer: found, detail: subjectOf(application, letter, { service, on }) };
        }),
      );
      return { problems: told(problems) };
    },
  );
}
