import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import { fieldFault, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, notFound, requirePermission } from '../../../platform/identity/index.ts';
import { type RequestsContext, settled } from '../api/context.ts';
import { asLetterProblem } from '../api/letter-problems.ts';
import { type LetterFormat, letterMediaTypes } from '../letters/commands/letter-files.ts';
import { loadLetterOrgan, loadTemplates } from '../letters/commands/load-case.ts';
import { letterDocx, letterPdf } from '../letters/render.ts';
import { composeLetter, type Letter } from '../letters/rules/assemble.ts';
import { letterRules } from '../letters/rules/kinds.ts';
import { applicationOf, composeAnswer, issueAnswer } from './answer.ts';
import { correctionCases, permissionToAct } from './case.ts';
import { type CorrectionEvent, foldCorrection } from './course.ts';
import { openCorrectionLetter } from './letter-store.ts';
import { actBody, draftBody, parameters, serveBody } from './schemas.ts';
import { CORRECTION_SUBJECT } from './store.ts';

const TAGS = ['records-correction'];
const fileOf = parameters.extend({ format: z.enum(['pdf', 'docx']) });
const file = z.any().describe('the file');
const moved = z.object({ version: z.int() });
const NAME = letterRules.L15.name;

function sendFile(reply: FastifyReply, content: Uint8Array, name: string, format: LetterFormat) {
  return reply
    .type(letterMediaTypes[format])
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-disposition',
      `${format === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
    )
    .send(Buffer.from(content));
}

/** The letter that answers a request to correct own records: drafted, reviewed and signed by three people, served. */
export function registerCorrectionAnswerRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db } = context;
  const api = zodRoutes(app);
  const cases = correctionCases(context);

  const render = (reply: FastifyReply, words: Letter, format: LetterFormat): Promise<Uint8Array> =>
    asLetterProblem(reply, async () =>
      format === 'pdf' ? (await letterPdf(words, { missing: 'code' })).pdf : await letterDocx(words),
    );

  api.put(
    '/api/v1/records-corrections/:id/answer',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'draftRecordsCorrectionAnswer',
        summary: 'Write or change the letter that answers',
        params: parameters,
        body: draftBody,
        response: { 200: moved, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const found = await cases.open(request, request.params.id);
      const { version, answer } = request.body;
      const isOwn = answer.outcome === 'corrected' || answer.outcome === 'refused';
      if (!isOwn && !answer.competent) throw fieldFault('/answer/competent', '请填写有权更正的机关');
      if (isOwn && answer.text === '')
        throw fieldFault('/answer/text', answer.outcome === 'corrected' ? '请填写更正的内容' : '请填写不予更正的理由');
      if (answer.service === 'online' && !found.isFollowed)
        throw fieldFault('/answer/service', '申请人没有查询码，不能通过互联网送达');
      const done = await cases.move(request, found, 'records-correction.handle', version, (_transaction, personId) => [
        {
          kind: 'letter-drafted',
          on: context.today(),
          // An organ named before another outcome was chosen is not meant any more.
          answer: { ...answer, competent: isOwn ? null : answer.competent },
          personId,
        },
      ]);
      return { version: done.version };
    },
  );

  api.post(
    '/api/v1/records-corrections/:id/answer/acts',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'actOnRecordsCorrectionAnswer',
        summary: 'Submit, review, return or sign the letter; what it lacks is named (422)',
        params: parameters,
        body: actBody,
        response: {
          200: moved.extend({ number: z.string().nullable() }),
          ...problemResponses(400, 401, 403, 404, 409, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const found = await cases.open(request, request.params.id);
      const { version, act, opinion } = request.body;
      if (act === 'return' && opinion === '') throw fieldFault('/opinion', '请写明退回的理由');
      const on = context.today();
      const inside = await settled(context);
      const addresses: string[] = [];
      const make = (personId: string): CorrectionEvent => {
        if (act === 'submit') return { kind: 'letter-submitted', on, personId };
        return { kind: act === 'review' ? 'letter-reviewed' : 'letter-returned', on, opinion, personId };
      };
      try {
        const { version: now, event } = await asLetterProblem(reply, () =>
          cases.move(request, found, permissionToAct(act, found), version, async (transaction, personId) => {
            if (act !== 'issue') return [make(personId)];
            const issued = await issueAnswer(transaction, inside, found, opinion, personId);
            addresses.push(...issued.addresses);
            return issued.events;
          }),
        );
        return { version: now, number: event.kind === 'answered' ? event.letterNumber : null };
      } catch (error) {
        // The record was rolled back; the files of a letter that was not issued go as well.
        for (const address of addresses) await context.files.remove(address);
        throw error;
      }
    },
  );

  api.post(
    '/api/v1/records-corrections/:id/answer/service',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'serveRecordsCorrectionAnswer',
        summary: 'Record how the letter was served, with its proof',
        params: parameters,
        body: serveBody,
        response: { 200: moved, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const found = await cases.open(request, request.params.id);
      const { version, service, on, proof } = request.body;
      if (on > shanghaiDate(context.now())) throw fieldFault('/on', '送达日期不能晚于今天');
      if (found.closedOn !== null && on < found.closedOn) throw fieldFault('/on', '送达日期不能早于签发日期');
      const done = await cases.move(request, found, 'records-correction.handle', version, (_transaction, personId) => [
        { kind: 'served', on, service, proof, personId },
      ]);
      return { version: done.version };
    },
  );

  api.get(
    '/api/v1/records-corrections/:id/answer/preview.:format',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'previewRecordsCorrectionAnswer',
        summary: 'The draft as it would look if it was signed today; the name is masked for those it is not shown to',
        params: fileOf,
        response: { 200: file, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request, reply) => {
      const { id, format } = request.params;
      const found = await cases.open(request, id);
      const { answer } = foldCorrection(found.events);
      if (!answer || found.state === 'closed') throw notFound();
      const applicant = cases.isNamed(request, found) ? found.applicantName : cases.masked(found);
      const { letter } = await composeAnswer(db, context, found, answer, '（签发时编号）', applicant);
      return sendFile(reply, await render(reply, letter, format), `${NAME}（草稿）`, format);
    },
  );

  api.get(
    '/api/v1/records-corrections/:id/answer/issued.:format',
    {
      config: requirePermission('records-correction.read'),
      schema: {
        tags: TAGS,
        operationId: 'openRecordsCorrectionAnswer',
        summary: 'The letter as it was signed and stored; the look is on record',
        params: fileOf,
        response: { 200: file, ...problemResponses(401, 404, 503) },
      },
    },
    async (request, reply) => {
      const { id, format } = request.params;
      const found = await cases.open(request, id);
      const { organCode } = found;
      if (!cases.isNamed(request, found)) throw notFound();
      const grant = authorise(request, 'records-correction.read', { organCode });
      const letter = await openCorrectionLetter(db, context, id, format);
      if (!letter) throw notFound();
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: {
          action: 'records-correction.open-letter',
          organCode,
          subject: { kind: CORRECTION_SUBJECT, id },
          after: { number: letter.number, format, sha256: letter.hash },
        },
      }));
      return sendFile(reply, letter.content, `${NAME}${letter.number}`, format);
    },
  );

  api.get(
    '/api/v1/records-corrections/:id/answer/service.:format',
    {
      config: requirePermission('records-correction.handle'),
      schema: {
        tags: TAGS,
        operationId: 'openRecordsCorrectionServiceProof',
        summary: '送达回证 of the answer',
        params: fileOf,
        response: { 200: file, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request, reply) => {
      const { id, format } = request.params;
      const found = await cases.open(request, id);
      const grant = authorise(request, 'records-correction.handle', { organCode: found.organCode });
      const { served, letterNumber } = foldCorrection(found.events);
      if (!served) throw notFound();
      const { organ } = await loadLetterOrgan(db, context, found.organCode, served.on);
      const { letter } = composeLetter(
        {
          kind: 'L16',
          organ,
          application: applicationOf(found),
          number: null,
          date: served.on,
          documents: [{ title: NAME, number: letterNumber ?? '' }],
          served,
        },
        await loadTemplates(db, context.division),
      );
      const content = await render(reply, letter, format);
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: {
          action: 'records-correction.open-letter',
          organCode: found.organCode,
          subject: { kind: CORRECTION_SUBJECT, id },
          after: { proofOfService: letterNumber, format },
        },
      }));
      return sendFile(reply, content, `送达回证（${formatChinese(served.on)}）`, format);
    },
  );
}
