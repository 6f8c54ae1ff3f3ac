import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { examineFile, openSealed, storeSealed } from '../../../platform/files/index.ts';
import { fieldFault, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
  auditedAct,
  authorise,
  decide,
  notFound,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { splitApplication } from '../commands/split-application.ts';
import { applicationKey, findApplicationKey, listFiles, openFile } from '../intake/application-details.ts';
import { LARGEST_FILE } from '../intake/draft-files.ts';
import { findCorrection } from '../intake/followed-cases.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { findApplication } from '../store/applications.ts';
import {
  insertAttachment,
  insertEntry,
  listAttachments,
  listNotes,
  listRelated,
  listSearches,
} from '../store/case-file.ts';
import { readCase } from './case-view.ts';
import { type RequestsContext, recorderOf, settled } from './context.ts';
import { dateInput, lineInput } from './event-input.ts';
import { asLetterProblem } from './letter-problems.ts';
import { recordedSince } from './recorded-since.ts';
import { readUpload, sendFile } from './uploads.ts';

const TAGS = ['case-file'];
const ofCase = z.object({ id: z.uuid() });
const ofFile = z.object({ id: z.uuid(), fileId: z.uuid() });

const searchInput = z
  .object({
    on: dateInput,
    by: lineInput('检索人', 100),
    places: z.array(lineInput('检索范围')).min(1, '请填写检索范围').max(20),
    terms: z.array(lineInput('检索词', 60)).min(1, '请填写检索词').max(20),
    result: lineInput('检索结果', 500),
  })
  .meta({ id: 'AddSearch' });

const noteInput = z
  .object({
    text: z
      .string({ error: '请填写备注' })
      .trim()
      .min(1, '请填写备注')
      .max(2000, '备注不能超过2000个字符')
      .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/, '不能包含控制字符'),
  })
  .meta({ id: 'AddNote' });

const splitInput = z
  .object({
    version: z.int().min(1),
    subjects: z.array(lineInput('拆分出的事项', 500)).min(1, '请写明拆分出的事项').max(20, '最多拆分20件'),
  })
  .meta({ id: 'SplitApplication' });

const recorded = { recordedAt: z.string(), recordedBy: z.string() };

const fileSchema = z
  .object({
    searches: z.array(
      z.object({
        sequence: z.int(),
        on: z.string(),
        by: z.string(),
        places: z.array(z.string()),
        terms: z.array(z.string()),
        result: z.string(),
        ...recorded,
      }),
    ),
    notes: z.array(z.object({ sequence: z.int(), text: z.string(), ...recorded })),
    attachments: z.array(
      z.object({
        id: z.uuid(),
        purpose: z.enum(['file', 'disclosed', 'proof']),
        name: z.string(),
        bytes: z.int(),
        addedAt: z.string(),
        addedBy: z.string(),
      }),
    ),
    handedIn: z
      .array(z.object({ id: z.uuid(), name: z.string(), bytes: z.int(), with: z.enum(['application', 'correction']) }))
      .describe('files of the applicant'),
    correction: z
      .object({ submittedOn: z.string(), text: z.string() })
      .nullable()
      .describe('what the applicant answered to the correction notice on the portal'),
    related: z.array(z.object({ id: z.uuid(), number: z.string(), relation: z.enum(['part', 'whole']) })),
    mayAnnotate: z.boolean(),
    maySearch: z.boolean(),
    maySplit: z.boolean(),
    mayOpenHandedIn: z.boolean(),
  })
  .meta({ id: 'CaseFile' });

