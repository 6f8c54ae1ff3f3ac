import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginAttempt } from '../../../platform/identity/sessions/throttle.ts';
import type { FieldFault } from '../rules/intake/form.ts';
import { parseCode, parseReference, type Reference } from '../rules/intake/reference.ts';
import type { SentForm } from './http.ts';
import type { PagesContext } from './options.ts';

const LONGEST_REFERENCE = 60;

/** 登记编号 and 查询码 as they were typed, and as they are read; with what is wrong with them. */
export interface TypedProof {
  readonly typed: string;
  readonly reference: Reference | null;
  readonly code: string | null;
  readonly faults: readonly FieldFault[];
}

export const WRONG_PROOF: FieldFault = { name: 'reference', message: '登记编号或者查询码不正确，请核对' };

export function readProof(form: SentForm): TypedProof {
  const typed = form.value('reference').slice(0, LONGEST_REFERENCE);
  const reference = parseReference(typed);
  const code = parseCode(form.value('code'));
  const faults: FieldFault[] = [];
  if (!reference) faults.push({ name: 'reference', message: '请按回执填写登记编号，例如33020601-2026-0001' });
  if (!code) faults.push({ name: 'code', message: '查询码是10位字母和数字，请按提交回执填写' });
  return { typed, reference, code, faults };
}

/**
 * Counts a guess at a secret. @returns how long to wait, in words and in the answer's head, where there were too many; the
 * answer is then of status 429
 */
export async function waitBeforeGuess(
  { db, now }: PagesContext,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: string,
): Promise<string | undefined> {
  const attempt = await beginAttempt(db, subject, request.ip, now());
  if (attempt.allowed) return undefined;
  const seconds = Math.ceil(attempt.retryAfterMs / 1000);
  reply.header('retry-after', String(seconds));
  return `请在${seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分钟`}后再试`;
}
