import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { type Act, auditedAct, requireActor, requirePermission } from '../../../platform/identity/index.ts';
import { CursorError } from '../../requests/index.ts';
import { ReportNotFoundError } from '../commands/compile-report.ts';
import { listRecords } from '../commands/list-records.ts';
import { checkCompiled, publisherOfOrgan } from '../commands/publish-report.ts';
import { reportJson } from '../render/json.ts';
import { deadlineFor } from '../rules/checks/duty.ts';
import { stepLabels } from '../rules/course/report-course.ts';
import { findCollection, listTasks } from '../store/collections.ts';
import { readWrittenParts, saveWrittenPart } from '../store/report-texts.ts';
import { registerReportCourse } from './course-routes.ts';
import {
  authoriseOn,
  type Draft,
  decideOn,
  draftOf,
  findingSchema,
  findingView,
  isChanged,
  mayBeSubmitted,
  subjectOf,
  subjectOfAudit,
  versionSchema,
  versionView,
} from './draft.ts';
import { recordPageSchema, recordsQuery, reportParameters, reportQuery, reportSchema } from './schemas.ts';

const TAGS = ['annual-report'];
const draftQuery = reportQuery.pick({ scope: true });
const LONGEST_PART = 20_000;
const stepKeys = Object.keys(stepLabels) as [keyof typeof stepLabels, ...(keyof typeof stepLabels)[]];

const draftSchema = z
  .object({
    report: reportSchema
      .omit({ version: true, sha256: true, publishedOn: true, reason: true })
      .meta({ id: 'DraftReport' }),
    sha256: z.string(),
    state: z.enum(['drafting', 'submitted', 'checked', 'signed', 'published']),
    isChanged: z.boolean().describe('the records differ from the version in force'),
    dueOn: z.string().nullable().describe('by when it is published (条例 Art. 49, or earlier as the area set)'),
    collection: z
      .object({ organs: z.int(), accepted: z.int(), organDueOn: z.string() })
      .nullable()
      .describe('how far the figures of the organs are collected'),
    written: z.object({ problems: z.string(), others: z.string() }),
    findings: z.array(findingSchema),
    steps: z
      .array(
        z.object({
          act: z.enum(stepKeys),
          label: z.string(),
          at: z.string(),
          by: z.string(),
          post: z.string(),
          opinion: z.string(),
          isCurrent: z.boolean().describe('taken on the content as it stands'),
        }),
      )
      .describe('oldest first'),
    versions: z.array(versionSchema),
    may: z.object({
      write: z.boolean(),
      submit: z.boolean(),
      check: z.boolean(),
      sign: z.boolean(),
      return: z.boolean(),
      publish: z.boolean(),
    }),
    hindrance: z.string().nullable().describe('why the person may not do what comes next'),
  })
  .meta({ id: 'ReportDraft' });

const NEXT: Readonly<Record<Draft['state'], Act | null>> = {
  drafting: null,
  submitted: 'annual-report.check',
  checked: 'annual-report.sign',
  signed: 'annual-report.publish',
  published: null,
};

