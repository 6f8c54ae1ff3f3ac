import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { FormInstance } from 'antd';
import { client } from './client.generated/client.gen.ts';
import type { Problem } from './client.generated/types.gen.ts';

client.setConfig({ baseUrl: '' });

/** An answer that is no success: a problem of the server's (RFC 9457), or no answer at all (status 0). */
export class Fault extends Error {
  override name = 'Fault';
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(
      problem?.detail ??
        (status === 0 ? '无法连接服务器。请检查网络，稍后再试。' : '服务器没有给出可用的答复，请稍后再试。'),
    );
    this.status = status;
    this.problem = problem;
  }

  get title(): string {
    return this.problem?.title ?? (this.status === 0 ? '网络连接中断' : '请求没有成功');
  }

  /** The last part of the problem's type, such as `changed-meanwhile`. */
  get kind(): string {
    return this.problem?.type.split(':').at(-1) ?? '';
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'detail' in value && 'title' in value;
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response?: Response | undefined;
}

/** The data of an answer of the generated client. @throws Fault */
export async function call<T>(asked: Promise<Answer<T>>): Promise<NonNullable<T>> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch {
    throw new Fault(0, undefined);
  }
  const { data, error, response } = answer;
  if (response?.ok) return data as NonNullable<T>;
  throw new Fault(response?.status ?? 0, isProblem(error) ? error : undefined);
}

/** Asks an address the generated client cannot write, because its last part is a path of its own. @throws Fault */
export async function read<T>(url: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: 'application/json' } });
  } catch {
    throw new Fault(0, undefined);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Fault(response.status, isProblem(body) ? body : undefined);
  return body as T;
}

/** Whose session ended sees the sign-in again; what was on the screen stays in the address. */
function onFault(error: Error): void {
  if (error instanceof Fault && error.status === 401 && queryClient.getQueryData(['me']) !== undefined)
    queryClient.setQueryData(['me'], null);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onFault }),
  mutationCache: new MutationCache({ onError: onFault }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server answered it will answer again; only a lost connection is worth another try.
      retry: (count, error) => error instanceof Fault && error.status === 0 && count < 2,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Where a fault's pointer leads in a form: the part of the body its fields stand in, or a way of its own. */
export type FieldOf =
  | string
  | ((path: readonly string[], values: Record<string, unknown>) => (string | number)[] | undefined);

/**
 * Puts a fault's errors beside the fields they belong to; the rest is for the form's head.
 * @returns what could not be put beside a field, or null
 */
export function showBesideFields(form: FormInstance, error: unknown, fieldOf: FieldOf = ''): string | null {
  if (!(error instanceof Fault)) return error instanceof Error ? error.message : '没有成功，请稍后再试。';
  const values = form.getFieldsValue(true) as Record<string, unknown>;
  const known = new Set(Object.keys(values));
  const flat = (below: string, pointer: string): string[] | undefined => {
    // What stands beside that part of the body has its fields in the same form.
    const name = (pointer.startsWith(`${below}/`) ? pointer.slice(below.length) : pointer).split('/')[1];
    return name !== undefined && (known.has(name) || form.getFieldInstance(name)) ? [name] : undefined;
  };
  const left: string[] = [];
  for (const { pointer, detail } of error.problem?.errors ?? []) {
    const name = typeof fieldOf === 'string' ? flat(fieldOf, pointer) : fieldOf(pointer.split('/').slice(1), values);
    if (name) form.setFields([{ name, errors: [detail] }]);
    else left.push(detail);
  }
  if (error.problem?.errors === undefined || error.kind === 'act-refused') return error.message;
  return left.length > 0 ? left.join('；') : null;
}
