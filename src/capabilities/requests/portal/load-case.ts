import type { FastifyReply, FastifyRequest } from 'fastify';
import { FOLLOWING_MINUTES, issueFollowingToken } from '../intake/access-codes.ts';
import { todayOf } from '../intake/context.ts';
import { findCorrection, isCorrectionPending } from '../intake/followed-cases.ts';
import { followCase } from '../rules/intake/progress.ts';
import { findApplicant } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import { goTo, setCookie } from './http.ts';
import type { PagesContext } from './options.ts';
import { paths } from './paths.ts';

export type LoadedCase = NonNullable<Awaited<ReturnType<typeof loadCase>>>;

/** A case as its applicant may see it. */
export async function loadCase(context: PagesContext, applicationId: string) {
  const { db, division, protection } = context;
  const application = await findApplication(db, division, applicationId);
  if (!application) return undefined;
  const correction = await findCorrection(context, applicationId);
  const pendingOn = isCorrectionPending(application, correction?.submittedOn) ? correction!.submittedOn : null;
  const today = todayOf(context);
  const progress = followCase(
    { events: application.events, correctionSubmittedOn: pendingOn },
    today,
    await context.calendar(),
  );
  const applicant = await findApplicant(db, protection, division, applicationId);
  return { application, progress, today, subject: applicant?.subject ?? '' };
}

/** Leads a browser that may see a case to it, for an hour. */
export function showCase(
  request: FastifyRequest,
  reply: FastifyReply,
  context: PagesContext,
  applicationId: string,
): FastifyReply {
  setCookie(request, reply, 'case', issueFollowingToken(context, applicationId), FOLLOWING_MINUTES * 60);
  return goTo(request, reply, paths.case);
}