/** `/api/v1/office/reports…`: the draft as the records stand, what is written of it, its course to publication. */
export function registerReportOfficeApi(
  app: FastifyInstance,
  db: Database,
  division: string,
  clock: () => Date = () => new Date(),
): void {
  const api = zodRoutes(app);
  registerReportCourse(app, db, division, clock);

  async function deadlinesOf({ area, subject }: Draft) {
    const { organ, organs, year, scope } = subject;
    const collection = await findCollection(db, division, year);
    const legal = deadlineFor(publisherOfOrgan(organ.kind), year);
    if (!collection) return { dueOn: legal, collection: null };
    const codes = new Set(organs.map(({ code }) => code));
    const tasks = (await listTasks(db, division, year)).filter(({ organCode }) => codes.has(organCode));
    const isArea = organ.code === area.government.code;
    return {
      dueOn: isArea ? collection.areaDueOn : legal,
      collection:
        scope === 'aggregated'
          ? {
              organs: tasks.length,
              accepted: tasks.filter(({ state }) => state === 'accepted').length,
              organDueOn: collection.organDueOn,
            }
          : null,
    };
  }

  api.get(
    '/api/v1/office/reports/:organ/:year',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'getReportDraft',
        summary: 'The report as the records stand, checked; what was written, its course and versions',
        params: reportParameters,
        querystring: draftQuery,
        response: { 200: draftSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, year } = request.params;
      const found = await subjectOf(request, db, division, organ, year, request.query.scope);
      const { subject } = found;
      const draft = await draftOf(db, found);
      const may = (act: Act): boolean => decideOn(request, draft, act).allowed;
      const next = NEXT[draft.state];
      const verdict = next && decideOn(request, draft, next);
      return {
        report: reportJson(draft.content, { organ, year, scope: subject.scope }),
        sha256: draft.sha256,
        state: draft.state,
        isChanged: isChanged(draft),
        ...(await deadlinesOf(draft)),
        written: await readWrittenParts(db, division, organ, year),
        findings: (await checkCompiled(db, subject, draft.content, shanghaiDate(clock()))).map(findingView),
        steps: draft.steps.map(({ act, at, personName, postTitle, opinion, sha256 }) => ({
          act,
          label: stepLabels[act],
          at: at.toISOString(),
          by: personName,
          post: postTitle,
          opinion,
          isCurrent: sha256 === draft.sha256,
        })),
        versions: draft.versions.map(versionView),
        may: {
          write: may('annual-report.write'),
          submit: mayBeSubmitted(draft) && may('annual-report.submit'),
          check: may('annual-report.check'),
          sign: may('annual-report.sign'),
          return: may('annual-report.return'),
          publish: may(draft.versions.length > 0 ? 'annual-report.correct' : 'annual-report.publish'),
        },
        hindrance: verdict && !verdict.allowed && verdict.why === 'separation' ? verdict.reason : null,
      };
    },
  );

  api.put(
    '/api/v1/office/reports/:organ/:year/parts/:part',
    {
      config: requirePermission('annual-report.write'),
      schema: {
        tags: TAGS,
        operationId: 'writeReportPart',
        summary: 'Part five (problems) or six (others), a paragraph a line',
        params: reportParameters.extend({ part: z.enum(['problems', 'others']) }),
        querystring: draftQuery,
        body: z
          .object({ text: z.string().max(LONGEST_PART, `每部分不超过${LONGEST_PART}字`) })
          .meta({ id: 'ReportPartText' }),
        response: { 204: z.null(), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { organ, year, part } = request.params;
      const draft = await draftOf(db, await subjectOf(request, db, division, organ, year, request.query.scope));
      const grant = authoriseOn(request, draft, 'annual-report.write');
      const { id, fullName } = requireActor(request).person;
      await auditedAct(request, grant, async (transaction) => {
        const before = await readWrittenParts(transaction, division, organ, year);
        await saveWrittenPart(transaction, division, organ, year, part, request.body.text, fullName, id);
        const detail = {
          organCode: organ,
          subject: subjectOfAudit(draft.subject),
          before: { [part]: before[part] },
          after: { [part]: request.body.text },
        };
        return { answer: null, detail };
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    '/api/v1/office/reports/:organ/:year/records/*',
    {
      config: requirePermission('annual-report.read'),
      schema: {
        tags: TAGS,
        operationId: 'listDraftRecords',
        summary: 'The records a figure of the draft counts',
        params: reportParameters.extend({ '*': z.string().max(100).meta({ example: 'requests/granted/natural' }) }),
        querystring: recordsQuery,
        response: { 200: recordPageSchema, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organ, year } = request.params;
      const { subject } = await subjectOf(request, db, division, organ, year, request.query.scope);
      try {
        return await listRecords(db, subject, request.params['*'], request.query.limit, request.query.after);
      } catch (error) {
        if (error instanceof ReportNotFoundError) throw new ProblemError(404, error.message);
        if (error instanceof CursorError) throw new ProblemError(400, error.message);
        throw error;
      }
    },
  );
}
