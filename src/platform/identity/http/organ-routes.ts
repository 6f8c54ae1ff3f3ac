import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../http/index.ts';
import {
  changeOrgans,
  listOrganChanges,
  listOrgansAsOf,
  type OrganChange,
  OrganChangeRefusedError,
} from '../organ-history.ts';
import { organsWhere } from '../permissions/decide.ts';
import { authorise, notFound, requireActor, requirePermission } from './access.ts';
import { auditedAct } from './audited.ts';
import { dateSchema, organChangeSchema, organSchema, recordedChangeSchema } from './schemas.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['organs'];

/** Codes of organs that stand already and that a change touches. */
function touched(change: OrganChange): string[] {
  switch (change.kind) {
    case 'establish':
      return change.organ.parentCode === null ? [] : [change.organ.parentCode];
    case 'rename':
      return [change.organ];
    case 'move':
      return [change.organ, change.parentCode];
    case 'merge':
      return [...change.organs, ...placeOf(change.into)];
    case 'split':
      return [change.organ, ...change.into.flatMap(placeOf)];
    case 'abolish':
      return [change.organ, change.successor];
  }
}

function placeOf(organ: string | { parentCode: string | null }): string[] {
  if (typeof organ === 'string') return [organ];
  return organ.parentCode === null ? [] : [organ.parentCode];
}

/** The tree of organs as of any day, and what became of them. */
export function registerOrganRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, now } = context;
  const { division } = settings;
  const api = zodRoutes(app);

  api.get(
    '/api/v1/organs',
    {
      config: requirePermission('organs.read'),
      schema: {
        tags: TAGS,
        operationId: 'listOrgans',
        summary: 'The organs of the division as they are, or as they were on a day',
        querystring: z.object({ asOf: dateSchema.optional() }),
        response: { 200: z.object({ asOf: z.string(), organs: z.array(organSchema) }), ...problemResponses(400, 401) },
      },
    },
    async (request) => {
      const asOf = request.query.asOf ?? shanghaiDate(now());
      const organs = await listOrgansAsOf(db, division, asOf);
      return {
        asOf,
        organs: organs.map(({ code, name, shortName, kind, parentCode, activeFrom, activeTo }) => ({
          code,
          name,
          shortName,
          kind,
          parentCode,
          activeFrom,
          activeTo,
        })),
      };
    },
  );

  api.get(
    '/api/v1/organs/changes',
    {
      config: requirePermission('organs.read'),
      schema: {
        tags: TAGS,
        operationId: 'listOrganChanges',
        summary: 'Mergers, splits, renamings and moves, the latest first',
        response: { 200: z.object({ changes: z.array(recordedChangeSchema) }), ...problemResponses(401) },
      },
    },
    async () => {
      const changes = await listOrganChanges(db, division);
      return {
        changes: changes.map((change) => ({
          ...change,
          before: [...change.before],
          after: [...change.after],
          beforeNames: [...change.beforeNames],
          afterNames: [...change.afterNames],
        })),
      };
    },
  );

  api.post(
    '/api/v1/organs/changes',
    {
      config: requirePermission('organs.change'),
      schema: {
        tags: TAGS,
        operationId: 'changeOrgans',
        summary: 'Record a change of organs and carry it out',
        body: organChangeSchema,
        response: {
          201: z.object({ id: z.uuid(), before: z.array(z.string()), after: z.array(z.string()) }),
          ...problemResponses(400, 401, 403, 404, 422),
        },
      },
    },
    async (request, reply) => {
      const change: OrganChange = request.body;
      const organs = touched(change);
      const reach = organsWhere(requireActor(request), 'organs.change');
      // A government of its own stands above everyone's reach and comes by gongkai import only.
      if (organs.length === 0 || organs.some((code) => !reach.has(code))) throw notFound();
      const grant = authorise(request, 'organs.change', { organCode: organs[0]! });
      const { person } = requireActor(request);
      try {
        const answer = await auditedAct(request, grant, async (transaction) => {
          const done = await changeOrgans(transaction, division, change, shanghaiDate(now()), person.fullName, now());
          const detail = {
            organCode: organs[0]!,
            subject: { kind: 'organ-change', id: done.id },
            reason: change.document,
            before: done.before,
            after: { kind: change.kind, effectiveOn: change.effectiveOn, organs: done.after },
          };
          return { answer: done, detail };
        });
        return await reply.status(201).send(answer);
      } catch (error) {
        if (error instanceof OrganChangeRefusedError)
          throw new ProblemError(422, `${error.message}。`, {
            kind: 'organ-change-refused',
            errors: [{ in: 'body', pointer: error.pointer, detail: error.message }],
          });
        throw error;
      }
    },
  );
}
