import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  authorise,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { readCase } from '../api/case-view.ts';
import type { RequestsContext } from '../api/context.ts';
import { findApplication } from '../store/applications.ts';
import { findSimilar } from './find.ts';

const day = z.string();
const similarSchema = z
  .object({
    repeated: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        organCode: z.string(),
        organName: z.string(),
        submittedOn: day,
        closedOn: day.nullable(),
        stateLabel: z.string(),
        outcomeLabel: z.string().nullable(),
        similarity: z.number(),
        isSame: z.boolean(),
        knownBy: z.enum(['identity', 'name']).describe('a name alone may be another person’s'),
      }),
    ),
    frequency: z.array(z.object({ days: z.int(), count: z.int(), isUnusual: z.boolean() })),
    sameByOthers: z.object({
      count: z.int(),
      applicants: z.int(),
      examples: z.array(z.object({ id: z.uuid(), number: z.string(), submittedOn: day })),
    }),
  })
  .meta({ id: 'SimilarApplications' });

/** Repeated applications and unusual frequency: shown to whoever decides, never acted on. */
export function registerSimilarRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  zodRoutes(app).get(
    '/api/v1/requests/:id/similar',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: ['requests'],
        operationId: 'findSimilarApplications',
        summary:
          'Applications of the same applicant that read alike, how many there are, and how many others ask the same',
        params: z.object({ id: z.uuid() }),
        response: { 200: similarSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const application = await findApplication(db, division, request.params.id);
      if (!application) throw notFound();
      const today = context.today();
      const { state } = readCase(application.events, today, await context.calendar());
      authorise(request, 'requests.read', { organCode: application.organCode, state });
      const organCodes = [...organsWhere(requireActor(request), 'requests.read')];
      const found = await findSimilar(db, protection, division, application.id, organCodes, today);
      const names = new Map((await listOrgans(db, division)).map(({ code, shortName }) => [code, shortName]));
      return {
        ...found,
        repeated: found.repeated.map((one) => ({ ...one, organName: names.get(one.organCode) ?? one.organCode })),
      };
    },
  );
}
