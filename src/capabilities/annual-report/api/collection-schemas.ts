import { z } from 'zod';
import { MONTHLY_KINDS } from '../collecting/standing.ts';
import { type TaskState, taskActLabels, taskStateLabels } from '../rules/collecting/course.ts';
import { differenceSources } from '../rules/collecting/differences.ts';
import { reportSchema } from './schemas.ts';

const keysOf = <Key extends string>(labels: Readonly<Record<Key, string>>) => Object.keys(labels) as [Key, ...Key[]];

export const taskStateSchema = z.enum(keysOf(taskStateLabels)).meta({ id: 'ReportTaskState' }) as z.ZodType<TaskState>;

const plainDate = z.iso.date();

export const collectionBody = z
  .object({
    organDueOn: plainDate.describe('by when organs hand in their figures'),
    areaDueOn: plainDate.describe('by when the report of the area is published'),
    note: z.string().trim().max(1000).default(''),
  })
  .meta({ id: 'ReportCollectionDates' });

export const collectionSchema = z
  .object({
    year: z.int(),
    organDueOn: z.string(),
    areaDueOn: z.string(),
    note: z.string(),
    openedAt: z.string(),
    openedBy: z.string(),
  })
  .meta({ id: 'ReportCollection' });

export const differenceSchema = z
  .object({
    organCode: z.string(),
    organName: z.string(),
    figure: z.string().describe('address of the figure, opens its records'),
    title: z.string(),
    scope: z.enum(['own', 'aggregated']),
    counted: z.number(),
    stated: z.number(),
    source: z.enum(keysOf(differenceSources)),
    sourceLabel: z.string(),
    explanation: z.string().nullable(),
    explainedBy: z.string().nullable(),
  })
  .meta({ id: 'ReportDifference' });

export const organReportSchema = z
  .object({
    scope: z.enum(['own', 'aggregated']),
    address: z.string().nullable(),
    publishedOn: z.string().nullable(),
    fileName: z.string().nullable(),
    isRead: z.boolean().describe('its tables were read and stand against the records'),
    recordedAt: z.string(),
    recordedBy: z.string(),
  })
  .meta({ id: 'OrganReport' });

const handedInSchema = z.object({ at: z.string(), by: z.string(), responsible: z.string() }).nullable();

export const taskItemSchema = z
  .object({
    organCode: z.string(),
    organName: z.string(),
    kind: z.string(),
    state: taskStateSchema,
    isLate: z.boolean(),
    isChanged: z.boolean().describe('the records changed after they were handed in'),
    handedIn: handedInSchema,
    missingMonths: z.int(),
    differences: z.int(),
    unexplained: z.int(),
    reminded: z.int().describe('how often the organ was reminded by hand'),
    organReport: organReportSchema.nullable(),
    publishedOn: z.string().nullable().describe('of its own report, made here'),
  })
  .meta({ id: 'ReportTaskItem' });

export const overviewSchema = collectionSchema
  .extend({
    today: z.string(),
    latest: z.object({ organDueOn: z.string(), areaDueOn: z.string() }).describe('what the law allows'),
    area: z.object({ organCode: z.string(), organName: z.string(), publishedOn: z.string().nullable() }),
    tasks: z.array(taskItemSchema),
    mayManage: z.boolean(),
  })
  .meta({ id: 'ReportCollectionOverview' });

export const taskSchema = z
  .object({
    year: z.int(),
    organCode: z.string(),
    organName: z.string(),
    state: taskStateSchema,
    organDueOn: z.string(),
    note: z.string(),
    isLate: z.boolean(),
    isChanged: z.boolean(),
    sha256: z.string(),
    report: reportSchema
      .omit({ version: true, sha256: true, publishedOn: true, reason: true })
      .meta({ id: 'CollectedReport' }),
    figures: z.array(z.object({ figure: z.string(), title: z.string() })),
    missing: z.array(z.object({ kind: z.enum(MONTHLY_KINDS), label: z.string(), months: z.array(z.string()) })),
    differences: z.array(differenceSchema),
    organReport: organReportSchema.nullable(),
    handedIn: handedInSchema,
    course: z.array(
      z.object({
        act: z.enum(keysOf(taskActLabels)),
        label: z.string(),
        at: z.string(),
        by: z.string(),
        words: z.string(),
      }),
    ),
    may: z.object({ fill: z.boolean(), handIn: z.boolean(), accept: z.boolean(), return: z.boolean() }),
    hindrance: z.string().nullable().describe('why the person may not decide on it'),
  })
  .meta({ id: 'ReportTask' });

export const rollUpSchema = z
  .object({
    rows: z.array(
      z.object({
        figure: z.string(),
        title: z.string(),
        counted: z.number().describe('of the whole area, from its records'),
        summed: z.number().describe('sum of what the records of each organ give'),
        stated: z.number().describe('when each organ’s own figure is taken where it differs'),
        organs: z.int().describe('organs that differ'),
      }),
    ),
    differences: z.array(differenceSchema),
  })
  .meta({ id: 'ReportRollUp' });
