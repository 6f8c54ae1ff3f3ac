import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PageContent, portalContext, portalHref, sendPage } from '../../../portal/index.ts';
import { type HandedInFile, LARGEST_FILE, MOST_FILES } from '../intake/draft-files.ts';

export type CookieKind = 'request' | 'case' | 'records-correction' | 'account';

/** As identity's: over HTTPS no neighbouring site can plant one, and one set over HTTP is never believed over HTTPS. */
function cookieName(request: FastifyRequest, kind: CookieKind): string {
  return `${request.protocol === 'https' ? '__Host-' : ''}gongkai-${kind}`;
}

export function readCookie(request: FastifyRequest, kind: CookieKind): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[cookieName(request, kind)];
}

/** Lax: it comes along when a link leads here, never with a form of another site. `seconds` 0 deletes it. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: CookieKind,
  value: string,
  seconds: number,
) {
  reply.header(
    'set-cookie',
    stringifySetCookie({
      name: cookieName(request, kind),
      value,
      path: '/',
      maxAge: seconds,
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
    }),
  );
}

/** Goes on to another page after a form, so that a reload does not send it again. */
export function goTo(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(portalHref(portalContext(request), path), 303);
}

/** A page about one person's application: kept by nobody. */
export function sendPersonalPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageContent,
  status = 200,
): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store');
  return sendPage(request, reply, { ...page, meta: { ...page.meta, hiddenFromSearch: true } }, status);
}

const LONGEST_FIELD = 20_000;

/** A form as it was sent: single values, and all values of a name for choices. */
export class SentForm {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  static of(body: unknown): SentForm {
    const values = new Map<string, string[]>();
    if (typeof body === 'object' && body !== null)
      for (const [name, value] of Object.entries(body))
        values.set(
          name,
          [value].flat().filter((entry): entry is string => typeof entry === 'string'),
        );
    return new SentForm(values);
  }

  /** Empty when it was not sent. Cut where no honest form can reach; what is too long is refused by the rules. */
  value(name: string): string {
    return (this.#values.get(name)?.[0] ?? '').slice(0, LONGEST_FIELD);
  }

  values(name: string): string[] {
    return (this.#values.get(name) ?? []).slice(0, 50).map((value) => value.slice(0, 100));
  }
}

export interface SentFiles {
  readonly form: SentForm;
  readonly files: readonly HandedInFile[];
  /** More files than may be sent at once; the rest was not read. */
  readonly tooMany: boolean;
}

/**
 * Reads a multipart form. A file that is too long is cut and marked, and the rest of the form is still read.
 * @throws an error of status 400 where it is no form, 413 where it has more parts than any form of ours
 */
export async function readFiles(request: FastifyRequest): Promise<SentFiles> {
  try {
    return await readParts(request);
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw Object.assign(new Error('the form broke off', { cause: error }), { statusCode: 400 });
  }
}

async function readParts(request: FastifyRequest): Promise<SentFiles> {
  const values = new Map<string, string[]>();
  const files: HandedInFile[] = [];
  let tooMany = false;
  const parts = request.parts({
    limits: { fileSize: LARGEST_FILE, files: MOST_FILES * 2, fields: 20, fieldSize: LONGEST_FIELD * 4, parts: 40 },
  });
  for await (const part of parts) {
    if (part.type === 'field') {
      if (typeof part.value === 'string')
        values.set(part.fieldname, [...(values.get(part.fieldname) ?? []), part.value]);
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    // Browsers send a nameless empty part when nothing was chosen.
    if (part.filename === '' || (part.filename === undefined && bytes.length === 0)) continue;
    if (files.length >= MOST_FILES) {
      tooMany = true;
      continue;
    }
    files.push({
      name: part.filename,
      bytes: part.file.truncated ? new Uint8Array() : bytes,
      truncated: part.file.truncated,
    });
  }
  return { form: new SentForm(values), files, tooMany };
}
