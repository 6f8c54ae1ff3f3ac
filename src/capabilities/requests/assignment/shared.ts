import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../platform/http/index.ts';
import { type Grant, notFound, requireActor } from '../../../platform/identity/index.ts';
import { readCase } from '../api/case-view.ts';
import { type RequestsContext, recorderOf } from '../api/context.ts';
import { findApplication, type StoredApplication } from '../store/applications.ts';
import type { Recorder } from './store.ts';

export const TAGS = ['requests'];
export const parameters = z.object({ id: z.uuid() });

export const conflict = (detail: string): ProblemError =>
  new ProblemError(409, `${detail}。`, { kind: 'changed-meanwhile', title: '他人已先行办理' });

/** The application of an address. @throws 404 */
export async function load({ db, division }: RequestsContext, id: string): Promise<StoredApplication> {
  const application = await findApplication(db, division, id);
  if (!application) throw notFound();
  return application;
}

/** What permissions are judged by. */
export async function targetOf(context: RequestsContext, application: StoredApplication) {
  const { state } = readCase(application.events, context.today(), await context.calendar());
  return { organCode: application.organCode, state };
}

export function recorder(request: FastifyRequest, grant: Grant): Recorder {
  return { id: requireActor(request).personId, name: recorderOf(request, grant.postTitle) };
}
