import type { FastifyServerOptions } from 'fastify';

/** Where log lines go. */
export interface LogStream {
  write(line: string): void;
}

export interface LogOptions {
  readonly level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly stream?: LogStream;
}

interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
}

/**
 * What the log keeps of an error: its kind, code and place. Never its message, since those quote what was sent (a name in
 * `invalid input syntax: "…"`, a key in `duplicate key … (张三)`), and never its other fields.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] };
  const { code } = error as NodeJS.ErrnoException;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    stack: frames.map((line) => line.trim()),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}

/**
 * Options of Fastify's logger. A request is logged by its number and its route's pattern: addresses hold query codes and
 * names, query strings hold what people searched for, and a network address is personal information.
 */
export function loggerOptions({ level = 'info', stream }: LogOptions): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      err: (error: unknown) => loggedError(error) as never,
      error: (error: unknown) => loggedError(error),
      req: (request: { method?: string }) => ({ method: request.method ?? '' }) as never,
      res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode ?? 0 }) as never,
    },
    // Standard output belongs to the command's own words.
    stream: stream ?? process.stderr,
  };
}
