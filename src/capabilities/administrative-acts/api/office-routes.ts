import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { fieldFault, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  authorise,
  decide,
  findOrgan,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { MonthlyFigureError, type MonthlyFigureKind, monthlyFigureKinds } from '../rules/kinds.ts';
import { reportMonthlyFigure } from '../store/monthly-figures.ts';

const TAGS = ['monthly-figures'];
const kinds = Object.keys(monthlyFigureKinds) as [MonthlyFigureKind, ...MonthlyFigureKind[]];
const kind = z.enum(kinds).meta({ id: 'MonthlyFigureKind' });
const organ = z
  .string()
  .regex(/^\d{6}[0-9A-Za-z-]{0,20}$/)
  .meta({ example: '330206' });

const yearSchema = z
  .object({
    organCode: z.string(),
    organName: z.string(),
    year: z.int(),
    kinds: z.array(z.object({ kind, label: z.string(), unit: z.string(), decimals: z.int() })),
    figures: z.array(
      z.object({ kind, month: z.string(), value: z.number(), version: z.int(), reason: z.string().nullable() }),
    ),
    lastMonth: z.string().describe('the last month that is over and can be reported'),
    may: z.object({ report: z.boolean(), correct: z.boolean() }),
  })
  .meta({ id: 'MonthlyFigures' });

/** `/api/v1/figures…`: what an organ reports by month. A month is reported once it is over; later it is corrected, with a reason. */
export function registerFigureRoutes(
  app: FastifyInstance,
  options: { db: Database; division: string; clock?: () => Date },
): void {
  const { db, division, clock = () => new Date() } = options;
  const api = zodRoutes(app);

  /** The month before this one. */
  const lastMonth = (): string => {
    const [year = 0, month = 0] = shanghaiDate(clock()).split('-').map(Number);
    return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
  };

  api.get(
    '/api/v1/figures/:organ/:year',
    {
      config: requirePermission('figures.read'),
      schema: {
        tags: TAGS,
        operationId: 'getMonthlyFigures',
        summary: 'The figures of an organ and year, month by month, in their latest version',
        params: z.object({ organ, year: z.coerce.number().int().min(2008).max(2200) }),
        response: { 200: yearSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { year } = request.params;
      const target = { organCode: request.params.organ };
      authorise(request, 'figures.read', target);
      const found = await findOrgan(db, request.params.organ);
      if (!found || found.divisionCode !== division) throw notFound();
      const { rows } = await sql<{
        kind: MonthlyFigureKind;
        month: string;
        value: number;
        version: number;
        reason: string | null;
      }>`
        select distinct on (kind, month) kind, month, value, version, reason from monthly_figure
        where division_code = ${division} and organ_code = ${found.code}
          and month between ${`${year}-01`} and ${`${year}-12`} and kind = any (${sql`${[...kinds]}::text[]`})
        order by kind, month, version desc`.execute(db);
      const actor = requireActor(request);
      return {
        organCode: found.code,
        organName: found.name,
        year,
        kinds: kinds.map((key) => ({ kind: key, ...monthlyFigureKinds[key] })),
        figures: rows,
        lastMonth: lastMonth(),
        may: {
          report: decide(actor, 'figures.report', target).allowed,
          correct: decide(actor, 'figures.correct', target).allowed,
        },
      };
    },
  );

  api.put(
    '/api/v1/figures/:organ/:month/:kind',
    {
      config: requirePermission('figures.report'),
      schema: {
        tags: TAGS,
        operationId: 'reportMonthlyFigure',
        summary: 'Report a month’s figure, or correct it with a reason',
        params: z.object({ organ, month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/), kind }),
        body: z
          .object({
            value: z.number({ error: '请填写数字' }),
            version: z.int().min(0).describe('the version seen, 0 for none'),
            reason: z.string().trim().max(500).optional(),
          })
          .meta({ id: 'ReportFigure' }),
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { organ: organCode, month, kind: key } = request.params;
      const { value, version, reason } = request.body;
      const found = await findOrgan(db, organCode);
      if (!found || found.divisionCode !== division) throw notFound();
      const grant = authorise(request, version === 0 ? 'figures.report' : 'figures.correct', { organCode });
      if (month > lastMonth()) throw fieldFault('/value', `${month}尚未结束，结束后再填报`);
      const standing = await db
        .selectFrom('monthly_figure')
        .select(({ fn }) => fn.max('version').as('version'))
        .where('division_code', '=', division)
        .where('organ_code', '=', organCode)
        .where('kind', '=', key)
        .where('month', '=', month)
        .executeTakeFirst();
      if ((standing?.version ?? 0) !== version)
        throw new ProblemError(409, '该数字刚刚被他人填报，请刷新后再办理。', {
          kind: 'changed-meanwhile',
          title: '他人已先行填报',
        });
      const by = `${requireActor(request).person.fullName}（${grant.postTitle}）`;
      try {
        const figure = { organCode, kind: key, month, value };
        return { version: await reportMonthlyFigure(db, division, figure, by, reason) };
      } catch (error) {
        if (error instanceof MonthlyFigureError)
          throw fieldFault(version > 0 && !reason ? '/reason' : '/value', error.message);
        throw error;
      }
    },
  );
}