/** What lies in the file of a case besides its letters: searches, notes, attachments, parts. Register multipart first. */
export function registerCaseFileRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  async function open(request: FastifyRequest, id: string) {
    const application = await findApplication(db, division, id);
    if (!application) throw notFound();
    const { state } = readCase(application.events, context.today(), await context.calendar());
    const target = { organCode: application.organCode, state };
    authorise(request, 'requests.read', target);
    return { application, target };
  }

  function subject(organCode: string, id: string, after: object) {
    return { organCode, subject: { kind: APPLICATION_SUBJECT, id }, after: { ...after } };
  }

  api.get(
    '/api/v1/requests/:id/file',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'getCaseFile',
        summary: 'Searches, notes, attachments and parts of a case',
        params: ofCase,
        response: { 200: fileSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { application, target } = await open(request, request.params.id);
      const { id } = application;
      const key = await findApplicationKey(context, id);
      const actor = requireActor(request);
      const may = (act: Act): boolean => decide(actor, act, target).allowed;
      const named = may('requests.read-personal-data');
      const correction = await findCorrection(context, id);
      const iso = <T extends { recordedAt: Date; recordedBy: string; sequence: number }>(entry: T) => ({
        sequence: entry.sequence,
        recordedAt: entry.recordedAt.toISOString(),
        recordedBy: entry.recordedBy,
      });
      return {
        searches: (await listSearches(db, division, key, id)).map((entry) => ({
          ...iso(entry),
          on: entry.content.on,
          by: entry.content.by,
          result: entry.content.result,
          places: [...entry.content.places],
          terms: [...entry.content.terms],
        })),
        notes: (await listNotes(db, division, key, id)).map((entry) => ({ ...iso(entry), text: entry.content.text })),
        attachments: (await listAttachments(db, division, key, id)).map((file) => ({
          id: file.id,
          purpose: file.purpose,
          name: file.name,
          bytes: file.bytes,
          addedAt: file.addedAt.toISOString(),
          addedBy: file.addedBy,
        })),
        // Names of files people hand in often hold their own.
        handedIn: named
          ? (await listFiles(context, id)).map((file) => ({
              id: file.id,
              name: file.name,
              bytes: file.bytes,
              with: file.handedInWith,
            }))
          : [],
        correction: correction ? { submittedOn: correction.submittedOn, text: correction.text } : null,
        related: await listRelated(db, division, id),
        mayAnnotate: may('requests.annotate'),
        maySearch: may('requests.decide'),
        maySplit: may('requests.split'),
        mayOpenHandedIn: named,
      };
    },
  );

  api.post(
    '/api/v1/requests/:id/searches',
    {
      config: requirePermission('requests.decide', 'requests.log-search'),
      schema: {
        tags: TAGS,
        operationId: 'addSearch',
        summary: 'Log a search for the information: where, when, by whom, by which words',
        params: ofCase,
        body: searchInput,
        response: { 201: z.object({ sequence: z.int() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.decide', target);
      if (request.body.on > context.today()) throw fieldFault('/on', '检索日期不能晚于今天');
      const sequence = await addEntry(request, grant, application, 'search', request.body, {
        on: request.body.on,
        places: request.body.places,
      });
      return reply.status(201).send({ sequence });
    },
  );

  api.post(
    '/api/v1/requests/:id/notes',
    {
      config: requirePermission('requests.annotate'),
      schema: {
        tags: TAGS,
        operationId: 'addNote',
        summary: 'Add a note to the file',
        params: ofCase,
        body: noteInput,
        response: { 201: z.object({ sequence: z.int() }), ...problemResponses(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.annotate', target);
      const sequence = await addEntry(request, grant, application, 'note', request.body, {});
      return reply.status(201).send({ sequence });
    },
  );

  function addEntry(
    request: FastifyRequest,
    grant: ReturnType<typeof authorise>,
    application: { id: string; organCode: string },
    kind: 'search' | 'note',
    content: Parameters<typeof insertEntry>[5],
    told: object,
  ): Promise<number> {
    return auditedAct(request, grant, async (transaction) => {
      const key = await applicationKey(transaction, context, application.id);
      const recorder = recorderOf(request, grant.postTitle);
      const sequence = await insertEntry(
        transaction,
        division,
        key,
        application.id,
        kind,
        content,
        context.now(),
        recorder,
      );
      return { answer: sequence, detail: subject(application.organCode, application.id, { sequence, ...told }) };
    });
  }

  api.post(
    '/api/v1/requests/:id/attachments',
    {
      config: requirePermission('requests.annotate', 'requests.attach'),
      bodyLimit: LARGEST_FILE + 100_000,
      schema: {
        tags: TAGS,
        operationId: 'addAttachment',
        summary: 'Add a file to the case: multipart with `purpose` (file, disclosed, proof) and one `file`',
        consumes: ['multipart/form-data'],
        params: ofCase,
        response: { 201: z.object({ id: z.uuid() }), ...problemResponses(400, 401, 404, 413) },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.annotate', target);
      const { purpose, name, bytes } = await readUpload(request);
      const examination = await examineFile(name, bytes);
      if (!examination.ok) throw fieldFault('/file', examination.reason);
      const { file } = examination;
      const stored = await storeSealed(context.files, context.protection.ring.suite, file.bytes);
      const id = randomUUID();
      try {
        await auditedAct(request, grant, async (transaction) => {
          const key = await applicationKey(transaction, context, application.id);
          await insertAttachment(transaction, division, key, application.id, {
            id,
            purpose,
            name: file.name,
            mediaType: file.mediaType,
            bytes: file.bytes.length,
            addedAt: context.now(),
            addedBy: recorderOf(request, grant.postTitle),
            ...stored,
          });
          return {
            answer: undefined,
            detail: subject(application.organCode, application.id, {
              attachment: id,
              purpose,
              bytes: file.bytes.length,
            }),
          };
        });
      } catch (error) {
        await context.files.remove(stored.address);
        throw error;
      }
      return reply.status(201).send({ id });
    },
  );

  api.get(
    '/api/v1/requests/:id/attachments/:fileId',
    {
      config: requirePermission('requests.read'),
      schema: {
        tags: TAGS,
        operationId: 'openAttachment',
        summary: 'A file of the case',
        params: ofFile,
        response: { 200: z.any(), ...problemResponses(401, 404) },
      },
    },
    async (request, reply) => {
      const { application } = await open(request, request.params.id);
      const key = await findApplicationKey(context, application.id);
      const files = await listAttachments(db, division, key, application.id);
      const found = files.find(({ id }) => id === request.params.fileId);
      if (!found) throw notFound();
      return sendFile(reply, found.name, found.mediaType, await openSealed(context.files, found));
    },
  );

  api.get(
    '/api/v1/requests/:id/handed-in/:fileId',
    {
      config: requirePermission('requests.read-personal-data'),
      schema: {
        tags: TAGS,
        operationId: 'openHandedInFile',
        summary: 'A file the applicant handed in; the look is on record',
        params: ofFile,
        response: { 200: z.any(), ...problemResponses(401, 404) },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.read-personal-data', target);
      const found = await openFile(context, application.id, request.params.fileId);
      if (!found) throw notFound();
      await auditedAct(request, grant, async () => ({
        answer: undefined,
        detail: subject(application.organCode, application.id, { file: found.id }),
      }));
      return sendFile(reply, found.name, found.mediaType, found.content);
    },
  );

  api.post(
    '/api/v1/requests/:id/split',
    {
      config: requirePermission('requests.split'),
      schema: {
        tags: TAGS,
        operationId: 'splitApplication',
        summary: 'Split an application by 一事一申请; each part gets a number of its own',
        params: ofCase,
        body: splitInput,
        response: {
          201: z.object({ parts: z.array(z.object({ id: z.uuid(), number: z.string() })) }),
          ...problemResponses(400, 401, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const { application, target } = await open(request, request.params.id);
      const grant = authorise(request, 'requests.split', target);
      const { version, subjects } = request.body;
      const inside = await settled(context);
      const parts = await asLetterProblem(
        reply,
        () =>
          auditedAct(request, grant, async (transaction) => {
            const recorder = recorderOf(request, grant.postTitle);
            const made = await splitApplication(transaction, inside, application.id, subjects, version, recorder);
            const told = { parts: made.map(({ number }) => number) };
            return { answer: made, detail: subject(application.organCode, application.id, told) };
          }),
        () => recordedSince(context.db, context.division, application.id, version),
      );
      return reply.status(201).send({ parts });
    },
  );
}
