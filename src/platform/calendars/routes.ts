import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isPlainDate, MissingCalendarError, type PlainDate, toEpochDay } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../http/index.ts';
import { requirePermission } from '../identity/index.ts';
import { calendarReader } from './cache.ts';

const TAGS = ['calendar'];

const yearSchema = z
  .object({
    year: z.int(),
    version: z.int(),
    firstYear: z.int(),
    lastYear: z.int(),
    notices: z.array(z.object({ url: z.string(), title: z.string().optional() })),
    rest: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
    work: z.array(z.object({ date: z.string(), name: z.string() })),
    workingDays: z.int(),
  })
  .meta({ id: 'WorkingCalendarYear' });

/** `/api/v1/calendar…`: the working days the clocks count by, and the counting itself. */
export function registerCalendarRoutes(app: FastifyInstance, options: { db: Database }): void {
  const calendar = calendarReader(options.db);
  const api = zodRoutes(app);

  api.get(
    '/api/v1/calendar/:year',
    {
      config: requirePermission('calendar.read'),
      schema: {
        tags: TAGS,
        operationId: 'getCalendarYear',
        summary: 'Rest days and working weekends of a year, with the notices they come from',
        params: z.object({ year: z.coerce.number().int().min(1900).max(2200) }),
        response: { 200: yearSchema, ...problemResponses(401, 404) },
      },
    },
    async ({ params }) => {
      const working = await calendar();
      const found = working.years.find(({ year }) => year === params.year);
      if (!found) throw new ProblemError(404, `${params.year}年的工作日历尚未载入。`, { kind: 'calendar-missing' });
      const before = toEpochDay(`${params.year}-01-01`) - 1;
      const first = params.year === working.firstYear ? 0 : working.ordinal(before);
      const { year, version, notices, rest, work } = found;
      return {
        year,
        version,
        firstYear: working.firstYear,
        lastYear: working.lastYear,
        notices,
        rest,
        work,
        workingDays: working.ordinal(toEpochDay(`${year}-12-31`)) - first,
      };
    },
  );

  api.get(
    '/api/v1/calendar/due',
    {
      config: requirePermission('calendar.read'),
      schema: {
        tags: TAGS,
        operationId: 'countWorkingDays',
        summary: 'The n-th working day after a day, which is day 0',
        querystring: z.object({
          from: z
            .string()
            .refine(isPlainDate, '请填写有效的日期，例如2022-09-28')
            .transform((text) => text as PlainDate),
          workingDays: z.coerce.number().int().min(0).max(1000),
        }),
        response: {
          200: z.object({ from: z.string(), workingDays: z.int(), due: z.string(), calendarDays: z.int() }),
          ...problemResponses(400, 401, 422),
        },
      },
    },
    async ({ query: { from, workingDays } }) => {
      try {
        const due = (await calendar()).addWorkingDays(from, workingDays);
        return { from, workingDays, due, calendarDays: toEpochDay(due) - toEpochDay(from) };
      } catch (error) {
        if (error instanceof MissingCalendarError)
          throw new ProblemError(422, `${error.year}年的工作日历尚未公布，不能推算。`, { kind: 'calendar-missing' });
        throw error;
      }
    },
  );
}
