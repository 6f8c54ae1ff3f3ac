import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listOrgans, publicAccess } from '../../../platform/identity/index.ts';
import { sendErrorPage } from '../../../portal/index.ts';
import { FOLLOWING_MINUTES, issueFollowingToken, readFollowingToken } from '../intake/access-codes.ts';
import { todayOf } from '../intake/context.ts';
import { listOrganGuides } from '../intake/organ-guides.ts';
import { auditApplicantAct } from '../intake/submit-application.ts';
import { letterMediaTypes } from '../letters/commands/letter-files.ts';
import { letterRules } from '../letters/rules/kinds.ts';
import { foldCorrection } from '../records-correction/course.ts';
import { openCorrectionLetter } from '../records-correction/letter-store.ts';
import {
  CORRECTION_SUBJECT,
  findCorrectionRequest,
  type StoredCorrectionRequest,
} from '../records-correction/store.ts';
import { goTo, readCookie, sendPersonalPage, setCookie } from './http.ts';
import type { PagesContext } from './options.ts';
import { paths } from './paths.ts';
import { recordsCorrectionPage } from './records-correction-page.tsx';

const COOKIE = 'records-correction';

/** Leads on to a request whose number and 查询码 were proved. */
export function beginFollowingCorrection(
  request: FastifyRequest,
  reply: FastifyReply,
  context: PagesContext,
  id: string,
): FastifyReply {
  setCookie(request, reply, COOKIE, issueFollowingToken(context, id, COOKIE), FOLLOWING_MINUTES * 60);
  return goTo(request, reply, paths.recordsCorrection);
}

/** A request to correct own records (条例 Art. 41) as its applicant follows it: course, answer, what can be done against it. */
export function registerRecordsCorrection(scope: FastifyInstance, context: PagesContext): void {
  const { db, division, protection } = context;
  const personal = { config: publicAccess };

  async function followed(request: FastifyRequest): Promise<StoredCorrectionRequest | undefined> {
    const id = readFollowingToken(context, readCookie(request, COOKIE), COOKIE);
    return id === undefined ? undefined : findCorrectionRequest(db, protection, division, id);
  }

  scope.get(paths.recordsCorrection, personal, async (request, reply) => {
    const found = await followed(request);
    if (!found) return goTo(request, reply, paths.status);
    const organ = (await listOrgans(db, division)).find(({ code }) => code === found.organCode)!;
    const guide = (await listOrganGuides(db, division, todayOf(context))).get(organ.code);
    return sendPersonalPage(request, reply, recordsCorrectionPage(found, organ, guide));
  });

  for (const format of ['pdf', 'docx'] as const)
    scope.get(paths.recordsCorrectionLetter(format), personal, async (request, reply) => {
      const found = await followed(request);
      if (!found) return goTo(request, reply, paths.status);
      // Its addressee may read it once it was served, on whatever way.
      if (foldCorrection(found.events).status !== 'served') return sendErrorPage(request, reply, 404);
      const letter = await openCorrectionLetter(db, context, found.id, format);
      if (!letter) return sendErrorPage(request, reply, 404);
      // Written before anything is given, so that no look goes unrecorded.
      await db
        .transaction()
        .execute((transaction) =>
          auditApplicantAct(
            transaction,
            context,
            found.organCode,
            found.id,
            'records-correction.read-letter',
            { letter: letter.number, format },
            CORRECTION_SUBJECT,
          ),
        );
      return reply
        .type(letterMediaTypes[format])
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`${letterRules.L15.name}${letter.number}.${format}`)}`,
        )
        .send(letter.content);
    });
}
