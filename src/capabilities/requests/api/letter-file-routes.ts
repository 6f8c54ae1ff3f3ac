import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formatChinese } from '../../../kernel/calendar/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { findApplicationKey } from '../intake/application-details.ts';
import { type LetterFormat, letterMediaTypes, openLetterFile } from '../letters/commands/letter-files.ts';
import { loadLetterCase } from '../letters/commands/load-case.ts';
import { letterDocx, letterPdf } from '../letters/render.ts';
import { composeLetter } from '../letters/rules/assemble.ts';
import { composeCaseLetter } from '../letters/rules/case-letter.ts';
import { letterRules } from '../letters/rules/kinds.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { findLetter } from '../store/letters.ts';
import { maskApplicantName } from './applicant.ts';
import { readCase } from './case-view.ts';
import type { RequestsContext } from './context.ts';
import { asLetterProblem } from './letter-problems.ts';

const TAGS = ['letters'];
const parameters = z.object({ id: z.uuid(), letterId: z.uuid(), format: z.enum(['pdf', 'docx']) });
const file = z.any().describe('the file');

function sendFile(reply: FastifyReply, content: Uint8Array, name: string, format: LetterFormat, inline: boolean) {
  return reply
    .type(letterMediaTypes[format])
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-disposition',
      `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
    )
    .send(Buffer.from(content));
}

/** Letters as files: a preview of a draft, what was issued, and the proof of service (送达回证). */
export function registerLetterFileRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  async function open(request: FastifyRequest, id: string, letterId: string) {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    const { state } = readCase(application.events, context.today(), await context.calendar());
    const target = { organCode: application.organCode, state };
    authorise(request, 'requests.read', target);
    const key = await findApplicationKey(context, id);
    const letter = await findLetter(db, division, id, letterId, key);
    if (!letter?.content || !key) throw notFound();
    return { application, target, key, letter, content: letter.content };
  }

  api.get(
    '/api/v1/requests/:id/letters/:letterId/preview.:format',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'previewCaseLetter',
        summary: 'A draft as it would look if it was issued today; the name is masked for those it is not shown to',
        params: parameters,
        response: { 200: file, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request, reply) => {
      const { id, letterId, format } = request.params;
      const { application, target, key, letter, content } = await open(request, id, letterId);
      const actor = requireActor(request);
      const named = decide(actor, 'requests.read-personal-data', target).allowed;
      const at = await loadLetterCase(db, context, application, key, (name) =>
        named ? name : maskApplicantName(name, application.applicantCategory),
      );
      const number = letterRules[letter.kind].series === null ? null : (letter.number ?? '（签发时编号）');
      const composed = composeCaseLetter(
        content,
        at.of,
        { number, date: letter.issuedOn ?? at.today, signer: actor.person.fullName },
        at.templates,
      );
      const words = composed.letter;
      if (words === null)
        throw new ProblemError(422, `${composed.objections.join('；')}。`, { kind: 'letter-refused' });
      const bytes = await asLetterProblem(reply, async () =>
        format === 'pdf' ? (await letterPdf(words, { missing: 'code' })).pdf : await letterDocx(words),
      );
      return sendFile(reply, bytes, `${letterRules[letter.kind].name}（草稿）`, format, format === 'pdf');
    },
  );

  api.get(
    '/api/v1/requests/:id/letters/:letterId/issued.:format',
    {
      config: requirePermission('requests.read-personal-data', 'requests.read-letter'),
      schema: {
        tags: TAGS,
        operationId: 'openCaseLetter',
        summary: 'An issued letter as it was stored; the look is on record',
        params: parameters,
        response: { 200: file, ...problemResponses(401, 404, 503) },
      },
    },
    async (request, reply) => {
      const { id, letterId, format } = request.params;
      const { application, target, key, letter } = await open(request, id, letterId);
      const grant = authorise(request, 'requests.read-personal-data', target);
      const found = await asLetterProblem(reply, () => openLetterFile(db, context, id, letterId, format, key));
      if (!found) throw notFound();
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: {
          organCode: application.organCode,
          subject: { kind: APPLICATION_SUBJECT, id },
          after: { letter: letterId, kind: letter.kind, number: letter.number, format, sha256: found.hash },
        },
      }));
      const name = `${letterRules[letter.kind].name}${letter.number ?? ''}`;
      return sendFile(reply, found.content, name, format, format === 'pdf');
    },
  );

  api.get(
    '/api/v1/requests/:id/letters/:letterId/service.:format',
    {
      config: requirePermission('requests.read-personal-data', 'requests.read-letter'),
      schema: {
        tags: TAGS,
        operationId: 'openServiceProof',
        summary: '送达回证 of a letter that was served',
        params: parameters,
        response: { 200: file, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request, reply) => {
      const { id, letterId, format } = request.params;
      const { application, target, key, letter, content } = await open(request, id, letterId);
      const grant = authorise(request, 'requests.read-personal-data', target);
      if (letter.servedOn === null || letter.service === null) throw notFound();
      const at = await loadLetterCase(db, context, application, key);
      const { facts } = content;
      const addressee =
        facts.kind === 'L06' || facts.kind === 'L08'
          ? facts.thirdParty
          : facts.kind === 'L09'
            ? facts.coMaker
            : facts.kind === 'L10'
              ? facts.addressee
              : at.of.application.applicant;
      const { letter: words } = composeLetter(
        {
          kind: 'L16',
          organ: at.of.organ,
          application: { ...at.of.application, applicant: addressee },
          number: null,
          date: letter.servedOn,
          documents: [{ title: letterRules[letter.kind].name, number: letter.number ?? '' }],
          served: { service: letter.service, on: letter.servedOn, proof: letter.proof ?? '' },
        },
        at.templates,
      );
      const bytes = await asLetterProblem(reply, async () =>
        format === 'pdf' ? (await letterPdf(words, { missing: 'code' })).pdf : await letterDocx(words),
      );
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: {
          organCode: application.organCode,
          subject: { kind: APPLICATION_SUBJECT, id },
          after: { proofOfService: letterId, format },
        },
      }));
      return sendFile(reply, bytes, `送达回证（${formatChinese(letter.servedOn)}）`, format, format === 'pdf');
    },
  );
}
