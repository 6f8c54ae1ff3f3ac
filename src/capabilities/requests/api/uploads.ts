import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldFault, ProblemError } from '../../../platform/http/index.ts';
import { LARGEST_FILE } from '../intake/draft-files.ts';

/** A file of a case: saved, never shown inside the office. */
export function sendFile(reply: FastifyReply, name: string, mediaType: string, content: Buffer) {
  return reply
    .type(mediaType)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(content);
}

const PURPOSES = ['file', 'disclosed', 'proof'] as const;

/** One file of a multipart form with what it is for. @throws ProblemError naming the field at fault */
export async function readUpload(request: FastifyRequest) {
  if (!request.isMultipart()) throw new ProblemError(400, '请以表单方式上传文件。', { kind: 'validation' });
  const part = await request.file({ limits: { fileSize: LARGEST_FILE, files: 1, fields: 5, fieldSize: 100 } });
  if (!part) throw fieldFault('/file', '请选择文件');
  const bytes = await part.toBuffer().catch(() => new Uint8Array());
  if (part.file.truncated) throw fieldFault('/file', `文件“${part.filename}”超过${LARGEST_FILE / 1024 / 1024} MB`);
  const field = part.fields.purpose;
  const value = field && !Array.isArray(field) && field.type === 'field' ? field.value : 'file';
  const purpose = PURPOSES.find((one) => one === value);
  if (!purpose) throw fieldFault('/purpose', '请选择附件的用途');
  return { purpose, name: part.filename, bytes };
}
