import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CalendarDataError } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../http/index.ts';
import {
  auditedAct,
  authorise,
  type Grant,
  listOrgans,
  organsWhere,
  requireActor,
  requirePermission,
} from '../identity/index.ts';
import { applyCalendarYear, listChanges, listMoved, type MovedClock, type Redate } from './change.ts';
import { CalendarVersionError } from './index.ts';

export interface CalendarImportOptions {
  db: Database;
  division: string;
  redate: Redate;
  /** For tests. */
  clock?: () => Date;
}

const TAGS = ['calendar'];
const SHOWN = 200;
const CHANGES_SHOWN = 50;

const movedSchema = z.object({
  organCode: z.string(),
  organName: z.string(),
  subject: z.string(),
  clock: z.string(),
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const importSchema = z
  .object({
    applied: z.boolean(),
    changeId: z.uuid().nullable(),
    year: z.int(),
    version: z.int(),
    affected: z.int(),
    moved: z.array(movedSchema).describe('the first two hundred'),
  })
  .meta({ id: 'CalendarImport' });

const importBody = z
  .object({
    content: z.record(z.string(), z.unknown()).describe('a year in the form of `gongkai import calendar`'),
    apply: z.boolean().default(false).describe('false: told what would move, nothing is changed'),
  })
  .meta({ id: 'ImportCalendar' });

/** A look changes nothing but is on record as one. @throws what was not a look */
async function lookedAt(request: FastifyRequest, grant: Grant, error: unknown): Promise<void> {
  if (!(error instanceof OnlyLooked)) throw error;
  await auditedAct(request, grant, async () => ({ answer: undefined, detail: { action: 'calendar.preview' } }));
}

/** Ends a transaction without leaving anything of it. */
class OnlyLooked extends Error {
  override name = 'OnlyLooked';
}

/** Loading a changed calendar with all that follows from it, and the lists of what earlier ones moved. */
export function registerCalendarImport(app: FastifyInstance, options: CalendarImportOptions): void {
  const { db, division, redate, clock = () => new Date() } = options;
  const api = zodRoutes(app);

  async function named(moved: readonly Omit<MovedClock, 'personId'>[]) {
    const names = new Map((await listOrgans(db, division)).map(({ code, shortName }) => [code, shortName]));
    return moved.map(({ organCode, subject, clock: label, path, before, after }) => ({
      organCode,
      organName: names.get(organCode) ?? organCode,
      subject,
      clock: label,
      path,
      before,
      after,
    }));
  }

  api.post(
    '/api/v1/calendar/import',
    {
      bodyLimit: 262_144,
      config: requirePermission('calendar.load'),
      schema: {
        tags: TAGS,
        operationId: 'importCalendar',
        summary: 'Load a year’s calendar: every open case is re-dated in one transaction, who is affected is told',
        body: importBody,
        response: { 200: importSchema, ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'calendar.load');
      const { content, apply } = request.body;
      const by = `${requireActor(request).person.fullName}（${grant.postTitle}）`;
      let outcome: { changeId: string; year: number; version: number; moved: MovedClock[] } | undefined;
      const load = async (transaction: Database) => {
        const applied = await applyCalendarYear(transaction, content, '上传的文件', by, redate, clock());
        const change = applied.changes.find(({ divisionCode }) => divisionCode === division);
        outcome = {
          changeId: change?.id ?? '',
          year: applied.year,
          version: applied.version,
          moved: change?.moved ?? [],
        };
        return outcome;
      };
      try {
        if (apply)
          await auditedAct(request, grant, async (transaction) => {
            const { changeId, year, version, moved } = await load(transaction);
            const detail = {
              subject: { kind: 'calendar', id: `${year}` },
              after: { version, change: changeId, affected: moved.length },
            };
            return { answer: undefined, detail };
          });
        else
          await db
            .transaction()
            .execute(async (transaction) => {
              await load(transaction);
              throw new OnlyLooked();
            })
            .catch((error: unknown) => lookedAt(request, grant, error));
      } catch (error) {
        if (error instanceof CalendarDataError)
          throw new ProblemError(400, `文件不是有效的工作日历：${error.message}。`, {
            kind: 'validation',
            errors: [{ in: 'body', pointer: '/content', detail: error.message }],
          });
        if (error instanceof CalendarVersionError)
          throw new ProblemError(409, '版本号应当大于现行版本，现行版本未改变。', { kind: 'calendar-version' });
        throw error;
      }
      const { changeId, year, version, moved } = outcome!;
      return {
        applied: apply,
        changeId: apply ? changeId : null,
        year,
        version,
        affected: moved.length,
        moved: await named(moved.slice(0, SHOWN)),
      };
    },
  );

  api.get(
    '/api/v1/calendar/changes',
    {
      config: requirePermission('calendar.read'),
      schema: {
        tags: TAGS,
        operationId: 'listCalendarChanges',
        summary: 'Calendars that were loaded and how many clocks each moved',
        response: {
          200: z
            .object({
              items: z.array(
                z.object({
                  id: z.uuid(),
                  year: z.int(),
                  version: z.int(),
                  loadedAt: z.string(),
                  loadedBy: z.string(),
                  affected: z.int(),
                }),
              ),
            })
            .meta({ id: 'CalendarChanges' }),
          ...problemResponses(401, 404),
        },
      },
    },
    async () => ({
      items: (await listChanges(db, division, CHANGES_SHOWN)).map(({ source: _, loadedAt, ...change }) => ({
        ...change,
        loadedAt: loadedAt.toISOString(),
      })),
    }),
  );

  api.get(
    '/api/v1/calendar/changes/:id',
    {
      config: requirePermission('calendar.read'),
      schema: {
        tags: TAGS,
        operationId: 'listMovedClocks',
        summary: 'What a loaded calendar moved in the organs the person’s posts reach',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          offset: z.coerce.number().int().min(0).default(0),
        }),
        response: {
          200: z.object({ items: z.array(movedSchema), total: z.int() }).meta({ id: 'MovedClocks' }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const organs = [...organsWhere(requireActor(request), 'calendar.read')];
      const { limit, offset } = request.query;
      const { items, total } = await listMoved(db, division, request.params.id, organs, limit, offset);
      return { items: await named(items), total };
    },
  );
}
