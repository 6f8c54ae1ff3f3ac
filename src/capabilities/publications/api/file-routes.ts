import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { examineFile } from '../../../platform/files/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { notFound, requirePermission } from '../../../platform/identity/index.ts';
import { addFile, LARGEST_UPLOAD, removeFile } from '../commands/files.ts';
import { readFileText } from '../files/read-text.ts';
import { importText, UnreadableFileError } from '../html/import.ts';
import { findAttachment } from '../store/attachments.ts';
import { auditView, type Desk, TAGS } from './desk.ts';
import { asProblem } from './problems.ts';
import { publicationSchema, revision } from './schemas.ts';

const uploadQuery = z.object({
  fileName: z.string().min(1).max(255).meta({ example: '附件1.xlsx' }),
  purpose: z.enum(['attachment', 'illustration', 'source']).default('attachment'),
  revision: z.coerce.number().pipe(revision),
});

const parameters = z.object({ id: z.uuid() });
const fileParameters = z.object({ id: z.uuid(), file: z.uuid() });
const PICTURES = new Set(['image/png', 'image/jpeg']);
const TEXT_FILES = /\.(?:html?|docx)$/i;

/** Files that may be kept as sources though they are no attachments: pages saved from a browser. */
async function examine(fileName: string, bytes: Buffer, purpose: string) {
  if (purpose === 'source' && /\.html?$/i.test(fileName))
    return { name: fileName.replace(/^.*[/\\]/, ''), mediaType: 'application/octet-stream', bytes };
  const examination = await examineFile(fileName, bytes);
  if (!examination.ok) {
    // A broken DOCX to import from is kept as it came; that it cannot be read is told afterwards.
    if (purpose === 'source' && bytes.length > 0 && TEXT_FILES.test(fileName))
      return { name: examination.name, mediaType: 'application/octet-stream', bytes };
    throw new ProblemError(422, `${examination.reason}。`, { kind: 'unsuitable-file', title: '文件不能上传' });
  }
  if (purpose === 'illustration' && !PICTURES.has(examination.file.mediaType))
    throw new ProblemError(422, `文件“${examination.file.name}”不是图片，插图请上传PNG或者JPG。`, {
      kind: 'unsuitable-file',
      title: '文件不能上传',
    });
  return examination.file;
}

/** Attachments, illustrations and the files texts are imported from. */
export function registerFileRoutes(desk: Desk): void {
  const { db, division } = desk;

  // Raw bytes in a scope of their own, so that no other route takes them.
  desk.app.register(async (scope: FastifyInstance) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: LARGEST_UPLOAD },
      (_, body, done) => done(null, body),
    );
    zodRoutes(scope).post(
      '/api/v1/publications/:id/files',
      {
        config: requirePermission('publications.write'),
        bodyLimit: LARGEST_UPLOAD,
        schema: {
          tags: TAGS,
          operationId: 'addPublicationFile',
          summary: '上传附件、插图或者导入来源（请求正文为文件内容）',
          consumes: ['application/octet-stream'],
          params: parameters,
          querystring: uploadQuery,
          response: {
            201: z.object({
              publication: publicationSchema,
              fileId: z.uuid(),
              unreadable: z.string().nullable().describe('文件已保存，但是不能读取的原因'),
            }),
            ...problemResponses(400, 401, 404, 409, 413, 422),
          },
        },
      },
      async (request, reply) => {
        const { publication, grant } = await desk.open(request, request.params.id, 'publications.write');
        const body: unknown = request.body;
        if (!Buffer.isBuffer(body)) throw new ProblemError(400, '请求正文应当是文件内容。', { kind: 'no-file' });
        const { fileName, purpose, revision: expected } = request.query;
        const file = await examine(fileName, body, purpose);
        const { text, unreadable } = await readFileText(file.name, file.mediaType, file.bytes);
        const { fileId, after } = await desk.act(request, grant, async (context) => {
          const added = await addFile(context, publication.id, expected, {
            fileName: file.name,
            mediaType: file.mediaType,
            bytes: file.bytes,
            purpose,
            text,
            unreadable,
          });
          return {
            answer: { fileId: added.fileId, after: added.publication },
            detail: {
              action: 'publications.add-file',
              organCode: publication.organCode,
              subject: { kind: 'publication', id: publication.id },
              before: auditView(publication),
              after: { ...auditView(added.publication), file: file.name, size: file.bytes.length, purpose },
            },
          };
        });
        return reply.status(201).send({ publication: await desk.view(request, after), fileId, unreadable });
      },
    );
  });

  const api = zodRoutes(desk.app);

  api.delete(
    '/api/v1/publications/:id/files/:file',
    {
      config: requirePermission('publications.write', 'publications.remove-file'),
      schema: {
        tags: TAGS,
        operationId: 'removePublicationFile',
        summary: '从稿件中移除文件；已经公开的随下一版移除',
        params: fileParameters,
        querystring: z.object({ revision: z.coerce.number().pipe(revision) }),
        response: { 200: publicationSchema, ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const { publication, grant } = await desk.open(request, request.params.id, 'publications.write');
      const { file } = request.params;
      const after = await desk.act(request, grant, async (context) => {
        const changed = await removeFile(context, publication.id, request.query.revision, file);
        return {
          answer: changed,
          detail: {
            action: 'publications.remove-file',
            organCode: publication.organCode,
            subject: { kind: 'publication', id: publication.id },
            before: { ...auditView(publication), file },
            after: auditView(changed),
          },
        };
      });
      return desk.view(request, after);
    },
  );

  desk.app.get<{ Params: { id: string; file: string } }>(
    '/api/v1/publications/:id/files/:file',
    { config: requirePermission('publications.read'), schema: { hide: true } },
    async (request, reply) => {
      const { id, file } = fileParameters.parse(request.params);
      const { publication } = await desk.open(request, id, 'publications.read');
      const found = await findAttachment(db, division, publication.id, file, 'office');
      if (!found) throw notFound();
      const way = PICTURES.has(found.mediaType) ? 'inline' : 'attachment';
      return reply
        .type(found.mediaType)
        .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(Buffer.from(found.content));
    },
  );

  api.get(
    '/api/v1/publications/:id/files/:file/text',
    {
      config: requirePermission('publications.read'),
      schema: {
        tags: TAGS,
        operationId: 'importPublicationFile',
        summary: '把上传的 DOCX 或者 HTML 读成正文；读不出的说明原因，文件保留',
        params: fileParameters,
        response: {
          200: z.object({ title: z.string(), bodyHtml: z.string() }),
          ...problemResponses(401, 404, 422),
        },
      },
    },
    async (request) => {
      const { publication } = await desk.open(request, request.params.id, 'publications.read');
      const found = await findAttachment(db, division, publication.id, request.params.file, 'office');
      if (!found) throw notFound();
      return asProblem(async () => {
        const { title, bodyHtml } = await importText(found.fileName, Buffer.from(found.content)).catch((error) => {
          if (error instanceof UnreadableFileError)
            throw new UnreadableFileError(
              found.fileName,
              `${error.message.replace(/^《[^》]*》/, '')}；文件已保留，可以下载核对`,
            );
          throw error;
        });
        return { title, bodyHtml };
      });
    },
  );
}
