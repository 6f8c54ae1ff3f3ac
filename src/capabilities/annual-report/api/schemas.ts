import { z } from 'zod';

const cell = z.number().nullable();
const scope = z.enum(['own', 'aggregated']).describe('own: the organ itself; aggregated: with all organs below it');

export const reportParameters = z.object({
  organ: z
    .string()
    .regex(/^\d{6}[0-9A-Za-z-]{0,20}$/)
    .describe('organ code; begins with the six digits of its division')
    .meta({ example: '330206' }),
  year: z.coerce.number().int().min(2008).max(2200).meta({ example: 2022 }),
});

export const reportQuery = z.object({
  scope: scope.optional(),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('a version that was corrected later; the one in force when left out'),
});

export const recordsQuery = z.object({
  scope: scope.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().describe('`next` of the page before'),
});

export const reportEntrySchema = z
  .object({
    organ: z.string(),
    organCode: z.string(),
    year: z.number().int(),
    scope,
    version: z.number().int(),
    sha256: z.string().describe('of the canonical JSON (RFC 8785) of the frozen content'),
    publishedOn: z.string(),
    reason: z.string().nullable().describe('why a correction was made; null for the first version'),
    links: z.object({ self: z.string(), page: z.string() }),
  })
  .meta({ id: 'AnnualReportEntry' });

export const reportSchema = z
  .object({
    form: z.literal('2021'),
    organ: z.string(),
    organCode: z.string(),
    year: z.number().int(),
    scope,
    title: z.string(),
    version: z.number().int(),
    sha256: z.string(),
    publishedOn: z.string(),
    reason: z.string().nullable(),
    organs: z.array(z.object({ code: z.string(), name: z.string() })),
    tables: z.object({
      proactive: z.object({
        rules: z.array(cell).length(3).describe('issued, repealed, in force'),
        normativeDocuments: z.array(cell).length(3),
        licensing: cell,
        penalties: cell,
        compulsion: cell,
        chargesWan: cell.describe('万元'),
      }),
      requests: z.object({
        rows: z.array(
          z.object({
            key: z.string(),
            label: z.string(),
            values: z.array(cell).length(7).describe('natural, business, research, welfare, legal, other, total'),
            records: z.array(z.string()).length(7),
          }),
        ),
      }),
      remedies: z.object({
        reconsideration: z.array(cell).length(5).describe('upheld, corrected, other, pending, total'),
        litigationDirect: z.array(cell).length(5),
        litigationAfterReconsideration: z.array(cell).length(5),
      }),
    }),
    records: z.record(z.string(), z.string()).describe('address of a figure -> the page of its records'),
    preamble: z.string(),
    parts: z.array(
      z.object({
        numeral: z.string(),
        title: z.string(),
        paragraphs: z.array(z.string()),
        table: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'AnnualReport' });

const organCode = z.string();
const date = z.string().nullable();

export const recordPageSchema = z
  .object({
    title: z.string(),
    next: z.string().nullable(),
    kind: z.enum(['applications', 'remedies', 'documents', 'monthly-figures']),
    items: z.array(
      z.union([
        z.object({
          id: z.string(),
          organCode,
          number: z.string(),
          applicantCategory: z.string(),
          receivedOn: z.string(),
          dueOn: date,
          closedOn: date,
          outcome: z.string().nullable(),
          reportRow: z.string().nullable(),
        }),
        z.object({
          id: z.string(),
          organCode,
          kind: z.string(),
          caseNumber: z.string(),
          filedOn: z.string(),
          concludedOn: date,
          result: z.string().nullable(),
        }),
        z.object({
          id: z.string(),
          organCode,
          title: z.string(),
          documentNumber: z.string(),
          issuedOn: z.string(),
          endedOn: date,
          status: z.string(),
        }),
        z.object({
          organCode,
          kind: z.string(),
          month: z.string(),
          value: z.number(),
          version: z.number(),
          reason: z.string().nullable(),
        }),
      ]),
    ),
  })
  .meta({ id: 'RecordPage' });
