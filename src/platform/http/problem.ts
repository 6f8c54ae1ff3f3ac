import { z } from 'zod';

/** One field that must be mended, within a problem. */
export const fieldErrorSchema = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']).meta({ description: '字段所在：请求正文、查询参数、路径或请求头' }),
    pointer: z.string().meta({ description: '字段的 JSON 指针（RFC 6901）', example: '/receivedOn' }),
    detail: z.string().meta({ description: '应如何改正', example: '无效ISO日期' }),
  })
  .meta({ id: 'FieldError' });

/** RFC 9457 problem details, the one form of every error below /api. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: '问题类型的 URI', example: 'urn:gongkai:problem:validation' }),
    title: z.string().meta({ description: '问题类型的名称', example: '请求不符合要求' }),
    status: z.int().meta({ description: 'HTTP 状态码', example: 400 }),
    detail: z.string().meta({ description: '本次问题的说明', example: '有 1 处需要改正。' }),
    instance: z
      .string()
      .meta({ description: '本次请求的编号，可据以查日志', example: 'urn:uuid:0191e1a0-7c1f-4d7a-9a53-0c6f3c0a6b11' }),
    errors: z.array(fieldErrorSchema).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
export type FieldError = z.infer<typeof fieldErrorSchema>;

interface ProblemOptions {
  /** Last part of the type's URN, e.g. `report-already-published`; without it the type is about:blank. */
  readonly kind?: string;
  readonly title?: string;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** Thrown by a route to answer with a problem: `throw new ProblemError(409, '该年度报告已经发布。')`. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly statusCode: number;
  readonly kind: string | undefined;
  readonly title: string | undefined;
  readonly errors: readonly FieldError[] | undefined;

  /** @param detail shown to the caller, in Chinese, without anything that must stay inside */
  constructor(statusCode: number, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.statusCode = statusCode;
    this.kind = options.kind;
    this.title = options.title;
    this.errors = options.errors;
  }
}

/** A fault of one field of the body, which forms show beside it. @param detail one sentence without its full stop */
export function fieldFault(pointer: string, detail: string): ProblemError {
  return new ProblemError(400, `${detail}。`, { kind: 'validation', errors: [{ in: 'body', pointer, detail }] });
}

interface Wording {
  readonly title: string;
  readonly detail: string;
}

const SERVER_FAULT: Wording = {
  title: '系统内部错误',
  detail: '系统处理请求时发生错误，已记入日志。请稍后再试，或者向管理员提供请求编号。',
};
const BAD_REQUEST: Wording = { title: '请求不符合要求', detail: '请求的格式或者内容不符合要求。' };

const WORDINGS: Record<number, Wording> = {
  400: BAD_REQUEST,
  401: { title: '尚未登录', detail: '请先登录，或者提供有效的访问凭证。' },
  403: { title: '没有权限', detail: '您没有进行此项操作的权限。' },
  404: { title: '没有找到', detail: '所请求的地址不存在，或者内容已经撤下。' },
  405: { title: '不支持的请求方法', detail: '此地址不支持所用的请求方法。' },
  408: { title: '请求超时', detail: '没有在规定时间内收到完整的请求。' },
  409: { title: '与现状冲突', detail: '请求与记录的当前状态冲突，请刷新后重试。' },
  413: { title: '请求内容过大', detail: '请求内容超过了允许的大小。' },
  414: { title: '请求地址过长', detail: '请求地址超过了允许的长度。' },
  415: { title: '不支持的内容类型', detail: '请求正文的类型不受支持，请使用 application/json。' },
  422: { title: '请求无法处理', detail: '请求的内容无法处理。' },
  429: { title: '请求过于频繁', detail: '请求过于频繁，请稍后再试。' },
  500: SERVER_FAULT,
  503: { title: '暂时不能提供服务', detail: '系统繁忙或者正在维护，请稍后再试。' },
};

export function wordingOf(status: number): Wording {
  return WORDINGS[status] ?? (status >= 500 ? SERVER_FAULT : BAD_REQUEST);
}

/** An answer documented for a route: `response: { 200: …, ...problemResponses(400, 404) }`. */
export function problemResponses(...statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: wordingOf(status).title, content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}

/** Files as the answer of a route, documented: `response: { ...fileResponse('…', 'text/csv'), ...problemResponses(401) }`. */
export function fileResponse(description: string, ...mediaTypes: readonly string[]) {
  const schema = z.unknown().meta({ type: 'string', format: 'binary' });
  return { 200: { description, content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }])) } };
}

/** What thrown values of a request look like from here. */
interface Thrown {
  readonly statusCode?: number;
  readonly code?: string;
  readonly validation?: readonly { readonly instancePath: string; readonly message?: string }[];
  readonly validationContext?: string;
}

export function statusOf(error: unknown): number {
  const { statusCode, validation } = error as Thrown;
  if (validation !== undefined) return 400;
  return statusCode !== undefined && statusCode >= 400 && statusCode <= 599 ? statusCode : 500;
}

const PLACES: Record<string, FieldError['in']> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** The problem that tells the caller of `error`; of an unforeseen one it says nothing but the request's number. */
export function problemOf(error: unknown, requestId: string): Problem {
  const status = statusOf(error);
  const wording = wordingOf(status);
  const base = {
    type: 'about:blank',
    title: wording.title,
    status,
    detail: wording.detail,
    instance: `urn:uuid:${requestId}`,
  };
  if (error instanceof ProblemError) {
    return {
      ...base,
      ...(error.kind === undefined ? {} : { type: `urn:gongkai:problem:${error.kind}` }),
      title: error.title ?? base.title,
      detail: error.message,
      ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
    };
  }
  const { validation, validationContext, code } = error as Thrown;
  if (validation !== undefined) {
    const place = PLACES[validationContext ?? 'body'] ?? 'body';
    const errors = validation.map(({ instancePath, message }) => ({
      in: place,
      pointer: instancePath === '/' ? '' : instancePath,
      detail: message ?? BAD_REQUEST.detail,
    }));
    return { ...base, type: 'urn:gongkai:problem:validation', detail: `有 ${errors.length} 处需要改正。`, errors };
  }
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return { ...base, type: 'urn:gongkai:problem:invalid-json', detail: '请求正文不是有效的 JSON。' };
  }
  return base;
}
