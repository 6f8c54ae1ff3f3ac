import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JsonValue } from '../../../platform/audit/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { newAccessCode } from '../intake/access-codes.ts';
import { findDetails, insertDetails, replaceAccessCode, replaceDetails } from '../intake/application-details.ts';
import { readPaper } from '../rules/intake/on-paper.ts';
import { formatCode, formatReference } from '../rules/intake/reference.ts';
import { APPLICATION_SUBJECT, ERASED, findApplicant } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { readCase } from './case-view.ts';
import type { RequestsContext } from './context.ts';
import { lineInput } from './event-input.ts';
import { particularsInput, refuseFaults } from './particulars.ts';

const TAGS = ['requests'];
const ofCase = z.object({ id: z.uuid() });

/** What an application that came on paper says of its applicant, put right or completed; and the code to follow it by. */
export function registerParticularsRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);

  async function open(request: FastifyRequest, id: string) {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    const { state } = readCase(application.events, context.today(), await context.calendar());
    const grant = authorise(request, 'requests.register', { organCode: application.organCode, state });
    const applicant = (await findApplicant(db, protection, division, id))!;
    if (applicant.applicantName === ERASED.applicantName)
      throw new ProblemError(409, '申请人的个人信息已经依法删除。', { kind: 'not-in-this-state' });
    return { application, grant, applicant, details: await findDetails(context, id) };
  }

  api.put(
    '/api/v1/requests/:id/particulars',
    {
      config: requirePermission('requests.register'),
      schema: {
        tags: TAGS,
        operationId: 'saveParticulars',
        summary: 'Complete or put right what an application on paper says of its applicant',
        params: ofCase,
        body: particularsInput,
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { application, grant, applicant, details } = await open(request, request.params.id);
      if (application.channel === 'online' && details)
        throw new ProblemError(409, '申请人在网上填写的内容不能由机关修改，需要更正的请告知补正。', {
          kind: 'not-in-this-state',
        });
      const of = { category: application.applicantCategory, name: applicant.applicantName };
      const { faults, ...read } = readPaper(of, request.body, context.today());
      refuseFaults(faults);
      const content = details?.content ?? { title: '', documentNumber: '', description: applicant.subject };
      await auditedAct(request, grant, async (transaction) => {
        if (details) await replaceDetails(transaction, context, application.id, { content, ...read });
        else await insertDetails(transaction, context, application.id, { content, ...read }, null);
        return { answer: undefined, detail: detailOf('requests.save-particulars', application, request.body) };
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/api/v1/requests/:id/access-code',
    {
      config: requirePermission('requests.register'),
      schema: {
        tags: TAGS,
        operationId: 'issueAccessCode',
        summary: 'A new code for the applicant to follow the case by; a former one ends',
        params: ofCase,
        body: z.object({ reason: lineInput('核实申请人身份的情况', 200) }).meta({ id: 'IssueAccessCode' }),
        response: {
          200: z.object({ reference: z.string(), accessCode: z.string() }),
          ...problemResponses(400, 401, 404, 409),
        },
      },
    },
    async (request) => {
      const { application, grant, applicant, details } = await open(request, request.params.id);
      const code = newAccessCode();
      await auditedAct(request, grant, async (transaction) => {
        if (details) await replaceAccessCode(transaction, context, application.id, code);
        else {
          const of = { category: application.applicantCategory, name: applicant.applicantName };
          const { faults: _, ...read } = readPaper(of, particularsInput.parse({}), context.today());
          const content = { title: '', documentNumber: '', description: applicant.subject };
          await insertDetails(transaction, context, application.id, { content, ...read }, code);
        }
        const detail = detailOf('requests.issue-access-code', application, undefined, request.body.reason);
        return { answer: undefined, detail };
      });
      return { reference: formatReference(application), accessCode: formatCode(code) };
    },
  );

  /** What goes on record of it; what names the applicant under their own key. */
  function detailOf(
    action: string,
    { id, organCode }: { id: string; organCode: string },
    personal?: z.infer<typeof particularsInput>,
    reason?: string,
  ) {
    const of = { divisionCode: division, kind: APPLICATION_SUBJECT, id };
    return {
      action,
      organCode,
      subject: { kind: APPLICATION_SUBJECT, id },
      ...(personal === undefined ? {} : { personal: { of, content: personal as unknown as JsonValue } }),
      ...(reason === undefined ? {} : { reason }),
    };
  }
}
